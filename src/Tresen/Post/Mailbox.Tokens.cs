namespace Tresen.Post;

/// <summary>Signing in at its servers with tokens (OAuth2) instead of a password.</summary>
public sealed partial class Mailbox
{
    static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>Where its tokens come from.</summary>
    public OAuthClient OAuth { get; private set; } = OAuthClient.None;

    /// <summary>What new access tokens are had for, locked away; empty: nobody has consented yet.</summary>
    public string RefreshToken { get; private set; } = "";

    /// <summary>The last access token, locked away; empty: none.</summary>
    public string AccessToken { get; private set; } = "";

    /// <summary>Until when it is used: some time before it ends.</summary>
    public DateTimeOffset? AccessUntil { get; private set; }

    /// <summary>Until when somebody is asking for a new one; everybody else waits for theirs. By the database's clock.</summary>
    public DateTimeOffset? TokenLeaseUntil { get; private set; }

    /// <summary>Whether a server of it is signed in at with a token.</summary>
    public bool IsByToken => Imap.ByToken || Smtp.ByToken;

    /// <summary>Whether its tokens are as somebody has just typed them, and not as they are stored.</summary>
    public bool HasTypedTokens { get; private set; }

    /// <summary>Says where its tokens come from.</summary>
    /// <param name="refreshToken">A new one, locked away; null: the one that is known, if it is for the same client.</param>
    public void AskForTokens(OAuthClient client, string? refreshToken)
    {
        if (client == OAuth && refreshToken is null)
        {
            return;
        }

        var known = client.IsSameAs(OAuth) ? RefreshToken : "";
        (OAuth, RefreshToken, AccessToken, AccessUntil, HasTypedTokens) = (client, refreshToken ?? known, "", null, true);
    }

    /// <summary>The provider gave a new access token.</summary>
    /// <param name="accessToken">Locked away.</param>
    /// <param name="refreshToken">Locked away, where the provider gave another; null: the known one holds.</param>
    public void Renewed(string accessToken, TimeSpan lasts, string? refreshToken, DateTimeOffset at)
    {
        (AccessToken, RefreshToken) = (accessToken, refreshToken ?? RefreshToken);
        AccessUntil = at + lasts - (lasts / 2 < Ahead ? lasts / 2 : Ahead);
    }

    /// <summary>What was tried with typed tokens and brought others is kept.</summary>
    public void TakeTokens(Mailbox tried) => (RefreshToken, AccessToken, AccessUntil) = (tried.RefreshToken, tried.AccessToken, tried.AccessUntil);

    /// <summary>A person has consented at the provider.</summary>
    /// <param name="refreshToken">Locked away.</param>
    public void Consented(string refreshToken)
    {
        (RefreshToken, AccessToken, AccessUntil) = (refreshToken, "", null);
        FetchSoon();
        ResumeSending();
    }
}
