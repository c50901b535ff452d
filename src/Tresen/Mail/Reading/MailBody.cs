using System.Text;
using MimeKit;
using Tresen.Platform.Text;

namespace Tresen.Mail.Reading;

/// <summary>Finds in the parts of a mail what is read and what is attached. Nothing is fetched and nothing unpacked.</summary>
sealed class MailBody
{
    /// <summary>Nested deeper is no letter's (threat B15).</summary>
    public const int MostDepth = 30;

    /// <summary>So many parts no letter has.</summary>
    public const int MostParts = 1000;

    /// <summary>Text beyond this isn't read; it is an attachment in all but name.</summary>
    const int MostText = 1_000_000;

    readonly ISet<string> problems;
    readonly CancellationToken patience;
    readonly List<(string? Text, string? Html)> blocks = [];
    readonly List<MimeEntity> files = [];
    int parts;

    public MailBody(MimeEntity? root, ISet<string> problems, CancellationToken patience)
    {
        (this.problems, this.patience) = (problems, patience);
        if (root is not null)
        {
            Walk(root, 0);
        }

        if (Limit is null)
        {
            Write();
        }
    }

    /// <summary>The limit that was broken, or null.</summary>
    public string? Limit { get; private set; }

    public string Text { get; private set; } = "";

    public string Html { get; private set; } = "";

    public IReadOnlyList<ReadAttachment> Attachments { get; private set; } = [];

    /// <summary>The parts that aren't text to be read.</summary>
    public IReadOnlyList<MimeEntity> Files => files;

    void Walk(MimeEntity entity, int depth)
    {
        if (Limit is not null)
        {
            return;
        }

        Limit = ++parts > MostParts ? "limit-parts" : depth > MostDepth ? "limit-depth" : patience.IsCancellationRequested ? "limit-time" : null;
        switch (entity)
        {
            case MultipartAlternative alternative:
                Choose(alternative, depth);
                break;
            case MultipartRelated { Count: > 0 } related:
                Relate(related, depth);
                break;
            case Multipart { Count: 0 } empty:
                problems.Add("empty-multipart");
                Salvage(empty);
                break;
            case Multipart multipart:
                foreach (var part in multipart)
                {
                    Walk(part, depth + 1);
                }

                break;
            case TextPart text when IsToBeRead(text):
                blocks.Add(text.IsHtml ? (null, MailText.Of(text, problems)) : (MailText.Of(text, problems), null));
                break;
            case MimePart { Content: { } content } part when part is not TextPart && IsNonsense(part):
                blocks.Add((MailText.Of(new TextPart("plain") { Content = content }, problems), null));
                break;
            default:
                files.Add(entity);
                break;
        }
    }

    /// <summary>A multipart whose boundary is missing or never comes: its content is all that there is (threat B19).</summary>
    void Salvage(Multipart multipart)
    {
        var boundary = "--" + multipart.Boundary;
        var lines = MailText.Lines(multipart.Preamble ?? "").Split('\n').Where(l => l.TrimEnd() != boundary && l.TrimEnd() != boundary + "--").ToList();
        if (lines.Exists(l => l.Trim().Length > 0))
        {
            blocks.Add((string.Join('\n', lines), null));
        }
    }

    /// <summary>Of the same said in several ways: the plain text and the last HTML; whatever else there is stays visible as a
    /// file. Plain texts that differ are all kept: which of them was meant nobody can tell (threat B19).</summary>
    void Choose(MultipartAlternative alternative, int depth)
    {
        var (from, known) = (blocks.Count, files.Count);
        var (texts, html) = (new List<string>(), "");
        foreach (var part in alternative)
        {
            var before = blocks.Count;
            if (part is TextPart { IsPlain: false, IsHtml: false } && texts.Count > 0)
            {
                files.Add(part); // the same with marks that no program shows
                continue;
            }

            Walk(part, depth + 1);
            var mine = blocks.Skip(before).ToList();
            texts.AddRange(mine.Where(b => b.Text is not null).Select(b => b.Text!.Trim('\n')).Where(t => t.Length > 0 && !texts.Contains(t)));
            html = mine.Exists(b => b.Html is not null) ? string.Concat(mine.Select(b => b.Html)) : html;
        }

        if (blocks.Count - from > 1)
        {
            blocks.RemoveRange(from, blocks.Count - from);
            blocks.Add((texts.Count == 0 ? null : string.Join('\n', texts), html.Length == 0 ? null : html));
        }

        if (texts.Count > 1)
        {
            problems.Add("texts-differ");
        }

        if (files.Count > known && blocks.Count == from)
        {
            problems.Add("no-text");
        }
    }

    void Relate(MultipartRelated related, int depth)
    {
        var root = related.Root ?? related[0];
        Walk(root, depth + 1);
        foreach (var part in related.Where(p => p != root))
        {
            if (part is TextPart)
            {
                parts++;
                files.Add(part);
            }
            else
            {
                Walk(part, depth + 1);
            }
        }
    }

    /// <summary>A type that is none means plain text (RFC 2045).</summary>
    static bool IsNonsense(MimePart part) =>
        part.ContentDisposition is null && part.Headers[HeaderId.ContentType] is { } type && !type.Contains('/', StringComparison.Ordinal) && string.IsNullOrEmpty(part.ContentType.Name);

    static bool IsToBeRead(TextPart part) =>
        part.ContentDisposition?.Disposition != ContentDisposition.Attachment
        && string.IsNullOrEmpty(part.ContentDisposition?.FileName ?? part.ContentType.Name)
        && (part.IsPlain || part.IsHtml || part.ContentType.MediaSubtype.Equals("enriched", StringComparison.OrdinalIgnoreCase) || part.ContentType.MediaSubtype.Length == 0);

    void Write()
    {
        var (text, html) = (new StringBuilder(), new StringBuilder());
        var hasHtml = blocks.Exists(b => b.Html is not null);
        foreach (var block in blocks)
        {
            (string Html, string Text)? cleaned = block.Html is { } source ? MailHtml.Read(source, problems) : null;
            var plain = string.IsNullOrWhiteSpace(block.Text) ? cleaned?.Text ?? "" : block.Text;
            text.Append(text.Length > 0 ? "\n" : "").Append(plain);
            if (hasHtml)
            {
                html.Append(cleaned?.Html ?? RichText.FromPlain(plain));
            }
        }

        if (text.Length > MostText)
        {
            problems.Add("text-cut");
            text.Length = MostText;
        }

        (Text, Html) = (text.ToString().Trim('\n', ' ', '\t'), html.ToString());
        Attachments = [.. files.Select(f => new ReadAttachment(f, f.ContentId is { Length: > 0 } id && Html.Contains("cid:" + id.Trim('<', '>'), StringComparison.OrdinalIgnoreCase)))];
    }
}
