using System.Net;
using System.Text;
using MimeKit;
using MimeKit.Text;
using MimeKit.Utils;
using Tresen.Platform.Files;
using Tresen.Post;

namespace Tresen.Mail.Transmission;

/// <summary>Writes an outgoing mail as the bytes that go out: text and HTML, the company's particulars under both, files.</summary>
static class Letter
{
    /// <summary>By this header our own mail is known when it comes back with another Message-ID.</summary>
    public const string OwnHeader = "X-Tresen-Mail";

    /// <summary>The mail as it goes out. Bcc recipients stand in the envelope alone.</summary>
    public static async Task<MimeMessage> OfAsync(OutgoingMail mail, FileCabinet cabinet, CancellationToken cancel)
    {
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Date = mail.SendAt ?? mail.CreatedAt,
            MessageId = mail.MessageId,
            Body = await BodyAsync(mail, cabinet, cancel),
        };
        message.From.Add(new MailboxAddress(mail.FromName, mail.FromAddress));
        if (mail.ReplyTo.Length > 0)
        {
            message.ReplyTo.Add(new MailboxAddress(mail.FromName, mail.ReplyTo));
        }

        message.To.AddRange(Named(mail, AddressLine.To));
        message.Cc.AddRange(Named(mail, AddressLine.Cc));
        Refer(message, HeaderId.InReplyTo, mail.InReplyTo);
        Refer(message, HeaderId.References, mail.References);
        if (mail.ThreadIndex.Length > 0)
        {
            message.Headers.Add("Thread-Index", mail.ThreadIndex);
        }

        message.Headers.Add(OwnHeader, mail.MessageId);
        if (mail.IsAutomatic)
        {
            message.Headers.Add(HeaderId.AutoSubmitted, mail.InReplyTo.Length > 0 ? "auto-replied" : "auto-generated");
            message.Headers.Add("X-Auto-Response-Suppress", "All");
        }

        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }

    /// <summary>Names others' Message-IDs letter by letter as they wrote them, one a line: read and written by a library, some
    /// would come out differently.</summary>
    static void Refer(MimeMessage message, HeaderId name, string ids)
    {
        if (ids.Length > 0)
        {
            var header = new Header(name, "");
            header.SetRawValue(Encoding.ASCII.GetBytes($" {string.Join("\r\n ", ids.Split(' ').Select(id => $"<{id}>"))}\r\n"));
            message.Headers.Add(header);
        }
    }

    static IEnumerable<InternetAddress> Named(OutgoingMail mail, AddressLine line) =>
        mail.Recipients.Where(r => r.Line == line).Select(r => new MailboxAddress(r.Name, r.Address));

    static async Task<MimeEntity> BodyAsync(OutgoingMail mail, FileCabinet cabinet, CancellationToken cancel)
    {
        var alternative = new MultipartAlternative
        {
            new TextPart(TextFormat.Plain) { Text = PlainText(mail) },
            await HtmlAsync(mail, cabinet, cancel),
        };
        var files = mail.Attachments.Where(a => a.ContentId.Length == 0).ToList();
        if (files.Count == 0)
        {
            return alternative;
        }

        var mixed = new Multipart("mixed") { alternative };
        foreach (var attachment in files.OrderBy(a => a.Id))
        {
            mixed.Add(await PartAsync(attachment, ContentDisposition.Attachment, MimeUtils.GenerateMessageId("attachment.invalid"), cabinet, cancel));
        }

        return mixed;
    }

    /// <summary>The HTML, together with the pictures that stand in it.</summary>
    static async Task<MimeEntity> HtmlAsync(OutgoingMail mail, FileCabinet cabinet, CancellationToken cancel)
    {
        var html = new TextPart(TextFormat.Html) { Text = Html(mail) };
        var pictures = mail.Attachments.Where(a => a.ContentId.Length > 0).OrderBy(a => a.Id).ToList();
        if (pictures.Count == 0)
        {
            return html;
        }

        var related = new MultipartRelated { Root = html };
        foreach (var picture in pictures)
        {
            related.Add(await PartAsync(picture, ContentDisposition.Inline, picture.ContentId, cabinet, cancel));
        }

        return related;
    }

    static async Task<MimePart> PartAsync(OutgoingAttachment attachment, string disposition, string contentId, FileCabinet cabinet, CancellationToken cancel) => new(TypeOf(attachment))
    {
        Content = new MimeContent(await cabinet.OpenAsync(attachment.FileId, cancel)),
        ContentDisposition = new ContentDisposition(disposition),
        ContentTransferEncoding = ContentEncoding.Base64,
        FileName = attachment.Name,
        ContentId = contentId,
    };

    static string PlainText(OutgoingMail mail) =>
        mail.Particulars.Length == 0 ? mail.Text : $"{mail.Text.TrimEnd()}\n\n{mail.Particulars}\n";

    static string Html(OutgoingMail mail)
    {
        var particulars = mail.Particulars.Length == 0
            ? ""
            : $"<p style=\"margin-top:24px;padding-top:8px;border-top:1px solid #ccc;color:#666;font-size:12px\">{WebUtility.HtmlEncode(mail.Particulars).ReplaceLineEndings("<br>")}</p>";
        return $"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body style=\"font-family:sans-serif;font-size:14px\">\n{mail.Html}\n{particulars}\n</body></html>\n";
    }

    /// <summary>A mail or a multipart would need its own rules of encoding; as bytes it arrives unchanged.</summary>
    static ContentType TypeOf(OutgoingAttachment attachment) =>
        ContentType.TryParse(attachment.ContentType, out var type) && !type.IsMimeType("message", "*") && !type.IsMimeType("multipart", "*")
            ? new ContentType(type.MediaType, type.MediaSubtype)
            : new ContentType("application", "octet-stream");
}
