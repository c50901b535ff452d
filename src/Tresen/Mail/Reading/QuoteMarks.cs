using System.Text.RegularExpressions;

namespace Tresen.Mail.Reading;

/// <summary>How mail programs mark what they quote: Outlook, Apple Mail, Gmail, Thunderbird, GMX and web.de, phones; in
/// German, English and the languages of the neighbours.</summary>
static class QuoteMarks
{
    const RegexOptions Safe = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    static readonly Regex Wrote = new(@"(schrieb|geschrieben|wrote|écrit|escribió|ha scritto|schreef|napisał|skrev|kirjoitti|написал|написа|írta|escreveu|yazdı|写道)", Safe);
    static readonly Regex OwnWriting = new(@"schrieb\s(ich|wir)\b|\b(i|we)\swrote\b", Safe);
    static readonly Regex When = new(@"\d{1,2}[:.]\d{2}|\d{4}|@", Safe);
    static readonly Regex Starts = new(@"^\s*(on|am|le|el|il|op|den|vid|em|dnia|w\sdniu|at)\b.*\d|\d{1,2}[:.]\d{2}|\d{4}|@", Safe);
    static readonly Regex EndsAsIntroduction = new(@"[:：]\s*$", Safe);

    static readonly Regex Divider = new(@"^[\s>*]*[-_*=]{2,}\s*(ursprüngliche|original|weitergeleitete|forwarded|urspr\.|message d'origine|mensaje original|messaggio originale|oorspronkelijk|vidarebefordrat|doorgestuurd)[\w\s-]{0,30}([-_*=]{2,}|:?\s*$)|^\s*(anfang der weitergeleiteten (nachricht|e-?mail)|begin forwarded message)\s*:", Safe);

    static readonly Regex From = new(@"^[\s>*]*(von|from|de|van|da|från|fra|od|от|发件人|expéditeur|absender|message du)\s?\*?\s?[:：]", Safe);
    static readonly Regex Label = new(@"^[\s>*]*(von|from|de|van|da|från|fra|od|от|发件人|expéditeur|absender|gesendet( am)?|sent|date|datum|envoyé( le)?|verzonden|inviato|skickat|sendt|wysłano|发送时间|message du|an|to|à|a|aan|till|til|do|收件人|cc|kopie|copie à|cc:|betreff|subject|objet|sujet|onderwerp|oggetto|ämne|emne|temat|主题|reply-to|antwort an|wichtigkeit|importance)\s?\*?\s?[:：]", Safe);

    static readonly Regex Phone = new(@"^\s*(von mein(em|er)[\w\s./-]{2,40} gesendet\.?|gesendet (von|mit|über|aus) [\w\s().,:/-]{2,60}|diese nachricht wurde von meinem [\w\s./-]{2,60} gesendet\.?|sent (from|with|via) (my )?[\w().:/? -]{2,60}|get outlook for (ios|android).*|(holen|laden) sie sich outlook für (ios|android).*|outlook für (ios|android) (beziehen|herunterladen).*|envoyé (de|depuis) mon [\w ]{2,30}|inviato (da|dal mio) [\w ]{2,30}|verstuurd vanaf mijn [\w ]{2,30}|skickat från min [\w ]{2,30})\s*$", Safe);
    static readonly Regex Sentence = new(@",|\b(is|are|ist|sind|wird|wurde|easier|leichter)\b", Safe);

    /// <summary>A line with the mark of quoting, or one that wrapping cut off such a line.</summary>
    public static bool IsQuoted(string[] lines, int at) =>
        HasMark(lines[at])
        || (at > 0 && at + 1 < lines.Length && lines[at] is [>= 'a' and <= 'z', ..] && HasMark(lines[at - 1]) && HasMark(lines[at + 1]) && lines[at - 1].Length > 60);

    /// <summary>Whether what follows bears the mark of quoting.</summary>
    public static bool QuoteFollows(string[] lines, int at)
    {
        while (at < lines.Length && lines[at].Trim().Length == 0)
        {
            at++;
        }

        return at < lines.Length && HasMark(lines[at]);
    }

    /// <summary>How many lines of <em>Am … schrieb …:</em> begin here; 0: none.</summary>
    public static int Introduction(string[] lines, int at)
    {
        if (!Starts.IsMatch(lines[at]))
        {
            return 0;
        }

        var words = "";
        for (var length = 1; length <= 4 && at + length <= lines.Length; length++)
        {
            var next = lines[at + length - 1].Trim();
            if (next.Length == 0 || HasMark(next) || words.Length + next.Length > 400)
            {
                return 0;
            }

            words += (words.Length > 0 ? " " : "") + next;
            if (EndsAsIntroduction.IsMatch(words))
            {
                return Wrote.IsMatch(words) && !OwnWriting.IsMatch(words) && (When.IsMatch(words) || QuoteFollows(lines, at + length)) ? length : 0;
            }
        }

        return 0;
    }

    /// <summary>Whether the mail that is answered begins here, unmarked: a divider, or a header in words.</summary>
    public static bool BeginsOriginal(string[] lines, int at)
    {
        if (Divider.IsMatch(lines[at]))
        {
            return true;
        }

        if (!Label.IsMatch(lines[at]))
        {
            return false;
        }

        var (labels, from, between) = (0, false, 0);
        for (var i = at; i < lines.Length && i < at + 14 && between < 3; i++)
        {
            if (Label.IsMatch(lines[i]))
            {
                (labels, between) = (labels + 1, 0);
                from |= From.IsMatch(lines[i]);
            }
            else
            {
                between++; // an empty or a wrapped line
            }
        }

        return labels >= 3 && from;
    }

    /// <summary>Whether the signature begins here: the line of two dashes, or what phones and apps put under a mail.</summary>
    public static bool IsSignature(string[] lines, int at) =>
        lines[at].Trim() is "--" or "—" or "-- -" || (Phone.IsMatch(lines[at]) && !Sentence.IsMatch(lines[at]) && lines[at].Split(' ').Length <= 12);

    static bool HasMark(string line) => line.TrimStart() is ['>'] or ['>', not ':', ..] or ['|', ' ', ..];
}
