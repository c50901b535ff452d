using System.Globalization;
using System.Text;

namespace Tresen.Mail.Reading;

/// <summary>What RTF says, as text: Outlook writes the text of an envelope (<c>winmail.dat</c>) so. Formatting, pictures and objects are left out.</summary>
static class RtfText
{
    const int MostLetters = 1_000_000;

    const int MostDepth = 200;

    /// <summary>Groups that hold no text.</summary>
    static readonly HashSet<string> Apart = ["fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata", "colorschememapping", "latentstyles", "datastore", "header", "footer", "headerl", "headerr", "footerl", "footerr", "htmltag", "mhtmltag", "fldinst", "listtable", "listoverridetable", "generator", "filetbl", "revtbl"];

    /// <summary>The text; empty where there is none.</summary>
    public static string Of(string rtf)
    {
        var (text, skipped, depth, unicodeSkip, toSkip) = (new StringBuilder(), int.MaxValue, 0, 1, 0);
        var hidden = false; // formatting of the RTF itself, where it wraps HTML
        for (var i = 0; i < rtf.Length && text.Length < MostLetters && depth < MostDepth; i++)
        {
            var isShown = depth < skipped && !hidden;
            switch (rtf[i])
            {
                case '{':
                    depth++;
                    break;
                case '}':
                    depth--;
                    skipped = depth < skipped ? int.MaxValue : skipped;
                    break;
                case '\r' or '\n':
                    break;
                case '\\' when i + 1 < rtf.Length:
                    var next = rtf[++i];
                    if (next == '\'' && i + 2 < rtf.Length)
                    {
                        if (toSkip > 0)
                        {
                            toSkip--;
                        }
                        else if (isShown && byte.TryParse(rtf.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var letter))
                        {
                            text.Append(Encoding.GetEncoding(1252).GetString([letter]));
                        }

                        i += 2;
                    }
                    else if (char.IsAsciiLetter(next))
                    {
                        var (word, number, end) = Word(rtf, i);
                        i = end;
                        switch (word)
                        {
                            case "par" or "line" or "sect" or "page" when isShown:
                                text.Append('\n');
                                break;
                            case "tab" or "cell" when isShown:
                                text.Append('\t');
                                break;
                            case "row" when isShown:
                                text.Append('\n');
                                break;
                            case "uc":
                                unicodeSkip = Math.Clamp(number ?? 1, 0, 10);
                                break;
                            case "u" when number is { } code:
                                if (isShown)
                                {
                                    text.Append((char)(ushort)code);
                                }

                                toSkip = unicodeSkip;
                                break;
                            case "htmlrtf":
                                hidden = number != 0;
                                break;
                            default:
                                skipped = Apart.Contains(word) && depth < skipped ? depth : skipped;
                                break;
                        }
                    }
                    else if (next == '*')
                    {
                        skipped = depth < skipped ? depth : skipped; // unknown to old programs, on purpose
                    }
                    else if (isShown)
                    {
                        text.Append(next switch { '~' => " ", '_' => "-", '-' => "", '\r' or '\n' => "\n", _ => next.ToString() });
                    }

                    break;
                default:
                    if (toSkip > 0)
                    {
                        toSkip--;
                    }
                    else if (isShown)
                    {
                        text.Append(rtf[i]);
                    }

                    break;
            }
        }

        return MailText.Lines(text.ToString()).Trim();
    }

    static (string Word, int? Number, int End) Word(string rtf, int at)
    {
        var end = at;
        while (end < rtf.Length && char.IsAsciiLetter(rtf[end]) && end - at < 32)
        {
            end++;
        }

        var digits = end;
        while (digits < rtf.Length && (char.IsAsciiDigit(rtf[digits]) || (digits == end && rtf[digits] == '-')) && digits - end < 11)
        {
            digits++;
        }

        int? number = int.TryParse(rtf.AsSpan(end, digits - end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given) ? given : null;
        return (rtf[at..end], number, digits < rtf.Length && rtf[digits] == ' ' ? digits : digits - 1);
    }
}
