using System.Buffers.Binary;
using System.Net;
using MimeKit;
using SkiaSharp;
using Tresen.Mail;
using Tresen.Platform.Web;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Rig;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Conversations;

/// <summary>Pictures in mails and beside them.</summary>
public sealed class PicturesTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly PictureServer server = new();
    Browser theo = null!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task B06_nothing_is_fetched_before_somebody_asks_and_then_only_the_picture()
    {
        await Open(servesHere: true);
        var picture = server.Put("logo.png", Png(40, 20), "image/png");
        var (ticket, message) = await Html($"<p>Hallo <img src=\"{picture}\" alt=\"Logo\" width=\"40\"><img src=\"{server.Put("pixel.png", Png(1, 1), "image/png")}\" width=\"1\" height=\"1\"><img srcset=\"{picture}?s 2x\" alt=\"\"></p><table background=\"{picture}?b\"><tr><td style=\"background:url({picture}?c)\">x</td></tr></table><video poster=\"{picture}?v\"></video><link rel=\"dns-prefetch\" href=\"{picture}?l\">");

        var page = await theo.Open($"/tickets/{ticket}");
        page.One($"form[action='/messages/{message}/frame']").GetAttribute("target").ShouldBe($"mail-{message}");
        var before = await theo.Get($"/messages/{message}/frame");
        before.Html.ShouldContain("[Logo]");
        before.Html.ShouldNotContain(server.Address);
        server.Requests.ShouldBeEmpty();

        var after = await theo.Send($"/messages/{message}/frame");
        after.Status.ShouldBe(200);
        after.Html.ShouldContain("data:image/png;base64,");
        after.Html.ShouldNotContain(server.Address);
        after.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("img-src data:");
        var asked = server.Requests.ShouldHaveSingleItem();
        asked.ShouldStartWith("GET /logo.png ");
        asked.ShouldNotContain("Cookie", Case.Insensitive);
        asked.ShouldNotContain("Referer", Case.Insensitive);
        await theo.Send($"/messages/{message}/frame");
        server.Requests[1].ShouldNotContain("Cookie", Case.Insensitive); // what it was given is forgotten
    }

    [Fact]
    public async Task B06_nothing_of_our_own_network_is_asked_whatever_a_mail_names()
    {
        await Open(servesHere: false);
        var picture = server.Put("logo.png", Png(40, 20), "image/png");
        var (_, message) = await Html($"<p><img src=\"{picture}\" alt=\"eins\"><img src=\"http://[::ffff:127.0.0.1]:{new Uri(picture).Port}/logo.png\" alt=\"zwei\"><img src=\"http://localhost:{new Uri(picture).Port}/logo.png\" alt=\"drei\"><img src=\"http://192.168.0.1/logo.png\" alt=\"vier\"><img src=\"file:///etc/passwd\" alt=\"fünf\"></p>");

        var frame = await theo.Send($"/messages/{message}/frame");
        frame.Html.ShouldContain("[eins][zwei][drei][vier][fünf]");
        frame.Html.ShouldNotContain("data:image");
        server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.20.0.1", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("fd12::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("64:ff9b::a00:1", true)]
    [InlineData("2002:a00:1::", true)]
    [InlineData("2001:0:a00::", true)]
    [InlineData("93.184.216.34", false)]
    [InlineData("172.32.0.1", false)]
    [InlineData("2606:2800:220:1::1", false)]
    public void B06_D14_private_addresses_are_closed_to_what_strangers_name(string address, bool isPrivate) =>
        OutgoingAddress.IsPrivate(IPAddress.Parse(address)).ShouldBe(isPrivate);

    [Fact]
    public async Task B06_a_redirect_is_looked_at_and_not_followed_inside()
    {
        await Open(servesHere: true);
        server.Put("ziel.png", Png(40, 20), "image/png");
        var (_, message) = await Html($"<img src=\"{server.Lead("weiter.png", "/ziel.png")}\" alt=\"gut\"><img src=\"{server.Lead("innen.png", "http://192.168.0.1/x.png")}\" alt=\"innen\"><img src=\"{server.Lead("datei.png", "file:///etc/passwd")}\" alt=\"datei\"><img src=\"{server.Lead("kreis.png", "/kreis.png")}\" alt=\"kreis\">");

        var frame = await theo.Send($"/messages/{message}/frame");
        frame.Document.QuerySelectorAll("img[src^='data:']").Length.ShouldBe(1);
        frame.Html.ShouldContain("[innen][datei][kreis]");
    }

    [Fact]
    public async Task B06_B16_only_pictures_of_a_bearable_size_are_shown_and_drawn_anew()
    {
        await Open(servesHere: true);
        var drawn = Png(4000, 30);
        var (_, message) = await Html($"<img src=\"{server.Put("svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"u8.ToArray(), "image/svg+xml")}\" alt=\"svg\"><img src=\"{server.Put("html", "<script>alert(1)</script>"u8.ToArray(), "image/png")}\" alt=\"html\"><img src=\"{server.Put("gross", Bomb(50_000, 50_000), "image/png")}\" alt=\"groß\"><img src=\"{server.Put("lang", new byte[6_000_000], "image/png")}\" alt=\"lang\"><img src=\"{server.Put("breit", drawn, "image/png")}\" alt=\"breit\">");

        var frame = await theo.Send($"/messages/{message}/frame");
        frame.Html.ShouldContain("[svg][html][groß][lang]");
        var shown = Convert.FromBase64String(frame.One("img").GetAttribute("src")!.Split(',')[1]);
        using var codec = SKCodec.Create(new MemoryStream(shown));
        (codec.Info.Width, codec.Info.Height).ShouldBe((1600, 12));
    }

    [Fact]
    public async Task B16_a_picture_of_fifty_thousand_pixels_a_side_is_handed_to_no_browser()
    {
        await Open(servesHere: false);
        var builder = new BodyBuilder { HtmlBody = "<p><img src=\"cid:klein@x\" alt=\"klein\"><img src=\"cid:bombe@x\" alt=\"Bombe\"></p>" };
        builder.LinkedResources.Add("klein.png", Png(10, 10), ContentType.Parse("image/png")).ContentId = "klein@x";
        builder.LinkedResources.Add("bombe.png", Bomb(50_000, 50_000), ContentType.Parse("image/png")).ContentId = "bombe@x";
        builder.Attachments.Add("anbei.png", Bomb(50_000, 50_000), ContentType.Parse("image/png"));
        var letter = Letter("Bombe");
        letter.Body = builder.ToMessageBody();
        var message = await app.Message(await app.Arrive(letter));

        var frame = await theo.Get($"/messages/{message.Id}/frame");
        frame.Document.QuerySelectorAll("img").Length.ShouldBe(1);
        frame.Html.ShouldContain("[Bombe]");
        var bomb = message.Attachments.Single(a => a.Name == "anbei.png");
        var thumbnail = await theo.Get($"/attachments/{bomb.Id}/thumbnail");
        thumbnail.Status.ShouldBe(200);
        thumbnail.Response.Content.Headers.ContentLength.ShouldNotBeNull();
        thumbnail.Response.Content.Headers.ContentLength!.Value.ShouldBeLessThan(200);
    }

    [Fact]
    public async Task B10_B13_a_thumbnail_is_drawn_anew_for_who_sees_the_message()
    {
        await Open(servesHere: false);
        var letter = Letter("Foto");
        var builder = new BodyBuilder { TextBody = "Anbei" };
        builder.Attachments.Add("foto.png", [.. Png(900, 300), .. "<script>alert(1)</script>"u8], ContentType.Parse("image/png"));
        builder.Attachments.Add("bild.svg", "<svg onload=\"alert(1)\"/>"u8.ToArray(), ContentType.Parse("image/svg+xml"));
        letter.Body = builder.ToMessageBody();
        var raw = await app.Arrive(letter);
        var message = await app.Message(raw);
        var (photo, svg) = (message.Attachments.Single(a => a.Name == "foto.png").Id, message.Attachments.Single(a => a.Name == "bild.svg").Id);

        (await theo.Open($"/tickets/{(await app.Ticket(raw)).Number}")).Document.QuerySelectorAll("img.file-thumbnail").Length.ShouldBe(1);
        var answer = await theo.Get($"/attachments/{photo}/thumbnail");
        var bytes = await answer.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using (var codec = SKCodec.Create(new MemoryStream(bytes)))
        {
            (codec.Info.Width, codec.Info.Height).ShouldBe((240, 80));
        }

        System.Text.Encoding.Latin1.GetString(bytes).ShouldNotContain("script");
        answer.Response.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        answer.Response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        (await theo.Get($"/attachments/{svg}/thumbnail")).Status.ShouldBe(404);
        (await theo.Get("/attachments/999999/thumbnail")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_logo_that_comes_with_each_mail_is_folded_from_the_third_on()
    {
        await Open(servesHere: false);
        RawMail raw = null!;
        for (var i = 0; i < 3; i++)
        {
            var letter = Letter("Tor " + i, $"Mail {i}");
            var builder = new BodyBuilder { TextBody = $"Mail {i}" };
            builder.Attachments.Add("logo.png", Png(30, 30), ContentType.Parse("image/png"));
            builder.Attachments.Add("foto.png", Png(31 + i, 30), ContentType.Parse("image/png"));
            letter.Body = builder.ToMessageBody();
            raw = await app.Arrive(letter);
            var page = await theo.Open($"/tickets/{(await app.Ticket(raw)).Number}");
            page.All(".message > .files .file").Count.ShouldBe(i < 2 ? 2 : 1);
        }

        (await theo.Open($"/tickets/{(await app.Ticket(raw)).Number}")).One("details.quote .file").TextContent.ShouldContain("logo.png");
    }

    [Fact]
    public async Task B14_a_mail_shows_its_own_pictures_alone()
    {
        await Open(servesHere: false);
        var first = Letter("Bild");
        var builder = new BodyBuilder { HtmlBody = "<img src=\"cid:bild@x\">" };
        builder.LinkedResources.Add("bild.png", Png(10, 10), ContentType.Parse("image/png")).ContentId = "bild@x";
        first.Body = builder.ToMessageBody();
        var owner = await app.Message(await app.Arrive(first));
        (await theo.Get($"/messages/{owner.Id}/frame")).Html.ShouldContain("data:image/png");

        var attachment = owner.Attachments.ShouldHaveSingleItem().Id;
        var (_, other) = await Html($"<p><img src=\"cid:bild@x\" alt=\"fremd\"><img src=\"/attachments/{attachment}\" alt=\"pfad\"><img src=\"/attachments/{attachment}/thumbnail\" alt=\"klein\"><img src=\"cid:%2e%2e/bild@x\"></p>");
        var frame = await theo.Get($"/messages/{other}/frame");
        frame.Html.ShouldContain("[fremd][pfad][klein]");
        frame.Document.QuerySelector("img").ShouldBeNull();
    }

    async Task Open(bool servesHere)
    {
        if (servesHere)
        {
            app.Set["Tresen:PicturesOnThisMachine"] = "true";
        }

        theo = await app.As(World.Theo);
    }

    async Task<(int Ticket, int Message)> Html(string html)
    {
        var letter = Letter("Bilder");
        letter.Body = new TextPart("html") { Text = html };
        var raw = await app.Arrive(letter);
        return ((await app.Ticket(raw)).Number, (await app.Message(raw)).Id);
    }

    static byte[] Png(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Teal);
        using var image = SKImage.FromBitmap(bitmap);
        return image.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    /// <summary>A small file that says to be huge.</summary>
    static byte[] Bomb(int width, int height)
    {
        var png = Png(8, 8);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Checksum(png.AsSpan(12, 17)));
        return png;
    }

    static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            sum ^= b;
            for (var i = 0; i < 8; i++)
            {
                sum = (sum >> 1) ^ (0xEDB88320u & (uint)-(int)(sum & 1));
            }
        }

        return ~sum;
    }

    public async ValueTask DisposeAsync()
    {
        theo?.Dispose();
        server.Dispose();
        await app.DisposeAsync();
    }
}
