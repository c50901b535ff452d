using System.Text.RegularExpressions;

namespace Tresen.Mail.Reading;

/// <summary>Takes off what stands under a letter without a mark: contact data after the greeting, lines of dashes, the footer
/// of a mailing list. The greeting and the name stay.</summary>
static class Signature
{
    const RegexOptions Safe = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    static readonly Regex Greeting = new(@"^\s*(mit\s)?(freundliche[nrm]?|beste[nr]?|viele[nr]?|herzliche[nr]?|liebe|schöne|kollegiale[nr]?|sonnige)\s(grüße[n]?|grüssen?|gruß|gruss)|^\s*(mfg|vg|lg|bg|gruß|grüße|hochachtungsvoll|best\sregards|kind\sregards|regards|sincerely|best\swishes|cheers)\b", Safe);
    static readonly Regex Contact = new(@"\b(tel|telefon|fon|phone|fax|mobil|mobile|handy|e-?mail|mail|www|http|https|ust|ust-id|hrb|hra|amtsgericht|geschäftsführer|geschäftsführung|sitz|str|straße|strasse|gmbh|ag|kg|ohg|e\.k|e\.v)\b|@|\+49|\b0\d{2,5}[\s/-]|\b\d{5}\s\w", Safe);
    static readonly Regex Rule = new(@"^[\s>]*([-_=*~—–]\s?){3,}$", Safe);
    static readonly Regex Dashed = new(@"^[-–—]\s?\p{Lu}[\w.]*(\s\p{Lu}[\w.]*){0,3}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>The lines without it.</summary>
    public static List<string> Off(List<string> lines)
    {
        var footer = lines.FindIndex(l => l.TrimStart().StartsWith("____________________", StringComparison.Ordinal));
        if (footer > 0 && lines.Count - footer < 15 && lines.Skip(footer).Any(l => Contact.IsMatch(l)))
        {
            lines = lines[..footer];
        }

        Trim(lines);
        if (lines.Count > 1 && Dashed.IsMatch(lines[^1].Trim()))
        {
            lines.RemoveAt(lines.Count - 1);
        }

        var greeting = lines.FindLastIndex(l => l.Length < 60 && Greeting.IsMatch(l));
        if (greeting >= 0 && lines.Count - greeting <= 30)
        {
            var name = lines.FindIndex(greeting + 1, l => l.Trim().Length > 0);
            var rest = name < 0 ? [] : lines.Skip(name + 1).Where(l => l.Trim().Length > 0).ToList();
            if (rest.Count(Contact.IsMatch) >= 2 && rest.TrueForAll(l => l.Length < 200))
            {
                lines = Contact.IsMatch(lines[name]) ? lines[..name] : lines[..(name + 1)];
            }
        }

        Trim(lines);
        return lines;
    }

    static void Trim(List<string> lines)
    {
        while (lines.Count > 0 && (lines[^1].Trim().Length == 0 || Rule.IsMatch(lines[^1])))
        {
            lines.RemoveAt(lines.Count - 1);
        }
    }
}
