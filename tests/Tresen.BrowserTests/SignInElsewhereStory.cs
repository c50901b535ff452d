using Tresen.Tests.Rig;

namespace Tresen.BrowserTests;

/// <summary>Roles of one's own, and people who come with the company's account.</summary>
public sealed class SignInElsewhereStory(Stage stage) : Story(stage)
{
    [Fact]
    public async Task Anna_makes_a_role_and_removes_it_again()
    {
        var anna = await Administrator();
        await anna.Open("/administration/roles");
        await anna.Follow("Neue Rolle");
        await anna.Fill("Name", "Außendienst");
        await anna.Fill("Englisch", "Field work");
        await anna.Press("Anlegen");
        await anna.Hears("Die Rolle Außendienst ist angelegt.");
        await anna.Follow("Außendienst");
        await anna.Sees("Anfragen aufnehmen, Tickets bearbeiten, mit Kunden schreiben");
        await anna.Press("Rolle entfernen");
        await anna.Hears("Die Rolle Außendienst ist entfernt.");
    }

    [Fact]
    public async Task Tim_comes_in_with_the_companys_account()
    {
        await using var issuer = await LocalIssuer.StartAsync();
        issuer.AsksFirst = true;
        issuer.Claims = new() { ["sub"] = "tim-1", ["email"] = "tim.rohde@nordlicht.example", ["email_verified"] = true, ["groups"] = new[] { "chefs" } };
        issuer.UserInfo = new() { ["sub"] = "tim-1" };
        var program = KeepsRunning(await TresenProcess.DemoAsync(null, ("Tresen__IssuerOnThisMachine", "true")));

        var anna = await Stranger(at: program.Address);
        await anna.SignIn(program.Mail, program.Password);
        await anna.Open("/administration/sign-in");
        await anna.Fill("Aussteller", issuer.Issuer);
        await anna.Fill("Client-ID", LocalIssuer.ClientId);
        await anna.Fill("Geheimnis", LocalIssuer.Secret);
        await anna.Press("Verbindung prüfen");
        await anna.Sees("Der Anbieter kennt die Client-ID, und das Geheimnis stimmt.");
        await anna.Tick("Anmeldung über den Anbieter anbieten");
        await anna.Tick("Nur noch über den Anbieter anmelden");
        await anna.Page.Locator("#group-0").FillAsync("chefs");
        await anna.Page.Locator("#group-role-0").SelectOptionAsync("lead");
        await anna.Press("Speichern");
        await anna.Hears("Gespeichert.");
        await anna.Inspect("sign-in-provider-set-up");

        var tim = await Stranger(at: program.Address);
        await tim.Open("/sign-in?then=/account");
        await tim.Inspect("sign-in-by-provider");
        await tim.Follow("Mit dem Firmenkonto anmelden");
        await tim.Sees("Anbieter der Firma");
        await tim.Follow("Ich bin es");
        await tim.Sees("Mein Konto");
        tim.Where.ShouldBe("/account");
        await tim.SeesIn("E-Mail", "tim.rohde@nordlicht.example");
        await anna.Open("/administration/audit");
        await anna.Sees("Tim Rohde: Leitung");
    }
}
