using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Tresen.Import.Reading;
using Tresen.Platform;

namespace Tresen.Tests.Import;

/// <summary>Files as people have them, and as somebody who means harm makes them.</summary>
public sealed class TableTests
{
    static readonly Gen<string> Cell = Gen.String[Gen.Char["aäöüßÄx1 \"\n;,.\t"], 0, 12];

    [Fact]
    public void Any_text_in_any_encoding_and_with_any_separator_is_read_as_it_was_written() =>
        Gen.Select(Cell.Array[3].List[1, 12], Gen.Char[";,\t"], Gen.Int[0, 3]).Sample((rows, separator, encoding) =>
        {
            string[][] lines = [["Nummer", "Name", "Bemerkung"], .. rows];
            var csv = string.Join("\r\n", lines.Select(line => string.Join(separator, line.Select(Quoted))));
            var read = Read(encoding switch
            {
                0 => Encoding.UTF8.GetBytes(csv),
                1 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv)],
                2 => Importing.Windows1252.GetBytes(csv),
                _ => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(csv)],
            });
            var expected = rows.Select(r => r.Select(c => c.Trim()).ToArray()).Where(r => r.Any(c => c.Length > 0)).ToList();
            return (expected.Count == 0 && read is null)
                || (read!.Heads.SequenceEqual(lines[0]) && read.Rows.Count == expected.Count && read.Rows.Zip(expected).All(p => Enumerable.Range(0, 3).All(i => p.First.At(i) == p.Second[i])));
        });

    static string Quoted(string cell) => cell.IndexOfAny(['"', '\n', ';', ',', '\t']) >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    static Table? Read(byte[] content)
    {
        try
        {
            return Table.Read(content);
        }
        catch (BrokenRuleException empty) when (empty.Message.StartsWith("In der Datei steht nichts", StringComparison.Ordinal))
        {
            return null;
        }
    }

    [Fact]
    public void Lines_are_counted_as_an_editor_does()
    {
        var table = Table.Read("Nummer;Name\r\n1;\"zwei\nZeilen\"\r\n\r\n;;\r\n2;eine"u8.ToArray());
        table.Rows.Select(r => r.Line).ShouldBe([2, 6]);
        table.Rows[0].At(1).ShouldBe("zwei\nZeilen");
    }

    [Fact]
    public void What_an_export_put_before_a_formula_is_taken_away() =>
        Table.Read("Telefon;Name\n'+49 4921 1;'=x"u8.ToArray()).Rows[0].Cells.ShouldBe(["+49 4921 1", "=x"]);

    [Fact]
    public void A_workbook_gives_numbers_and_days_as_they_are_typed()
    {
        var table = Table.Read(Importing.Workbook("<sheetData><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Nummer</t></is></c><c r=\"C2\" t=\"inlineStr\"><is><t>Satz</t></is></c></row>"
            + "<row r=\"5\"><c r=\"A5\"><v>10001</v></c><c r=\"C5\"><v>89.5</v></c></row></sheetData>"));
        table.Heads.ShouldBe(["Nummer", "", "Satz"]);
        table.Rows.Single().Line.ShouldBe(5);
        table.Rows[0].Cells.ShouldBe(["10001", "", "89.5"]);
    }

    [Theory]
    [InlineData("Name;Ort\nA;\"B\nC;D\nE;F", "Ab Zeile 2 lässt sich die Datei nicht mehr lesen")]
    [InlineData("Name;Ort", "In der Datei steht nichts")]
    [InlineData("", "In der Datei steht nichts")]
    [InlineData("PK\u0003\u0004Unsinn", "Diese Excel-Datei lässt sich nicht lesen.")]
    [InlineData("Bild\0\0\0", "Das ist weder eine CSV-Datei noch eine Excel-Datei")]
    public void What_is_no_table_is_refused_in_words(string content, string sentence) => Refused(Encoding.Latin1.GetBytes(content)).ShouldStartWith(sentence);

    [Fact]
    public void D18_too_many_lines_columns_or_cells_are_refused_in_words()
    {
        Refused(Encoding.UTF8.GetBytes("Nummer\n" + string.Concat(Enumerable.Range(1, Table.MostRows + 1).Select(i => $"{i}\n")))).ShouldStartWith("Die Datei hat mehr als 100.000 Zeilen");
        Refused(Encoding.UTF8.GetBytes(string.Join(';', Enumerable.Range(1, 201)) + "\n1;2")).ShouldStartWith("Die Datei hat mehr als 200 Spalten");
        Table.Read(Encoding.UTF8.GetBytes("Nummer\n" + string.Concat(Enumerable.Range(1, Table.MostRows).Select(i => $"{i}\n")))).Rows.Count.ShouldBe(Table.MostRows);
        var wide = string.Join(';', Enumerable.Repeat("1", 200)) + "\n";
        Refused(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(wide, 20_100)))).ShouldContain("4.000.000 Zellen");
    }

    /// <summary>Each is small, and each would make the library or the machine work for minutes or run out of memory.</summary>
    [Fact]
    public void B16_D18_a_workbook_that_unpacks_to_gigabytes_is_refused_quickly()
    {
        var (before, clock) = (GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
        var bomb = Importing.Workbook("<sheetData/>", add: zip =>
        {
            using var part = zip.CreateEntry("xl/media/image1.bin", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 500; i++)
            {
                part.Write(zeros);
            }
        });
        bomb.Length.ShouldBeLessThan(1024 * 1024);
        Refused(bomb).ShouldStartWith("Ausgepackt ist diese Excel-Datei zu groß.");
        Refused(Importing.Workbook("<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>")).ShouldStartWith("Die Tabelle hat mehr als 200 Spalten");
        Refused(Importing.Workbook("<sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row></sheetData>")).ShouldStartWith("Die Tabelle hat mehr als 200 Spalten");
        Refused(Importing.Workbook("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2000000000\"><c r=\"A2000000000\"><v>1</v></c></row></sheetData>")).ShouldStartWith("Die Datei hat mehr als 100.000 Zeilen");
        Refused(Importing.Workbook("<sheetData/>", add: zip => Enumerable.Range(0, 6000).ToList().ForEach(i => zip.CreateEntry($"../../{i}")))).ShouldStartWith("Ausgepackt ist diese Excel-Datei zu groß.");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(500L * 1024 * 1024);
    }

    [Fact]
    public void B23_a_workbook_that_refers_to_files_or_multiplies_entities_is_refused()
    {
        const string Sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&x;</t></is></c></row></sheetData>";
        Refused(Importing.Workbook(Sheet, "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")).ShouldStartWith("Diese Excel-Datei lässt sich nicht lesen.");
        Refused(Importing.Workbook(Sheet, "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY x \"&a;&a;&a;\">]>")).ShouldStartWith("Diese Excel-Datei lässt sich nicht lesen.");
    }

    static string Refused(byte[] content) => Should.Throw<BrokenRuleException>(() => Table.Read(content)).Message;
}
