namespace Tresen.BrowserTests;

/// <summary>Closing, with and without booked time, and opening again.</summary>
public sealed class ClosingStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Closed_with_its_time_the_hours_stand_in_the_customer_s_account(bool withScript)
    {
        var tim = await Tim(withScript);
        var number = await TakeCall(tim, $"Netzteil tauschen {withScript}", "Tischlerei Jessen");
        await tim.Press("Ticket schließen und Zeiterfassung anlegen");
        await tim.Sees("Zeit buchen");
        await tim.Fill("Von", "");
        await tim.Fill("oder Dauer", "1,5");
        await tim.Fill("Beschreibung", $"Netzteil getauscht {withScript}");
        await tim.Press("Zeile hinzufügen");
        await tim.SeesIn("oder Dauer", "1,5");
        await tim.In("Zeile 2").Choose("Tätigkeit", "Fahrt nach Kilometern");
        await tim.In("Zeile 2").Fill("Kilometer", "40");
        await tim.Fill("Abschlussbericht", "Das Netzteil war durch, jetzt läuft der Rechner wieder.");
        await tim.Press("Schließen und buchen");
        await tim.Hears($"{number}");

        await tim.Open($"/tickets/{number}");
        await tim.Sees("abgeschlossen");
        await tim.Open("/customers/10006/time-account");
        await tim.SeesInRow($"Netzteil getauscht {withScript}", "1:30 h");
        await tim.SeesInRow($"Netzteil getauscht {withScript}", "133,50 €");
        await tim.SeesInRow("Fahrt nach Kilometern, 40 km", "32,00 €");
    }

    [Fact]
    public async Task Leaving_the_form_leaves_nothing_behind()
    {
        var tim = await Tim();
        var number = await TakeCall(tim, "Monitor flackert", "Tischlerei Jessen");
        await tim.Press("Ticket schließen und Zeiterfassung anlegen");
        await tim.Fill("oder Dauer", "2");
        await tim.Fill("Beschreibung", "Nie gebucht");
        await tim.Inspect("closing");
        await tim.Press("Abbrechen");

        await tim.ArrivesAt($"/tickets/{number}");
        await tim.Follow("Zeiten");
        await tim.Sees("Noch keine Zeit gebucht");
        await tim.Open($"/tickets/{number}");
        await tim.Sees("angelegt");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Closed_without_time_and_opened_again(bool withScript)
    {
        var tim = await Tim(withScript);
        var number = await TakeCall(tim, $"Frage zur Rechnung {withScript}");
        await tim.Follow("Aktionen");
        await tim.Press("Ticket schließen");
        await tim.Sees("Abschlussbericht");
        await tim.Fill("Abschlussbericht", "Am Telefon geklärt.");
        await tim.Press("Ticket schließen");
        await tim.Hears($"{number}");

        await tim.Open($"/tickets/{number}/actions");
        await tim.Sees("Am Telefon geklärt.");
        await tim.Press("Wieder öffnen");
        await tim.Fill("Grund", "Der Kunde hat noch eine Frage.");
        await tim.Press("Wieder öffnen");
        await tim.Hears($"Ticket {number} ist wieder offen.");
        await tim.Open($"/tickets/{number}/actions");
        await tim.Sees("Am Telefon geklärt.");
        await tim.Sees("Ticket schließen und Zeiterfassung anlegen");
    }

    [Fact]
    public async Task Time_is_booked_in_the_ticket_without_closing_it()
    {
        var tim = await Tim();
        var number = await TakeCall(tim, "Router neu starten");
        await tim.Press("Zeit buchen");
        await tim.Sees("Bäckerei Sonnig");
        await tim.Fill("Von", "");
        await tim.Tick("45 min");
        await tim.Press("Buchen");
        await tim.Open($"/tickets/{number}/time");
        await tim.Sees("0:45 h");
        await tim.Inspect("ticket-time");
    }

    [Fact]
    public async Task The_sheet_shows_what_is_chosen_and_what_it_comes_to_and_a_line_goes_again()
    {
        var tim = await Tim();
        var number = await TakeCall(tim, "Switch tauschen", "Tischlerei Jessen");
        await tim.Press("Zeit buchen");
        await tim.Fill("Von", "0:15");
        await tim.Tick("1 h");
        await tim.SeesIn("Bis", "01:15");
        await tim.SeesIn("oder Dauer", "1:00");
        await tim.Sees("1:00 h × 89,00 €/h = 89,00 €");
        await tim.Press("Zeile hinzufügen");
        await tim.In("Zeile 2").Choose("Tätigkeit", "Anfahrtspauschale");
        await tim.Sees("als Pauschale 39,00 €");
        await tim.Sees("128,00 €");
        await tim.Inspect("booking-sheet");
        await tim.Press("Zeile entfernen 2");
        await tim.DoesNotSee("als Pauschale 39,00 €");
        await tim.SeesIn("oder Dauer", "1:00");
        await tim.Fill("Von", "");
        await tim.Fill("Bis", "");
        await tim.Fill("oder Dauer", "1");
        await tim.Press("Buchen");
        await tim.Hears($"1:00\u00A0h gebucht auf Ticket {number}.");
    }

    [Fact]
    public async Task After_closing_one_goes_on_with_the_next_of_the_list()
    {
        var tim = await Tim();
        var first = await TakeCall(tim, "Reihe eins", "Getränke Lorenzen");
        var second = await TakeCall(tim, "Reihe zwei", "Getränke Lorenzen");
        await tim.Open("/tickets?state=open&q=Reihe&sort=number");
        await tim.Follow("Reihe eins");
        await tim.ArrivesAt($"/tickets/{first}*");
        await tim.Press("Ticket schließen");
        await tim.Sees("Abschlussbericht");
        await tim.Press("Ticket schließen");

        await tim.ArrivesAt($"/tickets/{second}*");
    }
}
