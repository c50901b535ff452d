using System.Globalization;

namespace Tresen.Platform.Text;

/// <summary>Text without formatting, made harmless: what a name carries can't turn the line it stands in around or hide
/// part of it (threat A08). Markup is no danger to it; views escape it.</summary>
public static class PlainText
{
    /// <summary>One line: no control characters or line breaks, none that change the direction of writing or can't be seen.</summary>
    public static string Line(string? typed) => string.Concat((typed ?? "").Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c).Where(IsSeen)).Trim();

    /// <summary>Several lines, else as <see cref="Line"/>.</summary>
    public static string Lines(string? typed) => string.Concat((typed ?? "").ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || (!char.IsControl(c) && IsSeen(c)))).Trim();

    // U+200C and U+200D stay: Persian and emoji need them.
    static bool IsSeen(char c) => c is '\u200C' or '\u200D' or '\u00AD' || char.GetUnicodeCategory(c) is not UnicodeCategory.Format;

    /// <summary>Whether the bytes are UTF-8; a letter that is cut off at the end doesn't count.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        for (var cut = 0; cut < 4 && cut <= bytes.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(bytes[..^cut]))
            {
                return true;
            }
        }

        return false;
    }
}
