namespace Tresen.BrowserTests;

/// <summary>The sheet that goes along, and the telephone at the customer's door.</summary>
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
        using var reader = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("pdftotext", ["-layout", Screens.PathOf("job-sheet-printed").Replace(".png", ".pdf", StringComparison.Ordinal), "-"]) { RedirectStandardOutput = true })!;
        var said = await reader.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        said.ShouldContain("Gekürzt: ");
        said.ShouldContain("…", customMessage: "the line that says where it was cut is there whole");
        said.ShouldContain("Unterschrift des Kunden");
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

    static async Task<int> TicketWithMuch(Person tim)
    {
        var number = await TakeCall(tim, "Kassendrucker in der Filiale zieht schief ein", planned: "1:30");
        await tim.Open($"/tickets/{number}/details");
        await tim.Fill("Beschreibung", string.Join(' ', Enumerable.Range(1, 900).Select(i => $"Schritt {i} der Anleitung prüfen.")));
        await tim.Press("Speichern");
        return number;
    }
}
