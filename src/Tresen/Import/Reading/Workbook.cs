using System.Globalization;
using System.IO.Compression;
using System.Xml;
using MiniExcelLibs;
using Tresen.Platform;
using Tresen.Platform.Views;

namespace Tresen.Import.Reading;

/// <summary>The first sheet of an Excel workbook. It is measured before it is read (threats B16, B23, D18): a few kilobytes may
/// unpack to gigabytes, or name a cell in the last column of the last row, for which the library would make all those before it.</summary>
static class Workbook
{
    const long MostBytes = 400L * 1024 * 1024;
    const int MostParts = 5000;

    /// <summary>The rows with their numbers; numbers, days and truth values as texts that can be typed.</summary>
    public static IEnumerable<(int Line, string[] Cells)> Lines(byte[] content)
    {
        var last = Reading(() => Measure(content));
        using var stream = new MemoryStream(content, writable: false);
        using var rows = Reading(() => stream.Query(useHeaderRow: false, excelType: ExcelType.XLSX).Cast<IDictionary<string, object?>>().GetEnumerator());
        for (var line = 1; line <= last && Reading(rows.MoveNext); line++)
        {
            yield return (line, [.. rows.Current.Values.Select(v => Text(v).Trim())]);
        }
    }

    /// <summary>Unpacks all of it into nothing, counting.</summary>
    /// <returns>The last row with something in it.</returns>
    static int Measure(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content, writable: false));
        if (zip.Entries.Count > MostParts)
        {
            throw TooLarge();
        }

        var (left, last) = (MostBytes, 0);
        foreach (var part in zip.Entries)
        {
            using var counted = new Counted(part.Open(), left);
            if (part.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase) && part.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            {
                last = Math.Max(last, Measure(counted));
            }
            else
            {
                counted.CopyTo(Stream.Null);
            }

            left = counted.Left;
        }

        return last;
    }

    static int Measure(Stream sheet)
    {
        var (row, column, last, cells) = (0, 0, 0, 0);
        using var xml = XmlReader.Create(sheet, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "dimension":
                    MustFit(ColumnOf((xml.GetAttribute("ref") ?? "").Split(':')[^1]));
                    break;
                case "row":
                    (row, column) = (int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : row + 1, 0);
                    break;
                case "c":
                    column = xml.GetAttribute("r") is { } cell ? ColumnOf(cell) : column + 1;
                    MustFit(column);
                    break;
                case "v" or "t":
                    last = row;
                    cells++;
                    break;
            }

            if (last > Table.MostRows + 1 || cells > Table.MostCells)
            {
                throw new BrokenRuleException($"Die Datei hat mehr als {Table.MostRows:N0} Zeilen oder {Table.MostCells:N0} Zellen. Bitte in mehrere Dateien teilen.");
            }
        }

        return last;

        static void MustFit(int column)
        {
            if (column > Table.MostColumns)
            {
                throw new BrokenRuleException($"Die Tabelle hat mehr als {Table.MostColumns} Spalten, vielleicht leere. Bitte die Spalten rechts der Daten löschen und die Datei neu speichern.");
            }
        }
    }

    /// <summary>28 for <c>AB7</c>; 0 where it names none.</summary>
    static int ColumnOf(string cell)
    {
        var column = 0;
        foreach (var c in cell.TakeWhile(char.IsAsciiLetter).Take(6))
        {
            column = (column * 26) + (char.ToUpperInvariant(c) - 'A' + 1);
        }

        return column;
    }

    static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTime day when day.TimeOfDay == TimeSpan.Zero => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number when number == Math.Truncate(number) && Math.Abs(number) < 1e15 => number.ToString("0", CultureInfo.InvariantCulture),
        bool yes => yes ? Words.Of("ja") : Words.Of("nein"),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A broken workbook makes the library fail in many ways; its reader is told one.</summary>
    static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (BrokenRuleException or OutOfMemoryException))
        {
            throw new BrokenRuleException("Diese Excel-Datei lässt sich nicht lesen. Bitte in Excel öffnen und neu als .xlsx oder als CSV speichern.");
        }
    }

    static BrokenRuleException TooLarge() => new("Ausgepackt ist diese Excel-Datei zu groß. Bitte nur die Tabelle selbst in eine neue Datei übernehmen, ohne Bilder und Formate.");

    /// <summary>Counts what comes out and stops where it is too much, whatever the archive says about its lengths.</summary>
    sealed class Counted(Stream inner, long left) : Stream
    {
        public long Left { get; private set; } = left;

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

        int Count(int read) => (Left -= read) >= 0 ? read : throw TooLarge();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
