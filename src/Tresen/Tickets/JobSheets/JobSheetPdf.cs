using SkiaSharp;
using Tresen.Platform.Pdf;
using Tresen.Platform.Text;
using Tresen.Platform.Views;

namespace Tresen.Tickets.JobSheets;

/// <summary>The job sheet as one upright page A4. From above it is drawn as long as it has to be; the task gets what is left over the
/// empty lines and the signature, and the empty lines get what the task leaves. Lengths are points (1/72 inch).</summary>
public sealed class JobSheetPdf : IDisposable
{
    const float Width = 595, Height = 842, Margin = 36, Room = Width - (2 * Margin), Gap = 10, Line = 11, SmallLine = 9.5f, Row = 18, Code = 78, Foot = 84;

    // A browser lays the same out in its own way and needs a little more.
    const float Reserve = 3 * Line;

    const int FewestRows = 4, MostRows = 15;

    // Of the task no more is looked at: a page holds less.
    const int MostLetters = 12_000;

    readonly SKFont small = PdfText.Font(PdfText.Regular, 7);
    readonly SKFont label = PdfText.Font(PdfText.Bold, 7);
    readonly SKFont text = PdfText.Font(PdfText.Regular, 8.5f);
    readonly SKFont bold = PdfText.Font(PdfText.Bold, 8.5f);
    readonly SKFont subject = PdfText.Font(PdfText.Bold, 11.5f);
    readonly SKFont title = PdfText.Font(PdfText.Bold, 15);
    readonly SKPaint ink = new() { Color = SKColors.Black, IsAntialias = true };
    readonly SKPaint faint = new() { Color = new SKColor(0x4A, 0x55, 0x5B), IsAntialias = true };
    readonly SKPaint rule = new() { Color = new SKColor(0x9A, 0xA5, 0xAA), StrokeWidth = 0.6f };
    readonly SKPaint frame = new() { Color = SKColors.Black, StrokeWidth = 0.8f, Style = SKPaintStyle.Stroke };
    readonly SKPaint dark = new() { Color = SKColors.Black };
    readonly JobSheet sheet;
    readonly SKCanvas? canvas;

    JobSheetPdf(JobSheet sheet, SKCanvas? canvas) => (this.sheet, this.canvas) = (sheet, canvas);

    /// <summary>How the sheet is shared out.</summary>
    /// <param name="Task">The lines of the task that have room.</param>
    /// <param name="Letters">How many letters of it they hold, where that isn't all.</param>
    /// <param name="Rows">Empty lines to fill in.</param>
    public sealed record Shares(IReadOnlyList<string> Task, int? Letters, int Rows);

    /// <summary>Draws it.</summary>
    public static byte[] Draw(JobSheet sheet)
    {
        using var file = new MemoryStream();
        using (var document = SKDocument.CreatePdf(file, new SKDocumentPdfMetadata { Title = sheet.FileName, Creator = "Tresen" }))
        {
            using var pdf = new JobSheetPdf(sheet, document.BeginPage(Width, Height));
            pdf.Lay(0);
            document.EndPage();
            document.Close();
        }

        return file.ToArray();
    }

    /// <summary>How it would be shared out, for the page that shows the same.</summary>
    public static Shares Fit(JobSheet sheet)
    {
        using var pdf = new JobSheetPdf(sheet, null);
        return pdf.Lay(Reserve);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable tool in (IDisposable[])[small, label, text, bold, subject, title, ink, faint, rule, frame, dark])
        {
            tool.Dispose();
        }
    }

    /// <param name="reserve">Left free.</param>
    Shares Lay(float reserve)
    {
        var y = Top(Margin);
        y = Whom(y + Gap);
        y = Devices(y);

        var material = Columns(sheet.Material, sheet.MoreMaterial);
        var below = Height - reserve - Margin - Foot - (material.Count > 0 ? Line + 4 + (material.Count * Line) + Gap : 0);
        var room = below - y - Line - 4 - Gap - TablesHeight(FewestRows);
        var (lines, letters) = Task(Math.Max(1, (int)(room / Line)));
        if (lines.Count > 0)
        {
            y = Head(Words.Of("Auftrag"), Margin, y, Room);
            y = Lines(lines, Margin, y, text, ink, Line);
            y = letters is { } shown ? Lines([sheet.CutTo(shown)], Margin, y, small, faint, Line) : y;
            y += Gap;
        }

        if (material.Count > 0)
        {
            y = Head(Words.Of("Material auf dem Ticket"), Margin, y, Room);
            foreach (var (left, right) in material)
            {
                Write(left, Margin, y + Line - 2, text, ink);
                Write(right, Margin + (Room / 2), y + Line - 2, text, ink);
                y += Line;
            }

            y += Gap;
        }

        var rows = Math.Clamp(FewestRows + (int)((Height - reserve - Margin - Foot - y - TablesHeight(FewestRows)) / Row), FewestRows, MostRows);
        Tables(y, rows);
        Signature(Height - Margin - Foot);
        return new(lines, letters, rows);
    }

    /// <summary>Firm, number, subject and what is to be known first.</summary>
    float Top(float y)
    {
        var heading = Words.Of("Arbeitsschein");
        Write(heading, Width - Margin - title.MeasureText(heading), y + 13, title, ink);
        var number = Words.Of("Ticket {0}", sheet.Ticket.Number);
        Write(number, Width - Margin - bold.MeasureText(number), y + 26, bold, ink);
        var room = Room - 150;
        Lines(PdfText.Cut(sheet.Firm.Name, bold, room, 1), Margin, y, bold, ink, Line);
        Lines(PdfText.Cut(sheet.FirmAddress, text, room, 1), Margin, y + Line + 2, text, faint, Line);
        y += 32;
        canvas?.DrawLine(Margin, y, Width - Margin, y, frame);
        y = Lines(PdfText.Cut(sheet.Ticket.Subject, subject, Room, 2), Margin, y + 6, subject, ink, 15) + 4;

        float[] widths = [72, 94, 94, 62, 108, 93];
        var x = Margin;
        foreach (var (fact, width) in sheet.Facts.Zip(widths))
        {
            Write(fact.Name, x, y + 7, small, faint);
            Write(PdfText.Cut(fact.Value.Length > 0 ? fact.Value : "–", text, width - 6, 1)[0], x, y + 18, text, ink);
            x += width;
        }

        return y + 22;
    }

    /// <summary>Customer and place beside each other, and the place's code for the telephone.</summary>
    float Whom(float y)
    {
        const float Left = 208, Middle = Room - Left - Code - (2 * Gap);
        var customer = Head(Words.Of("Kunde"), Margin, y, Left);
        customer = Lines(sheet.Customer.Take(1).SelectMany(l => PdfText.Cut(l, bold, Left, 2)), Margin, customer, bold, ink, Line);
        customer = Lines(sheet.Customer.Skip(1).SelectMany(l => PdfText.Cut(l, text, Left, 1)), Margin, customer, text, ink, Line);
        customer = Lines([.. PdfText.Cut($"{Words.Of("Kontakt")}: {sheet.Contact}", text, Left, 1), .. sheet.Phones], Margin, customer + 3, text, ink, Line);

        const float X = Margin + Left + Gap;
        var place = y;
        if (sheet.Place is { } at && sheet.PlaceLines.Count + at.AccessNote.Length > 0)
        {
            place = Head(Words.Of("Einsatzort"), X, y, Middle);
            place = Lines(sheet.PlaceLines.SelectMany(l => PdfText.Cut(l, text, Middle, 1)), X, place, text, ink, Line);
            place = at.AccessNote.Length > 0
                ? Lines(PdfText.Cut($"{Words.Of("Zugang")}: {at.AccessNote}", bold, Middle, 4), X, place + 3, bold, ink, Line)
                : place;
            if (at.MapHref is { } map)
            {
                DrawCode(map, Width - Margin - Code, y);
                Write(Words.Of("Karte"), Width - Margin - Code + 7, y + Code + 3, small, faint);
                place = Math.Max(place, y + Code + 5);
            }
        }

        return Math.Max(customer, place) + Gap;
    }

    /// <summary>The devices, two beside each other where there are several.</summary>
    float Devices(float y)
    {
        if (sheet.Devices.Count == 0 && sheet.UnknownDevice.Length == 0)
        {
            return y;
        }

        y = Head(sheet.Devices.Count > 1 ? Words.Of("Geräte") : Words.Of("Gerät"), Margin, y, Room);
        y = sheet.UnknownDevice.Length > 0 ? Lines(PdfText.Cut(sheet.UnknownDevice, text, Room, 1), Margin, y, text, ink, Line) : y;
        var width = sheet.Devices.Count > 1 ? (Room - Gap) / 2 : Room;
        foreach (var pair in sheet.Devices.Chunk(2))
        {
            y = pair.Select((thing, i) => Device(thing, Margin + (i * (width + Gap)), y, width)).Max() + 3;
        }

        y = sheet.MoreDevices > 0 ? Lines([Words.Of("und {0} weitere, siehe Ticket", sheet.MoreDevices)], Margin, y, small, faint, SmallLine) : y;
        return y + Gap - 3;
    }

    float Device(JobSheet.Thing thing, float x, float y, float width)
    {
        y = Lines(PdfText.Cut(thing.Device.Name, bold, width, 1), x, y, bold, ink, Line);
        y = sheet.Marks(thing.Device) is { Length: > 0 } marks ? Lines(PdfText.Cut(marks, small, width, 1), x, y - 1, small, ink, SmallLine) : y;
        return Lines(thing.Jobs.SelectMany(j => PdfText.Cut(JobSheet.Said(j), small, width, 1)), x, y, small, faint, SmallLine);
    }

    /// <summary>As much of the task as has room, and how many letters that is where it isn't all.</summary>
    (IReadOnlyList<string> Lines, int? Letters) Task(int most)
    {
        if (sheet.Task.Length == 0)
        {
            return ([], null);
        }

        List<string> lines = [];
        foreach (var paragraph in sheet.Task[..Math.Min(sheet.Task.Length, MostLetters)].Split('\n'))
        {
            if (lines.Count <= most)
            {
                lines.AddRange(PdfText.Wrapped(paragraph, text, Room, most - lines.Count + 1));
            }
        }

        if (lines.Count <= most && sheet.Task.Length <= MostLetters)
        {
            return (lines, null);
        }

        // One line less: the note that it is cut takes it.
        var shown = lines.Take(Math.Max(1, most - 1)).ToList();
        shown[^1] = PdfText.Ended(shown[^1], text, Room);
        return (shown, shown.Sum(l => l.Length + 1) - 2);
    }

    /// <summary>The material in two columns, down the left one first; what found no room is counted.</summary>
    List<(string Left, string Right)> Columns(IReadOnlyList<string> lines, int more)
    {
        var cells = lines.Select(l => PdfText.Cut(l, text, (Room / 2) - Gap, 1)[0]).Concat(more > 0 ? [Words.Of("und {0} weitere, siehe Ticket", more)] : []).ToList();
        var height = (cells.Count + 1) / 2;
        return [.. Enumerable.Range(0, height).Select(i => (cells[i], height + i < cells.Count ? cells[height + i] : ""))];
    }

    static float TablesHeight(int rows) => Line + 4 + SmallLine + 3 + (rows * Row) + Gap;

    /// <summary>Empty lines for what is done and used there.</summary>
    void Tables(float y, int rows)
    {
        const float Times = 335, X = Margin + Times + Gap;
        Grid(Words.Of("Arbeitszeit"), Margin, y, rows, (Words.Of("Datum"), 54), (Words.Of("von"), 40), (Words.Of("bis"), 40), (Words.Of("Was"), 121), (Words.Of("Wer"), Times - 255));
        Grid(Words.Of("Teile und Material"), X, y, rows, (Words.Of("Menge"), 42), (Words.Of("Was"), Width - Margin - X - 42));
    }

    void Grid(string head, float x, float y, int rows, params ReadOnlySpan<(string Name, float Width)> columns)
    {
        var width = 0f;
        foreach (var (_, each) in columns)
        {
            width += each;
        }

        var top = Head(head, x, y, width);
        var left = x;
        var bottom = top + SmallLine + 3 + (rows * Row);
        foreach (var (name, each) in columns)
        {
            Write(name, left + 2, top + SmallLine - 2, small, faint);
            left += each;
            if (left < x + width - 1)
            {
                canvas?.DrawLine(left, top, left, bottom, rule);
            }
        }

        for (var row = 0; row <= rows; row++)
        {
            var at = top + SmallLine + 3 + (row * Row);
            canvas?.DrawLine(x, at, x + width, at, rule);
        }
    }

    /// <summary>Whether the work is done, and the customer's name and signature.</summary>
    void Signature(float y)
    {
        Write(Words.Of("Arbeit abgeschlossen"), Margin, y + 14, bold, ink);
        var x = Margin + bold.MeasureText(Words.Of("Arbeit abgeschlossen")) + 14;
        foreach (var answer in (string[])[Words.Of("ja"), Words.Of("nein")])
        {
            canvas?.DrawRect(x, y + 5.5f, 10, 10, frame);
            Write(answer, x + 14, y + 14, text, ink);
            x += 14 + text.MeasureText(answer) + 14;
        }

        var open = Words.Of("Noch offen:");
        Write(open, x + 4, y + 14, text, ink);
        canvas?.DrawLine(x + 8 + text.MeasureText(open), y + 16, Width - Margin, y + 16, rule);

        var left = Margin;
        foreach (var (name, width) in ((string, float)[])[(Words.Of("Ort, Datum"), 140), (Words.Of("Name in Druckbuchstaben"), 165), (Words.Of("Unterschrift des Kunden"), Room - 305 - (2 * Gap))])
        {
            canvas?.DrawLine(left, y + 66, left + width, y + 66, frame);
            Write(name, left, y + 75, small, faint);
            left += width + Gap;
        }

        Write(Words.Of("Stand {0}", Show.Instant(sheet.Now)), Margin, y + Foot, small, faint);
    }

    /// <summary>A head over a rule; what follows begins at the height that is returned.</summary>
    float Head(string head, float x, float y, float width)
    {
        Write(head, x, y + 8, label, faint);
        canvas?.DrawLine(x, y + Line, x + width, y + Line, rule);
        return y + Line + 4;
    }

    float Lines(IEnumerable<string> lines, float x, float y, SKFont font, SKPaint paint, float height)
    {
        foreach (var line in lines)
        {
            Write(line, x, y + height - 2.5f, font, paint);
            y += height;
        }

        return y;
    }

    void Write(string words, float x, float baseline, SKFont font, SKPaint paint) => canvas?.DrawText(words, x, baseline, SKTextAlign.Left, font, paint);

    void DrawCode(string address, float x, float y)
    {
        if (canvas is null)
        {
            return;
        }

        var modules = QrCode.Modules(address);
        var size = Code / modules.Length;
        for (var row = 0; row < modules.Length; row++)
        {
            // Dark ones beside each other are one, so that no printer leaves a hair between them.
            for (var (from, column) = (0, 0); column < modules.Length; column++)
            {
                from = modules[row][column] ? from : column + 1;
                if (modules[row][column] && (column + 1 == modules.Length || !modules[row][column + 1]))
                {
                    canvas.DrawRect(x + (from * size), y + (row * size), (column + 1 - from) * size, size, dark);
                }
            }
        }

        canvas.DrawUrlAnnotation(SKRect.Create(x, y, Code, Code), address);
    }
}
