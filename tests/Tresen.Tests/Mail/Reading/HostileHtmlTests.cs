using MimeKit;
using Tresen.Mail.Reading;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Rig;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Mail.Reading;

/// <summary>HTML that means harm. In a real browser: <c>HostileMailStory</c>.</summary>
public sealed class HostileHtmlTests
{
    [Fact]
    public void B01_B02_B08_B09_nothing_of_our_own_set_could_run_or_be_fetched_and_a_second_pass_changes_nothing()
    {
        foreach (var (id, html) in HostileHtml.Own)
        {
            var once = MailHtml.Clean(html);
            Harmless.Html(once, id);
            MailHtml.Clean(once).ShouldBe(once, $"{id} isn't stable under a second pass");
        }
    }

    [Theory]
    [InlineData("<scr<script>ipt>alert(1)</scr</script>ipt>")]
    [InlineData("<scr<script></script>ipt>alert(1)</script>")]
    [InlineData("<scr\0ipt>alert(1)</scr\0ipt>")]
    [InlineData("<<script>script>alert(1)<</script>/script>")]
    [InlineData("<img src=\"x\" on<script></script>error=alert(1)>")]
    [InlineData("<a href=\"jav<b></b>ascript:alert(1)\">x</a>")]
    [InlineData("<o:p><scr</o:p>ipt>alert(1)</script>")]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt;")]
    public void B03_nothing_grows_together_once_something_was_taken_out(string html)
    {
        var once = MailHtml.Clean(html);
        Harmless.Html(once, html);
        once.ShouldNotContain("<script", Case.Insensitive);
        MailHtml.Clean(once).ShouldBe(once);
    }

    [Fact]
    public async Task B04_what_a_mail_says_is_text_wherever_else_it_is_told()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        const string Evil = "</title><script>alert(1)</script><img src=x onerror=alert(1)> Torwaechter \"'`{{7*7}}${7*7}";
        var letter = Letter(Evil, Evil, name: Evil);
        letter.Body = new TextPart("html") { Text = $"<p>Torwaechter</p><p>{System.Net.WebUtility.HtmlEncode(Evil)}</p>{Evil}" };
        var raw = await app.Arrive(letter);
        var (ticket, message) = (await app.Ticket(raw), await app.Message(raw));
        await app.RunJobs();

        foreach (var path in new[]
        {
            $"/tickets/{ticket.Number}", "/tickets", "/search?q=Torwaechter", "/notifications", "/", $"/tickets/{ticket.Number}/history", $"/tickets/{ticket.Number}/job-sheet", "/tickets/export?format=print",
            $"/conversations/{message.Conversation!.Number}/messages/new?answering={message.Id}", $"/mail/originals/{raw.Id}", "/conversations",
        })
        {
            var page = await theo.Open(path);
            page.Document.QuerySelectorAll("script").ShouldAllBe(s => s.GetAttribute("src") != null || s.GetAttribute("type") == "application/json", path);
            page.Document.QuerySelectorAll("[onerror], img[src='x']").ShouldBeEmpty(path);
            page.Html.ShouldNotContain("<script>alert", Case.Insensitive, path);
        }
    }

    [Theory]
    [InlineData("<div style=\"position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:99999\">Anmelden</div>", "<div>Anmelden</div>")]
    [InlineData("<p style=\"width:1000000px\" width=\"1000000\" class=\"btn\" id=\"flash\">Text</p>", "<p>Text</p>")]
    [InlineData("<style>body{display:none}</style><p>Text</p>", "<p>Text</p>")]
    [InlineData("<p>Text</p><span style=\"display: NONE\">heimlich</span><i style=\"visibility:hidden\">heimlich</i>", "<p>Text</p>")]
    [InlineData("<link rel=stylesheet href=x><p bgcolor=red background=x onclick=y>Text</p>", "<p>Text</p>")]
    public void B07_no_style_of_a_mail_survives(string html, string kept) => MailHtml.Clean(html).ShouldBe(kept);

    [Fact]
    public async Task B07_a_mail_stays_in_its_frame()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        var letter = Letter("Overlay");
        letter.Body = new TextPart("html") { Text = HostileHtml.Own.Single(o => o.Id == "overlay").Html };
        var raw = await app.Arrive(letter);
        var frame = (await theo.Open($"/tickets/{(await app.Ticket(raw)).Number}")).One("iframe.mail-frame");
        frame.GetAttribute("sandbox")!.Split(' ').ShouldBe(["allow-popups", "allow-popups-to-escape-sandbox"]);
        var policy = (await theo.Get(frame.GetAttribute("src")!)).Response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'self'");
    }

    [Theory]
    [InlineData("text/enriched", "<bold>Hallo</bold><param>x</param>")]
    [InlineData("text/plain", "<script>alert(1)</script><b>Hallo</b>")]
    [InlineData("text/x-vcard; name=\"karte.vcf\"", "BEGIN:VCARD\nFN:<img src=x onerror=alert(1)>\nEND:VCARD")]
    public async Task B05_what_is_no_html_is_text(string type, string text)
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        var raw = await app.Arrive(Bytes($"From: Karin <karin@muellerbau.example>\nTo: service@hafen.example\nSubject: Tor\nMessage-ID: <b5@muellerbau.example>\nMIME-Version: 1.0\nContent-Type: {type}\n\n{text}\n"));
        var page = await theo.Open($"/tickets/{(await app.Ticket(raw)).Number}");
        page.Document.QuerySelectorAll(".message b:not(.message-head b), .message script, .message img, .message iframe, .message bold").ShouldBeEmpty();
    }
}
