namespace Tresen.BrowserTests;

/// <summary>Working on a ticket: its fields, its history, who hears of it, two people at once.</summary>
public sealed class TicketStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Different_fields_of_two_people_merge_and_the_same_field_is_shown_both(bool withScript)
    {
        var tim = await Tim(withScript);
        var number = await TakeCall(tim, $"Zu zweit {withScript}");
        var jana = (await Colleague("jana.petersen", withScript)).Expects($"409 POST /tickets/{number}/details");
        await tim.Open($"/tickets/{number}/details");
        await jana.Open($"/tickets/{number}/details");
        await tim.Fill("Betreff", $"Zu zweit, von Tim {withScript}");
        await tim.Press("Speichern");
        await tim.Hears("Gespeichert.");
        await jana.Fill("Interne Bemerkung", "Von Jana");
        await jana.Press("Speichern");
        await jana.Hears("Gespeichert.");
        await jana.SeesIn("Betreff", $"Zu zweit, von Tim {withScript}");

        await tim.Open($"/tickets/{number}/details");
        await tim.SeesIn("Interne Bemerkung", "Von Jana");
        await tim.Fill("Betreff", "Tims Fassung");
        await jana.Fill("Betreff", "Janas Fassung");
        await tim.Press("Speichern");
        await tim.Hears("Gespeichert.");
        await jana.Press("Speichern");
        await jana.Reads("Betreff", "Jemand anders hat dieses Feld inzwischen geändert.");
        await jana.SeesIn("Betreff", "Janas Fassung");
        await jana.Sees("Tims Fassung");
        if (withScript)
        {
            await jana.Inspect("ticket-details-conflict");
        }

        await jana.Press("Speichern");
        await jana.Hears("Gespeichert.");
        await jana.Follow("Verlauf");
        await jana.SeesInRow("Tims Fassung", "Janas Fassung");
        if (withScript)
        {
            await jana.Inspect("ticket-history");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whom_it_concerns_hears_of_it(bool withScript)
    {
        var jana = await Colleague("jana.petersen", withScript);
        var number = await TakeCall(jana, $"Für Aylin {withScript}");
        await jana.Unfold("Zuweisen");
        await jana.Choose("Zuständig", "Aylin Demir");
        await jana.PressBeside("Zuständig", "Zuweisen");
        await jana.Sees("zugewiesen an Aylin Demir");

        var aylin = await Colleague("aylin.demir", withScript);
        await aylin.Awaits("/notifications", $"Für Aylin {withScript}");
        await aylin.Open("/tickets?mine=1");
        await aylin.Sees($"Für Aylin {withScript}");
        number.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_its_fields_are_kept(bool withScript)
    {
        var tim = await Tim(withScript);
        var number = await TakeCall(tim, $"Alle Felder {withScript}", "Autohaus Lindner GmbH");
        await tim.Follow("Details");
        await tim.Fill("Seriennummer", "ABC-123");
        await tim.Choose("Art", "Kundenwunsch");
        await tim.Choose("Bereich", "Entwicklung");
        await tim.Choose("Standort", "Lager");
        await tim.Fill("Geplante Dauer", "2:15");
        await tim.In("Hilft mit").Tick("Aylin Demir");
        await tim.In("Beobachtet").Tick("Jana Petersen");
        await tim.Fill("Tags, mit Komma getrennt", "leihgerät, eilig");
        await tim.Fill("Interne Bemerkung", "Schlüssel am Haken 3");
        await tim.Press("Speichern");
        await tim.Hears("Gespeichert.");
        await tim.SeesIn("Seriennummer", "ABC-123");
        await tim.SeesChosen("Standort", "Lager");
        await tim.SeesIn("Geplante Dauer", "2:15");
        await tim.SeesIn("Interne Bemerkung", "Schlüssel am Haken 3");
        await tim.Sees("leihgerät");
        await tim.Follow("Material");
        await tim.Find("Artikel", "Toner", "Toner schwarz");
        await tim.Fill("Menge", "2");
        await tim.Press("Eintragen");
        await tim.Hears("Material ist eingetragen.");
        await tim.SeesInRow("Toner schwarz", "2");
        await tim.Follow("Dateien");
        await tim.Attach("Dateien anhängen", "skizze.txt", "oben links"u8.ToArray(), "text/plain");
        await tim.Press("Anhängen");
        await tim.Hears("Die Datei ist abgelegt.");
        (await tim.Download("skizze.txt")).Content.ShouldBe("oben links"u8.ToArray());
        if (withScript)
        {
            foreach (var tab in new[] { "details", "material", "files" })
            {
                await tim.Open($"/tickets/{number}/{tab}");
                await tim.Inspect($"ticket-{tab}");
            }
        }
    }
}
