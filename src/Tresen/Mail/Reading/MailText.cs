using System.Globalization;
using System.Text;
using MimeKit;

namespace Tresen.Mail.Reading;

/// <summary>Text out of mails, made so that both databases take it and no reader is fooled by it.</summary>
static class MailText
{
    static MailText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>One line without control and direction characters: for subjects, names, ids (threat A08).</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // lone surrogates become U+FFFD
        {
            if (Rune.IsWhiteSpace(rune) || rune.Value is '\r' or '\n' or '\t')
            {
                line.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse) || rune.Value == 0x200D)
            {
                line.Append(rune);
            }
        }

        return line.ToString().Trim();
    }

    /// <summary>Text of several lines: line ends as <c>\n</c>, no other control characters.</summary>
    public static string Lines(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control && rune.Value != 0xFEFF))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    /// <summary>The text of a part. What its charset can't explain is read as what such mails mostly are.</summary>
    public static string Of(TextPart part, ISet<string> problems)
    {
        using var decoded = new MemoryStream();
        part.Content?.DecodeTo(decoded);
        var bytes = decoded.GetBuffer().AsSpan(0, (int)decoded.Length);
        var charset = (part.ContentType.Charset ?? "").Trim('"', '\'', ' ');
        var encoding = Named(charset);
        if (charset.Length > 0 && encoding is null)
        {
            problems.Add("unknown-charset");
        }

        encoding ??= Encoding.UTF8;
        if (encoding.CodePage is 65001 or 20127 && !IsUtf8(bytes))
        {
            if (charset.Length > 0)
            {
                problems.Add("wrong-charset");
            }

            encoding = Encoding.GetEncoding(1252);
        }

        return Lines(encoding.CodePage == 20127 ? Encoding.UTF8.GetString(bytes) : encoding.GetString(bytes));
    }

    /// <summary>UTF-7 is no charset here: it hides script from filters (threat B17).</summary>
    static Encoding? Named(string charset)
    {
        try
        {
            return charset.Length == 0 || charset.Contains("utf-7", StringComparison.OrdinalIgnoreCase) ? null
                : Encoding.GetEncoding(charset.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase) ? "windows-1252" : charset, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);
}
