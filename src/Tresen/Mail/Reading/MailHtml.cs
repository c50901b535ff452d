using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;
using MimeKit.Text;
using HtmlTokenizer = MimeKit.Text.HtmlTokenizer;

namespace Tresen.Mail.Reading;

/// <summary>A mail's HTML, cleaned by an allow-list of our own: structure, links and the mail's own images. No styles, no
/// scripts, nothing that a browser would fetch (threats B01–B09).</summary>
public static class MailHtml
{
    /// <summary>Larger or deeper HTML is shown as text: cleaning it would take too long.</summary>
    const int MostCharacters = 2_000_000;

    const int MostDepth = 400;

    static readonly HashSet<string> NeedNoEnd = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "td", "th", "tr", "dd", "dt", "option", "tbody", "thead", "tfoot", "body", "html", "head",
    };

    /// <summary>Where the address of a picture from elsewhere stands.</summary>
    const string Remote = "data-remote";

    static readonly HashSet<string> Tiny = ["0", "1", "2", "0px", "1px", "2px"];

    static readonly HtmlSanitizer Sanitizer = Strict();

    /// <summary>The HTML cleaned, and what it says as text.</summary>
    public static (string Html, string Text) Read(string html, ISet<string> problems)
    {
        if (html.Length > MostCharacters || IsDeep(html))
        {
            problems.Add("html-as-text");
            var plain = OnlyText(html.Length > MostCharacters ? html[..MostCharacters] : html);
            return (Platform.Text.RichText.FromPlain(plain), plain);
        }

        using var document = new HtmlParser().ParseDocument(html);
        Unwrap(document);
        DropInvisible(document);
        var text = HtmlText.Of(document.Body);
        Sanitizer.SanitizeDom(document);
        var cleaned = document.Body?.InnerHtml.Trim() ?? "";
        if (cleaned.Length > MostCharacters)
        {
            problems.Add("html-as-text");
            cleaned = Platform.Text.RichText.FromPlain(text);
        }

        return (cleaned, text);
    }

    /// <summary>Cleans a piece of HTML; for tests and for what others wrote elsewhere.</summary>
    public static string Clean(string html) => Read(html, new HashSet<string>()).Html;

    /// <summary>Elements of Office's own (<c>o:p</c>) fall away; the text that people wrote in them stays.</summary>
    static void Unwrap(IHtmlDocument document)
    {
        foreach (var element in document.All.Where(e => e.LocalName.Contains(':', StringComparison.Ordinal)).ToList())
        {
            element.Replace([.. element.ChildNodes]);
        }
    }

    /// <summary>What a writer hides from readers, and what only mail programs see: preview lines, tracking pixels.</summary>
    static void DropInvisible(IHtmlDocument document)
    {
        foreach (var element in document.QuerySelectorAll("[style],[hidden]").ToList())
        {
            var style = (element.GetAttribute("style") ?? "").Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
            if (element.HasAttribute("hidden") || style.Contains("display:none", StringComparison.Ordinal) || style.Contains("visibility:hidden", StringComparison.Ordinal) || style.Contains("mso-hide:all", StringComparison.Ordinal))
            {
                element.Remove();
            }
        }

        foreach (var image in document.QuerySelectorAll("img").ToList())
        {
            if (image.GetAttribute("src")?.TrimStart().StartsWith("cid:", StringComparison.OrdinalIgnoreCase) == true)
            {
                continue;
            }

            // Seen by nobody until somebody asks for it: what would fetch it goes, its address stays where no browser looks.
            var description = MailText.Line(image.GetAttribute("alt") ?? "");
            if (Elsewhere(image) is { } address)
            {
                image.RemoveAttribute("src");
                image.SetAttribute("alt", description);
                image.SetAttribute(Remote, address);
                continue;
            }

            image.Replace(document.CreateTextNode(description.Length > 0 ? $"[{description}]" : ""));
        }

        foreach (var other in document.QuerySelectorAll($"[{Remote}]").Where(e => e.LocalName != "img" || e.HasAttribute("src")).ToList())
        {
            other.RemoveAttribute(Remote);
        }
    }

    /// <summary>Where a picture lies elsewhere; null for one that nobody shall see: it only tells that the mail was opened.</summary>
    static string? Elsewhere(IElement image) =>
        (image.GetAttribute("src") ?? image.GetAttribute(Remote))?.Trim() is { Length: > 0 and <= 2000 } source
        && !Tiny.Contains(image.GetAttribute("width")?.Trim() ?? "") && !Tiny.Contains(image.GetAttribute("height")?.Trim() ?? "")
        && Uri.TryCreate(source, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.UserInfo.Length == 0
            ? address.AbsoluteUri
            : null;

    static bool IsDeep(string html)
    {
        var (depth, tokens) = (0, new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = false });
        while (tokens.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag && !tag.IsEmptyElement && !NeedNoEnd.Contains(tag.Name))
            {
                depth += tag.IsEndTag ? (depth > 0 ? -1 : 0) : 1;
                if (depth > MostDepth)
                {
                    return true;
                }
            }
        }

        return false;
    }

    static string OnlyText(string html)
    {
        var text = new StringBuilder();
        var tokens = new HtmlTokenizer(new StringReader(html));
        while (tokens.ReadNextToken(out var token))
        {
            if (token is HtmlDataToken { Kind: MimeKit.Text.HtmlTokenKind.Data } data)
            {
                text.Append(data.Data);
            }
            else if (token is HtmlTagToken { Name: "br" or "p" or "div" or "tr" or "li" })
            {
                text.Append('\n');
            }
        }

        return text.ToString();
    }

    static HtmlSanitizer Strict()
    {
        var sanitizer = new HtmlSanitizer { AllowDataAttributes = false, KeepChildNodes = false };
        Only(sanitizer.AllowedTags, "html", "head", "body", "p", "div", "span", "br", "hr", "strong", "b", "em", "i", "u", "s", "del", "ins", "strike", "small", "big", "sub", "sup", "font", "center", "a", "ul", "ol", "li", "dl", "dt", "dd",
            "blockquote", "pre", "code", "tt", "h1", "h2", "h3", "h4", "h5", "h6", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "img", "address", "section", "article", "header", "footer", "main", "figure", "figcaption", "abbr", "cite", "q", "kbd", "samp", "var", "label", "nav", "aside", "mark");
        Only(sanitizer.AllowedAttributes, "href", "src", Remote, "alt", "title", "colspan", "rowspan", "lang", "dir", "start");
        Only(sanitizer.AllowedSchemes, "http", "https", "mailto", "tel", "cid");
        Only(sanitizer.AllowedCssProperties);
        Only(sanitizer.AllowedAtRules);
        Only(sanitizer.UriAttributes, "href", "src");
        sanitizer.PostProcessNode += (_, e) =>
        {
            if (e.Node is IElement { LocalName: "a" } link)
            {
                var target = link.GetAttribute("href") ?? "";
                if (!target.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && !target.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
                {
                    link.RemoveAttribute("href"); // of our own address, or a part of the mail
                    return;
                }

                link.RemoveAttribute("title");
                link.SetAttribute("rel", "noopener noreferrer nofollow");
                link.SetAttribute("target", "_blank");
                link.SetAttribute("title", target); // where it really leads
            }
            else if (e.Node is IElement { LocalName: "img" } image && image.GetAttribute("src")?.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) != true)
            {
                image.RemoveAttribute("src");
            }
        };
        return sanitizer;
    }

    static void Only(ISet<string> set, params string[] names)
    {
        set.Clear();
        set.UnionWith(names);
    }

    static void Only<T>(ISet<T> set) => set.Clear();
}
