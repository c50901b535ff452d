using Tresen.Platform.Files;

namespace Tresen.Conversations;

/// <summary>A file of a message. Served by this row's id and never by its content's.</summary>
public sealed class Attachment
{
    Attachment()
    {
    }

    internal Attachment(StoredFile file, string name, string contentType, bool isInline = false, string contentId = "")
    {
        file.Hold();
        (FileId, Bytes) = (file.Id, file.Bytes);
        Name = Upload.Harmless(name);
        ContentType = contentType.Length > 100 ? "application/octet-stream" : contentType.ToLowerInvariant();
        (IsInline, ContentId) = (isInline, contentId.Trim('<', '>', ' ') is { Length: <= 300 } id ? id : "");
    }

    public int Id { get; private set; }

    public int MessageId { get; private set; }

    public Message Message { get; private set; } = null!;

    public int FileId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>As said by whoever sent it; never trusted when serving.</summary>
    public string ContentType { get; private set; } = "";

    public long Bytes { get; private set; }

    /// <summary>Whether it says to be a picture of a kind that holds nothing active.</summary>
    public bool IsPicture => ContentType is "image/png" or "image/jpeg" or "image/jpg" or "image/gif" or "image/webp";

    /// <summary>Whether a small view of it is drawn.</summary>
    public bool HasThumbnail => IsPicture && Bytes is > 0 and <= 20 * 1024 * 1024;

    /// <summary>A picture within the text.</summary>
    public bool IsInline { get; private set; }

    /// <summary>By which the HTML names it, without brackets.</summary>
    public string ContentId { get; private set; } = "";
}
