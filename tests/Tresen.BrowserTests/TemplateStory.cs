namespace Tresen.BrowserTests;

/// <summary>Texts that are used again and again.</summary>
public sealed class TemplateStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_template_with_a_wrong_placeholder_is_not_kept_one_without_is_offered(bool withScript)
    {
        var name = $"Rückruf {withScript}";
        var anna = (await Administrator(withScript)).Expects("422 POST /administration/templates");
        await anna.Open("/administration/templates");
        await anna.Press("Neue Vorlage");
        await anna.Fill("Name", name);
        await anna.Fill("Text", "{ANREDE} wir rufen Sie zu {TIKET} zurück.");
        await anna.Choose("Kategorie", "Antworten");
        await anna.Press("Speichern");
        await anna.Reads("Text", "Den Platzhalter {TIKET} gibt es nicht.");
        await anna.SeesIn("Name", name);
        await anna.Fill("Text", "{ANREDE} wir rufen Sie zu {TICKET} zurück.");
        await anna.Press("Speichern");
        await anna.Hears($"Vorlage „{name}“ angelegt.");

        var tim = await Tim(withScript);
        var number = await TakeCall(tim, $"Bitte zurückrufen {withScript}");
        await tim.Press("Neuen Gesprächsverlauf starten");
        if (withScript)
        {
            await tim.Press(name);
        }
        else
        {
            await tim.Choose("Vorlage", name);
            await tim.Press("Vorlage einfügen");
        }

        await tim.SeesWritten("Text", $"wir rufen Sie zu {number} zurück.");
        (await tim.Written("Text")).ShouldMatch($"(?s)^(Sehr geehrte|Guten Tag).*wir rufen Sie zu {number} zurück\\..*Mit freundlichen Grüßen");
    }

    [Fact]
    public async Task Whoever_types_while_the_editor_is_still_on_its_way_loses_no_letter()
    {
        const string Said = "Wir melden uns, sobald das Ersatzteil da ist, spätestens am Freitag.";
        var anna = await Administrator();
        await anna.Page.RouteAsync("**/trix.umd*", async route =>
        {
            await Task.Delay(700);
            await route.ContinueAsync();
        });
        await anna.Page.GotoAsync("/administration/templates/new", new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
        await anna.Page.Locator("textarea[name=Text]").ClickAsync();
        await anna.Page.Keyboard.TypeAsync(Said, new() { Delay = 25 });
        await anna.SeesWritten("Text", Said);
        (await anna.Page.Locator("trix-editor").CountAsync()).ShouldBe(1, "the editor came while she was typing");
    }

    [Fact]
    public async Task One_that_is_not_active_is_not_offered()
    {
        var anna = await Administrator();
        await anna.Open("/administration/templates/new");
        await anna.Fill("Name", "Noch in Arbeit");
        await anna.Fill("Text", "Fehlt noch.");
        await anna.Untick("Aktiv");
        await anna.Press("Speichern");
        await anna.SeesInRow("Noch in Arbeit", "nicht aktiv");

        var tim = await Tim();
        var number = await TakeCall(tim, "Vorlagen ansehen");
        await tim.Open($"/tickets/{number}/conversations/new");
        await tim.Sees("Erledigt");
        await tim.DoesNotSee("Noch in Arbeit");
    }

    [Fact]
    public async Task A_letter_that_was_refused_is_still_there_with_its_file_after_the_missing_value_was_entered_beside_it()
    {
        var tim = (await Tim()).Expects("422 POST");
        var number = await TakeCall(tim, "Termin fehlt noch");
        await tim.Open($"/tickets/{number}/conversations/new");
        await tim.Fill("An", "karin@ohlsen.example");
        await tim.Fill("Text", "Wir kommen am {TERMIN} zu Ihnen.");
        await tim.Attach("Anhänge", "Plan.txt", "Etage 2"u8.ToArray(), "text/plain");
        await tim.Press("Speichern und Senden");
        await tim.Sees("Im Text steht noch {TERMIN}");

        await AppointAsync(tim, "02.12.2026", "9:30");

        await tim.ArrivesAt($"/tickets/{number}/conversations/new");
        await tim.Sees("ist wieder da");
        await tim.SeesWritten("Text", "Wir kommen am Mittwoch, 2. Dezember 2026, 09:30 Uhr zu Ihnen.");
        await tim.Sees("Plan.txt");
        await tim.Page.ReloadAsync();
        await tim.SeesWritten("Text", "Wir kommen am Mittwoch, 2. Dezember 2026, 09:30 Uhr zu Ihnen.");
        await tim.Sees("Plan.txt");
    }

    [Fact]
    public async Task A_file_that_was_chosen_stays_when_the_ticket_is_changed_beside_it()
    {
        var tim = await Tim();
        var number = await TakeCall(tim, "Datei schon gewählt");
        await tim.Open($"/tickets/{number}/conversations/new");
        await tim.Fill("Text", "Anbei der Plan.");
        await tim.Attach("Anhänge", "Plan.txt", "Etage 2"u8.ToArray(), "text/plain");

        await AppointAsync(tim, "02.12.2026", "9:30");

        await tim.Hears("Status: terminiert.");
        await tim.Sees("02.12.2026 09:30");
        await tim.Sees("Plan.txt");
        await tim.SeesWritten("Text", "Anbei der Plan.");
    }

    static async Task AppointAsync(Person person, string day, string time)
    {
        await person.Unfold("Status ändern");
        await person.Choose("Status", "terminiert");
        await person.Fill("Termin am", day);
        await person.Fill("um", time);
        await person.PressBeside("Status", "Ändern");
    }
}
