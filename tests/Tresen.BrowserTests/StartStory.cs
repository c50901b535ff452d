using System.Text.RegularExpressions;
using Tresen.Tests.Rig;

namespace Tresen.BrowserTests;

/// <summary>The first minutes with a new installation.</summary>
public sealed partial class StartStory(Stage stage) : Story(stage)
{
    [Fact]
    public async Task Whoever_has_the_code_founds_the_firm_once()
    {
        var tresen = KeepsRunning(await TresenProcess.ServeAsync());
        var begin = FirstRun().Match(tresen.Output).Value;
        var owner = (await Stranger(at: tresen.Address)).Expects("422 POST /first-run");
        await owner.Open("/");
        await owner.Sees("Tresen einrichten");
        await owner.Open(begin);
        await owner.Inspect("first-run");
        await owner.Fill("Firma", "Nordlicht Service GmbH");
        await owner.Fill("Pflichtangaben", "Nordlicht Service GmbH, Sitz Kiel, HRB 99999");
        await owner.Fill("Stundensatz", "92,50");
        await owner.Fill("Ihr Name", "Anna Brandt");
        await owner.Fill("E-Mail", "anna@nordlicht.example");
        await owner.Fill("Passwort", "kurz");
        await owner.Press("Einrichten");
        await owner.Reads("Passwort", "Bitte mindestens 10 Zeichen"); // the hint that stands there before says 10 too
        await owner.SeesIn("Firma", "Nordlicht Service GmbH");
        await owner.Fill("Passwort", "ganz-neu-hier-2026");
        await owner.Press("Einrichten");

        await owner.ArrivesAt("/sign-in");
        await owner.SignIn("anna@nordlicht.example", "ganz-neu-hier-2026");
        await owner.Sees("Mein Tag");
        await owner.Inspect("home-empty");
        await owner.Open("/tickets");
        await owner.Inspect("overview-empty");
        await owner.Open("/customers");
        await owner.Inspect("customers-empty");

        var stranger = (await Stranger(at: tresen.Address)).Expects("404 GET /first-run");
        await stranger.Open(begin);
        await stranger.DoesNotSee("Pflichtangaben");
    }

    [GeneratedRegex(@"(?<=Erste Einrichtung: )\S+")]
    private static partial Regex FirstRun();
}
