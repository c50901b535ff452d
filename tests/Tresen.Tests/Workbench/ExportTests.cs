using System.IO.Compression;
using System.Text;
using CsCheck;
using MiniExcelLibs;
using Tresen.Platform.Text;
using UglyToad.PdfPig;

namespace Tresen.Tests.Workbench;

/// <summary>The list to take away: what is shown, as text that nothing runs.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    static readonly string[] Formulas = ["=1+1", "+49 461 1234", "-2", "@SUM(A1)", "\uFF1D1+1", " =HYPERLINK(\"http://boese.example\")", "|calc", "'=1+1", "Ganz harmlos; mit \"Zeichen\""];

    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task D15_csv_holds_no_formula_and_keeps_every_text()
    {
        await PutFormulas();
        using var theo = await app.As(World.Theo);
        var answer = await theo.Get("/tickets/export?format=csv&state=open&sort=number&cols=number,subject,tags");
        answer.Response.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        var bytes = await answer.Response.Content.ReadAsByteArrayAsync();
        bytes[..3].ShouldBe(Encoding.UTF8.Preamble.ToArray());

        var lines = Read(Encoding.UTF8.GetString(bytes[3..]));
        lines[0].ShouldBe(["Ticket", "Betreff", "Tags"]);
        lines.Skip(1).Select(l => Spreadsheet.Uncell(l[1])).ShouldBe(Formulas.Select(f => f.Trim()));
        lines.SelectMany(l => l).ShouldAllBe(cell => cell.Length == 0 || !"=+-@|\uFF1D".Contains(cell.TrimStart()[0]));
        lines[1][2].ShouldBe("'=cmd");
    }

    [Fact]
    public async Task D15_the_clipboard_holds_no_formula_either()
    {
        await PutFormulas();
        using var theo = await app.As(World.Theo);
        var text = (await theo.Get("/tickets/export?format=tsv&state=open&sort=number&cols=subject")).Response;
        var lines = (await text.Content.ReadAsStringAsync()).Split('\n');
        lines[0].ShouldBe("Betreff");
        lines.ShouldAllBe(l => !"=+-@|\uFF1D".Contains(l.TrimStart()[0]));
        (await theo.Get("/tickets/export?format=clipboard&state=open")).One("textarea").TextContent.ShouldContain("Ganz harmlos");
    }

    [Fact]
    public async Task D15_excel_holds_texts_and_numbers_and_no_formula()
    {
        await PutFormulas();
        using var theo = await app.As(World.Theo);
        var bytes = await (await theo.Get("/tickets/export?format=xlsx&state=open&sort=number&cols=number,subject,tags")).Response.Content.ReadAsByteArrayAsync();

        using var file = new MemoryStream(bytes);
        var rows = file.Query(useHeaderRow: true).Cast<IDictionary<string, object>>().ToList();
        rows.Select(r => r["Betreff"]).ShouldBe(Formulas.Select(f => f.Trim()));
        rows[0]["Ticket"].ShouldBe(10001d);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var sheet = new StreamReader(zip.Entries.Single(e => e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal)).Open());
        var xml = await sheet.ReadToEndAsync();
        System.Text.RegularExpressions.Regex.IsMatch(xml, "<(x:)?f[ >]").ShouldBeFalse();
    }

    [Fact]
    public async Task Pdf_shows_every_ticket_with_umlauts_over_several_pages()
    {
        await app.Puts([.. Enumerable.Range(1, 120).Select(i => new Desk.Wanted($"Größere Störung Nr. {i} mit einem langen Betreff, der in seiner Spalte umbrochen werden muss, damit nichts abgeschnitten wird – 5 €"))]);
        using var theo = await app.As(World.Theo);
        var bytes = await (await theo.Get("/tickets/export?format=pdf&state=open&sort=number")).Response.Content.ReadAsByteArrayAsync();

        using var pdf = PdfDocument.Open(bytes);
        pdf.NumberOfPages.ShouldBeGreaterThan(2);
        var text = string.Join(' ', pdf.GetPages().SelectMany(p => p.GetWords()).Select(w => w.Text));
        text.ShouldContain("Größere");
        text.ShouldContain("10120");
        text.ShouldContain("€");
        text.ShouldContain("Betreff");
        bytes.Length.ShouldBeLessThan(1_500_000);
    }

    [Fact]
    public async Task Exports_have_all_rows_of_the_filter_in_its_order_with_its_columns()
    {
        await app.Puts([.. Enumerable.Range(0, 130).Select(i => new Desk.Wanted($"Nr. {i:000}")), new Desk.Wanted("Zu") { IsClosed = true }]);
        using var theo = await app.As(World.Theo);

        var lines = (await theo.Get("/tickets/export?format=csv&state=open&sort=-subject&cols=subject,customer")).Html.TrimEnd().Split("\r\n");
        lines[0].TrimStart('\uFEFF').ShouldBe("Betreff;Kunde");
        lines[1].ShouldBe("Nr. 129;" + World.MuellerBau);
        lines.Length.ShouldBe(131);
        (await theo.Get("/tickets/export?format=print&state=open")).All(".print-list tbody tr").Count.ShouldBe(130);
        (await theo.Get("/tickets/export?format=exe&state=open")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task An_empty_list_can_be_taken_away_too()
    {
        using var theo = await app.As(World.Theo);
        foreach (var format in (string[])["csv", "xlsx", "pdf", "print", "clipboard", "tsv"])
        {
            (await theo.Get($"/tickets/export?format={format}&state=open")).Status.ShouldBe(200, format);
        }
    }

    [Fact]
    public void D15_what_a_cell_said_can_be_read_back() =>
        Gen.String[Gen.Char["=+-@|%'\t\r\nａ＝＋aß1 "], 0, 8].Sample(text =>
        {
            var cell = Spreadsheet.Cell(text);
            return Spreadsheet.Uncell(cell) == text && (cell.TrimStart().Length == 0 || !"=+-@|%＝＋".Contains(cell.TrimStart()[0], StringComparison.Ordinal));
        });

    /// <summary>Reads as a spreadsheet does: semicolons, quotes doubled within quotes.</summary>
    static List<List<string>> Read(string csv)
    {
        List<List<string>> lines = [];
        foreach (var line in csv.TrimEnd().Split("\r\n"))
        {
            lines.Add([.. System.Text.RegularExpressions.Regex.Matches(line, "(?:^|;)(?:\"((?:[^\"]|\"\")*)\"|([^;]*))")
                .Select(m => m.Groups[1].Success ? m.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : m.Groups[2].Value)]);
        }

        return lines;
    }

    Task PutFormulas() => app.Puts([.. Formulas.Select(f => new Desk.Wanted(f) { Tag = "=cmd" })]);
}
