using MimeKit;

namespace Tresen.Mail.Reading;

/// <summary>Turns a raw mail into what it says. Never throws, whatever the mail is: what can't be read is said in
/// <see cref="ReadMail.Problems"/>, and a limit that is broken in <see cref="ReadMail.Limit"/>.</summary>
public static class MailReader
{
    const int MostIds = 500;

    const int MostHeaders = 300;

    const int MostOfHeader = 2000;

    /// <summary>Mails are read as people mean them.</summary>
    internal static ParserOptions Lenient(ReadingLimits limits) => new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Loose,
        ParameterComplianceMode = RfcComplianceMode.Loose,
        Rfc2047ComplianceMode = RfcComplianceMode.Loose,
        MaxMimeDepth = limits.Depth + 2,
        MaxAddressGroupDepth = 3,
        RespectContentLength = false,
    };

    /// <summary>Reads the mail from its start.</summary>
    /// <param name="limits">Null: as they are until somebody changes them.</param>
    public static ReadMail Read(Stream raw, ReadingLimits? limits = null)
    {
        try
        {
            limits ??= ReadingLimits.Standard;
            var bytes = RawLetter.From(raw, limits.Bytes, out var limit);
            return Read(bytes, limits, limit);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new ReadMail { Problems = ["unreadable"], Limit = "unreadable" };
        }
    }

    static ReadMail Read(RawLetter letter, ReadingLimits limits, string? limit)
    {
        var problems = new SortedSet<string>(letter.Problems, StringComparer.Ordinal);
        using var patience = new CancellationTokenSource(limits.Time);
        limit ??= letter.HeaderBytes > limits.HeaderBytes ? "limit-header" : null;
        MimeMessage message;
        try
        {
            // A header over the limit is read no further than to the limit: who and what it says it is, for the tray.
            message = MimeMessage.Load(Lenient(limits), letter.Open(limit is null ? long.MaxValue : limits.HeaderBytes / 4), persistent: true, patience.Token);
        }
        catch (OperationCanceledException)
        {
            return new ReadMail { Problems = ["limit-time"], Limit = "limit-time" };
        }
        catch (Exception e) when (e is FormatException or IOException or ArgumentException)
        {
            return new ReadMail { Problems = ["unreadable"], Limit = "unreadable" };
        }

        // Not disposed: attachments are opened later, and all of it lies in memory.
        var head = Head(message, problems);
        limit ??= head.To.Count + head.Cc.Count > limits.Recipients ? "limit-recipients" : null;
        if (limit is null)
        {
            head = Whole(head, message, limits, problems, patience.Token, out limit);
        }
        else
        {
            var kind = MailSorts.KindOf(message, head, new MailBody(null, limits, problems, patience.Token)); // as its header alone says
            head = head with { Kind = kind, MayBeAnsweredByPrograms = kind == MailKind.Person && MailSorts.MayBeAnswered(message, head) };
        }

        if (limit is not null)
        {
            problems.Add(limit);
        }

        return head with { Limit = limit, Problems = [.. problems] };
    }

    static ReadMail Head(MimeMessage message, SortedSet<string> problems)
    {
        var from = Persons.Writer(Persons.In(message.From, message.Headers[HeaderId.From]), problems);
        if (message.Headers.Count == 0)
        {
            problems.Add("no-header");
        }

        var id = Ids(message.Headers[HeaderId.MessageId]) is [var first, ..] ? first : "";
        if (id.Length == 0)
        {
            problems.Add("no-message-id");
        }

        if (message.Date == DateTimeOffset.MinValue)
        {
            problems.Add("no-date");
        }

        return new ReadMail
        {
            From = from,
            To = Persons.In(message.To, null),
            Cc = Persons.In(message.Cc, null),
            ReplyTo = Persons.In(message.ReplyTo, null),
            Subject = MailText.Line(MailText.Subject(message)),
            MessageId = id,
            InReplyTo = Ids(message.Headers[HeaderId.InReplyTo]),
            References = Ids(message.Headers[HeaderId.References]),
            Date = message.Date == DateTimeOffset.MinValue ? null : message.Date,
            Claims = AuthenticationClaim.In(message.Headers),

            Headers = [.. message.Headers.Take(MostHeaders).Select(h => (h.Field, MailText.Line(h.Value.Length > MostOfHeader ? h.Value[..MostOfHeader] : h.Value)))],
            OwnMark = Post.MessageId.Normal(MailText.Line(message.Headers[Transmission.Letter.OwnHeader] ?? "")),
        };
    }

    static ReadMail Whole(ReadMail head, MimeMessage message, ReadingLimits limits, SortedSet<string> problems, CancellationToken patience, out string? limit)
    {
        var body = new MailBody(message.Body, limits, problems, patience);
        limit = body.Limit;
        var kind = MailSorts.KindOf(message, head, body);
        var bounce = kind == MailKind.Bounce ? BounceReport.Of(message, body) : null;
        var findings = limit is null ? Reading.Findings.Of(body, head, bounce, kind, patience) : [];
        // An appointment without a letter: what it says is what was written.
        var text = body.Text.Length == 0 ? findings.FirstOrDefault(f => f.Kind == Conversations.FindingKind.Invitation)?.Text ?? "" : body.Text;
        return head with
        {
            Text = text,
            Html = body.Html,
            Reply = ReplyText.Of(text),
            Attachments = body.Attachments,
            Kind = kind,
            Bounce = bounce,
            Findings = findings,
            Enclosed = kind is MailKind.Bounce or MailKind.Complaint or MailKind.AutoReply ? BounceReport.Enclosed(message, body) : [],
            MayBeAnsweredByPrograms = kind == MailKind.Person && MailSorts.MayBeAnswered(message, head),
        };
    }

    /// <summary>Message-IDs in a header, as they are written there. What is longer than 250 characters is nobody's.</summary>
    internal static IReadOnlyList<string> Ids(string? header)
    {
        if (string.IsNullOrWhiteSpace(header))
        {
            return [];
        }

        var text = header.Length > 50_000 ? header[..25_000] + " " + header[^25_000..] : header;
        var ids = Bracketed(text).Select(MailText.Line).Where(IsId).Distinct().ToList();
        if (ids.Count == 0)
        {
            ids = [.. text.Split([' ', '\t', '\r', '\n', ',', '<', '>'], StringSplitOptions.RemoveEmptyEntries).Select(MailText.Line).Where(i => IsId(i) && i.Contains('@', StringComparison.Ordinal)).Distinct()];
        }

        return ids.Count <= MostIds ? ids : [ids[0], .. ids[^(MostIds - 1)..]];
    }

    /// <summary>What stands between brackets; a line may have been broken within.</summary>
    static IEnumerable<string> Bracketed(string text)
    {
        var start = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '<')
            {
                start = i + 1;
            }
            else if (text[i] == '>' && start >= 0)
            {
                yield return string.Concat(text[start..i].Where(c => !char.IsWhiteSpace(c)));
                start = -1;
            }
        }
    }

    static bool IsId(string id) => id.Length is > 0 and <= Post.MessageId.MostLetters && !id.Contains(' ', StringComparison.Ordinal);
}
