using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace Tresen.Mail.Reading;

/// <summary>Text out of mails, made so that both databases take it and no reader is fooled by it.</summary>
static class MailText
{
    static readonly Regex Shifted = new(@"\+([A-Za-z0-9+/]*)-?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

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
        if (IsUtf7(charset))
        {
            return Lines(FromUtf7(Encoding.Latin1.GetString(bytes)));
        }

        var encoding = Named(charset);
        if (charset.Length > 0 && encoding is null)
        {
            problems.Add("unknown-charset");
        }

        encoding ??= Encoding.UTF8;
        if (encoding.CodePage is 65001 or 20127 && !IsMostlyUtf8(bytes))
        {
            if (charset.Length > 0)
            {
                problems.Add("wrong-charset");
            }

            encoding = Encoding.GetEncoding(1252);
        }

        return Lines(encoding.CodePage == 20127 ? Encoding.UTF8.GetString(bytes) : encoding.GetString(bytes));
    }

    /// <summary>The subject, decoded.</summary>
    public static string Subject(MimeMessage message)
    {
        var subject = message.Subject ?? "";
        return message.Headers.FirstOrDefault(h => h.Id == HeaderId.Subject) is { } header && IsUtf7(Encoding.Latin1.GetString(header.RawValue)) ? FromUtf7(subject) : subject;
    }

    static Encoding? Named(string charset)
    {
        try
        {
            return charset.Length == 0 ? null
                : Encoding.GetEncoding(charset.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase) ? "windows-1252" : charset, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether old programs wrote it so that seven bits were enough.</summary>
    static bool IsUtf7(string text) => text.Contains("utf-7", StringComparison.OrdinalIgnoreCase);

    /// <summary>Undoes UTF-7 (RFC 2152), <c>+APY-</c> for ö. It was a way to hide script from filters (threat B17): here it is
    /// undone before anything is cleaned, and what is shown is UTF-8.</summary>
    static string FromUtf7(string text) => Shifted.Replace(text, m =>
    {
        if (m.Groups[1].Length == 0)
        {
            return "+";
        }

        var letters = m.Groups[1].Value;
        var bytes = new byte[letters.Length];
        return Convert.TryFromBase64String(letters + new string('=', (4 - (letters.Length % 4)) % 4), bytes, out var length) && length >= 2
            ? Encoding.BigEndianUnicode.GetString(bytes, 0, length & ~1)
            : m.Value;
    });

    /// <summary>Valid, or broken in fewer places than it has letters that only UTF-8 writes so: a mail put together of several.</summary>
    static bool IsMostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return true;
        }

        var (good, broken) = (0, 0);
        while (!bytes.IsEmpty)
        {
            var isGood = Rune.DecodeFromUtf8(bytes, out _, out var length) == System.Buffers.OperationStatus.Done;
            (good, broken) = isGood ? (good + (length > 1 ? 1 : 0), broken) : (good, broken + 1);
            bytes = bytes[length..];
        }

        return good > broken;
    }
}
