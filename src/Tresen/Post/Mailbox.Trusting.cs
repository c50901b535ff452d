namespace Tresen.Post;

/// <summary>Whom a mailbox believes who says where a mail comes from.</summary>
public sealed partial class Mailbox
{
    /// <summary>The name (authserv-id) by which our own mail server says in <c>Authentication-Results</c> whether a sender is genuine;
    /// <c>-</c>: it gives none. Empty: nobody is believed.</summary>
    public string TrustedServer { get; private set; } = "";

    /// <summary>Whose word counts from now on.</summary>
    public void Trust(string server) => TrustedServer = server.Trim().ToLowerInvariant();
}
