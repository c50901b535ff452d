using SkiaSharp;
using Tresen.Platform.Pdf;
using Tresen.Platform.Views;

namespace Tresen.Workbench.Export;

/// <summary>A list of tickets as a PDF on A4 across. It is drawn from texts alone: nothing in them can fetch anything.</summary>
public sealed class TicketPdf : IDisposable
{
    const float Width = 842, Height = 595, Margin = 34, Line = 11.5f, Size = 8, Gap = 6;

    readonly SKFont text = new(PdfText.Regular, Size);
    readonly SKFont head = new(PdfText.Bold, Size);
    readonly SKFont big = new(PdfText.Bold, 14);
    readonly SKPaint ink = new() { Color = SKColors.Black, IsAntialias = true };
    readonly SKPaint faint = new() { Color = new SKColor(0x55, 0x60, 0x66), IsAntialias = true };
    readonly SKPaint rule = new() { Color = new SKColor(0xC4, 0xCC, 0xCF), StrokeWidth = 0.6f };
    readonly TicketSheet sheet;
    readonly string title;
    readonly string lead;
    readonly float[] widths;

    TicketPdf(TicketSheet sheet, string title, string lead)
    {
        (this.sheet, this.title, this.lead) = (sheet, title, lead);
        widths = Widths();
    }

    /// <summary>Draws it.</summary>
    /// <param name="sheet">The table.</param>
    /// <param name="title">What stands on top.</param>
    /// <param name="lead">What it is filtered by, and when it was made.</param>
    public static byte[] Draw(TicketSheet sheet, string title, string lead)
    {
        using var pdf = new TicketPdf(sheet, title, lead);
        return pdf.Draw();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        text.Dispose();
        head.Dispose();
        big.Dispose();
        ink.Dispose();
        faint.Dispose();
        rule.Dispose();
    }

    byte[] Draw()
    {
        using var file = new MemoryStream();
        using (var document = SKDocument.CreatePdf(file, new SKDocumentPdfMetadata { Title = title, Creator = "Tresen" }))
        {
            var page = 0;
            SKCanvas? canvas = null;
            var y = 0f;
            foreach (var row in sheet.Rows)
            {
                var cells = row.Select((cell, i) => PdfText.Wrapped(cell, text, widths[i] - Gap)).ToList();
                var height = (cells.Max(c => c.Count) * Line) + 4;
                if (canvas is null || y + height > Height - Margin - Line)
                {
                    End(document, canvas, page);
                    (canvas, y) = Begin(document, ++page);
                }

                DrawRow(canvas, cells, y, text);
                y += height;
                canvas.DrawLine(Margin, y - 2, Width - Margin, y - 2, rule);
            }

            if (canvas is null)
            {
                (canvas, y) = Begin(document, ++page);
                canvas.DrawText(Words.Of("Keine passenden Tickets"), Margin, y + Line, SKTextAlign.Left, text, faint);
            }

            End(document, canvas, page);
            document.Close();
        }

        return file.ToArray();
    }

    (SKCanvas Canvas, float Y) Begin(SKDocument document, int page)
    {
        var canvas = document.BeginPage(Width, Height);
        var y = Margin;
        if (page == 1)
        {
            canvas.DrawText(title, Margin, y + 12, SKTextAlign.Left, big, ink);
            y += 24;
            foreach (var line in PdfText.Wrapped(lead, text, Width - (2 * Margin)))
            {
                canvas.DrawText(line, Margin, y + Size, SKTextAlign.Left, text, faint);
                y += Line;
            }

            y += 8;
        }

        DrawRow(canvas, [.. sheet.Heads.Select((h, i) => PdfText.Wrapped(h, head, widths[i] - Gap))], y, head);
        y += Line + 6;
        canvas.DrawLine(Margin, y - 3, Width - Margin, y - 3, ink);
        return (canvas, y);
    }

    void End(SKDocument document, SKCanvas? canvas, int page)
    {
        if (canvas is not null)
        {
            var foot = Words.Of("Seite {0}", page);
            canvas.DrawText(foot, Width - Margin - text.MeasureText(foot), Height - Margin + 6, SKTextAlign.Left, text, faint);
            document.EndPage();
        }
    }

    void DrawRow(SKCanvas canvas, List<List<string>> cells, float y, SKFont font)
    {
        var x = Margin;
        for (var i = 0; i < cells.Count; i++)
        {
            for (var line = 0; line < cells[i].Count; line++)
            {
                var words = cells[i][line];
                var left = sheet.Columns[i].IsNumber ? x + widths[i] - Gap - font.MeasureText(words) : x;
                canvas.DrawText(words, left, y + Size + (line * Line), SKTextAlign.Left, font, ink);
            }

            x += widths[i];
        }
    }

    /// <summary>Each column as wide as its texts, the subject gets what is left; all are narrowed alike where that is too much.</summary>
    float[] Widths()
    {
        var wanted = sheet.Heads.Select(h => head.MeasureText(h) + Gap).ToArray();
        foreach (var row in sheet.Rows.Take(200))
        {
            for (var i = 0; i < wanted.Length; i++)
            {
                wanted[i] = Math.Max(wanted[i], Math.Min(text.MeasureText(PdfText.Clean(row[i])) + Gap, sheet.Columns[i].IsFixed ? 320 : 130));
            }
        }

        var room = Width - (2 * Margin);
        var factor = Math.Min(1, room / wanted.Sum());
        return [.. wanted.Select((w, i) => (w * factor) + (factor >= 1 && sheet.Columns[i].IsFixed ? room - wanted.Sum() : 0))];
    }
}
