using System.Net;
using System.Text.RegularExpressions;
using Tresen.Platform;
using Tresen.Platform.Text;

namespace Tresen.Templates;

/// <summary>A word in braces that is filled with what the ticket knows.</summary>
/// <param name="Name">As written between the braces.</param>
/// <param name="Meaning">In German, for whoever writes a template.</param>
/// <param name="Source">In German, where its value is entered; null: every ticket has one.</param>
public sealed record Placeholder(string Name, string Meaning, string? Source = null)
{
    /// <summary>As it stands in the text, <c>{NAME}</c>.</summary>
    public string Written => "{" + Name + "}";
}

/// <summary>The placeholders there are. What they are filled with is data: it is encoded, and never looked at again for
/// placeholders or anything else to evaluate (threat C07).</summary>
public static partial class Placeholders
{
    /// <summary>All of them, those of the old module first.</summary>
    public static readonly IReadOnlyList<Placeholder> All =
    [
        new("ANREDE", "nur das Wort Frau oder Herr", "Anrede beim Ansprechpartner"),
        new("NAME", "Name der anfragenden Person"),
        new("GRUSSWORT", "Begrüßung: Sehr geehrte Frau …,"),
        new("ANSPRECHPARTNER", "Ansprechpartner des Kunden"),
        new("MITARBEITER", "Name von dem, der schreibt"),
        new("MITARBEITER_TELEFON", "Telefon von dem, der schreibt", "„Mein Konto“"),
        new("MITARBEITER_EMAIL", "E-Mail von dem, der schreibt"),
        new("TICKET", "Nummer des Tickets"),
        new("BETREFF", "Betreff des Tickets"),
        new("NUMMER", "Nummer des Gesprächsverlaufs"),
        new("KUNDE", "Name des Kunden", "Reiter „Details“, Kunde"),
        new("KUNDENNUMMER", "Nummer des Kunden", "Reiter „Details“, Kunde"),
        new("GERAET", "Gerät oder Artikel", "Reiter „Details“, Gerät"),
        new("SERIENNUMMER", "Seriennummer", "Reiter „Details“, Seriennummer"),
        new("TERMIN", "Vereinbarter Termin", "Kasten „Stand“, Status „terminiert“ mit Termin und Uhrzeit"),
        new("ABSCHLUSS_BIS", "Abschluss bis", "Reiter „Details“, Abschluss bis"),
        new("STATUS", "Status des Tickets"),
        new("FIRMA", "Unsere Firma"),
        new("ABTEILUNG", "Abteilung des Tickets"),
        new("STUNDENSATZ", "Stundensatz des Tickets", "Reiter „Details“, Stundensatz"),
        new("DATUM", "Heute"),
    ];

    static readonly HashSet<string> Known = [.. All.Select(p => p.Name)];

    /// <summary>Refuses a text with a placeholder that doesn't exist, or with one that formatting tears apart.</summary>
    public static void MustBeKnown(string html, string field)
    {
        var seen = Braces().Matches(RichText.ToPlain(html)).Select(m => m.Groups[1].Value).ToList();
        if (seen.Find(name => !Known.Contains(name)) is { } unknown)
        {
            var written = $"{{{unknown}}}";
            throw new BrokenRuleException($"Den Platzhalter {written} gibt es nicht. Bitte einen aus der Liste nehmen.", field);
        }

        var whole = Braces().Matches(WebUtility.HtmlDecode(html)).Select(m => m.Groups[1].Value).ToList();
        if (seen.GroupBy(n => n).FirstOrDefault(g => g.Count() > whole.Count(w => w == g.Key)) is { } torn)
        {
            var written = $"{{{torn.Key}}}";
            throw new BrokenRuleException($"Der Platzhalter {written} ist innen unterschiedlich formatiert. Bitte ihn noch einmal am Stück eingeben.", field);
        }
    }

    /// <summary>HTML with its placeholders filled. One without a value stays, so that whoever writes sees what is missing;
    /// <see cref="Left"/> keeps it from being sent.</summary>
    public static string FillHtml(string html, IReadOnlyDictionary<string, string> values) =>
        RichText.Clean(Braces().Replace(html, m => Value(m, values) is { } value ? RichText.FromPlain(value) : m.Value), isHtml: true); // cleaned again: a value may stand inside a link

    /// <summary>Plain text with its placeholders filled.</summary>
    public static string FillPlain(string text, IReadOnlyDictionary<string, string> values) =>
        Braces().Replace(text, m => Value(m, values) ?? m.Value);

    /// <summary>HTML with that one placeholder filled, and no other: what else looks like one may be somebody's words (threat C07).</summary>
    public static string FillOne(string html, Placeholder placeholder, string value) =>
        RichText.Clean(html.Replace(placeholder.Written, RichText.FromPlain(value), StringComparison.Ordinal), isHtml: true);

    /// <summary>The first placeholder that still stands in a text about to leave; null: none. A value that happens to look like
    /// one (a customer who is called so) is none.</summary>
    public static Placeholder? Left(string text, IReadOnlyDictionary<string, string> values) =>
        Braces().Matches(text).Select(m => m.Value).Where(written => !values.Values.Any(v => v.Contains(written, StringComparison.Ordinal)))
            .Select(written => All.FirstOrDefault(p => p.Written == written)).FirstOrDefault(p => p is not null);

    static string? Value(Match match, IReadOnlyDictionary<string, string> values) =>
        values.GetValueOrDefault(match.Groups[1].Value) is { Length: > 0 } value ? value : null;

    [GeneratedRegex(@"\{([^{}<>\r\n]{1,60})\}", RegexOptions.NonBacktracking)]
    private static partial Regex Braces();
}
