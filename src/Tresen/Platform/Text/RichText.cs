using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace Tresen.Platform.Text;

/// <summary>Formatted text that staff write: the little HTML of the editor, cleaned by an allow-list.</summary>
public static class RichText
{
    /// <summary>So many characters of HTML a description, a report or a template holds at most.</summary>
    public const int MostLength = 200_000;

    /// <summary>What begins a line of its own, paragraphs aside.</summary>
    const string Blocks = "div,li,h1,h2,h3,blockquote,pre,tr";

    static readonly HtmlSanitizer Sanitizer = Strict();
    static readonly HtmlSanitizer WithPictures = Illustrated();

    /// <summary>What was typed as HTML that is safe to show. Plain text (typed without the editor) keeps its lines.</summary>
    public static string Clean(string? typed, bool isHtml) =>
        string.IsNullOrWhiteSpace(typed) ? ""
        : isHtml ? Sanitizer.Sanitize(typed)
        : FromPlain(typed);

    /// <summary>The same for HTML that pictures may stand in.</summary>
    /// <param name="typed">As it came.</param>
    /// <param name="source">For a picture's address the one that it is kept under; null: it is taken out.</param>
    public static string CleanWithPictures(string? typed, Func<string, string?> source)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return "";
        }

        using var document = new HtmlParser().ParseDocument(typed);
        foreach (var picture in document.QuerySelectorAll("img"))
        {
            var frame = picture.Closest("figure") ?? picture; // the editor's own frame around it
            if (source(picture.GetAttribute("src") ?? "") is { } kept)
            {
                picture.SetAttribute("src", kept);
                if (frame != picture)
                {
                    frame.Replace(picture);
                }
            }
            else
            {
                frame.Remove();
            }
        }

        return WithPictures.Sanitize(document.Body!.InnerHtml);
    }

    /// <summary>Plain text as HTML, line by line.</summary>
    public static string FromPlain(string text) => new StringBuilder(text.ReplaceLineEndings("\n"))
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("\n", "<br>").ToString(); // umlauts stay letters: six times as long they wouldn't fit

    /// <summary>Refuses a text that is longer than can be stored; cleaned, it may be longer than it was typed.</summary>
    public static void MustFit(string html, string field)
    {
        if (html.Length > MostLength)
        {
            throw new BrokenRuleException("Dieser Text ist zu lang. Bitte kürzen oder als Datei anhängen.", field);
        }
    }

    /// <summary>The text without its formatting: one line a block, an empty line around a paragraph.</summary>
    public static string ToPlain(string? html)
    {
        if (string.IsNullOrEmpty(html))
        {
            return "";
        }

        using var document = new HtmlParser().ParseDocument(html);
        foreach (var line in document.QuerySelectorAll("br"))
        {
            line.Replace(document.CreateTextNode("\n"));
        }

        foreach (var picture in document.QuerySelectorAll("img"))
        {
            picture.Replace(document.CreateTextNode(picture.GetAttribute("alt") is { Length: > 0 } alt ? $"[{alt}]" : ""));
        }

        foreach (var paragraph in document.QuerySelectorAll("p"))
        {
            Stand(paragraph, document);
        }

        foreach (var item in document.QuerySelectorAll("li"))
        {
            item.Prepend(document.CreateTextNode("– "));
        }

        foreach (var block in document.QuerySelectorAll("p," + Blocks))
        {
            block.Append(document.CreateTextNode("\n"));
        }

        return document.Body!.TextContent.Trim();
    }

    /// <summary>Whether both look the same to a reader: the editor writes lines that were typed elsewhere into blocks of its own.</summary>
    public static bool LooksTheSame(string a, string b) => a == b || (Formatting(a) == Formatting(b) && Lines(a).SequenceEqual(Lines(b)));

    static string[] Lines(string html) => ToPlain(html).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The HTML without what only makes lines.</summary>
    static string Formatting(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        foreach (var line in document.QuerySelectorAll("br"))
        {
            line.Remove();
        }

        foreach (var block in document.QuerySelectorAll("p,div"))
        {
            block.Replace([.. block.ChildNodes]);
        }

        return string.Concat(document.Body!.InnerHtml.Where(c => !char.IsWhiteSpace(c)));
    }

    /// <summary>Gives a paragraph its empty lines: behind it, and before it where the neighbour isn't a paragraph that has brought its own.</summary>
    static void Stand(IElement paragraph, IDocument document)
    {
        var before = paragraph.PreviousSibling;
        while (before is IText text && string.IsNullOrWhiteSpace(text.Data))
        {
            before = before.PreviousSibling;
        }

        if (before is not null and not IElement { LocalName: "p" })
        {
            paragraph.Prepend(document.CreateTextNode(before is IElement element && element.Matches(Blocks) ? "\n" : "\n\n"));
        }

        paragraph.Append(document.CreateTextNode("\n"));
    }

    static HtmlSanitizer Illustrated()
    {
        var sanitizer = Strict();
        sanitizer.AllowedTags.Add("img");
        sanitizer.AllowedAttributes.UnionWith(["src", "alt"]);
        sanitizer.AllowedSchemes.Add("cid");
        sanitizer.PostProcessNode += (_, e) =>
        {
            if (e.Node is IElement { LocalName: not "img" } element)
            {
                element.RemoveAttribute("src");
                element.RemoveAttribute("alt");
                if (element.GetAttribute("href")?.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) == true)
                {
                    element.RemoveAttribute("href");
                }
            }
        };
        return sanitizer;
    }

    static HtmlSanitizer Strict()
    {
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedTags.Clear();
        sanitizer.AllowedTags.UnionWith(["p", "div", "br", "strong", "b", "em", "i", "u", "del", "s", "a", "ul", "ol", "li", "blockquote", "pre", "code", "h1", "h2", "h3", "table", "thead", "tbody", "tr", "td", "th"]);
        sanitizer.AllowedAttributes.Clear();
        sanitizer.AllowedAttributes.Add("href");
        sanitizer.AllowedSchemes.Clear();
        sanitizer.AllowedSchemes.UnionWith(["http", "https", "mailto", "tel"]);
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.PostProcessNode += (_, e) =>
        {
            if (e.Node is IElement { LocalName: "a" } link)
            {
                link.SetAttribute("rel", "noopener noreferrer nofollow");
                link.SetAttribute("target", "_blank");
            }
        };
        return sanitizer;
    }
}
