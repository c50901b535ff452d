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
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30), file);
            mail.Problems.ShouldNotContain("unreadable", file);
            JsonSerializer.Deserialize<JsonElement>(MailExplain.InWords(mail)).GetProperty("problems").ValueKind.ShouldBe(JsonValueKind.Array);
        }
    }

    [Fact]
    public void Senders_subjects_bodies_and_attachments_of_whole_mails_are_found()
    {
        var folder = Corpora.Folder("mails");
        var (shares, misses) = (new SortedDictionary<string, (int Hits, int Checks)>(), new List<string>());
        foreach (var one in Corpora.Cases(folder))
        {
            var (input, expect) = (one.GetProperty("input").GetString()!, one.GetProperty("expect"));
            var mail = Read(Path.Combine(folder, input));
            mail.Kind.ShouldNotBe(MailKind.Bounce, input);
            Check("sender", Addresses(expect, "from").FirstOrDefault() ?? "", mail.From?.Address ?? "");
            Check("subject", Text(expect, "subject"), mail.Subject);
            Check("id", Text(expect, "message_id"), mail.MessageId);
            var bodies = Texts(expect, "text_body");
            if (bodies.Count > 0)
            {
                Check("body", string.Join(' ', bodies), mail.Text);
            }

            var names = expect.TryGetProperty("attachments", out var files) ? files.EnumerateArray().Select(f => Text(f, "filename")).Where(n => n.Length > 0).ToList() : [];
            Check("names", string.Join(';', names.Order()), string.Join(';', mail.Attachments.Select(a => a.Name).Where(n => names.Contains(n)).Order()));

            void Check(string what, string wanted, string got)
            {
                var isHit = Folded(wanted) == Folded(got);
                if (!isHit && Tastes.Mails.Contains($"{what} {Path.GetFileNameWithoutExtension(input)}"))
                {
                    return;
                }

                var (hits, checks) = shares.GetValueOrDefault(what);
                shares[what] = (hits + (isHit ? 1 : 0), checks + 1);
                if (!isHit)
                {
                    misses.Add($"{input} {what}: wanted '{wanted}', got '{got}'");
                }
            }
        }

        Corpora.Say(string.Join(", ", shares.Select(s => $"{s.Key} {s.Value.Hits} of {s.Value.Checks}")) + "\n" + string.Join('\n', misses));
        foreach (var (what, (hits, checks)) in shares)
        {
            ((double)hits / checks).ShouldBeGreaterThanOrEqualTo(what is "body" or "names" ? 0.95 : 0.98, what);
        }
    }

    [Fact]
    public void Replies_are_found_between_quotes_and_signatures()
    {
        var folder = Corpora.Folder("replies");
        var (cases, hits, misses) = (Corpora.Cases(folder).Where(c => !Tastes.Replies.Contains(c.GetProperty("input").GetString()!)).ToList(), 0, new List<string>());
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
        ((double)hits / cases.Count).ShouldBeGreaterThanOrEqualTo(0.9);
    }

    [Fact]
    public void Bounces_and_complaints_are_told_from_people_and_hard_from_soft()
    {
        var folder = Corpora.Folder("bounces");
        var (cases, kinds, hards, named, misses) = (Corpora.Cases(folder).Where(c => !Tastes.Bounces.Contains(c.GetProperty("input").GetString()!)).ToList(), 0, 0, 0, new List<string>());
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
        ((double)kinds / cases.Count).ShouldBeGreaterThanOrEqualTo(0.99);
        ((double)hards / cases.Count).ShouldBeGreaterThanOrEqualTo(0.95);
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

    static IReadOnlyList<string> Texts(JsonElement expect, string name) =>
        expect.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(t => t.GetString() ?? "")] : [];

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

/// <summary>Where the collections want something else than a reader does, with the reason. The rest counts.</summary>
static class Tastes
{
    /// <summary>What of which mail.</summary>
    public static readonly HashSet<string> Mails =
    [
        // They keep what a charset can't explain as U+FFFD; we read it as what it mostly is, and it is right: Frösche.
        "subject legacy-010", "subject legacy-020", "subject legacy-022", "subject legacy-027", "subject legacy-052",
        "body legacy-033", "body legacy-052", "body thirdparty-002", "names legacy-016", "names legacy-023", "names legacy-026",
        // They give the source of HTML as text where there is no other; people get its words.
        "body legacy-002", "body legacy-024", "body legacy-025", "body legacy-039", "body legacy-050", "body malformed-019", "body thirdparty-016", "body thirdparty-018",
        // Text after what the standard calls the body is to them an attachment without a name; we show it.
        "body malformed-008", "body malformed-009", "body malformed-011", "body rfc-000",
        // Boundaries that are broken or missing: each program cuts elsewhere. Nothing of the text is lost.
        "body malformed-001", "body malformed-016", "body malformed-017", "body malformed-020", "body malformed-021", "body thirdparty-005",
        // They keep control characters.
        "body thirdparty-000",
        // A path as a file's name: its strokes become lines below.
        "names rfc-001",
    ];

    public static readonly HashSet<string> Replies =
    [
        // They keep the signature.
        "talon-iphone.eml", "talon-sparrow.eml",
        // They drop what was answered below a quote, on purpose of their own; an answer stays visible here.
        "willdurand-erp-email_2.txt", "github-erp-email_1_2.txt",
        // A template whose [DATE] stands for many headers.
        "willdurand-erp-email_with_date_headers.txt",
    ];

    public static readonly HashSet<string> Bounces =
    [
        // A person wants to be unsubscribed, a list has a rule, a person passes a bounce on: none of them is one.
        "bsd-arf-26.eml", "bsd-lhost-fml-02.eml", "bsd-lhost-sendmail-14.eml",
    ];
}

/// <summary>Whether HTML is harmless, judged by another parser pass than the one that cleaned it.</summary>
static class Harmless
{
    static readonly string[] Tags = ["html", "head", "body", "p", "div", "span", "br", "hr", "strong", "b", "em", "i", "u", "s", "del", "ins", "strike", "small", "big", "sub", "sup", "font", "center", "a", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "tt", "h1", "h2", "h3", "h4", "h5", "h6", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "img", "address", "section", "article", "header", "footer", "main", "figure", "figcaption", "abbr", "cite", "q", "kbd", "samp", "var", "label", "nav", "aside", "mark"];
    static readonly string[] Attributes = ["href", "src", "alt", "title", "colspan", "rowspan", "lang", "dir", "start", "rel", "target", "data-remote"];

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
