namespace Tresen.BrowserTests;

/// <summary>Writing to the customer, among us, and having another department answer.</summary>
public sealed class TalkStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_new_dialogue_is_drafted_and_sent(bool withScript)
    {
        var tim = await Tim(withScript);
        var number = await TakeCall(tim, $"Passwort vergessen {withScript}");
        await tim.Press("Neuen Gesprächsverlauf starten");
        await tim.SeesWritten("Text", "Mit freundlichen Grüßen");
        await tim.SeesWritten("Text", "Tim Rohde");
        await tim.Fill("An", "heike.sonnig@sonnig.example");
        await tim.Fill("Betreff", $"Ihr Passwort {withScript}");
        await tim.Fill("Text", "Guten Tag, wir haben es zurückgesetzt.");
        await tim.Press("Speichern");
        await tim.Hears("Als Entwurf gespeichert.");
        await tim.Sees("Entwurf");
        await tim.Follow("Bearbeiten und senden");
        await tim.SeesWritten("Text", "wir haben es zurückgesetzt");
        await tim.Press("Speichern und Senden");
        await tim.HearsOfTheMail();

        await tim.Sees("Guten Tag, wir haben es zurückgesetzt.");
        await tim.Press("Neuen Gesprächsverlauf starten");
        await tim.Fill("An", "lieferant@kopia.example");
        await tim.Fill("Betreff", "Frage an den Hersteller");
        await tim.Fill("Text", "Gibt es ein Werkspasswort?");
        await tim.Press("Speichern und Senden");
        await tim.HearsOfTheMail();
        await tim.Sees($"Ihr Passwort {withScript}");
        await tim.Sees("Frage an den Hersteller");
        if (withScript)
        {
            await tim.Inspect("timeline");
            await tim.Open($"/tickets/{number}/conversations/new");
            await tim.Inspect("compose");
        }
    }

    [Fact]
    public async Task A_template_goes_where_the_cursor_stands()
    {
        var tim = await Tim();
        var number = await TakeCall(tim, "Bitte Eingang bestätigen");
        await tim.Press("Neuen Gesprächsverlauf starten");
        await tim.Page.Locator("trix-editor").WaitForAsync(); // the cursor is the editor's
        await tim.SeesWritten("Text", "Tim Rohde");
        await tim.Fill("Text", "Vorher. Nachher.");
        await tim.PutsCursorAt("Vorher. ".Length);
        await tim.Press("Eingang bestätigen");
        await tim.SeesWritten("Text", $"unter der Nummer {number}");
        var text = await tim.Page.Locator("trix-editor").InnerTextAsync();
        text.IndexOf("Vorher.", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("angekommen", StringComparison.Ordinal));
        text.IndexOf("angekommen", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("Nachher.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_script_a_template_is_chosen_from_a_list()
    {
        var tim = await Tim(withScript: false);
        var number = await TakeCall(tim, "Bitte auch ohne Skript bestätigen");
        await tim.Press("Neuen Gesprächsverlauf starten");
        await tim.Fill("Text", "Moin,");
        await tim.Choose("Vorlage", "Eingang bestätigen");
        await tim.Press("Vorlage einfügen");
        await tim.SeesWritten("Text", $"unter der Nummer {number}");
        await tim.SeesWritten("Text", "Moin,");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_another_department_knows_better_goes_there_and_comes_back(bool withScript)
    {
        var tim = await Tim(withScript);
        var number = await TakeCall(tim, $"Was kostet die Erweiterung {withScript}");
        await tim.Press("Neuen Gesprächsverlauf starten");
        await tim.Fill("An", "heike.sonnig@sonnig.example");
        await tim.Fill("Text", "Wir fragen im Vertrieb nach.");
        await tim.Press("Speichern und Senden");
        await tim.HearsOfTheMail();
        await tim.Press("An andere Abteilung weiterleiten");
        await tim.Choose("Abteilung", "Vertrieb");
        await tim.Fill("Worum geht es?", "Was kostet das zweite Laufwerk? (Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft)");
        await tim.Press("Weiterleiten");
        await tim.Hears("liegt jetzt bei Vertrieb");

        var lea = await Colleague("lea.wagner", withScript);
        await lea.Open("/");
        await lea.Sees("An meine Abteilungen weitergeleitet");
        await lea.Sees("Was kostet das zweite Laufwerk?");
        if (withScript)
        {
            await lea.Inspect("home-forwarded");
        }

        await lea.Open("/conversations?forwarded=true");
        await lea.SeesInRow($"Was kostet die Erweiterung {withScript}", "Was kostet das zweite Laufwerk?");
        await lea.Follow($"Was kostet die Erweiterung {withScript}");
        await lea.Press("An IT-Service zurückgeben");
        await lea.Fill("Was kam dabei heraus?", "240 Euro, sofort lieferbar.");
        await lea.Press("Zurückgeben");
        await lea.Hears("ist zurückgegeben");

        await tim.Open($"/tickets/{number}");
        await tim.Sees("240 Euro, sofort lieferbar.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_note_stays_among_us(bool withScript)
    {
        var tim = await Tim(withScript);
        await TakeCall(tim, $"Mit Notiz {withScript}");
        await tim.Unfold("Interne Notiz");
        await tim.Fill("Notiz", "Ersatzgerät liegt im Regal 4.");
        await tim.Press("Notiz speichern");
        await tim.Hears("Notiz gespeichert.");
        await tim.Sees("Ersatzgerät liegt im Regal 4.");
    }
}
