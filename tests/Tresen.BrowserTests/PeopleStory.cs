using Microsoft.Playwright;
using Tresen.Platform.Time;

namespace Tresen.BrowserTests;

/// <summary>Who does the work while somebody is away or gone, and who helps with it or watches.</summary>
public sealed class PeopleStory(Stage stage) : Story(stage)
{
    [Fact]
    public async Task While_somebody_is_away_their_deputy_has_their_work()
    {
        var (silke, wim, tim) = (await Newcomer("Silke Sommer", "IT-Service"), await Newcomer("Wim Winter", "IT-Service"), await Tim());
        var number = await TakeCall(tim, "Drucker druckt nur Sommersachen");
        await Assign(tim, "Silke Sommer");

        var today = Zone.DayOf(DateTimeOffset.UtcNow);
        await silke.Open("/absences");
        await silke.Fill("Von", $"{today:dd.MM.yyyy}");
        await silke.Fill("Bis", $"{today.AddDays(5):dd.MM.yyyy}");
        await silke.Choose("Vertretung", "Wim Winter");
        await silke.Press("Eintragen");
        await silke.Hears("Ihre Abwesenheit ist eingetragen.");
        await silke.SeesInRow("Silke Sommer", "Wim Winter");
        await silke.Inspect("absences");
        await silke.Open("/account");
        await silke.Sees("Vertretung: Wim Winter");

        await wim.Open("/");
        await wim.Follow("Drucker druckt nur Sommersachen");
        await wim.ArrivesAt($"/tickets/{number}*");
        await wim.Open("/");
        await wim.Sees("für Silke Sommer");
        await wim.Inspect("home-deputy");
        await wim.Open("/tickets?state=open&mine=1");
        await wim.Sees("Drucker druckt nur Sommersachen");
        await wim.Inspect("tickets-deputy");

        await TakeCall(tim, "Noch etwas für Silke");
        await Assign(tim, "Silke Sommer (abwesend, Vertretung: Wim Winter)", "Silke Sommer");
        await tim.Sees($"Achtung: bis {today.AddDays(5):dd.MM.yyyy} abwesend. Vertretung: Wim Winter.");
        await tim.Page.ReloadAsync();
        await tim.Sees("abwesend, Vertretung: Wim Winter");
        await tim.Inspect("assigned-to-absent");
        await wim.Awaits("/notifications", "Noch etwas für Silke");
        await wim.Sees("für Silke Sommer");
    }

    [Fact]
    public async Task Whoever_leaves_hands_their_work_over_and_comes_in_no_more()
    {
        var (gerd, tim, anna) = (await Newcomer("Gerd Geher", "IT-Service"), await Tim(), await Administrator());
        var number = await TakeCall(tim, "Gerds letzter Einsatz");
        await Assign(tim, "Gerd Geher");
        var helped = await TakeCall(tim, "Gerd hilft noch mit");
        await Involve(tim, "Gerd Geher", "hilft mit");

        anna.Expects("422 POST /administration/staff");
        await anna.Open("/administration/staff");
        await anna.Follow("Gerd Geher");
        await anna.Sees("Gerd Geher hat noch 1 offenes Ticket, 1 Beteiligung an einem fremden Ticket.");
        await anna.Press("Zugang beenden");
        await anna.Reads("Wer übernimmt?", "Bitte wählen, wer die Arbeit übernimmt.");
        await anna.Inspect("departure");
        await anna.Choose("Wer übernimmt?", "Aylin Demir");
        await anna.Press("Zugang beenden");
        await anna.Hears("Gerd Geher kann sich nicht mehr anmelden. Die Arbeit hat jetzt Aylin Demir.");
        await anna.Open("/administration/staff?left=true");
        await anna.Follow("Gerd Geher");
        await anna.Sees("Arbeitet wieder hier");
        await anna.Inspect("departed");

        var aylin = await Colleague("aylin.demir");
        await aylin.Open("/tickets?state=open&mine=1&q=letzter");
        await aylin.Sees("Gerds letzter Einsatz");
        await tim.Open($"/tickets/{number}");
        await tim.Sees("zugewiesen an Aylin Demir");
        await tim.Open($"/tickets/{helped}");
        await Assertions.Expect(tim.Page.Locator("aside").GetByText("Gerd Geher")).ToHaveCountAsync(0);

        gerd.Expects("422 POST /sign-in").Expects("401 GET /").Expects("Error Code 401"); // what his open page asks for by itself
        await gerd.Open("/tickets");
        await gerd.ArrivesAt("/sign-in*");
        await gerd.Fill("E-Mail", MailOf("Gerd Geher"));
        await gerd.Fill("Passwort", NewcomersPassword);
        await gerd.Press("Anmelden");
        await gerd.Sees("E-Mail oder Passwort stimmt nicht.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_helps_has_it_among_their_work_and_whoever_watches_hears_of_it(bool withScript)
    {
        var (tim, olaf, lea) = (await Tim(withScript), await Colleague("olaf.hinrichs", withScript), await Colleague("lea.wagner", withScript));
        var subject = $"Schrank schleppen {withScript}";
        var number = await TakeCall(tim, subject);
        await Involve(tim, "Olaf Hinrichs", "hilft mit");
        await Involve(tim, "Lea Wagner", "beobachtet");
        if (withScript)
        {
            await tim.Inspect("involved");
        }

        await olaf.Awaits("/notifications", subject);
        await olaf.Sees("Tim Rohde hat Sie beteiligt.");
        await olaf.Open("/");
        await olaf.Sees(subject);
        if (withScript)
        {
            await olaf.Inspect("home-helping");
        }

        await olaf.Press("Alle anzeigen: Ich helfe mit");
        await olaf.Sees(subject);

        await tim.Open($"/tickets/{number}");
        await tim.Unfold("Interne Notiz");
        await tim.Fill("Notiz", "Morgen um neun am Hintereingang.");
        await tim.Press("Notiz speichern");
        await tim.Hears("Notiz gespeichert.");
        await lea.Awaits("/notifications", "Tim Rohde hat eine interne Notiz geschrieben.");
        await lea.Sees(subject);

        await tim.Press("Olaf Hinrichs entfernen");
        await Assertions.Expect(tim.Page.Locator("aside").GetByText("Olaf Hinrichs (hilft mit)")).ToHaveCountAsync(0);
        await olaf.Open("/");
        await olaf.DoesNotSee(subject);
    }

    static async Task Assign(Person by, string choice, string? name = null)
    {
        await by.Unfold("Zuweisen");
        await by.Choose("Zuständig", choice);
        await by.PressBeside("Zuständig", "Zuweisen");
        await by.Sees($"zugewiesen an {name ?? choice}");
    }

    static async Task Involve(Person by, string name, string part)
    {
        await by.Unfold("Jemanden beteiligen");
        await by.Choose("Person", name);
        await by.Choose("Beteiligung", part);
        await by.PressBeside("Beteiligung", "Beteiligen");
        await by.Sees($"{name} ({part})");
    }
}
