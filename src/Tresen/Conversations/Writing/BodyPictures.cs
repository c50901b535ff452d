using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using SkiaSharp;
using Tresen.Platform.Files;
using Rich = Tresen.Platform.Text.RichText;

namespace Tresen.Conversations.Writing;

/// <summary>Pictures within the text of a mail of ours. While it is written they have addresses of ours, as it is kept and sent they are
/// named by their content id: nothing else than the mail's own pictures ever stands in it.</summary>
public static partial class BodyPictures
{
    /// <summary>The largest picture that goes into a text, 10 MB …</summary>
    public const long MostBytes = 10L * 1024 * 1024;

    /// <summary>… and so many points, asked before anything is unpacked.</summary>
    const long MostPoints = 50_000_000;

    /// <summary>Where a picture is kept until its mail is saved.</summary>
    public const string Loose = "/drafts/pictures/";

    /// <summary>The kind of picture that the bytes are; null: none that goes into a mail. What the file says to be doesn't count.</summary>
    public static string? KindOf(MemoryStream content)
    {
        content.Position = 0;
        using var codec = SKCodec.Create(new SKManagedStream(content));
        return codec is null || (long)codec.Info.Width * codec.Info.Height > MostPoints ? null : codec.EncodedFormat switch
        {
            SKEncodedImageFormat.Png => "image/png",
            SKEncodedImageFormat.Jpeg => "image/jpeg",
            SKEncodedImageFormat.Gif => "image/gif",
            SKEncodedImageFormat.Webp => "image/webp",
            _ => null,
        };
    }

    /// <summary>What was typed as it is kept, and the pictures that are new in it, by their content id.</summary>
    /// <param name="draft">Whose own pictures may stay.</param>
    /// <param name="unpack">What a picture's address leads to; null: nothing of this person's.</param>
    public static (string Html, IReadOnlyDictionary<string, Upload> Added, bool HasLost) Read(string? typed, Message draft, Func<string, Upload?> unpack)
    {
        var (added, lost) = (new Dictionary<string, Upload>(), false);
        var html = Rich.CleanWithPictures(typed, source =>
        {
            if (Kept().Match(source) is { Success: true } kept)
            {
                return Inline(draft).FirstOrDefault(a => draft.Id == int.Parse(kept.Groups[1].Value) && a.Id == int.Parse(kept.Groups[2].Value)) is { } own ? $"cid:{own.ContentId}" : null;
            }

            if (!source.StartsWith(Loose, StringComparison.Ordinal))
            {
                return null;
            }

            if (unpack(source[Loose.Length..]) is not { } upload)
            {
                lost = true;
                return null;
            }

            var id = $"{Guid.NewGuid():N}@picture.invalid";
            added[id] = upload;
            return $"cid:{id}";
        });
        return (html, added, lost);
    }

    /// <summary>Typed HTML with its pictures, cleaned but not yet kept: to be shown again.</summary>
    public static string CleanTyped(string? typed) => Rich.CleanWithPictures(typed, source => Kept().IsMatch(source) || source.StartsWith(Loose, StringComparison.Ordinal) ? source : null);

    /// <summary>Kept HTML with addresses that show its pictures to whoever may see the message.</summary>
    public static string Shown(string html, int message, IEnumerable<Attachment> attachments)
    {
        if (!html.Contains("\"cid:", StringComparison.Ordinal))
        {
            return html;
        }

        using var document = new HtmlParser().ParseDocument(html);
        var known = attachments.Where(a => a.IsInline && a.ContentId.Length > 0).ToList();
        foreach (var picture in document.QuerySelectorAll("img"))
        {
            if (known.Find(a => picture.GetAttribute("src") == $"cid:{a.ContentId}") is { } own)
            {
                picture.SetAttribute("src", $"/messages/{message}/pictures/{own.Id}");
            }
            else
            {
                picture.Remove();
            }
        }

        return document.Body!.InnerHtml;
    }

    /// <summary>The pictures of a draft that stand in its text.</summary>
    public static IEnumerable<Attachment> Inline(Message draft) => draft.Attachments.Where(a => a.IsInline);

    /// <summary>Those that its text no longer names.</summary>
    public static IReadOnlyList<Attachment> Unused(Message draft, string html) => [.. Inline(draft).Where(a => !html.Contains($"\"cid:{a.ContentId}\"", StringComparison.Ordinal))];

    [GeneratedRegex(@"^/messages/(\d{1,9})/pictures/(\d{1,9})$")]
    private static partial Regex Kept();
}
