using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Tresen.Platform.Files;
using Tresen.Platform.Views;

namespace Tresen.Conversations.Timeline;

/// <summary>The pictures within a mail's text. The mail's own travel inside the page: the frame has no sign-in to fetch them with.
/// Those from elsewhere are shown only where somebody asked for them.</summary>
static class InlinePictures
{
    const long MostBytes = 8 * 1024 * 1024;

    /// <summary>Where a picture from elsewhere lies; nothing fetches it by that.</summary>
    const string Remote = "data-remote";

    /// <summary>The addresses of pictures from elsewhere that a mail names.</summary>
    public static IReadOnlyList<string> Elsewhere(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        return [.. document.QuerySelectorAll($"img[{Remote}]").Select(p => p.GetAttribute(Remote)!).Distinct()];
    }

    /// <summary>The HTML as a page with its own pictures in it, with those that were fetched, and all others taken out.</summary>
    /// <param name="fetched">By their addresses, as <c>data:</c>.</param>
    public static async Task<string> InAsync(string html, IReadOnlyCollection<Attachment> attachments, FileCabinet cabinet, IReadOnlyDictionary<string, string> fetched, CancellationToken cancel)
    {
        using var document = new HtmlParser().ParseDocument(html);
        var left = MostBytes;
        foreach (var picture in document.QuerySelectorAll("img").OfType<IHtmlImageElement>())
        {
            var own = Own(picture.GetAttribute("src") ?? "", attachments);
            var shown = fetched.GetValueOrDefault(picture.GetAttribute(Remote) ?? "");
            if (own is not null && (left -= own.Bytes) >= 0)
            {
                var content = (await cabinet.OpenAsync(own.FileId, cancel)).ToArray();
                shown = await cabinet.VerdictAsync(own.FileId, cancel) is not { Refusal: not null } && Picture.TypeOf(content) is { } type ? $"data:{type};base64,{Convert.ToBase64String(content)}" : null;
            }

            if (shown is null)
            {
                var description = picture.GetAttribute("alt") is { Length: > 0 } alt ? alt : own is not null ? Words.Of("Bild, das sich nicht anzeigen lässt") : "";
                picture.Replace(document.CreateTextNode(description.Length > 0 ? $"[{description}]" : ""));
                continue;
            }

            picture.RemoveAttribute("srcset");
            picture.RemoveAttribute(Remote);
            picture.SetAttribute("src", shown);
        }

        foreach (var link in document.QuerySelectorAll("a[href]"))
        {
            link.SetAttribute("target", "_blank");
            link.SetAttribute("rel", "noopener noreferrer nofollow");
        }

        return $"<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\"><title></title><style>img{{max-width:100%;height:auto}}</style></head><body style=\"margin:12px;font:14px sans-serif\">{document.Body!.InnerHtml}</body></html>";
    }

    static Attachment? Own(string source, IReadOnlyCollection<Attachment> attachments) =>
        source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) && Uri.UnescapeDataString(source[4..]) is { Length: > 0 } id
            ? attachments.FirstOrDefault(a => string.Equals(a.ContentId, id, StringComparison.OrdinalIgnoreCase) && a.IsPicture)
            : null;
}
