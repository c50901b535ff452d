using System.Net;
using Tresen.Platform;

namespace Tresen.Post;

/// <summary>How the line to a mail server is kept secret. Certificates are always verified.</summary>
public enum Encryption
{
    /// <summary>TLS from the first byte (993, 465).</summary>
    Implicit,

    /// <summary>TLS by STARTTLS, refused where the server doesn't offer it (143, 587).</summary>
    StartTls,

    /// <summary>None: for a server on the same machine only.</summary>
    None,
}

/// <summary>Where a mailbox is fetched from or sent through, and as whom.</summary>
/// <param name="Host">Name or address; empty: not set up.</param>
/// <param name="Port">Its port.</param>
/// <param name="Encryption">How the line is kept secret.</param>
/// <param name="User">Whom we sign in as; empty: without signing in.</param>
/// <param name="Secret">The password as <see cref="Passwords"/> locked it away; never shown.</param>
public sealed record MailServer(string Host, int Port, Encryption Encryption, string User, string Secret)
{
    /// <summary>No server set up.</summary>
    public static MailServer None { get; } = new("", 0, Encryption.Implicit, "", "");

    /// <summary>A server as typed in fields that begin with <paramref name="field"/>; an empty name means none.</summary>
    public static MailServer At(string host, int port, Encryption encryption, string user, string secret, string field)
    {
        host = host.Trim();
        if (host.Length == 0)
        {
            return None;
        }

        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw new BrokenRuleException("Bitte den Namen des Servers wie mail.firma.example eingeben, ohne https:// und ohne Port.", field + nameof(Host));
        }

        if (port is < 1 or > 65535)
        {
            throw new BrokenRuleException("Bitte einen Port zwischen 1 und 65535 eingeben.", field + nameof(Port));
        }

        if (encryption == Encryption.None && user.Length > 0 && !IsThisMachine(host))
        {
            throw new BrokenRuleException("Ohne Verschlüsselung würde das Passwort lesbar übertragen. Bitte TLS oder STARTTLS wählen.", field + nameof(Encryption));
        }

        return new MailServer(host, port, encryption, user.Trim(), secret);
    }

    static bool IsThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Signed in with a token (OAuth2) instead of a password: <see cref="Mailbox.OAuth"/> says where tokens come from.</summary>
    public bool ByToken { get; init; }

    /// <summary>Whether tokens that were given for that server are not for this one. A token opens what it opens for whoever is shown it.</summary>
    public bool IsNewToTokensOf(MailServer known) => ByToken && !(known.ByToken && (Host, Port, Encryption) == (known.Host, known.Port, known.Encryption));

    /// <summary>Whether there is a server to talk to.</summary>
    public bool IsSetUp => Host.Length > 0;
}
