using System.Text.RegularExpressions;

namespace Tresen.BrowserTests;

/// <summary>Signing in with a passkey. Chromium's own virtual key stands for the finger on the sensor.</summary>
public sealed partial class PasskeyStory(Stage stage) : Story(stage)
{
    [Fact]
    public async Task A_passkey_is_added_and_is_enough_to_come_in()
    {
        var anna = await Administrator();
        await anna.Open("/administration/staff/new");
        await anna.Fill("Name", "Paula Passkey");
        await anna.Fill("E-Mail", "paula.passkey@nordlicht.example");
        await anna.Press("Anlegen und einladen");
        await anna.Sees("/welcome?code=");
        var localhost = new UriBuilder(Stage.Tresen.Address) { Host = "localhost" }.Uri.ToString().TrimEnd('/'); // a key belongs to a name, not to a number
        var paula = (await Stranger(at: localhost)).Expects("422 POST /account/passkeys/options");
        var devices = await paula.Page.Context.NewCDPSessionAsync(paula.Page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        await paula.Open(Invitation().Match(await anna.Page.ContentAsync()).Value.Replace("&amp;", "&", StringComparison.Ordinal));
        await paula.Fill("Neues Passwort", "ganz-geheim-2026");
        await paula.Press("Passwort speichern");
        await paula.SignIn("paula.passkey@nordlicht.example", "ganz-geheim-2026");
        await paula.Open("/account/passkeys");
        await paula.Fill("Name", "Diensthandy");
        await paula.Fill("Passwort", "falsch geraten");
        await paula.Press("Passkey anlegen");
        await paula.Sees("Das Passwort stimmt nicht.");
        await paula.Fill("Passwort", "ganz-geheim-2026");
        await paula.Press("Passkey anlegen");
        await paula.Hears("Der Passkey ist angelegt.");
        await paula.Sees("Diensthandy");
        await paula.Inspect("passkeys");

        await paula.Page.Context.ClearCookiesAsync();
        await paula.Open("/sign-in?then=%2Faccount%2Fpasskeys");
        await paula.Press("Mit Passkey anmelden");
        await paula.Sees("Diensthandy");

        await paula.Page.Locator("tr", new() { HasText = "Diensthandy" }).Locator("summary").ClickAsync();
        await paula.Page.Locator("details[open] .btn-danger").ClickAsync();
        await paula.Hears("Der Passkey ist entfernt.");
        await paula.Page.Context.ClearCookiesAsync();
        paula.Expects("422 POST /sign-in/passkey");
        await paula.Open("/sign-in");
        await paula.Press("Mit Passkey anmelden");
        await paula.Sees("Mit diesem Passkey kann sich hier niemand anmelden.");
    }

    [GeneratedRegex(@"/welcome\?code=[^""<\s]+")]
    private static partial Regex Invitation();
}
