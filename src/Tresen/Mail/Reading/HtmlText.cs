using System.Text;
using AngleSharp.Dom;

namespace Tresen.Mail.Reading;

/// <summary>What HTML says, as text: a line a block, quotes with <c>&gt;</c> before them.</summary>
static class HtmlText
{
    /// <summary>The text of the element; empty for none.</summary>
    public static string Of(IElement? body)
    {
        var text = new Writer();
        if (body is not null)
        {
            Write(body, text, 0);
        }

        return text.ToString();
    }

    static void Write(INode parent, Writer text, int depth)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText words)
            {
                text.Say(words.Data);
            }
            else if (node is IElement element && element.LocalName is not ("script" or "style" or "head" or "title" or "template" or "noscript" or "object" or "iframe" or "svg" or "math"))
            {
                Write(element, text, depth);
            }
        }
    }

    static void Write(IElement element, Writer text, int depth)
    {
        switch (element.LocalName)
        {
            case "img" when element.HasAttribute("data-remote") && element.GetAttribute("alt") is { Length: > 0 } alt:
                text.Say($"[{alt}]");
                break;
            case "br":
                text.Break();
                return;
            case "hr":
                text.BeginBlock();
                text.Say("________________________________");
                text.BeginBlock();
                return;
            case "pre":
                text.BeginBlock();
                text.Verbatim(element.TextContent);
                text.BeginBlock();
                return;
            case "td" or "th":
                Write((INode)element, text, depth + 1);
                text.Say(" ");
                return;
        }

        var isBlock = element.LocalName is "p" or "div" or "li" or "tr" or "table" or "ul" or "ol" or "dl" or "dt" or "dd" or "blockquote" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "section" or "article" or "header" or "footer" or "address" or "center";
        var isApart = element.LocalName is "p" or "blockquote" or "h1" or "h2" or "h3" or "ul" or "ol";
        if (isBlock)
        {
            text.BeginBlock(isApart);
        }

        if (element.LocalName == "li")
        {
            text.Say("- ");
        }

        if (element.LocalName == "blockquote")
        {
            text.Quotes++;
        }

        Write((INode)element, text, depth + 1);
        if (isBlock)
        {
            text.BeginBlock(isApart);
        }

        if (element.LocalName == "blockquote")
        {
            text.Quotes--;
        }
    }

    /// <summary>Folds white space as a browser does.</summary>
    sealed class Writer
    {
        readonly StringBuilder all = new();
        readonly StringBuilder line = new();
        int empty = 2;

        public int Quotes { get; set; }

        public void Say(string words)
        {
            foreach (var c in words)
            {
                if (char.IsWhiteSpace(c))
                {
                    if (line.Length > 0 && line[^1] != ' ')
                    {
                        line.Append(' ');
                    }
                }
                else if (c is not ('\u200B' or '\u200C' or '\uFEFF' or '\u00AD'))
                {
                    line.Append(c);
                }
            }
        }

        public void Verbatim(string words)
        {
            foreach (var piece in words.ReplaceLineEndings("\n").Split('\n'))
            {
                line.Append(piece);
                Break();
            }
        }

        public void Break()
        {
            var words = line.ToString().TrimEnd();
            line.Clear();
            if (words.Length == 0 && empty >= 2)
            {
                return;
            }

            empty = words.Length == 0 ? empty + 1 : 0;
            var mark = Quotes > 0 ? new string('>', Math.Min(Quotes, 9)) + " " : "";
            all.Append(words.Length == 0 ? mark.TrimEnd() : mark + words).Append('\n');
        }

        public void BeginBlock(bool apart = false)
        {
            if (line.ToString().Trim().Length > 0)
            {
                Break();
            }

            if (apart && empty == 0)
            {
                Break();
            }
        }

        public override string ToString()
        {
            BeginBlock();
            return MailText.Lines(all.ToString()).Trim('\n');
        }
    }
}
