using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tresen.Platform.Text;

namespace Tresen.Privacy.Knowing;

/// <summary>Somebody outside, as far as they can be told apart: a contact, or whoever writes from a mail address.</summary>
/// <param name="ContactId">Null: they are no contact.</param>
/// <param name="Mail">Normalised; empty: none.</param>
/// <param name="Phones">E.164 where they could be read.</param>
/// <param name="OtherNames">Further spellings, by which they are found in texts too.</param>
public sealed record Person(int? ContactId, string Name, string Mail, IReadOnlyList<string> Phones, IReadOnlyList<string> OtherNames)
{
    /// <summary>What others are called or reached by too: it is theirs as well, and stays there.</summary>
    public IReadOnlySet<string> Shared { get; init; } = new HashSet<string>();

    /// <summary>How they are called in a sentence.</summary>
    public string Title => Name.Length > 0 ? Name : Mail;

    /// <summary>Their mail, where nobody else has it.</summary>
    public string OwnMail => Shared.Contains(Mail) ? "" : Mail;

    /// <summary>Their numbers that nobody else has.</summary>
    public IReadOnlyList<string> OwnPhones => [.. Phones.Where(p => !Shared.Contains(p))];

    /// <summary>Their name, where it says who it is: first and last name, and nobody else is called so.</summary>
    public string OwnName => Name.Contains(' ', StringComparison.Ordinal) && !Shared.Contains(Name) ? Name : "";
}

/// <summary>Finds somebody in texts by name, address and number, however they are written: the other way round, folded for search, as HTML, JSON or an
/// address of the web have it, with any signs between the digits.</summary>
public sealed class Needles
{
    readonly List<Regex> patterns = [];
    readonly HashSet<string> hints = [];

    /// <summary>All that says it is that person.</summary>
    public Needles(Person person)
    {
        foreach (var name in new[] { person.OwnName }.Concat(person.OtherNames).Where(n => n.Length > 2))
        {
            Add(name);
            if (name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [.. var first, var last] && first.Length > 0)
            {
                Add($"{last} {string.Join(' ', first)}");
                Add($"{last}, {string.Join(' ', first)}");
            }
        }

        if (person.OwnMail.Length > 0)
        {
            Add(person.OwnMail);
        }

        foreach (var digits in person.OwnPhones.Select(p => string.Concat(p.Where(char.IsAsciiDigit))).Where(d => d.Length >= 7))
        {
            var national = digits.StartsWith("49", StringComparison.Ordinal) ? digits[2..] : digits;
            patterns.Add(new Regex(@"(?<!\d)(?:\+|00)?(?:" + (national == digits ? "" : "49" + Between + @"(?:\(0\))?|0") + ")" + Between + string.Join(Between, national.Select(c => c.ToString())) + @"(?!\d)", Options, TimeSpan.FromSeconds(5)));
            hints.Add(digits[^4..]);
        }
    }

    const string Between = @"[\s/().\-–\u00A0]{0,3}";

    const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Whether there is anything to look for.</summary>
    public bool IsEmpty => patterns.Count == 0;

    /// <summary>Texts in lower case, one of which stands in every text that may be meant: for the database to look first.</summary>
    public IReadOnlyCollection<string> Hints => hints;

    /// <summary>Whether the text names them.</summary>
    public bool IsIn(string text) => patterns.Exists(p => p.IsMatch(text));

    /// <summary>The text with something else where it named them.</summary>
    public string Replaced(string text, string by) => patterns.Aggregate(text, (all, pattern) => pattern.Replace(all, by));

    void Add(string text)
    {
        var spellings = new[] { text, SortKey.Of(text), SortKey.ForSearch(text), JsonEncodedText.Encode(text).Value, Uri.EscapeDataString(text), Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal) };
        foreach (var spelling in spellings.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            patterns.Add(new Regex($@"(?<![\p{{L}}\p{{Nd}}]){Regex.Escape(spelling).Replace(@"\ ", @"(?:[\s\u00A0]|&nbsp;)+", StringComparison.Ordinal)}(?![\p{{L}}\p{{Nd}}])", Options, TimeSpan.FromSeconds(5)));

            // SQLite lowers ASCII alone: an upper case umlaut stays as it is.
            hints.Add(Hint(spelling.ToLowerInvariant()));
            hints.Add(Hint(AsciiLower(spelling.ToUpperInvariant())));
            hints.Add(Hint(AsciiLower(spelling)));
        }

        // Between the names may stand anything that is no letter: the longest word is looked for.
        static string Hint(string text) => text.Split(' ').MaxBy(w => w.Length)!;
    }

    static string AsciiLower(string text)
    {
        var lower = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            lower.Append(char.IsAscii(c) ? char.ToLowerInvariant(c) : c);
        }

        return lower.ToString();
    }
}
