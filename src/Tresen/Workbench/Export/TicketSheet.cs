using System.Globalization;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using Tresen.Platform.Text;
using Tresen.Workbench.Overview;

namespace Tresen.Workbench.Export;

/// <summary>A list of tickets as a table to take away: heads and texts.</summary>
public sealed class TicketSheet(IReadOnlyList<TicketColumn> columns, IReadOnlyList<TicketRow> rows, Asking asking)
{
    /// <summary>The heads, in the reader's language.</summary>
    public IReadOnlyList<string> Heads { get; } = Distinct(columns.Select(c => c.Title(asking)));

    // A free field may be called like a column of ours; in a workbook every head is another.
    static List<string> Distinct(IEnumerable<string> titles)
    {
        List<string> heads = [];
        foreach (var title in titles)
        {
            heads.Add(heads.Contains(title) ? $"{title} ({heads.Count + 1})" : title);
        }

        return heads;
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<TicketColumn> Columns => columns;

    /// <summary>How many rows there are.</summary>
    public int Count => rows.Count;

    /// <summary>The texts of each row.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows => rows.Select(row => (IReadOnlyList<string>)[.. columns.Select(c => c.Text(row, asking))]);

    /// <summary>As CSV.</summary>
    public byte[] Csv() => Spreadsheet.Csv(Rows.Prepend(Heads).Select(line => line.Select(Spreadsheet.Cell)));

    /// <summary>With tabs, as the clipboard carries tables.</summary>
    public string Tsv() => string.Join('\n', Rows.Prepend(Heads).Select(line => string.Join('\t', line.Select(cell => Spreadsheet.Cell(Line(cell))))));

    /// <summary>An Excel workbook. Every cell is text, and a text is never run; ticket numbers and hours are numbers.</summary>
    public byte[] Xlsx()
    {
        var lines = Rows.Zip(rows, (texts, row) =>
        {
            var line = new Dictionary<string, object?>();
            for (var i = 0; i < columns.Count; i++)
            {
                line[Heads[i]] = columns[i].Key switch
                {
                    "number" => row.Number,
                    "planned" => row.PlannedMinutes / 60.0,
                    "booked" => row.BookedMinutes / 60.0,
                    _ => Printable(texts[i]),
                };
            }

            return line;
        });
        using var file = new MemoryStream();
        var sheet = rows.Count > 0 ? lines : [Heads.ToDictionary(h => h, _ => (object?)null)];
        file.SaveAs(sheet, sheetName: "Tickets", configuration: new OpenXmlConfiguration { TableStyles = TableStyles.None, AutoFilter = true, Culture = CultureInfo.InvariantCulture });
        return file.ToArray();
    }

    static string Line(string cell) => string.Concat(cell.Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>Control characters have no place in a workbook.</summary>
    static string Printable(string cell) => string.Concat(cell.Where(c => !char.IsControl(c) || c is '\n' or '\t'));
}
