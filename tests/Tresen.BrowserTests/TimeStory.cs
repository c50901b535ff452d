using System.Text;

namespace Tresen.BrowserTests;

/// <summary>Booked time: by day and week, in any way of writing, exported, billed and taken back.</summary>
public sealed class TimeStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData("1,5", "1:30 h")]
    [InlineData("1:15", "1:15 h")]
    [InlineData("90m", "1:30 h")]
    public async Task A_duration_may_be_written_as_one_likes(string typed, string shown)
    {
        var lea = await Colleague("lea.wagner", withScript: false);
        await lea.Open("/time");
        await lea.Find("Kunde", "Hotel", "Hotel Fördeblick");
        await lea.Fill("Von", "");
        await lea.Fill("oder Dauer", typed);
        await lea.Fill("Beschreibung", $"Angebot besprochen, {typed}");
        await lea.Press("Buchen");

        await lea.SeesInRow($"Angebot besprochen, {typed}", shown);
        await lea.Follow("Woche");
        await lea.SeesInRow($"Angebot besprochen, {typed}", shown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_quick_button_is_enough_and_the_booking_may_still_be_changed(bool withScript)
    {
        var lea = await Colleague("lea.wagner", withScript);
        await lea.Open("/time");
        await lea.Find("Kunde", "Optik", "Optik Sander");
        await lea.Fill("Von", "");
        await lea.Tick("30 min");
        await lea.Fill("Beschreibung", $"Prospekt geschickt {withScript}");
        await lea.Press("Buchen");
        await lea.SeesInRow($"Prospekt geschickt {withScript}", "0:30 h");

        await lea.PressInRow($"Prospekt geschickt {withScript}", "Arbeit");
        await lea.Fill("oder Dauer", "45m");
        await lea.Press("Speichern");
        await lea.Hears("Die frühere Fassung bleibt erhalten.");
        await lea.SeesInRow($"Prospekt geschickt {withScript}", "0:45 h");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_ticked_is_exported_marked_as_billed_and_taken_back(bool withScript)
    {
        var customer = withScript ? ("10008", "Spedition Harms KG") : ("10010", "Gärtnerei Grünhagen");
        var ruth = await Colleague("ruth.stein", withScript);
        await ruth.Open("/time");
        await ruth.Find("Kunde", customer.Item2[..6], customer.Item2);
        await ruth.Fill("Von", "");
        await ruth.Fill("oder Dauer", "2");
        await ruth.Fill("Beschreibung", "=SUMME(A1)");
        await ruth.Press("Buchen");
        await ruth.SeesInRow("=SUMME(A1)", "2:00 h");

        await ruth.Open($"/customers/{customer.Item1}/time-account");
        await ruth.TickRow("=SUMME(A1)");
        if (withScript)
        {
            await ruth.Sees("Angekreuzt: 1 · 2:00 h · ");
        }

        var (name, csv) = await ruth.Download("CSV");
        name.ShouldEndWith(".csv");
        var text = Encoding.UTF8.GetString(csv);
        text.ShouldContain("'=SUMME(A1)");
        (await ruth.Download("Excel")).Content.AsSpan(0, 2).ToArray().ShouldBe("PK"u8.ToArray());

        await ruth.Fill("Rechnung oder Auftrag", $"RE-2026-{customer.Item1}");
        await ruth.Press("Als abgerechnet markieren");
        await ruth.Hears($"RE-2026-{customer.Item1}");
        await ruth.DoesNotSee("=SUMME(A1)");
        await ruth.Open($"/customers/{customer.Item1}/time-account?State=Billed");
        await ruth.SeesInRow("=SUMME(A1)", "abgerechnet");

        await ruth.Open($"/customers/{customer.Item1}/time-account");
        await ruth.Unfold("Zurücknehmen");
        await ruth.Fill("Grund", "Falsche Rechnung");
        await ruth.Press("Zurücknehmen");
        await ruth.Hears("ist zurückgenommen");
        await ruth.SeesInRow("=SUMME(A1)", "offen");
    }

    [Fact]
    public async Task A_booking_is_reversed_and_booked_anew()
    {
        var lea = await Colleague("lea.wagner");
        await lea.Open("/time");
        await lea.Find("Kunde", "Reisebüro", "Reisebüro Fernweh");
        await lea.Fill("Von", "");
        await lea.Fill("oder Dauer", "3");
        await lea.Fill("Beschreibung", "Zu lange gebucht");
        await lea.Press("Buchen");
        await lea.PressInRow("Zu lange gebucht", "Arbeit");
        await lea.Inspect("time-entry");
        await lea.Fill("Grund", "Es war nur eine Stunde.");
        await lea.Press("Stornieren und neu buchen");
        await lea.Hears("Storniert. Bitte jetzt richtig buchen.");
        await lea.SeesIn("Warum neu gebucht wird", "Es war nur eine Stunde.");
        await lea.Fill("oder Dauer", "1");
        await lea.Press("Buchen");
        await lea.SeesInRow("Zu lange gebucht", "Storno");
    }
}
