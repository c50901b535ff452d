using System.Text.RegularExpressions;
using Tresen.Conversations;
using Tresen.Platform.Text;

namespace Tresen.Mail.Reading;

/// <summary>Who wrote the mail that was passed on (<em>WG:</em>).</summary>
public static class ForwardedMail
{
    const RegexOptions Safe = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    static readonly Regex Address = new(@"[a-z0-9._%+'-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", Safe);
    static readonly Regex Label = new(@"^[\s>*]*(von|from|de|van|da|från|fra|od|expéditeur|absender)\s?\*?\s?[:：]\**\s*", Safe);

    /// <summary>The first writer that it names: of the mail that lies in it, else of the head that programs put above what is passed on.
    /// Null: none can be told. It is what somebody wrote down, and proves nothing.</summary>
    public static Person? Writer(ReadMail mail)
    {
        if (mail.Findings.FirstOrDefault(f => f.Kind == FindingKind.Enclosed) is { Who.Length: > 0 } enclosed && In(enclosed.Who) is { } writer)
        {
            return writer;
        }

        var lines = mail.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Label.Match(lines[i]) is { Success: true } label && IsInHead(lines, i))
            {
                var rest = lines[i][label.Length..];
                // A long name may be broken before its address.
                return In(rest) ?? (i + 1 < lines.Length ? In(rest.Trim() + " " + lines[i + 1].Trim()) : null);
            }
        }

        return null;
    }

    /// <summary>In some heads the subject and the day stand above the writer.</summary>
    static bool IsInHead(string[] lines, int at) => Enumerable.Range(Math.Max(0, at - 4), Math.Min(at, 4) + 1).Any(i => QuoteMarks.BeginsOriginal(lines, i));

    static Person? In(string line)
    {
        if (line.Length > 1000 || Address.Match(line) is not { Success: true } found || !MailAddress.IsUsable(found.Value))
        {
            return null;
        }

        var name = line[..found.Index].Replace("mailto:", "", StringComparison.OrdinalIgnoreCase).Trim(' ', '\t', '\r', '<', '[', '(', '"', '\'', '*', ',');
        return new Person(MailAddress.Normal(found.Value), name.Length is > 0 and <= 150 ? name : "");
    }
}
