using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Tests.Mail.Intake;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Mail.Reading;

/// <summary>What a mail holds besides its text, as the ticket shows it.</summary>
public sealed class FindingPageTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    Browser theo = null!;

    public async ValueTask InitializeAsync() => theo = await app.As(World.Theo);

    [Fact]
    public async Task B05_an_appointment_stands_above_the_text_as_text()
    {
        var page = await Show("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nBitte kommen.\n--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:<img src=x onerror=alert(1)>Abnahme\nLOCATION:<b>Halle</b>\nDTSTART:20261126T083000Z\nDTEND:20261126T093000Z\nORGANIZER:mailto:karin@muellerbau.example\nDESCRIPTION:<script>alert(2)</script>\nEND:VEVENT\nEND:VCALENDAR\n--b--\n");
        page.One(".message .findings li").TextContent.ShouldContain("Einladung von karin@muellerbau.example: <img src=x onerror=alert(1)>Abnahme · 26.11.2026 09:30 – 10:30 · <b>Halle</b>");
        page.Document.QuerySelector(".message img, .message script").ShouldBeNull();
        page.One(".message-body").TextContent.ShouldBe("Bitte kommen.");
    }

    [Fact]
    public async Task B05_an_enclosed_mail_is_folded_and_text_alone()
    {
        var page = await Show("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSiehe unten.\n--b\nContent-Type: message/rfc822\n\nFrom: Jens <jens@ohlsen.example>\nSubject: Alte <b>Sache</b>\nContent-Type: text/html\n\n<p>Guten Tag<script>alert(1)</script> <b>Karin</b></p>\n--b--\n");
        var folded = page.One(".message details.quote");
        folded.HasAttribute("open").ShouldBeFalse();
        folded.TextContent.ShouldContain("Beigelegte Mail: Alte <b>Sache</b>");
        folded.TextContent.ShouldContain("Jens <jens@ohlsen.example>");
        folded.TextContent.ShouldContain("Guten Tag Karin");
        folded.QuerySelector("b, script").ShouldBeNull();
    }

    [Fact]
    public async Task B22_an_encrypted_mail_says_so_and_nothing_of_it_is_opened()
    {
        var page = await Show("Content-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----\n");
        page.One(".findings").TextContent.ShouldContain("Diese Mail ist verschlüsselt.");
    }

    [Fact]
    public async Task What_was_found_goes_when_the_message_is_erased()
    {
        var raw = await app.Arrive(Mail("Content-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----\n"));
        await app.Db(async db =>
        {
            (await db.Messages.Include(m => m.Addressees).Include(m => m.Attachments).AsSplitQuery().SingleAsync(m => m.RawMailId == raw.Id)).Erase("Person 1");
            return await db.SaveChangesAsync();
        });
        (await app.Message(raw)).Findings.ShouldBe("");
    }

    async Task<Answer> Show(string rest) => await theo.Open($"/tickets/{(await app.Ticket(await app.Arrive(Mail(rest)))).Number}");

    static byte[] Mail(string rest) => Bytes("From: Karin <karin@muellerbau.example>\nTo: service@hafen.example\nSubject: Tor\nMessage-ID: <" + Guid.NewGuid().ToString("N") + "@muellerbau.example>\nMIME-Version: 1.0\n" + rest);

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        await app.DisposeAsync();
    }
}
