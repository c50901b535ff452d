using SkiaSharp;

namespace Tresen.Platform.Pdf;

/// <summary>Writing for pages that are drawn: our faces, and texts broken and cut to the room there is. Lengths are points (1/72 inch).</summary>
public static class PdfText
{
    /// <summary>The face of texts. The machine may have no fonts, and the library finds none by name: we bring our own.</summary>
    public static readonly SKTypeface Regular = Face("font.regular");

    /// <summary>The face of heads.</summary>
    public static readonly SKTypeface Bold = Face("font.bold");

    /// <summary>A size of a face. Paper has no grid of dots that letters would have to be fitted to: without that each is as wide as it was drawn.</summary>
    public static SKFont Font(SKTypeface face, float size) => new(face, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };

    /// <summary>The text in lines of at most that width; a word that is wider, in pieces. What controls a printer is a space.</summary>
    /// <param name="most">So many lines are looked for; a text that has more is known by that.</param>
    public static List<string> Wrapped(string text, SKFont font, float width, int most = int.MaxValue)
    {
        List<string> lines = [""];
        foreach (var word in Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(w => Pieces(w, font, width)))
        {
            var longer = lines[^1].Length == 0 ? word : lines[^1] + " " + word;
            if (lines[^1].Length == 0 || font.MeasureText(longer) <= width)
            {
                lines[^1] = longer;
            }
            else if (lines.Count == most)
            {
                break;
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }

    /// <summary>The text in at most so many lines; what had to go is marked by an ellipsis.</summary>
    public static List<string> Cut(string text, SKFont font, float width, int most)
    {
        var lines = Wrapped(text, font, width, most + 1);
        return lines.Count <= most ? lines : [.. lines.Take(most - 1), Ended(lines[most - 1], font, width)];
    }

    /// <summary>The line with an ellipsis at its end, within that width.</summary>
    public static string Ended(string line, SKFont font, float width)
    {
        while (line.Length > 0 && font.MeasureText(line + "…") > width)
        {
            line = line[..(line.Length > 1 && char.IsLowSurrogate(line[^1]) ? ^2 : ^1)];
        }

        return line.TrimEnd() + "…";
    }

    /// <summary>The text without what controls a printer.</summary>
    public static string Clean(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    static IEnumerable<string> Pieces(string word, SKFont font, float width)
    {
        while (word.Length > 1 && font.MeasureText(word) > width)
        {
            var fits = Math.Clamp(font.BreakText(word, width), 1, word.Length - 1);
            fits = char.IsHighSurrogate(word[fits - 1]) && fits < word.Length - 1 ? fits + 1 : fits;
            yield return word[..fits];
            word = word[fits..];
        }

        yield return word;
    }

    static SKTypeface Face(string resource)
    {
        using var stream = typeof(PdfText).Assembly.GetManifestResourceStream(resource)!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}
