using System.Text;
using CsCheck;
using MimeKit;
using Tresen.Platform.Files;
using Tresen.Tests.Mail.Intake;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Conversations;

/// <summary>Files of others on the disks of our people.</summary>
public sealed class FileNameTests
{
    [Theory]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("...", "Datei")]
    [InlineData("\u200B.htaccess", "htaccess")]
    [InlineData("..\\..\\windows\\system.ini", "system.ini")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("%2e%2e/%2E%2e%5cetc%2fpasswd", "passwd")]
    [InlineData("%2e%2e/", "Datei")]
    [InlineData("Rechnung.pdf.", "Rechnung.pdf")]
    [InlineData("Rechnung.pdf . . ", "Rechnung.pdf")]
    [InlineData("CON", "_CON")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("com1 .log", "_com1 .log")]
    [InlineData("Konto.txt", "Konto.txt")]
    [InlineData("Rechnung\u202Efdp.exe", "Rechnungfdp.exe")]
    [InlineData("Rechnung\u200Ffdp\u061C.exe", "Rechnungfdp.exe")]
    [InlineData("a\0b.exe\0.pdf", "ab.exe.pdf")]
    [InlineData("a%00.pdf", "a.pdf")]
    [InlineData("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf")]
    [InlineData("Plan: Tor <3>.pdf", "Plan_ Tor _3_.pdf")]
    [InlineData("100 %.txt", "100 %.txt")]
    [InlineData("Ma\u0308rz.pdf", "März.pdf")]
    [InlineData("", "Datei")]
    public void B12_names_become_harmless_on_every_disk(string given, string kept) => Upload.Harmless(given).ShouldBe(kept);

    [Fact]
    public void B12_long_names_keep_their_ending_and_fit() =>
        Gen.Select(Gen.Int[1, 400], Gen.OneOf(Gen.Const("a"), Gen.Const("ä"), Gen.Const("木"), Gen.Const("😀"))).Sample((length, letter) =>
        {
            var name = Upload.Harmless(string.Concat(Enumerable.Repeat(letter, length)) + ".pdf");
            return name.EndsWith(".pdf", StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(name) <= 255 && name.IsNormalized();
        }, iter: 300);

    [Fact]
    public void B12_making_harmless_once_is_enough() =>
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char["./\\%2eCONcon: "]), 0, 40].Sample(name => Upload.Harmless(Upload.Harmless(name)) == Upload.Harmless(name), iter: 5000);

    [Fact]
    public async Task B10_B11_active_files_are_for_saving_alone_whatever_they_say_to_be()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        var builder = new BodyBuilder { TextBody = "Anbei" };
        (string Name, string Type)[] files =
        [
            ("seite.html", "text/html"), ("bild.svg", "image/svg+xml; x=y"), ("daten.xml", "application/xml"), ("seite.xhtml", "application/xhtml+xml"), ("archiv.mhtml", "multipart/related"), ("film.swf", "application/x-shockwave-flash"),
            ("formular.pdf", "application/pdf"), ("bild.png", "text/html"), ("seite.htm", "image/png"), ("skript.js", "text/javascript"), ("ohne", "unsinn/unsinn"),
        ];
        foreach (var (name, type) in files.Where(f => !f.Type.StartsWith("multipart", StringComparison.Ordinal)))
        {
            builder.Attachments.Add(name, "<script>alert(1)</script>"u8.ToArray(), ContentType.Parse(type));
        }

        var letter = Letter("Dateien");
        letter.Body = builder.ToMessageBody();
        foreach (var attachment in (await app.Message(await app.Arrive(letter))).Attachments)
        {
            var answer = await theo.Get($"/attachments/{attachment.Id}");
            answer.Status.ShouldBe(200);
            var headers = answer.Response.Content.Headers;
            headers.ContentType!.MediaType.ShouldBe("application/octet-stream", attachment.Name);
            headers.ContentDisposition!.DispositionType.ShouldBe("attachment", attachment.Name);
            answer.Response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
            answer.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("sandbox");
        }
    }

    [Fact]
    public async Task B11_no_page_runs_a_file_that_somebody_sent()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        var policy = (await theo.Open("/")).Response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("script-src 'self';"); // and a file of ours is none: its type isn't a script's, and nosniff keeps it so
    }
}
