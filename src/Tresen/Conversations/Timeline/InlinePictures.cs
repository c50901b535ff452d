using AngleSharp.Html.Parser;
using Tresen.Platform.Files;

namespace Tresen.Conversations.Timeline;

/// <summary>The pictures within a mail's text. Only the mail's own are shown, and they travel inside the page: the frame has no
/// sign-in to fetch them with, and nothing is fetched from elsewhere.</summary>
static class InlinePictures
{
    const long MostBytes = 8 * 1024 * 1024;

    /// <summary>Kinds of picture that hold nothing active.</summary>
    static readonly HashSet<string> Harmless = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    /// <summary>The HTML as a page with its own pictures in it and all others taken out.</summary>
    public static async Task<string> InAsync(string html, IReadOnlyCollection<Attachment> attachments, FileCabinet cabinet, CancellationToken cancel)
    {
        using var document = new HtmlParser().ParseDocument(html);
        var left = MostBytes;
        foreach (var picture in document.QuerySelectorAll("img"))
        {
            var own = Own(picture.GetAttribute("src") ?? "", attachments);
            if (own is null || (left -= own.Bytes) < 0)
            {
                picture.Replace(document.CreateTextNode(picture.GetAttribute("alt") is { Length: > 0 } alt ? $"[{alt}]" : ""));
                continue;
            }

            picture.RemoveAttribute("srcset");
            picture.SetAttribute("src", $"data:{own.ContentType};base64,{Convert.ToBase64String((await cabinet.OpenAsync(own.FileId, cancel)).ToArray())}");
        }

        foreach (var link in document.QuerySelectorAll("a[href]"))
        {
            link.SetAttribute("target", "_blank");
            link.SetAttribute("rel", "noopener noreferrer nofollow");
        }

        return $"<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\"><title></title></head><body style=\"margin:12px;font:14px sans-serif\">{document.Body!.InnerHtml}</body></html>";
    }

    static Attachment? Own(string source, IReadOnlyCollection<Attachment> attachments) =>
        source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) && Uri.UnescapeDataString(source[4..]) is { Length: > 0 } id
            ? attachments.FirstOrDefault(a => a.ContentId == id && Harmless.Contains(a.ContentType))
            : null;
}
