using System.Text.Json;
using AngleSharp.Html.Parser;
using Tresen.Mail.Reading;

namespace Tresen.Tests.Mail.Reading;

/// <summary>What others' mails teach: all are read, and how well. The shares are floors; the test's output says the measure.</summary>
public sealed class CorporaTests
{
    [Theory]
    [InlineData("mails")]
    [InlineData("bounces")]
    [InlineData("replies")]
    public void Every_mail_is_read_without_an_exception_and_in_time(string name)
    {
        foreach (var file in Directory.EnumerateFiles(Corpora.Folder(name), "*.eml"))
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var mail = Read(file);
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2), file);
            mail.Problems.ShouldNotContain("unreadable", file);
            JsonSerializer.Deserialize<JsonElement>(MailExplain.InWords(mail)).GetProperty("problems").ValueKind.ShouldBe(JsonValueKind.Array);
        }
    }

    [Fact]
    public void Headers_and_attachments_of_whole_mails_are_found()
    {
        var folder = Corpora.Folder("mails");
        var (checks, hits, misses) = (0, 0, new List<string>());
        foreach (var one in Corpora.Cases(folder))
        {
            var (input, expect) = (one.GetProperty("input").GetString()!, one.GetProperty("expect"));
            var mail = Read(Path.Combine(folder, input));
            Check("from", Addresses(expect, "from").FirstOrDefault() ?? "", mail.From?.Address ?? "");
            Check("to", string.Join(",", Addresses(expect, "to").Distinct().Order()), string.Join(",", mail.To.Select(p => p.Address).Order()));
            Check("subject", Text(expect, "subject"), mail.Subject);
            Check("id", Text(expect, "message_id"), mail.MessageId);
            Check("attachments", expect.TryGetProperty("attachments", out var files) ? files.GetArrayLength().ToString() : "0", mail.Attachments.Count.ToString());

            void Check(string what, string wanted, string got)
            {
                checks++;
                if (Folded(wanted) == Folded(got))
                {
                    hits++;
                }
                else
                {
                    misses.Add($"{input} {what}: wanted '{wanted}', got '{got}'");
                }
            }
        }

        Corpora.Say($"{hits} of {checks}\n" + string.Join('\n', misses));
        ((double)hits / checks).ShouldBeGreaterThan(0.85);
    }

    [Fact]
    public void Replies_are_found_between_quotes_and_signatures()
    {
        var folder = Corpora.Folder("replies");
        var (cases, hits, misses) = (Corpora.Cases(folder), 0, new List<string>());
        foreach (var one in cases)
        {
            var (input, wanted) = (one.GetProperty("input").GetString()!, one.GetProperty("reply").GetString()!);
            var got = input.EndsWith(".eml", StringComparison.Ordinal) ? Read(Path.Combine(folder, input)).Reply : ReplyText.Of(File.ReadAllText(Path.Combine(folder, input)).ReplaceLineEndings("\n"));
            if (Lines(wanted) == Lines(got))
            {
                hits++;
            }
            else
            {
                misses.Add($"--- {input}: wanted\n{wanted}\n--- got\n{got}");
            }
        }

        Corpora.Say($"{hits} of {cases.Count}\n" + string.Join('\n', misses));
        ((double)hits / cases.Count).ShouldBeGreaterThan(0.85);
    }

    [Fact]
    public void Bounces_and_complaints_are_told_from_people_and_hard_from_soft()
    {
        var folder = Corpora.Folder("bounces");
        var (cases, kinds, hards, named, misses) = (Corpora.Cases(folder), 0, 0, 0, new List<string>());
        foreach (var one in cases)
        {
            var input = one.GetProperty("input").GetString()!;
            var expected = one.GetProperty("expect").EnumerateArray().First();
            var (reason, hard) = (expected.GetProperty("reason").GetString()!, expected.GetProperty("hard").GetBoolean());
            var wanted = reason switch { "feedback" => MailKind.Complaint, "vacation" or "delivered" => MailKind.AutoReply, _ => MailKind.Bounce };
            var mail = Read(Path.Combine(folder, input));
            kinds += mail.Kind == wanted ? 1 : 0;
            hards += (mail.Bounce?.Hard ?? false) == hard ? 1 : 0;
            named += mail.Bounce is { Recipient.Length: > 0 } || wanted != MailKind.Bounce ? 1 : 0;
            if (mail.Kind != wanted || (mail.Bounce?.Hard ?? false) != hard)
            {
                misses.Add($"{input}: {reason} {(hard ? "hard" : "soft")}; got {mail.Kind} {mail.Bounce} — {mail.Subject}");
            }
        }

        Corpora.Say($"{cases.Count} mails: kind {kinds}, hard or soft {hards}, recipient {named}\n" + string.Join('\n', misses));
        ((double)kinds / cases.Count).ShouldBeGreaterThan(0.9);
        ((double)hards / cases.Count).ShouldBeGreaterThan(0.8);
        ((double)named / cases.Count).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void B01_B02_B08_B09_no_payload_leaves_anything_that_could_run_or_be_fetched()
    {
        foreach (var one in Corpora.Cases(Corpora.Folder("html"), "payloads.jsonl"))
        {
            var (id, payload) = (one.GetProperty("id").GetString()!, one.GetProperty("payload").GetString()!);
            var once = MailHtml.Clean(payload);
            Harmless.Html(once, id);
            MailHtml.Clean(once).ShouldBe(once, $"{id} isn't stable under a second pass");
        }
    }

    static ReadMail Read(string file)
    {
        using var content = File.OpenRead(file);
        return MailReader.Read(content);
    }

    static string Lines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd())).Trim();

    static string Folded(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();

    static string Text(JsonElement expect, string name) => expect.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    static IEnumerable<string> Addresses(JsonElement expect, string name)
    {
        if (!expect.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        foreach (var entry in list.EnumerateArray())
        {
            if (entry.TryGetProperty("address", out var address) && address.ValueKind == JsonValueKind.String)
            {
                yield return address.GetString()!.ToLowerInvariant();
            }
        }
    }
}

/// <summary>Whether HTML is harmless, judged by another parser pass than the one that cleaned it.</summary>
static class Harmless
{
    static readonly string[] Tags = ["html", "head", "body", "p", "div", "span", "br", "hr", "strong", "b", "em", "i", "u", "s", "del", "ins", "strike", "small", "big", "sub", "sup", "font", "center", "a", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "tt", "h1", "h2", "h3", "h4", "h5", "h6", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "img", "address", "section", "article", "header", "footer", "main", "figure", "figcaption", "abbr", "cite", "q", "kbd", "samp", "var", "label", "nav", "aside", "mark"];
    static readonly string[] Attributes = ["href", "src", "alt", "title", "colspan", "rowspan", "lang", "dir", "start", "rel", "target"];

    public static void Html(string html, string what)
    {
        foreach (var element in new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument(html).All)
        {
            Tags.ShouldContain(element.LocalName, what);
            foreach (var attribute in element.Attributes)
            {
                Attributes.ShouldContain(attribute.Name, $"{what}: {element.LocalName}");
                if (attribute.Name == "href")
                {
                    (attribute.Value.StartsWith("http", StringComparison.OrdinalIgnoreCase) || attribute.Value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || attribute.Value.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)).ShouldBeTrue($"{what}: {attribute.Value}");
                }

                if (attribute.Name == "src")
                {
                    attribute.Value.ShouldStartWith("cid:", Case.Insensitive, what);
                }
            }
        }
    }
}
