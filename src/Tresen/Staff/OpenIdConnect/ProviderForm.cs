using System.ComponentModel.DataAnnotations;

namespace Tresen.Staff.OpenIdConnect;

/// <summary>The provider as an administrator types it. An empty secret keeps the stored one.</summary>
public sealed class ProviderForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    [StringLength(400, ErrorMessage = TooLong)]
    public string? Issuer { get; set; }

    [StringLength(300, ErrorMessage = TooLong)]
    public string? ClientId { get; set; }

    [StringLength(500, ErrorMessage = TooLong)]
    public string? Secret { get; set; }

    /// <summary>The secret as it was typed, locked away, while the form is shown again.</summary>
    public string? SecretHeld { get; set; }

    [StringLength(300, ErrorMessage = TooLong)]
    public string? Scopes { get; set; } = IdentityProvider.StandardScopes;

    [StringLength(100, ErrorMessage = TooLong)]
    public string? GroupsClaim { get; set; } = "groups";

    [Required(ErrorMessage = "Bitte eingeben, was auf dem Knopf der Anmeldeseite steht.")]
    [StringLength(60, ErrorMessage = TooLong)]
    public string? Button { get; set; } = "Mit dem Firmenkonto anmelden";

    [StringLength(60, ErrorMessage = TooLong)]
    public string? EnglishButton { get; set; } = "Sign in with the company account";

    public bool IsOn { get; set; }

    public bool TakesIn { get; set; }

    public bool IsOnlyWay { get; set; }

    /// <summary>Keeps it though it doesn't work.</summary>
    public bool Anyway { get; set; }

    public string[] Groups { get; set; } = [];

    public string[] Roles { get; set; } = [];

    /// <summary>The form for a provider as stored.</summary>
    public static ProviderForm Of(IdentityProvider? provider, IReadOnlyList<Outside.GroupRole> lines) => provider is null ? new() : new()
    {
        Issuer = provider.Issuer,
        ClientId = provider.ClientId,
        Scopes = provider.Scopes,
        GroupsClaim = provider.GroupsClaim,
        Button = provider.Button,
        EnglishButton = provider.EnglishButton,
        IsOn = provider.IsOn,
        TakesIn = provider.TakesIn,
        IsOnlyWay = provider.IsOnlyWay,
        Groups = [.. lines.Select(l => l.Group)],
        Roles = [.. lines.Select(l => l.RoleName)],
    };
}
