using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Tresen.Post;

namespace Tresen.Mail.Rules;

/// <summary>What an alert is about: its subject without what changes from one mail about it to the next. Names of machines stay
/// (<c>web01</c>, <c>10.0.0.7</c>), or alerts about two of them would become one.</summary>
public static class AlertKey
{
    /// <summary>Letters of a key.</summary>
    public const int MostLetters = 180;

    /// <summary>So much of a subject is looked at: a header may be megabytes long.</summary>
    const int MostRead = 1000;

    /// <summary>A longer word is an id.</summary>
    const int MostOfWord = 60;

    static readonly Regex Machine = new(@"^\d{1,3}(\.\d{1,3}){3}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    static readonly Regex Number = new(@"^([+-]?\d[\d.,]*[a-zµ°]{0,4}%?)+$|^[\d.,_+%-]+$|^\d{4}-\d\d-\d\dt\d\d$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    static readonly Regex Id = new(@"^(0x[0-9a-f]+|[0-9a-f]*\d[0-9a-f]*)$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Words that belong to a number or a date beside them, and to nothing without.</summary>
    static readonly HashSet<string> OfTime =
    [
        "jan", "januar", "january", "feb", "februar", "february", "mar", "mär", "märz", "march", "apr", "april", "mai", "may", "jun", "juni", "june", "jul", "juli", "july", "aug", "august",
        "sep", "sept", "september", "okt", "oct", "oktober", "october", "nov", "november", "dez", "dec", "dezember", "december",
        "mo", "mon", "montag", "monday", "di", "tue", "dienstag", "tuesday", "mi", "wed", "mittwoch", "wednesday", "do", "thu", "donnerstag", "thursday", "fr", "fri", "freitag", "friday",
        "sa", "sat", "samstag", "saturday", "so", "sun", "sonntag", "sunday",
        "am", "um", "uhr", "pm", "at", "on", "in", "after", "for", "since", "nach", "seit", "vor", "bis", "von", "utc", "gmt", "cet", "cest", "mez", "mesz",
        "s", "sec", "second", "seconds", "sek", "sekunde", "sekunden", "min", "mins", "minute", "minutes", "minuten", "h", "hour", "hours", "std", "stunde", "stunden", "day", "days", "tag", "tage", "tagen",
        "kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib", "percent", "prozent", "id", "nr", "no",
    ];

    /// <summary>The key; empty where nothing is left.</summary>
    public static string Of(string subject)
    {
        var words = WordsIn(SubjectPrefix.Off(subject));
        var isVolatile = words.ConvertAll(IsVolatile);
        // From each number to the right, then to the left.
        for (var i = 1; i < words.Count; i++)
        {
            isVolatile[i] |= OfTime.Contains(words[i]) && IsNumber(i - 1);
        }

        for (var i = words.Count - 2; i >= 0; i--)
        {
            isVolatile[i] |= OfTime.Contains(words[i]) && IsNumber(i + 1);
        }

        var key = new StringBuilder();
        foreach (var word in words.Where((_, i) => !isVolatile[i]))
        {
            if (key.Length + 1 + word.Length > MostLetters)
            {
                break;
            }

            key.Append(key.Length > 0 ? " " : "").Append(word);
        }

        return key.ToString();

        // A number, or what went with one; a state beside it says nothing of time.
        bool IsNumber(int i) => isVolatile[i] && !Recovery.IsState(words[i]);
    }

    static bool IsVolatile(string word) => word.Length > MostOfWord || Recovery.IsState(word)
        || (!Machine.IsMatch(word) && (Number.IsMatch(word) || (word.Length >= 8 && Id.IsMatch(word))));

    /// <summary>The words of a text in small letters: letters and digits, and within a word what names and numbers have in them.</summary>
    internal static List<string> WordsIn(string text)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        foreach (var rune in string.Concat((text.Length > MostRead ? text[..MostRead] : text).EnumerateRunes()).Normalize(NormalizationForm.FormC).ToLowerInvariant().EnumerateRunes().Append(new Rune(' ')))
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark || rune.Value is '.' or '-' or '_' or '@' or '%' or '+' or ',')
            {
                word.Append(rune);
                continue;
            }

            var whole = word.ToString().Trim('.', '-', '_', '@', '+', ',');
            word.Clear();
            if (whole.EnumerateRunes().Any(Rune.IsLetterOrDigit))
            {
                words.Add(whole);
            }
        }

        return words;
    }
}
