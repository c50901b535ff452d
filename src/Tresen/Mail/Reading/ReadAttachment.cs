using System.Security.Cryptography;
using MimeKit;
using Tresen.Platform.Files;

namespace Tresen.Mail.Reading;

/// <summary>A file in a mail. Its name is made harmless, its type is what the mail says and is never trusted.</summary>
public sealed class ReadAttachment
{
    readonly MimeEntity entity;

    internal ReadAttachment(MimeEntity entity, bool isReferenced)
    {
        this.entity = entity;
        Name = NameOf(entity);
        Type = MailText.Line(entity.ContentType.MimeType).ToLowerInvariant();
        Type = Type.Length is > 0 and <= 100 ? Type : "application/octet-stream";
        ContentId = MailText.Line(entity.ContentId ?? "") is { Length: <= 250 } id ? id : "";
        Inline = ContentId.Length > 0 && isReferenced;
        using var measure = new Measure();
        CopyTo(measure);
        (Bytes, Sha256) = measure.Result();
    }

    public string Name { get; }

    public string Type { get; }

    /// <summary>Length of its content, decoded.</summary>
    public long Bytes { get; }

    public string Sha256 { get; }

    /// <summary>Shown within the text, by its content id.</summary>
    public bool Inline { get; }

    /// <summary>Without brackets; empty: none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ContentId { get; }

    /// <summary>The content, decoded.</summary>
    public MemoryStream Open()
    {
        var content = new MemoryStream();
        CopyTo(content);
        content.Position = 0;
        return content;
    }

    void CopyTo(Stream target)
    {
        switch (entity)
        {
            case MessagePart { Message: { } message }:
                message.WriteTo(target);
                break;
            case MimePart { Content: { } content }:
                content.DecodeTo(target);
                break;
            case Multipart:
                entity.WriteTo(target, contentOnly: true);
                break;
        }
    }

    static string NameOf(MimeEntity entity)
    {
        var given = entity.ContentDisposition?.FileName ?? entity.ContentType.Name;
        if (string.IsNullOrWhiteSpace(given))
        {
            given = entity switch
            {
                MessagePart { Message: { } message } => (MailText.Line(message.Subject ?? "") is { Length: > 0 } subject ? subject : "Nachricht") + ".eml",
                _ when entity.ContentType.IsMimeType("text", "calendar") => "Termin.ics",
                _ when entity.ContentType.IsMimeType("text", "html") => "Nachricht.html",
                _ when entity.ContentType.IsMimeType("text", "*") || entity.ContentType.IsMimeType("message", "*") => "Nachricht.txt",
                _ => MimeTypes.TryGetExtension(entity.ContentType.MimeType, out var ending) ? "Datei" + ending : "Datei",
            };
        }

        return Upload.Harmless(MailText.Line(given).Replace('/', '_'));
    }

    /// <summary>Counts and hashes what is written to it.</summary>
    sealed class Measure : Stream
    {
        readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => bytes;

        public override long Position { get => bytes; set => throw new NotSupportedException(); }

        public (long Bytes, string Sha256) Result() => (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));

        public override void Write(byte[] buffer, int offset, int count)
        {
            hash.AppendData(buffer, offset, count);
            bytes += count;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
