using System.Text;
using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Tnef;
using Tresen.Conversations;
using Tresen.Platform.Text;

namespace Tresen.Mail.Reading;

/// <summary>Finds in the parts of a mail what is read and what is attached. Nothing is fetched and nothing unpacked.</summary>
sealed class MailBody
{
    /// <summary>Envelopes of Outlook within each other or beside each other; more stay closed.</summary>
    const int MostEnvelopes = 5;

    /// <summary>Text beyond this isn't read; it is an attachment in all but name.</summary>
    const int MostText = 1_000_000;

    readonly ReadingLimits limits;
    readonly ISet<string> problems;
    readonly CancellationToken patience;
    readonly List<(string? Text, string? Html)> blocks = [];
    readonly List<MimeEntity> files = [];
    readonly List<Finding> signatures = [];
    int parts;
    int envelopes;

    public MailBody(MimeEntity? root, ReadingLimits limits, ISet<string> problems, CancellationToken patience)
    {
        (this.limits, this.problems, this.patience) = (limits, problems, patience);
        if (root is not null)
        {
            Walk(root, 0);
        }

        if (Limit is null)
        {
            Write();
        }
    }

    /// <summary>What it keeps to.</summary>
    public ReadingLimits Limits => limits;

    /// <summary>The limit that was broken, or null.</summary>
    public string? Limit { get; private set; }

    public string Text { get; private set; } = "";

    public string Html { get; private set; } = "";

    public IReadOnlyList<ReadAttachment> Attachments { get; private set; } = [];

    /// <summary>The parts that aren't text to be read.</summary>
    public IReadOnlyList<MimeEntity> Files => files;

    /// <summary>Who signed it, and whether it is encrypted: what was found at its root, else the first in it, which speaks for its part alone.</summary>
    public IReadOnlyList<Finding> Signatures => signatures;

    void Walk(MimeEntity entity, int depth)
    {
        if (Limit is not null)
        {
            return;
        }

        Limit = ++parts > limits.Parts ? "limit-parts" : depth > limits.Depth ? "limit-depth" : patience.IsCancellationRequested ? "limit-time" : null;
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
            case MultipartEncrypted encrypted:
                Sign(new(FindingKind.Encrypted), depth);
                files.AddRange(encrypted);
                break;
            case MultipartSigned { Count: > 0 } signed:
                Sign(depth == 0 ? SignatureCheck.Of(signed, patience) : SignatureCheck.Unchecked, depth);
                foreach (var part in signed)
                {
                    Walk(part, depth + 1);
                }

                break;
            case TnefPart envelope:
                Open(envelope, depth);
                break;
            case MimePart sealedPart when IsSealed(sealedPart):
                Unseal(sealedPart, depth);
                break;
            case MimePart envelope when NameOf(envelope).Equals("winmail.dat", StringComparison.OrdinalIgnoreCase):
                Open(new TnefPart { Content = envelope.Content, FileName = "winmail.dat" }, depth);
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

    /// <summary>What Outlook packs into <c>winmail.dat</c>. Its text is mostly that of the mail once more; then only its files are taken.
    /// What can't be opened stays a file.</summary>
    void Open(TnefPart envelope, int depth)
    {
        if (++envelopes > MostEnvelopes || patience.IsCancellationRequested || envelope.Content is null)
        {
            files.Add(envelope);
            return;
        }

        MimeEntity? inner = null;
        try
        {
            inner = envelope.ConvertToMessage().Body;
        }
        catch (Exception e) when (e is not OutOfMemoryException) // whatever a bent envelope makes of the reader (threat B16)
        {
            problems.Add("tnef-unreadable");
        }

        if (inner is null or Multipart { Count: 0 } or TextPart { Content: null })
        {
            files.Add(envelope);
            return;
        }

        var (said, known) = (blocks.Count, files.Count);
        Walk(inner, depth + 1);
        if (said > 0)
        {
            blocks.RemoveRange(said, blocks.Count - said);
        }

        // The text in a third way; where there is no other, it is the text.
        foreach (var rich in files.Skip(known).OfType<TextPart>().Where(t => !t.IsAttachment && t.ContentType.IsMimeType("text", "rtf")).ToList())
        {
            var text = blocks.Exists(b => !string.IsNullOrWhiteSpace(b.Text ?? b.Html)) ? "" : RtfText.Of(MailText.Of(rich, problems));
            if (text.Length > 0)
            {
                blocks.Add((text, null));
            }

            if (blocks.Count > 0)
            {
                files.Remove(rich);
            }
        }
    }

    static bool IsSealed(MimePart part) => part is ApplicationPkcs7Mime || NameOf(part).EndsWith(".p7m", StringComparison.OrdinalIgnoreCase);

    static string NameOf(MimePart part) => part.FileName ?? "";

    /// <summary>What lies within a signature is read as if it lay there without; what is encrypted stays shut.</summary>
    void Unseal(MimePart part, int depth)
    {
        var (finding, inner) = SignatureCheck.Of(part, MailReader.Lenient(limits), patience);
        if (finding is not null)
        {
            Sign(finding.Kind == FindingKind.Encrypted || depth == 0 ? finding : SignatureCheck.Unchecked, depth);
        }

        if (inner is null)
        {
            files.Add(part);
        }
        else
        {
            Walk(inner, depth + 1);
        }
    }

    void Sign(Finding finding, int depth)
    {
        if (depth == 0 || signatures.Count == 0)
        {
            signatures.Add(finding);
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

        if (signatures.Count == 0 && blocks.Find(b => b.Text?.Contains("-----BEGIN PGP ", StringComparison.Ordinal) == true).Text is { } armored)
        {
            signatures.Add(armored.Contains("-----BEGIN PGP MESSAGE-----", StringComparison.Ordinal) ? new(FindingKind.Encrypted) : SignatureCheck.Unchecked);
        }

        (Text, Html) = (text.ToString().Trim('\n', ' ', '\t'), html.ToString());
        Attachments = [.. files.Select(f => new ReadAttachment(f, f.ContentId is { Length: > 0 } id && Html.Contains("cid:" + id.Trim('<', '>'), StringComparison.OrdinalIgnoreCase)))];
    }
}
