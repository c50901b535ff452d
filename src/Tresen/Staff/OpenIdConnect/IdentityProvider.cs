using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform;
using Tresen.Platform.Text;

namespace Tresen.Staff.OpenIdConnect;

/// <summary>The provider (<em>Anbieter</em>) at which people sign in with their account of the company, by OpenID Connect. There is one
/// at most.</summary>
public sealed class IdentityProvider
{
    /// <summary>What is asked for if nothing else is said.</summary>
    public const string StandardScopes = "openid profile email";

    public int Id { get; private set; }

    /// <summary>The address that the provider calls itself by, without a slash at its end.</summary>
    public string Issuer { get; private set; } = "";

    public string ClientId { get; private set; } = "";

    /// <summary>The client's secret as <see cref="Outside.Secrets"/> locked it away.</summary>
    public string LockedSecret { get; private set; } = "";

    public string Scopes { get; private set; } = StandardScopes;

    /// <summary>The claim in which the groups stand.</summary>
    public string GroupsClaim { get; private set; } = "groups";

    public string Button { get; private set; } = "";

    /// <summary>The button in English; empty: as the German.</summary>
    public string EnglishButton { get; private set; } = "";

    /// <summary>Whether one may sign in there.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Whether people whom nobody knows yet are taken in, with the role that their groups give.</summary>
    public bool TakesIn { get; private set; }

    /// <summary>Passwords of ours let in administrators alone (<em>Nur noch über den Anbieter anmelden</em>).</summary>
    public bool IsOnlyWay { get; private set; }

    /// <summary>Whether enough is known to ask it.</summary>
    public bool IsSetUp => Issuer.Length > 0 && ClientId.Length > 0;

    /// <summary>The button's text in the reader's language.</summary>
    public string ShownButton => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" && EnglishButton.Length > 0 ? EnglishButton : Button;

    /// <summary>All that decides how it is asked: equal before and after, nothing needs to be tried anew.</summary>
    public object Manner() => (IsOn, Issuer, ClientId, LockedSecret);

    /// <summary>Which provider it is, and as whom we come there.</summary>
    /// <param name="lockedSecret">Null: the one that is stored, which goes to no other provider than it was given for.</param>
    /// <exception cref="BrokenRuleException">The address is none, or another provider's secret would be taken along.</exception>
    public void StandAt(string issuer, string clientId, string? lockedSecret, string scopes, string groupsClaim)
    {
        issuer = PlainText.Line(issuer).TrimEnd('/');
        if (issuer.Length > 0 && (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri) || uri.Query.Length > 0 || uri.Fragment.Length > 0))
        {
            throw new BrokenRuleException("Bitte die Adresse des Ausstellers eingeben, zum Beispiel https://anmeldung.firma.example/realms/firma.", nameof(Issuer));
        }

        if (lockedSecret is null && LockedSecret.Length > 0 && issuer != Issuer)
        {
            throw new BrokenRuleException("Der Aussteller hat sich geändert. Bitte das Geheimnis dafür noch einmal eingeben.", "Secret");
        }

        (Issuer, ClientId, LockedSecret) = (issuer, PlainText.Line(clientId), lockedSecret ?? LockedSecret);
        var asked = scopes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Scopes = string.Join(' ', asked.Contains("openid") ? asked : ["openid", .. asked]);
        GroupsClaim = PlainText.Line(groupsClaim);
    }

    /// <summary>What the button on the sign-in page says.</summary>
    public void Offer(string button, string english) => (Button, EnglishButton) = (PlainText.Line(button), PlainText.Line(english));

    /// <summary>Whether it is used, and how far.</summary>
    /// <exception cref="BrokenRuleException">Something is missing for it.</exception>
    public void Use(bool isOn, bool takesIn, bool isOnlyWay)
    {
        if (isOn && !IsSetUp)
        {
            throw new BrokenRuleException("Zum Einschalten fehlt noch der Aussteller oder die Client-ID.", nameof(IsOn));
        }

        if (isOnlyWay && !isOn)
        {
            throw new BrokenRuleException("Dafür muss die Anmeldung über den Anbieter eingeschaltet sein.", nameof(IsOnlyWay));
        }

        (IsOn, TakesIn, IsOnlyWay) = (isOn, takesIn, isOnlyWay);
    }

    sealed class Mapping : IEntityTypeConfiguration<IdentityProvider>
    {
        public void Configure(EntityTypeBuilder<IdentityProvider> provider)
        {
            provider.ToTable("identity_providers");
            provider.Property(p => p.Issuer).HasMaxLength(400);
            provider.Property(p => p.LockedSecret).HasMaxLength(2000);
            provider.Ignore(p => p.ShownButton);
        }
    }
}
