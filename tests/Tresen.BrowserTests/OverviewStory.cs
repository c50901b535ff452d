using System.Text;

namespace Tresen.BrowserTests;

/// <summary>Seeing what there is: filters, views, columns, many at once, unfolding, exports.</summary>
public sealed class OverviewStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Filters_are_combined_stand_in_the_address_and_are_kept_as_a_view(bool withScript)
    {
        var tim = await Tim(withScript);
        await tim.Open("/");
        await tim.Follow("Service & Support");
        await tim.Sees("Ball bei: uns");
        await tim.Follow("Prio");
        await tim.Unfold("Filter");
        await tim.Choose("Zustand", "alle, auch abgeschlossene");
        await tim.Unfold("Bereich");
        await tim.Tick("Support");
        await tim.Press("Anwenden");
        await tim.Sees("Bereich: Support");
        tim.Where.ShouldContain("state=all");
        tim.Where.ShouldContain("priority=high");
        await tim.Fill("In der Liste suchen", "Drucker");
        await tim.Page.Keyboard.PressAsync("Enter");
        await tim.Sees("Suche: Drucker");
        await tim.Sees("Bereich: Support");

        await tim.Press("Ansicht merken");
        await tim.Fill("Name", $"Eilige Drucker {withScript}");
        await tim.Press("Speichern");
        await tim.Hears($"Die Ansicht „Eilige Drucker {withScript}“ ist gemerkt.");
        await tim.Open("/tickets");
        await tim.Follow($"Eilige Drucker {withScript}");
        await tim.Sees("Suche: Drucker");
    }

    [Theory]
    [InlineData("Escape")]
    [InlineData("a click beside it")]
    public async Task What_was_ticked_holds_however_the_filters_are_left(string way)
    {
        var tim = await Tim();
        await tim.Open("/tickets");
        await tim.Page.SetViewportSizeAsync(Screens.Narrow.Width, Screens.Narrow.Height);
        await tim.Unfold("Filter");
        await tim.FitsAPhone();
        await tim.Unfold("Abteilung");
        await Microsoft.Playwright.Assertions.Expect(tim.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Anwenden", Exact = true })).ToBeInViewportAsync();
        await tim.Tick("Haustechnik");
        if (way == "Escape")
        {
            await tim.Page.Keyboard.PressAsync("Escape");
        }
        else
        {
            await tim.Page.Locator("h1").ClickAsync();
        }

        await tim.Sees("Abteilung: Haustechnik");
        tim.Where.ShouldContain("department=");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_column_has_a_filter_and_may_be_left_out(bool withScript)
    {
        var lea = await Colleague("lea.wagner", withScript);
        await TakeCall(lea, $"Spaltenweise {withScript}", department: "Vertrieb");
        await lea.Open("/tickets?view=all");
        await lea.Open("/tickets?state=open");
        await lea.Fill("Spalte Betreff filtern", $"Spaltenweise {withScript}");
        await lea.Press("Spaltenfilter anwenden");
        await lea.Sees("1 Ticket auf dieser Seite");
        await lea.Unfold("Spalten");
        await lea.Tick("Eingang");
        await lea.Press("Übernehmen");
        await lea.Hears("Die Spalten sind gemerkt.");
        await lea.SeesInRow($"Spaltenweise {withScript}", "Telefon");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_are_changed_at_once(bool withScript)
    {
        var jana = await Colleague("jana.petersen", withScript);
        var first = await TakeCall(jana, $"Sammelstück eins {withScript}");
        var second = await TakeCall(jana, $"Sammelstück zwei {withScript}");
        await jana.Open($"/tickets?state=open&q=Sammelst%C3%BCck");
        await jana.TickRow($"Sammelstück eins {withScript}");
        await jana.TickRow($"Sammelstück zwei {withScript}");
        await jana.Press("Auswahl ändern");
        await jana.Choose("Zuständig", "Aylin Demir");
        await jana.Choose("Priorität", "hoch");
        await jana.Fill("Abschluss bis", "30.12.2026");
        await jana.Fill("Tags hinzufügen", "sammelaktion");
        await jana.Press("2 Tickets ändern");
        await jana.Sees($"Sammelstück eins {withScript}");
        foreach (var number in new[] { first, second })
        {
            await jana.Open($"/tickets/{number}");
            await jana.Sees("Aylin Demir");
            await jana.Sees("sammelaktion");
            await jana.Sees("30.12.2026");
        }
    }

    [Fact]
    public async Task A_row_unfolds_and_folds_again()
    {
        var tim = await Tim();
        var number = await TakeCall(tim, "Zum Aufklappen");
        await tim.Open("/tickets?state=open&q=Aufklappen");
        await tim.Press($"Kurzansicht von {number}");
        await tim.Sees("Gemeldet von");
        await tim.Inspect("overview-unfolded");
        await tim.Press($"Kurzansicht von {number}");
        await tim.DoesNotSee("Gemeldet von");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_list_leaves_the_house_as_one_likes(bool withScript)
    {
        var tim = await Tim(withScript);
        await TakeCall(tim, $"=1+1 gefährlich {withScript}");
        await tim.Open($"/tickets?state=open&q=gef%C3%A4hrlich");
        await tim.Unfold("Exportieren");
        var csv = Encoding.UTF8.GetString((await tim.Download("CSV")).Content);
        csv.ShouldContain("'=1+1 gefährlich");
        await tim.Unfold("Exportieren");
        (await tim.Download("Excel")).Content.AsSpan(0, 2).ToArray().ShouldBe("PK"u8.ToArray());
        await tim.Unfold("Exportieren");
        (await tim.Download("PDF")).Content.AsSpan(0, 4).ToArray().ShouldBe("%PDF"u8.ToArray());
        await tim.Unfold("Exportieren");
        await tim.Follow("Drucken");
        await tim.Sees($"=1+1 gefährlich {withScript}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fifty_at_a_time_sorted_by_what_one_presses(bool withScript)
    {
        var tim = await Tim(withScript);
        await tim.Open("/tickets?state=all");
        await tim.Follow("Betreff");
        await tim.Sees("50 Tickets auf dieser Seite");
        tim.Where.ShouldContain("subject");
        await tim.Follow("Weiter");
        await tim.Sees("50 Tickets auf dieser Seite");
        await tim.Follow("Zurück");
        await tim.Sees("50 Tickets auf dieser Seite");
    }
}
