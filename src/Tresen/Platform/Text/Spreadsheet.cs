using CsvHelper;

namespace Tresen.Platform.Text;

/// <summary>Text for files that a spreadsheet opens. A cell that begins like a formula would be run by it, whoever wrote it
/// (a customer, in a subject); an apostrophe in front keeps it text, as the spreadsheets themselves do it.</summary>
public static class Spreadsheet
{
    /// <summary>What begins a formula, in any of its forms: full-width signs and leading white space too.</summary>
    const string Beginnings = "=+-@|%\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>The text as it can stand in a cell of a CSV file or a pasted table.</summary>
    public static string Cell(string? text) => IsFormula(text) ? "'" + text : text ?? "";

    /// <summary>Lines of cells as CSV the way a German spreadsheet reads it without asking: semicolons, CR LF, UTF-8 with its mark.
    /// The cells have been through <see cref="Cell"/> where people wrote them.</summary>
    public static byte[] Csv(IEnumerable<IEnumerable<string>> lines)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, new CsvWriterOptions { Separator = ';', WriteByteOrderMark = true }, leaveOpen: true))
        {
            foreach (var line in lines)
            {
                csv.WriteRecord([.. line]);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>What a cell made by <see cref="Cell"/> said.</summary>
    public static string Uncell(string cell) => cell.StartsWith('\'') && IsFormula(cell[1..]) ? cell[1..] : cell;

    static bool IsFormula(string? text) =>
        !string.IsNullOrEmpty(text) && (Beginnings.Contains(text[0], StringComparison.Ordinal)
            || (text.TrimStart() is { Length: > 0 } rest && Beginnings.Contains(rest[0], StringComparison.Ordinal))
            || (text[0] == '\'' && IsFormula(text[1..])));
}
