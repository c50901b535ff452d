using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tresen.Tests.Rig;

/// <summary>A provider for OpenID Connect on a port of its own, with keys made at run time. It keeps the rules that matter to whoever
/// signs in there (client, redirect address, PKCE, a code for once), and lies as it is told to.</summary>
/// <remarks>Told in chapters: Mail.</remarks>
public sealed partial class LocalIssuer : IAsyncDisposable
{
    public const string ClientId = "tresen";
    public const string Secret = "strandkorb und flut";

    /// <summary>The name of its key.</summary>
    public const string KeyName = "one";

    readonly WebApplication app;
    readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = KeyName };
    readonly Dictionary<string, Asked> codes = [];

    sealed record Asked(string Nonce, string Challenge, string Redirect, Dictionary<string, object> Claims, string MailUser);

    LocalIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseKestrelCore();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Discovery is { } other ? Results.Content(other, "application/json") : Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Says ?? Issuer, ["authorization_endpoint"] = $"{Issuer}/authorize", ["token_endpoint"] = TokenEndpoint ?? $"{Issuer}/token", ["jwks_uri"] = $"{Issuer}/keys",
            ["userinfo_endpoint"] = $"{Issuer}/userinfo", ["response_types_supported"] = new[] { "code" }, ["subject_types_supported"] = new[] { "public" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        }));
        app.MapGet("/keys", () =>
        {
            var shown = key.Rsa.ExportParameters(false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = key.KeyId, n = Base64Url.EncodeToString(shown.Modulus!), e = Base64Url.EncodeToString(shown.Exponent!) } } });
        });
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", TokenAsync);
        app.MapGet("/userinfo", () => Results.Json(UserInfo));
    }

    /// <summary>Starts one.</summary>
    public static async Task<LocalIssuer> StartAsync()
    {
        var issuer = new LocalIssuer();
        await issuer.app.StartAsync();
        return issuer;
    }

    /// <summary>Its address.</summary>
    public string Issuer => app.Urls.First();

    /// <summary>What it says of whoever signs in next, beside issuer, audience and times.</summary>
    public Dictionary<string, object> Claims { get; set; } = [];

    /// <summary>What it says at its userinfo address.</summary>
    public Dictionary<string, object> UserInfo { get; set; } = [];

    /// <summary>Another issuer than it is.</summary>
    public string? Says { get; set; }

    /// <summary>Another answer than its description.</summary>
    public string? Discovery { get; set; }

    /// <summary>Sends whoever redeems a code elsewhere.</summary>
    public string? TokenEndpoint { get; set; }

    /// <summary>Changes what is signed.</summary>
    public Action<SecurityTokenDescriptor>? Twist { get; set; }

    /// <summary>Changes the finished token.</summary>
    public Func<string, string>? Forge { get; set; }

    /// <summary>Asked before somebody comes back, in a real browser.</summary>
    public bool AsksFirst { get; set; }

    IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        var scopes = query["scope"].ToString().Split(' ');
        var isForMail = scopes.Contains("offline_access");
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256" || query["state"] == "" || !(isForMail || (query["nonce"] != "" && scopes.Contains("openid"))))
        {
            return Results.BadRequest("This is no question of OpenID Connect.");
        }

        if (AsksFirst && query["yes"] != "1")
        {
            return Results.Content($"<!doctype html><html lang=de><meta name=viewport content='width=device-width'><title>Anbieter</title><h1>Anbieter der Firma</h1><p><a href=\"{System.Net.WebUtility.HtmlEncode(request.Path + request.QueryString)}&amp;yes=1\">Ich bin es</a></p>", "text/html; charset=utf-8");
        }

        var code = RandomNumberGenerator.GetHexString(32);
        codes[code] = new Asked(query["nonce"]!, query["code_challenge"]!, query["redirect_uri"]!, new(Claims), isForMail ? MailUser : "");
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}");
    }

    async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["client_id"] != ClientId || form["client_secret"] != Secret)
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        }

        if (form["grant_type"] == "refresh_token")
        {
            return Refresh(form["refresh_token"]!);
        }

        if (!codes.Remove(form["code"]!, out var asked) || form["redirect_uri"] != asked.Redirect
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]!))) != asked.Challenge)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        if (asked.MailUser.Length > 0)
        {
            return MailTokens(asked.MailUser, Grant(asked.MailUser));
        }

        var now = DateTime.UtcNow;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = ClientId, NotBefore = now, IssuedAt = now, Expires = now.AddMinutes(5), SigningCredentials = new(key, SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object>(asked.Claims) { ["nonce"] = asked.Nonce },
        };
        Twist?.Invoke(token);
        var text = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
        return Results.Json(new { access_token = "opens-userinfo", token_type = "Bearer", expires_in = 300, id_token = Forge?.Invoke(text) ?? text });
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
