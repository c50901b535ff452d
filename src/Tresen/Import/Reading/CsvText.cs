using System.Text;
using System.Text.Unicode;
using CsvHelper;
using Tresen.Platform;
using Tresen.Platform.Text;

namespace Tresen.Import.Reading;

/// <summary>CSV as programs in German offices write it. Encoding and separator are told by nobody and found out here.</summary>
static class CsvText
{
    /// <summary>A line of more bytes than this isn't one: somewhere before it a quote was opened and never closed.</summary>
    const int MostBytesOfALine = 1024 * 1024;

    static CsvText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The lines with their numbers; cells may hold line breaks. What <see cref="Spreadsheet.Cell"/> put before a formula is taken away.</summary>
    public static IEnumerable<(int Line, string[] Cells)> Lines(byte[] content)
    {
        var text = InUtf8(content);
        if (text.AsSpan().Contains((byte)0))
        {
            throw new BrokenRuleException("Das ist weder eine CSV-Datei noch eine Excel-Datei (.xlsx).");
        }

        var isOpen = false;
        using var csv = CsvReader.Create(text, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = null, // found out, or said by a first line such as sep=;
            DetectSeparatorHint = true,
            TrackLineNumbers = true,
            MaxRecordSize = MostBytesOfALine,
            OnMalformedRecord = record => isOpen |= record.Reason == CsvMalformedReason.UnterminatedQuote,
        });
        var line = 1;
        while (Next())
        {
            line = (int)csv.LineNumber;
            var cells = new string[csv.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = Spreadsheet.Uncell(csv.GetString(i)).Trim();
            }

            yield return (line, cells);
        }

        bool Next()
        {
            bool found;
            try
            {
                found = csv.Read();
            }
            catch (CsvFormatException)
            {
                (found, isOpen) = (false, true);
            }

            return !isOpen ? found : throw new BrokenRuleException($"Ab Zeile {Math.Max(line, (int)csv.LineNumber)} lässt sich die Datei nicht mehr lesen: Dort beginnt ein Anführungszeichen, das nirgends endet.");
        }
    }

    static byte[] InUtf8(byte[] content) => content switch
    {
        [0xEF, 0xBB, 0xBF, ..] => content[3..],
        [0xFF, 0xFE, ..] => Encoding.Convert(Encoding.Unicode, Encoding.UTF8, content, 2, content.Length - 2), // “Unicode-Text” of Excel
        [0xFE, 0xFF, ..] => Encoding.Convert(Encoding.BigEndianUnicode, Encoding.UTF8, content, 2, content.Length - 2),
        _ when Utf8.IsValid(content) => content,
        _ => Encoding.Convert(Encoding.GetEncoding(1252), Encoding.UTF8, content),
    };
}
