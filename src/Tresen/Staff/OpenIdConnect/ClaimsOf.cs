using System.Security.Claims;
using System.Text.Json;
using Tresen.Staff.Outside;

namespace Tresen.Staff.OpenIdConnect;

/// <summary>Reads what a provider says of somebody, in the signed token and at its userinfo address. Its names are those of OpenID Connect
/// Core 1.0, section 5.1.</summary>
static class ClaimsOf
{
    /// <summary>Who it is. An address that the provider doesn't vouch for is left out.</summary>
    public static Comer Read(IdentityProvider provider, ClaimsPrincipal token, JsonElement? more)
    {
        IReadOnlyList<string> All(string claim) => token.FindAll(claim).Select(c => c.Value).ToList() is { Count: > 0 } signed ? signed : More(more, claim);
        string One(string claim) => All(claim) is [var first, ..] ? first : "";

        // Microsoft's name for it: whoever owns the address's domain was verified.
        var isVerified = IsTrue(One("email_verified")) || IsTrue(One("xms_edov"));
        var name = One("name") is { Length: > 0 } whole ? whole : $"{One("given_name")} {One("family_name")}".Trim();
        return new Comer(Origin.Provider, provider.Issuer, token.FindFirst("sub")!.Value, name, isVerified ? One("email") : "", provider.GroupsClaim.Length > 0 ? All(provider.GroupsClaim) : []);
    }

    static bool IsTrue(string value) => value is "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase);

    static List<string> More(JsonElement? more, string claim) => more is not { ValueKind: JsonValueKind.Object } said || !said.TryGetProperty(claim, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Text)] : [Text(value)];

    static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
