using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tresen.Tests.Rig;

/// <summary>Tokens for mailboxes: whoever asks for <c>offline_access</c> gets a refresh token, and for that access tokens that
/// <see cref="DovecotServer"/> checks.</summary>
public sealed partial class LocalIssuer
{
    /// <summary>The claim that names the account.</summary>
    public const string MailClaim = "email";

    readonly ConcurrentDictionary<string, string> refreshTokens = [];
    int refreshes;

    /// <summary>Who consents at the next authorization for a mailbox.</summary>
    public string MailUser { get; set; } = "";

    /// <summary>How long access tokens last from now on; below zero they have already ended. In the time of the real clock, which the
    /// mail server goes by.</summary>
    public TimeSpan AccessLasts { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>What it says of how long they last, in seconds; null: the truth.</summary>
    public int? SaysAccessLasts { get; set; }

    /// <summary>Each refresh token serves once, and the answer brings the next.</summary>
    public bool Rotates { get; set; }

    /// <summary>What is answered to a refresh: <c>(400, "invalid_grant")</c>, <c>(503, "temporarily_unavailable")</c>; null: it is carried out.</summary>
    public (int Status, string Error)? OnRefresh { get; set; }

    /// <summary>How often somebody asked for a fresh access token.</summary>
    public int Refreshes => refreshes;

    /// <summary>The refresh tokens that are good now.</summary>
    public IReadOnlyCollection<string> RefreshTokens => [.. refreshTokens.Keys];

    /// <summary>Below this name the mail server finds its key.</summary>
    internal string MailKeyName { get; } = $"tresen{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    internal string PublicKeyPem => key.Rsa.ExportSubjectPublicKeyInfoPem();

    /// <summary>A new refresh token for the account, as after its owner's consent.</summary>
    public string Grant(string user)
    {
        var token = RandomNumberGenerator.GetHexString(48, lowercase: true);
        refreshTokens[token] = user;
        return token;
    }

    /// <summary>The owner, or an administrator, takes the consent back.</summary>
    public void Revoke(string user)
    {
        foreach (var (token, _) in refreshTokens.Where(t => t.Value == user))
        {
            refreshTokens.TryRemove(token, out _);
        }
    }

    /// <summary>An access token for the account.</summary>
    public string AccessToken(string user)
    {
        var now = DateTime.UtcNow;
        var (from, until) = AccessLasts > TimeSpan.Zero ? (now, now + AccessLasts) : (now + AccessLasts - TimeSpan.FromMinutes(5), now + AccessLasts);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = ClientId, NotBefore = from, IssuedAt = from, Expires = until, SigningCredentials = new(key, SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object> { ["sub"] = user, [MailClaim] = user, ["azp"] = MailKeyName },
        });
    }

    IResult Refresh(string token)
    {
        Interlocked.Increment(ref refreshes);
        if (OnRefresh is { } told)
        {
            return Results.Json(new { error = told.Error }, statusCode: told.Status);
        }

        if (!refreshTokens.TryGetValue(token, out var user))
        {
            return Results.Json(new { error = "invalid_grant", error_description = "The refresh token is unknown, used up or revoked." }, statusCode: 400);
        }

        if (!Rotates)
        {
            return MailTokens(user, null);
        }

        refreshTokens.TryRemove(token, out _);
        return MailTokens(user, Grant(user));
    }

    IResult MailTokens(string user, string? refresh)
    {
        var answer = new Dictionary<string, object> { ["access_token"] = AccessToken(user), ["token_type"] = "Bearer", ["expires_in"] = SaysAccessLasts ?? (int)AccessLasts.TotalSeconds };
        if (refresh is not null)
        {
            answer["refresh_token"] = refresh;
        }

        return Results.Json(answer);
    }
}
