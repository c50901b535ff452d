using Tresen.Platform;

namespace Tresen.Post;

/// <summary>As whom a mailbox asks its provider for tokens (OAuth2): Microsoft 365, Google and others.</summary>
/// <param name="ConsentAddress">Where a person consents in the browser; empty: the refresh token is pasted.</param>
/// <param name="TokenAddress">Where tokens are given out; empty: not set up.</param>
/// <param name="ClientId">What the provider calls us.</param>
/// <param name="Secret">What we show that we are it with, as <see cref="Passwords"/> locked it away; empty: a public client.</param>
/// <param name="Scope">What is asked for.</param>
public sealed record OAuthClient(string ConsentAddress, string TokenAddress, string ClientId, string Secret, string Scope)
{
    /// <summary>None set up.</summary>
    public static OAuthClient None { get; } = new("", "", "", "", "");

    /// <summary>Whether there is somebody to ask for tokens.</summary>
    public bool IsSetUp => TokenAddress.Length > 0;

    /// <summary>Whether tokens and secrets that were given for that one are for this one too.</summary>
    public bool IsSameAs(OAuthClient other) => (TokenAddress, ClientId) == (other.TokenAddress, other.ClientId);

    /// <summary>As typed; without an address for tokens it is none.</summary>
    /// <param name="allows">Which addresses may be asked at all.</param>
    public static OAuthClient At(string consentAddress, string tokenAddress, string clientId, string secret, string scope, Func<Uri, bool> allows)
    {
        if (tokenAddress.Trim().Length == 0)
        {
            throw new BrokenRuleException("Bitte die Adresse eingeben, unter der der Anbieter Tokens ausgibt.", nameof(TokenAddress));
        }

        if (clientId.Trim().Length == 0)
        {
            throw new BrokenRuleException("Bitte die Client-ID eingeben, unter der Tresen beim Anbieter bekannt ist.", nameof(ClientId));
        }

        return new(Checked(consentAddress, nameof(ConsentAddress)), Checked(tokenAddress, nameof(TokenAddress)), clientId.Trim(), secret, scope.Trim());

        string Checked(string typed, string field) => typed.Trim() is var address && (address.Length == 0 || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && allows(uri)))
            ? address
            : throw new BrokenRuleException("Bitte eine Adresse eingeben, die mit https:// beginnt.", field);
    }
}
