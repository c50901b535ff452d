using System.Diagnostics;
using Microsoft.Playwright;

namespace Tresen.BrowserTests;

/// <summary>The telephone: who calls is found by one field, and the call becomes a ticket or joins one.</summary>
public sealed class CallStory(Stage stage) : Story(stage)
{
    const string CountKeys = """
        window.keys = 0;
        addEventListener("keydown", e => {
            const isText = e.key.length === 1 && !e.ctrlKey && e.target.closest("[name=Subject], [name=Description]");
            if (!isText) window.keys++;
            if (e.ctrlKey && e.key === "Enter") sessionStorage.setItem("keys", window.keys);
        }, true);
        """;

    [Theory]
    [InlineData("66969403", "Bäckerei Sonnig")]
    [InlineData("lindner", "Autohaus Lindner GmbH")] // several bear the name
    public async Task A_known_caller_becomes_a_ticket_within_twenty_seconds_and_fifteen_keys_besides_the_text(string typed, string customer)
    {
        var tim = await Tim();
        await tim.Open("/calls/new");
        await tim.Page.EvaluateAsync(CountKeys);
        var clock = Stopwatch.StartNew();
        await tim.Types(typed);
        await tim.Strikes("Enter");
        if (typed == "lindner")
        {
            await Assertions.Expect(tim.Page.Locator("[data-pick]").First).ToBeFocusedAsync();
            await tim.Strikes("Enter");
        }

        await tim.HasCursorIn("Betreff");
        await tim.Types($"Hebebühne fährt nicht hoch, {typed}");
        await tim.Strikes("Tab");
        await tim.Types("Seit heute Mittag, der Kunde wartet.");
        await tim.Strikes("Control+Enter");
        await tim.Hears("ist angelegt");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        (await tim.Page.EvaluateAsync<int>("Number(sessionStorage.getItem('keys'))")).ShouldBeInRange(1, 15);
        await tim.Sees(customer);
        await tim.Sees("Seit heute Mittag, der Kunde wartet.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_about_a_ticket_that_is_there_joins_it(bool withScript)
    {
        var tim = await Tim(withScript);
        var number = await TakeCall(tim, $"Kasse druckt keine Bons {withScript}");
        await tim.Open("/calls/new");
        await tim.Fill("Telefon, Name, Kundennummer, Seriennummer, Ticket oder Gespräch", "Bäckerei Sonnig");
        if (!withScript)
        {
            await tim.Press("Finden");
        }

        await tim.Sees("Wer ist es?");
        await tim.Page.Locator("[data-pick]").First.ClickAsync();
        await tim.Sees("Geht es um eines davon?");
        await tim.Tick($"{number} Kasse druckt keine Bons {withScript}");
        await tim.Fill("Was gesagt wurde", "Jetzt geht es wieder, bitte trotzdem ansehen.");
        await tim.Inspect($"call-{(withScript ? "script" : "plain")}");
        await tim.Press("Anruf zu bestehendem Ticket");

        await tim.Hears($"Der Anruf steht im Ticket {number}.");
        await tim.Sees("Jetzt geht es wieder, bitte trotzdem ansehen.");
        await tim.Sees("Anruf von");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_telephone_system_says_who_calls_or_at_least_from_where(bool withScript)
    {
        var tim = await Tim(withScript);
        await tim.Open("/anruf?nummer=%2B494066969403"); // in our book it is 040 66969-403
        await tim.Sees("Bäckerei Sonnig");
        await tim.SeesIn("Wer spricht", "Heike Sonnig");
        await tim.SeesIn("Rückruf unter", "+49 40 66969403");
        if (withScript)
        {
            await tim.HasCursorIn("Betreff");
            await tim.Types("Klingelt von selbst");
            await tim.SeesIn("Betreff", "Klingelt von selbst");
            await tim.Inspect("call-rings");
        }

        await tim.Open("/anruf?nummer=00494352887755");
        await tim.Sees("Noch nicht bekannt.");
        await tim.SeesIn("Rückruf unter", "+49 4352887755");
        await tim.SeesIn("Wer spricht", "");
        if (withScript)
        {
            await tim.Inspect("call-rings-unknown");
        }
    }

    [Fact]
    public async Task Whoever_is_called_away_from_a_call_finds_it_again_with_who_called()
    {
        const string Q = "Telefon, Name, Kundennummer, Seriennummer, Ticket oder Gespräch";
        var tim = await Tim();
        await tim.Open("/calls/new");
        await tim.Fill(Q, "04321 778899");
        await tim.Sees("Noch nicht bekannt.");
        await tim.Fill("Wer spricht", "Malte Voss");
        await tim.Fill("Betreff", "Rolltor klemmt");
        await Task.Delay(600); // it is kept a moment after the last letter
        await tim.Open("/");

        await tim.Open("/calls/new");
        await tim.Sees("Angefangen am");
        await tim.SeesIn(Q, ""); // the next call begins anew
        await tim.Inspect("call-begun");
        await tim.Press("Fortsetzen");
        await tim.SeesIn(Q, "04321 778899");
        await tim.SeesIn("Wer spricht", "Malte Voss");
        await tim.SeesIn("Rückruf unter", "+49 4321778899");
        await tim.SeesIn("Betreff", "Rolltor klemmt");

        await tim.Press("Alle Felder");
        await tim.SeesIn("Anfrage von", "Malte Voss");
        await tim.SeesIn("Telefon", "+49 4321778899");
        await tim.SeesIn("Betreff", "Rolltor klemmt");
    }

    [Fact]
    public async Task What_one_caller_said_never_slips_into_anothers_call()
    {
        const string Q = "Telefon, Name, Kundennummer, Seriennummer, Ticket oder Gespräch";
        var tim = await Tim();
        await tim.Open("/calls/new");
        await tim.Fill(Q, "04321 887766");
        await tim.Sees("Noch nicht bekannt.");
        await Task.Delay(600);
        await tim.Open("/");
        await tim.Open("/calls/new");
        await tim.SeesIn(Q, "");
        (await tim.Page.GetByText("Angefangen am").CountAsync()).ShouldBe(0, "who was only looked up left nothing behind");

        await tim.Fill(Q, "04321 887766");
        await tim.Fill("Betreff", "Nur von diesem gesagt");
        await Task.Delay(600);
        await tim.Page.ReloadAsync();
        await tim.SeesIn("Betreff", "Nur von diesem gesagt"); // the same call, loaded again
        await tim.Open("/anruf?nummer=10001");
        await tim.SeesIn("Betreff", "");
        await tim.Press("Verwerfen");
        await tim.Open("/calls/new");
        (await tim.Page.GetByText("Nur von diesem gesagt").CountAsync()).ShouldBe(0);

        await tim.Open("/tickets/new");
        await tim.Fill("Betreff", "Für niemand Bestimmten");
        await Task.Delay(600);
        await tim.Open("/tickets/new?customer=10002");
        await tim.SeesIn("Betreff", "");
        await tim.Fill("Betreff", "Für Lindner");
        await Task.Delay(600);
        await tim.Open("/tickets/new");
        await tim.SeesIn("Betreff", "Für niemand Bestimmten");
        await tim.Open("/tickets/new?customer=10002");
        await tim.SeesIn("Betreff", "Für Lindner");
    }
}
