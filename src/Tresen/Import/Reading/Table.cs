using Tresen.Platform;

namespace Tresen.Import.Reading;

/// <summary>A line of a table.</summary>
/// <param name="Line">Where it stands in the file, from 1, as an editor or Excel counts.</param>
/// <param name="Cells">Its texts, trimmed. More of them than there are heads: the line is broken.</param>
public sealed record TableRow(int Line, IReadOnlyList<string> Cells)
{
    /// <summary>The text in that column; empty where the line ends before it.</summary>
    public string At(int column) => column < Cells.Count ? Cells[column] : "";
}

/// <summary>What a file holds: heads and lines of text, whether it was CSV or a workbook.</summary>
/// <param name="Heads">The first line that isn't empty. A column without a head has an empty one.</param>
/// <param name="Rows">The lines below it that aren't empty.</param>
public sealed record Table(IReadOnlyList<string> Heads, IReadOnlyList<TableRow> Rows)
{
    /// <summary>So many lines are taken from one file.</summary>
    public const int MostRows = 100_000;

    /// <summary>So many columns.</summary>
    public const int MostColumns = 200;

    /// <summary>So many cells with something in them; they are held in memory.</summary>
    public const int MostCells = 4_000_000;

    /// <summary>Reads a file: CSV (UTF-8, UTF-16 with its mark, else Windows-1252; separated by semicolon, comma or tab) or XLSX.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="most">Stops after so many lines; for a look at the first ones.</param>
    /// <exception cref="BrokenRuleException">It is no such file, or larger than the limits.</exception>
    public static Table Read(byte[] content, int most = int.MaxValue)
    {
        List<string>? heads = null;
        List<TableRow> rows = [];
        var cells = 0;
        foreach (var (line, row) in Lines(content))
        {
            var length = row.Length;
            for (; length > 0 && row[length - 1].Length == 0; length--)
            {
            }

            if (length == 0)
            {
                continue;
            }

            if (length > MostColumns)
            {
                throw new BrokenRuleException($"Die Datei hat mehr als {MostColumns} Spalten (Zeile {line}). Bitte die Spalten weglassen, die nicht gebraucht werden.");
            }

            if (heads is null)
            {
                heads = [.. row[..length]];
                continue;
            }

            if (rows.Count == most)
            {
                break;
            }

            cells += length;
            if (rows.Count == MostRows || cells > MostCells)
            {
                throw new BrokenRuleException($"Die Datei hat mehr als {MostRows:N0} Zeilen oder {MostCells:N0} Zellen. Bitte in mehrere Dateien teilen.");
            }

            rows.Add(new TableRow(line, row[..length]));
        }

        return heads is not null && rows.Count > 0 ? new Table(heads, rows)
            : throw new BrokenRuleException("In der Datei steht nichts: Gebraucht werden eine Zeile mit Überschriften und darunter mindestens eine Zeile mit Werten.");
    }

    static IEnumerable<(int Line, string[] Cells)> Lines(byte[] content) => content switch
    {
        [0x50, 0x4B, 0x03, 0x04, ..] => Workbook.Lines(content),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => throw new BrokenRuleException("Das ist eine alte oder verschlüsselte Excel-Datei. Bitte in Excel öffnen und als .xlsx ohne Kennwort oder als CSV speichern."),
        _ => CsvText.Lines(content),
    };
}
