using Tresen.Tests.Mail.Intake;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Mail;

/// <summary>A mail as it came or went, as text.</summary>
public sealed class OriginalTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    Browser theo = null!;

    public async ValueTask InitializeAsync() => theo = await app.As(World.Theo);

    [Fact]
    public async Task B04_head_and_source_are_shown_as_text_and_nothing_of_it_is_drawn()
    {
        var raw = await app.Arrive(Bytes("From: Karin <karin@muellerbau.example>\nTo: service@hafen.example\nSubject: <b>Tor</b>\nMessage-ID: <o1@muellerbau.example>\nX-Odd: a\u202Eb\nContent-Type: text/html; charset=utf-8\n\n<p>Grüße</p><script>alert(1)</script><img src=\"https://spion.example/p.gif\">\n"));
        var ticket = await app.Ticket(raw);
        var page = await theo.Open($"/tickets/{ticket.Number}");
        page.One($"a[href='/mail/raw/{raw.Id}']").HasAttribute("download").ShouldBeTrue();

        var original = await theo.Open(page.One($"a[href='/mail/originals/{raw.Id}']").GetAttribute("href")!);
        original.All("pre")[0].ShouldContain("Subject: <b>Tor</b>");
        original.All("pre")[0].ShouldContain("X-Odd: a\\u202Eb");
        original.All("pre")[1].ShouldContain("<p>Grüße</p><script>alert(1)</script>");
        original.Document.QuerySelector("pre *").ShouldBeNull();
        original.One($"a[href='/mail/raw/{raw.Id}']").HasAttribute("download").ShouldBeTrue();
    }

    [Fact]
    public async Task What_went_out_is_shown_as_it_went()
    {
        using var sink = new Rig.SmtpSink();
        await app.Connect(World.ServiceAddress, null, sink);
        var (_, message, mail) = await app.Answered();
        await app.RunJobs();

        var page = await theo.Open($"/tickets/{(await app.Ticket(await app.Raw(message.RawMailId!.Value))).Number}");
        var original = await theo.Open(page.One($"a[href='/mail/outbox/{mail.Id}/original']").GetAttribute("href")!);
        original.All("pre")[0].ShouldContain("Message-Id: <" + mail.MessageId);
        original.One($"a[href='/mail/outbox/{mail.Id}/raw']").TextContent.ShouldContain(".eml laden");
    }

    [Fact]
    public async Task A_long_mail_is_cut_and_says_so()
    {
        var raw = await app.Arrive(Letter("Lang", new string('x', 100) + "\n" + string.Concat(Enumerable.Repeat("Zeile mit Text\n", 40_000))));
        var original = await theo.Open($"/mail/originals/{raw.Id}");
        original.ShouldSay("Die Mail ist länger.");
        original.Html.Length.ShouldBeLessThan(600_000);
    }

    [Fact]
    public async Task B13_an_original_is_seen_by_who_sees_its_message()
    {
        var raw = await app.Arrive(Letter("Rechnung", to: World.BuchhaltungAddress), World.BuchhaltungAddress);
        (await theo.Get($"/mail/originals/{raw.Id}")).Status.ShouldBe(404);
        using var bodo = await app.As(World.Bodo);
        (await bodo.Get($"/mail/originals/{raw.Id}")).Status.ShouldBe(200);
    }

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        await app.DisposeAsync();
    }
}
