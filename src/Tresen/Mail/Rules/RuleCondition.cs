using System.Text;
using Tresen.Mail.Reading;
using Tresen.Platform;
using Tresen.Platform.Text;
using Tresen.Post;

namespace Tresen.Mail.Rules;

/// <summary>What of a mail a condition looks at; the numbers are stored.</summary>
public enum MailPart
{
    Subject,

    /// <summary>Address or name of who wrote it.</summary>
    Sender,

    /// <summary>What stands behind the @ of the sender's address.</summary>
    Domain,

    Body,

    /// <summary>A header line by its name.</summary>
    Header,

    /// <summary>Names and types of the files.</summary>
    Attachment,
}

/// <summary>How a condition compares; the numbers are stored.</summary>
public enum Comparison
{
    Contains,
    Is,
    Begins,
    Ends,

    /// <summary>None of the texts is in it.</summary>
    Lacks,

    /// <summary>There is such a header, or a file at all.</summary>
    IsThere,

    IsMissing,
}

/// <summary>A condition of a rule. Its texts are compared as words, capital or small alike; one of them is enough. No patterns: what
/// strangers write decides how long those take.</summary>
public sealed class RuleCondition
{
    /// <summary>Letters of one text.</summary>
    public const int MostLetters = 200;

    /// <summary>Texts of one condition.</summary>
    public const int MostTexts = 50;

    /// <summary>So much of a body is looked at.</summary>
    public const int MostBody = 50_000;

    RuleCondition()
    {
    }

    /// <summary>The condition as typed, one text a line.</summary>
    /// <exception cref="BrokenRuleException">There is nothing to look for, too much, or the header has no name.</exception>
    public RuleCondition(MailPart part, string? header, Comparison comparison, string? text)
    {
        var (name, texts) = (PlainText.Line(header).TrimEnd(':', ' '), PlainText.Lines(text).Split('\n').Select(Plain).Where(t => t.Length > 0).Distinct().ToList());
        if (part == MailPart.Header && (name.Length is 0 or > 100 || name.Any(c => c is <= ' ' or >= (char)127 or ':')))
        {
            throw new BrokenRuleException("Bitte den Namen der Kopfzeile eintragen, zum Beispiel X-Monitoring.", nameof(Header));
        }

        if (comparison is Comparison.IsThere or Comparison.IsMissing)
        {
            if (part is not (MailPart.Header or MailPart.Attachment))
            {
                throw new BrokenRuleException("„ist vorhanden“ und „fehlt“ gibt es nur für Kopfzeilen und Anhänge.", nameof(Comparison));
            }

            texts = [];
        }
        else if (texts.Count == 0)
        {
            throw new BrokenRuleException("Bitte eintragen, wonach gesucht wird.", nameof(Text));
        }

        if (texts.Count > MostTexts || texts.Exists(t => t.Length > MostLetters))
        {
            throw new BrokenRuleException($"Bitte höchstens {MostTexts} Zeilen mit je höchstens {MostLetters} Zeichen.", nameof(Text));
        }

        (Part, Header, Comparison, Text) = (part, part == MailPart.Header ? name : "", comparison, string.Join('\n', texts));
    }

    public int Id { get; private set; }

    public int MailRuleId { get; private set; }

    public int Position { get; private set; }

    public MailPart Part { get; private set; }

    /// <summary>The header's name, where it looks at one.</summary>
    public string Header { get; private set; } = "";

    public Comparison Comparison { get; private set; }

    /// <summary>What is looked for, one a line: one of them is enough.</summary>
    public string Text { get; private set; } = "";

    /// <summary>All that it says.</summary>
    public (MailPart, string, Comparison, string) Said => (Part, Header, Comparison, Text);

    /// <summary>Whether the mail fulfils it.</summary>
    public bool Holds(ReadMail mail)
    {
        var (values, texts) = (ValuesOf(mail).Select(Plain).Where(v => v.Length > 0).ToList(), Text.Split('\n'));
        return Comparison switch
        {
            Comparison.IsThere => Part == MailPart.Header ? HeadersOf(mail).Any() : values.Count > 0,
            Comparison.IsMissing => Part == MailPart.Header ? !HeadersOf(mail).Any() : values.Count == 0,
            Comparison.Lacks => !values.Exists(v => Array.Exists(texts, t => v.Contains(t, StringComparison.OrdinalIgnoreCase))),
            _ => values.Exists(v => Array.Exists(texts, t => Fits(v, t))),
        };
    }

    internal void StandAt(int position) => Position = position;

    bool Fits(string value, string text) => Comparison switch
    {
        Comparison.Is => value.Equals(text, StringComparison.OrdinalIgnoreCase),
        Comparison.Begins => value.StartsWith(text, StringComparison.OrdinalIgnoreCase),
        Comparison.Ends => value.EndsWith(text, StringComparison.OrdinalIgnoreCase),
        _ => value.Contains(text, StringComparison.OrdinalIgnoreCase),
    };

    IEnumerable<string> ValuesOf(ReadMail mail) => Part switch
    {
        MailPart.Subject => [mail.Subject, SubjectPrefix.Off(mail.Subject)],
        MailPart.Sender => mail.From is { } from ? [from.Address, from.Name] : [],
        MailPart.Domain => mail.From is { } writer ? [MailAddress.DomainOf(writer.Address)] : [],
        MailPart.Body => [mail.Text.Length > MostBody ? mail.Text[..MostBody] : mail.Text],
        MailPart.Header => HeadersOf(mail),
        _ => mail.Attachments.SelectMany(a => new[] { a.Name, a.Type }),
    };

    IEnumerable<string> HeadersOf(ReadMail mail) => mail.Headers.Where(h => h.Name.Equals(Header, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);

    /// <summary>One space between words, and one way to write an <c>ü</c>.</summary>
    static string Plain(string text)
    {
        var plain = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return string.Concat(plain.EnumerateRunes()).Normalize(NormalizationForm.FormC); // lone surrogates, which nothing can be said of, become U+FFFD
    }
}
