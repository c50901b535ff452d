using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using SkiaSharp;
using Tresen.Conversations;
using Tresen.Platform.Files;
using Tresen.Tests.Mail;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Conversations;

/// <summary>Pictures within the text of a mail, as the editor sends them.</summary>
public sealed class PictureTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly SmtpSink sink = new();
    Browser theo = null!;
    int ticket;

    public async ValueTask InitializeAsync()
    {
        await app.Connect(World.ServiceAddress, sink: sink);
        theo = await app.As(World.Theo);
        ticket = await app.NewTicket();
    }

    [Fact]
    public async Task A_picture_in_the_text_goes_with_the_mail_and_stands_in_the_timeline()
    {
        var png = Picture(SKEncodedImageFormat.Png);
        var source = await Upload(theo, png);
        (await theo.Get(source)).Response.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        await Write($"""<div>Bitte hier drücken:</div><figure data-trix-attachment="x"><img src="{source}" width="5" onerror="alert(1)" alt="knopf.png"><figcaption>knopf</figcaption></figure><div>Danke.</div>""");

        var message = sink.Mails.ShouldHaveSingleItem().Message;
        var alternative = message.Body.ShouldBeOfType<MultipartAlternative>();
        var related = alternative[1].ShouldBeOfType<MultipartRelated>();
        var picture = (MimePart)related[1];
        picture.ContentType.MimeType.ShouldBe("image/png");
        picture.ContentDisposition!.Disposition.ShouldBe("inline");
        message.HtmlBody!.ShouldContain($"""<img src="cid:{picture.ContentId}" alt="knopf.png">""");
        message.HtmlBody!.ShouldNotContain("onerror");
        message.HtmlBody!.ShouldNotContain("/drafts/");
        message.TextBody!.ShouldContain("[knopf.png]");
        using var content = new MemoryStream();
        picture.Content!.DecodeTo(content, TestContext.Current.CancellationToken);
        content.ToArray().ShouldBe(png);

        var page = await theo.Open($"/tickets/{ticket}");
        var shown = page.One(".message-out .message-body img").GetAttribute("src")!;
        var fetched = await theo.Get(shown);
        fetched.Response.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        fetched.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("sandbox");
        fetched.Response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Document.QuerySelectorAll(".message-out a.file").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_beside_a_picture_stays_a_file()
    {
        var source = await Upload(theo, Picture(SKEncodedImageFormat.Jpeg));
        var page = await theo.Open($"/tickets/{ticket}/conversations/new");
        var sent = await theo.SendFiles($"/tickets/{ticket}/conversations", [("To", "karin@muellerbau.example"), ("Subject", "Anleitung"), ("Body", $"""<div>Anbei <img src="{source}" alt="Bild"></div>"""), ("BodyFormat", "html"), ("MailboxId", page.One("[name=MailboxId] option[selected]").GetAttribute("value")), ("Seen", page.One("[name=Seen]").GetAttribute("value")), ("Do", "send")], ("Files", "anleitung.txt", "Text"u8.ToArray()));
        sent.LedTo.ShouldNotBeNull(sent.Text);
        await Later();

        var mixed = sink.Mails.ShouldHaveSingleItem().Message.Body.ShouldBeOfType<Multipart>();
        ((MultipartAlternative)mixed[0])[1].ShouldBeOfType<MultipartRelated>().Count.ShouldBe(2);
        ((MimePart)mixed[1]).FileName.ShouldBe("anleitung.txt");
    }

    [Fact]
    public async Task In_a_draft_a_picture_stays_until_it_is_taken_out_and_then_is_let_go()
    {
        var source = await Upload(theo, Picture(SKEncodedImageFormat.Png));
        await Save($"""<div>Hier: <img src="{source}" alt="knopf.png"></div>""");
        var address = (await theo.Open($"/tickets/{ticket}")).One("a[href^='/drafts/']").GetAttribute("href")!;
        using var lena = await app.As(World.Lena);
        var edit = await lena.Open(address);
        var html = edit.One("textarea[name=Body]").GetAttribute("data-html")!;
        html.ShouldContain("/pictures/");
        html.ShouldNotContain("cid:");
        edit.ShouldNotSay("Schon angehängt");

        await lena.Submit(edit, address, ("Body", html + "<div>Von Lena.</div>"), ("BodyFormat", "html"), ("Do", "save"));
        (await app.Db(db => db.Attachments.CountAsync(a => a.IsInline))).ShouldBe(1);
        edit = await lena.Open(address);
        edit.One("textarea[name=Body]").GetAttribute("data-html")!.ShouldContain("/pictures/");

        await lena.Submit(edit, address, ("Body", "<div>Ohne Bild.</div>"), ("BodyFormat", "html"), ("Do", "save"));
        (await app.Db(db => db.Attachments.CountAsync())).ShouldBe(0);
        (await app.Db(db => db.Set<StoredFile>().SingleAsync())).References.ShouldBe(0);
    }

    [Fact]
    public async Task B10_what_is_no_picture_is_refused_whatever_it_is_called()
    {
        foreach (var content in new[] { "<script>alert(1)</script>"u8.ToArray(), "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), "GIF89a"u8.ToArray(), [] })
        {
            (await theo.SendFiles("/drafts/pictures", [], ("picture", "bild.png", content))).Status.ShouldBe(422);
        }
    }

    [Fact]
    public async Task B16_a_picture_that_would_unpack_to_far_too_much_is_refused_unread()
    {
        byte[] png = Picture(SKEncodedImageFormat.Png);
        (png[16], png[17], png[18], png[19]) = (0, 0, 0xC3, 0x50); // says to be 50,000 points wide
        (png[20], png[21], png[22], png[23]) = (0, 0, 0xC3, 0x50);
        (await theo.SendFiles("/drafts/pictures", [], ("picture", "bild.png", png))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task B14_pictures_of_others_and_from_elsewhere_never_come_into_a_mail()
    {
        using var lena = await app.As(World.Lena);
        var hers = await Upload(lena, Picture(SKEncodedImageFormat.Png));
        (await theo.Get(hers)).Status.ShouldBe(404);
        var refused = await Send(theo, $"""<div>x<img src="{hers}"></div>""");
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Ein Bild ist nicht mehr da.");

        var mine = await Upload(theo, Picture(SKEncodedImageFormat.Png));
        await Write($"""<div>Erstes <img src="{mine}" alt="a"></div>""");
        var kept = (await theo.Open($"/tickets/{ticket}")).One(".message-out .message-body img").GetAttribute("src")!;
        await Write($"""<div>Zweites <img src="{kept}"><img src="https://fremd.example/zaehler.gif"><img src="cid:fremd"><img src="data:image/png;base64,AAAA"><a href="cid:x">l</a></div>""");
        sink.Mails[1].Message.HtmlBody!.ShouldNotContain("<img");
        sink.Mails[1].Message.HtmlBody!.ShouldNotContain("cid:");
    }

    [Fact]
    public async Task B13_a_picture_shows_to_those_who_see_its_message_alone()
    {
        using var bodo = await app.As(World.Bodo);
        var secret = await app.NewTicket("Pfändung", World.Buchhaltung);
        var source = await Upload(bodo, Picture(SKEncodedImageFormat.Png));
        var page = await bodo.Open($"/tickets/{secret}/conversations/new");
        await bodo.Submit(page, $"/tickets/{secret}/conversations", ("Body", $"""<div>x<img src="{source}"></div>"""), ("BodyFormat", "html"), ("Do", "save"));
        var shown = (await bodo.Open($"/tickets/{secret}")).One(".message-out .message-body img").GetAttribute("src")!;
        (await bodo.Get(shown)).Status.ShouldBe(200);
        (await theo.Get(shown)).Status.ShouldBe(404);
        using var stranger = app.Stranger();
        (await stranger.Get(shown)).Status.ShouldNotBe(200);
    }

    [Fact]
    public async Task What_was_typed_with_a_picture_in_it_is_not_lost_when_something_else_is_wrong()
    {
        var source = await Upload(theo, Picture(SKEncodedImageFormat.Png));
        var page = await theo.Open($"/tickets/{ticket}/conversations/new");
        var refused = await theo.Submit(page, $"/tickets/{ticket}/conversations", ("To", "keine adresse"), ("Body", $"""<div>Hier <img src="{source}"></div>"""), ("BodyFormat", "html"), ("Do", "send"));
        refused.Status.ShouldBe(422);
        refused.One("textarea[name=Body]").GetAttribute("data-html")!.ShouldContain(source);
    }

    static async Task<string> Upload(Browser who, byte[] content)
    {
        var answer = await who.SendFiles("/drafts/pictures", [], ("picture", "knopf.png", content));
        answer.Status.ShouldBe(200, answer.Text);
        return JsonDocument.Parse(answer.Html).RootElement.GetProperty("src").GetString()!;
    }

    async Task<Answer> Send(Browser who, string html, string how = "send") =>
        await who.Submit(await who.Open($"/tickets/{ticket}/conversations/new"), $"/tickets/{ticket}/conversations", ("Body", html), ("BodyFormat", "html"), ("Do", how));

    async Task Save(string html) => (await Send(theo, html, "save")).LedTo.ShouldNotBeNull();

    async Task Write(string html)
    {
        var sent = await Send(theo, html);
        sent.LedTo.ShouldNotBeNull(sent.Text);
        await Later();
    }

    async Task Later()
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobs();
    }

    static byte[] Picture(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(5, 4);
        bitmap.Erase(SKColors.Teal);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        sink.Dispose();
        await app.DisposeAsync();
    }
}
