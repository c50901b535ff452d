using MimeKit;
using Tresen.Conversations;

namespace Tresen.Mail.Reading;

/// <summary>What a mail holds besides its text, as far as people want to know it.</summary>
static class Findings
{
    const int MostReports = 20;

    const int MostEnclosed = 5;

    const int MostText = 20_000;

    /// <summary>All of it, in the order that it is shown in: who signed, what appointment, what became of our mail, what lies in it.</summary>
    public static IReadOnlyList<Finding> Of(MailBody body, ReadMail head, Bounce? bounce, MailKind kind, CancellationToken patience)
    {
        var found = body.Signatures.Select(s => s.Kind == FindingKind.SignatureValid && !s.Who.Split(", ").Contains(head.From?.Address) ? s with { Kind = FindingKind.SignatureOfAnother } : s).ToList();
        found.AddRange(body.Files.Where(Invitations.Is).SelectMany(Invitations.In).Distinct().Take(5));
        var reports = body.Files.SelectMany(Reports).Take(MostReports).ToList();
        if (reports.Count == 0 && bounce is { Recipient.Length: > 0 })
        {
            reports.Add(new(bounce.IsFinal ? FindingKind.NotDelivered : FindingKind.Delayed) { Who = bounce.Recipient, Title = bounce.Status });
        }

        found.AddRange(reports);
        if (kind == MailKind.Complaint)
        {
            found.Add(new(FindingKind.Complaint));
        }

        found.AddRange(body.Files.OfType<MessagePart>().Where(p => p.Message is not null).Take(MostEnclosed).Select(p => Enclosed(p.Message!, body.Limits, patience)));
        return found;
    }

    static IEnumerable<Finding> Reports(MimeEntity file) => file switch
    {
        MessageDeliveryStatus status => BounceReport.Groups(status).Select(Report).OfType<Finding>(),
        MessageDispositionNotification { Fields: { } fields } when (fields["Disposition"] ?? "").Contains("displayed", StringComparison.OrdinalIgnoreCase) =>
            [new(FindingKind.Displayed) { Who = BounceReport.Recipient(fields) }],
        _ => [],
    };

    static Finding? Report(HeaderList group)
    {
        var who = BounceReport.Recipient(group);
        FindingKind? kind = (group["Action"] ?? "").Trim().ToLowerInvariant() switch
        {
            var a when a.StartsWith("fail", StringComparison.Ordinal) => FindingKind.NotDelivered,
            var a when a.StartsWith("delay", StringComparison.Ordinal) => FindingKind.Delayed,
            var a when a.StartsWith("deliver", StringComparison.Ordinal) || a.StartsWith("relay", StringComparison.Ordinal) || a.StartsWith("expand", StringComparison.Ordinal) => FindingKind.Delivered,
            _ => null,
        };
        var said = MailText.Line(group["Diagnostic-Code"] ?? group["Status"] ?? "");
        said = said.StartsWith("smtp;", StringComparison.OrdinalIgnoreCase) ? said[5..].Trim() : said;
        return who.Length == 0 || kind is not { } known ? null : new(known) { Who = who, Title = known == FindingKind.Delivered ? "" : said.Length > 500 ? said[..500] + "…" : said };
    }

    /// <summary>A mail within the mail: its head and its text. What lies in it in turn is named, not opened.</summary>
    static Finding Enclosed(MimeMessage message, ReadingLimits limits, CancellationToken patience)
    {
        var problems = new HashSet<string>();
        var body = new MailBody(message.Body, limits, problems, patience);
        var text = body.Text.Length > MostText ? body.Text[..MostText] + "…" : body.Text;
        var files = string.Join(", ", body.Attachments.Where(a => !a.Inline).Take(20).Select(a => a.Name));
        var writer = Persons.In(message.From, message.Headers[HeaderId.From]) is [var first, ..] ? first : null;
        return new(FindingKind.Enclosed)
        {
            Who = writer is null ? "" : writer.Name.Length > 0 ? $"{writer.Name} <{writer.Address}>" : writer.Address,
            Title = MailText.Line(MailText.Subject(message)),
            Text = files.Length == 0 ? text : $"{text}\n\n[{files}]".Trim(),
            From = message.Date.Year is > 1990 and < 2100 ? message.Date : null,
        };
    }
}
