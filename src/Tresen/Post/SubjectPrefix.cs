using System.Text.RegularExpressions;

namespace Tresen.Post;

/// <summary>What mail programs put before a subject, in the languages of their makers.</summary>
public static class SubjectPrefix
{
    static readonly Regex Prefix = new(@"^\s*(re|aw|antw|antwort|sv|vs|odp|rif|réf|ref|r|fw|fwd|wg|tr|vb|rv|enc|i|doorst|weitergeleitet|fs)\s?(\[\d+\]|\(\d+\))?\s?[:：]\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Without <c>AW:</c>, <c>WG:</c>, <c>Re:</c> and the like, however many.</summary>
    public static string Off(string subject)
    {
        for (var rounds = 0; rounds < 20 && Prefix.Match(subject) is { Success: true } match; rounds++)
        {
            subject = subject[match.Length..];
        }

        return subject.Trim();
    }
}
