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

    /// <summary>Whether its tokens are had as somebody has just typed, and not as it is stored.</summary>
    public bool HasTypedTokens { get; private set; }

    /// <summary>Whether its refresh token, too, isn't the stored one.</summary>
    public bool HasTypedRefreshToken { get; private set; }

    /// <summary>Whether it holds tokens, and one of these servers would be shown them that they weren't given for.</summary>
    public bool WouldShowTokens(OAuthClient client, MailServer imap, MailServer smtp) =>
        RefreshToken.Length + AccessToken.Length > 0 && client.IsSameAs(OAuth) && (imap.IsNewToTokensOf(Imap) || smtp.IsNewToTokensOf(Smtp));

    /// <summary>Says where its tokens come from.</summary>
    /// <param name="refreshToken">A new one, locked away; empty: none any more; null: the one that is known, if it is for the same client.</param>
    public void AskForTokens(OAuthClient client, string? refreshToken)
    {
        if (client == OAuth && refreshToken is null)
        {
            return;
        }

        var known = client.IsSameAs(OAuth) ? RefreshToken : "";
        HasTypedRefreshToken = refreshToken is not null || known.Length == 0;
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

    /// <summary>What was tried as somebody typed it and brought other tokens is kept; not where the stored refresh token was replaced since.</summary>
    public void TakeTokens(Mailbox tried)
    {
        if (tried.HasTypedRefreshToken || tried.RefreshToken == RefreshToken)
        {
            (RefreshToken, AccessToken, AccessUntil) = (tried.RefreshToken, tried.AccessToken, tried.AccessUntil);
        }
    }

    /// <summary>It is tried with the refresh token that is stored now.</summary>
    public void GoOnFrom(Mailbox stored) => RefreshToken = stored.OAuth.IsSameAs(OAuth) ? stored.RefreshToken : "";

    /// <summary>The provider replaced the refresh token while something else of it was tried.</summary>
    /// <param name="refreshToken">Locked away.</param>
    public void Replace(string refreshToken) => RefreshToken = refreshToken;

    /// <summary>A person has consented at the provider.</summary>
    /// <param name="refreshToken">Locked away.</param>
    public void Consented(string refreshToken)
    {
        (RefreshToken, AccessToken, AccessUntil) = (refreshToken, "", null);
        FetchSoon();
        ResumeSending();
    }
}
