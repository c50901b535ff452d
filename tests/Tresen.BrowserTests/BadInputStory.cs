using Tresen.Tests.Rig;

namespace Tresen.BrowserTests;

/// <summary>Whatever is typed wrongly gets a sentence beside its field, and all that was typed is still there.</summary>
public sealed class BadInputStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_with_three_mistakes(bool withScript)
    {
        var tim = (await Tim(withScript)).Expects("422 POST /tickets");
        await tim.Open("/tickets/new");
        await tim.Find("Kunde", "Möwe", "Möwe Fischhandel");
        await tim.Fill("Anfrage von", "Herr Möller");
        await tim.Fill("Beschreibung", "Die Waage geht nicht.");
        await tim.Choose("Abteilung", "IT-Service");
        await tim.Fill("Abschluss bis", "31.02.2026");
        await tim.Fill("Geplante Dauer", "-5");
        await tim.Press("Anlegen");

        await tim.Reads("Betreff", "Bitte einen Betreff eingeben.");
        await tim.Reads("Abschluss bis", "31.02.2026");
        await tim.Reads("Geplante Dauer", "Dauer");
        await tim.SeesIn("Kunde", "Möwe Fischhandel");
        await tim.SeesIn("Anfrage von", "Herr Möller");
        await tim.SeesIn("Abschluss bis", "31.02.2026");
        await tim.SeesIn("Geplante Dauer", "-5");
        await tim.SeesWritten("Beschreibung", "Die Waage geht nicht.");
        await tim.SeesChosen("Abteilung", "IT-Service");
        if (withScript)
        {
            await tim.Inspect("ticket-new-errors");
        }

        await tim.Fill("Betreff", $"Waage im Laden {withScript}");
        await tim.Fill("Abschluss bis", "28.02.2027");
        await tim.Fill("Geplante Dauer", "1");
        await tim.Press("Anlegen");
        await tim.Hears("ist angelegt");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_name_of_300_characters(bool withScript)
    {
        var anna = (await Administrator(withScript)).Expects("422 POST /customers");
        var name = new string('N', 300);
        await anna.Open("/customers/new");
        await anna.Fill("Name", name);
        await anna.Fill("Ort", "Kiel");
        await anna.Press("Anlegen");

        await anna.Reads("Name", "höchstens");
        await anna.SeesIn("Name", name);
        await anna.SeesIn("Ort", "Kiel");
    }

    [Fact]
    public async Task A_file_of_60_MB_is_named_before_it_is_sent()
    {
        var tim = await Tim();
        await tim.Open("/tickets/new");
        await tim.Fill("Anfrage von", "Frau Groß");
        await tim.Fill("Betreff", "Großer Anhang");
        await tim.Choose("Abteilung", "IT-Service");
        await tim.Attach("Dateien", Big());
        await tim.Sees("film.bin ist größer als 50 MB und wird nicht angenommen.");
        await tim.Press("Anlegen");
        await tim.Hears("ist angelegt");
    }

    [Fact]
    public async Task Without_script_the_server_names_it_and_keeps_the_rest()
    {
        var tim = (await Tim(withScript: false)).Expects("422 POST /tickets");
        await tim.Open("/tickets/new");
        await tim.Fill("Anfrage von", "Frau Groß");
        await tim.Fill("Betreff", "Großer Anhang, ohne Skript");
        await tim.Choose("Abteilung", "IT-Service");
        await tim.Attach("Dateien", Big());
        await tim.Press("Anlegen");

        await tim.Reads("Dateien", "größer als 50 MB");
        await tim.SeesIn("Betreff", "Großer Anhang, ohne Skript");
        await tim.SeesIn("Anfrage von", "Frau Groß");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_ticket_number_that_does_not_exist(bool withScript)
    {
        var tim = (await Tim(withScript)).Expects("404 GET /tickets/999999").Expects("422 POST /time");
        await tim.Open("/tickets/999999");
        await tim.Sees("Nicht gefunden");

        await tim.Open("/time/new");
        await tim.Fill("Ticket", "999999");
        await tim.Fill("Von", "");
        await tim.Fill("oder Dauer", "1,5");
        await tim.Fill("Beschreibung", "Für wen war das?");
        await tim.Press("Buchen");
        await tim.Reads("Ticket", "Dieses Ticket gibt es nicht.");
        await tim.SeesIn("Ticket", "999999");
        await tim.SeesIn("Beschreibung", "Für wen war das?");
    }

    [Fact]
    public async Task Minus_five_hours_are_not_worked()
    {
        var tim = (await Tim(withScript: false)).Expects("422 POST /time");
        await tim.Open("/time/new");
        await tim.Fill("Kunde", "Intern");
        await tim.Fill("Von", "");
        await tim.Fill("oder Dauer", "-5");
        await tim.Press("Buchen");
        await tim.Reads("oder Dauer", "Dauer");
        await tim.SeesIn("oder Dauer", "-5");
    }

    static string Big()
    {
        var path = Path.Combine(Leash.NewFolder("big"), "film.bin");
        using var file = File.Create(path);
        file.SetLength(60L * 1024 * 1024);
        return path;
    }
}
