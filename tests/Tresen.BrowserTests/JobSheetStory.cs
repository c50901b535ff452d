using Microsoft.Playwright;

namespace Tresen.BrowserTests;

/// <summary>The sheet that goes along, the telephone at the customer's door, and a network that goes away.</summary>
public sealed class JobSheetStory(Stage stage) : Story(stage)
{
    [Fact]
    public async Task A_job_sheet_is_printed_on_one_page_and_taken_away_as_pdf()
    {
        var tim = await Tim();
        await tim.Open($"/tickets/{await TicketWithMuch(tim)}/actions");
        await tim.Inspect("job-sheet-button");
        var (name, content) = await tim.Download("Als PDF");
        name.ShouldStartWith("Arbeitsschein ");
        await File.WriteAllBytesAsync(Screens.PathOf("job-sheet-drawn").Replace(".png", ".pdf", StringComparison.Ordinal), content, TestContext.Current.CancellationToken);
        await tim.Follow("Arbeitsschein");
        await tim.Sees("Unterschrift des Kunden");
        await tim.Inspect("job-sheet");
        var printed = await tim.Page.PdfAsync(new() { Path = Screens.PathOf("job-sheet-printed").Replace(".png", ".pdf", StringComparison.Ordinal), PreferCSSPageSize = true });
        System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(printed), @"/Type\s*/Page\b").ShouldBe(1);
    }

    [Fact]
    public async Task At_the_door_a_photo_is_two_taps_away()
    {
        var tim = await Tim();
        var number = await TakeCall(tim, "Typenschild ablesen");
        await tim.Page.SetViewportSizeAsync(Screens.Narrow.Width, Screens.Narrow.Height);
        await tim.Open($"/tickets/{number}");
        await tim.Inspect("on-site");
        await tim.Page.SetViewportSizeAsync(Screens.Narrow.Width, Screens.Narrow.Height);
        (await tim.Page.Locator(".on-site a[href^='https://www.openstreetmap.org/']").GetAttributeAsync("href")).ShouldNotBeNull();
        await tim.Attach("Foto", "image.jpg", [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg");
        await tim.Hears("Die Datei ist abgelegt.");
        await tim.Sees("image.jpg");
    }

    [Fact]
    public async Task Without_a_network_what_was_written_stays_and_goes_off_later()
    {
        var tim = (await Tim()).Expects("net::ERR_INTERNET_DISCONNECTED").Expects("htmx:sendError").Expects("net::ERR_FAILED");
        var number = await TakeCall(tim, "Keller ohne Empfang");
        await tim.Open($"/tickets/{number}");
        await tim.Unfold("Interne Notiz");
        await tim.Fill("Notiz", "Hauptschalter sitzt hinter dem Regal.");
        await tim.Page.Context.SetOfflineAsync(true);
        await tim.Press("Notiz speichern");
        await tim.Sees("Keine Verbindung. Was Sie geschrieben haben, bleibt hier");
        await tim.SeesWritten("Notiz", "Hauptschalter sitzt hinter dem Regal.");
        await tim.Page.ScreenshotAsync(new() { Path = Screens.PathOf("unsent"), FullPage = true });
        await tim.Press("Noch einmal senden");
        await tim.Sees("Keine Verbindung. Was Sie geschrieben haben, bleibt hier");
        await tim.Page.Context.SetOfflineAsync(false);
        await tim.Press("Noch einmal senden");
        await tim.Sees("Hauptschalter sitzt hinter dem Regal.");
        await tim.DoesNotSee("Keine Verbindung.");
        await Assertions.Expect(tim.Page.Locator(".message-note")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_network_that_breaks_off_in_the_middle_takes_nothing_along()
    {
        var tim = (await Tim()).Expects("net::ERR_FAILED").Expects("net::ERR_CONNECTION_FAILED");
        var number = await TakeCall(tim, "Funkloch");
        await tim.Open($"/tickets/{number}");
        await tim.Unfold("Interne Notiz");
        await tim.Fill("Notiz", "Sicherung 3 war heraus.");
        await tim.Page.RouteAsync("**/notes", route => route.AbortAsync("connectionfailed"));
        var lost = new TaskCompletionSource();
        tim.Page.RequestFailed += (_, request) =>
        {
            if (request.Url.EndsWith("/notes", StringComparison.Ordinal))
            {
                lost.TrySetResult();
            }
        };
        await tim.Press("Notiz speichern");
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await tim.Page.UnrouteAllAsync();
        await tim.Open($"/tickets/{number}");
        await tim.Sees("ist wieder da.");
        await tim.SeesWritten("Notiz", "Sicherung 3 war heraus.");
    }

    static async Task<int> TicketWithMuch(Person tim)
    {
        var number = await TakeCall(tim, "Kassendrucker in der Filiale zieht schief ein", planned: "1:30");
        await tim.Open($"/tickets/{number}/details");
        await tim.Fill("Beschreibung", string.Join(' ', Enumerable.Range(1, 900).Select(i => $"Schritt {i} der Anleitung prüfen.")));
        await tim.Press("Speichern");
        return number;
    }
}
