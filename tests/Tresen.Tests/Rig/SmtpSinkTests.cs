using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Tresen.Tests.Rig;

public sealed class SmtpSinkTests
{
    [Fact]
    public async Task It_takes_a_mail_in_as_it_was_written()
    {
        using var sink = new SmtpSink();
        await Send(sink, "karin@muellerbau.example");

        var mail = sink.Mails.ShouldHaveSingleItem();
        mail.Recipients.ShouldBe(["karin@muellerbau.example"]);
        mail.Message.TextBody!.ReplaceLineEndings("\n").ShouldBe("Moin,\n.\nbis bald\n");
    }

    [Fact]
    public async Task It_refuses_a_recipient_for_good_or_for_now()
    {
        using var sink = new SmtpSink { OnRecipient = r => r.StartsWith("karin", StringComparison.Ordinal) ? "550 no such user" : "451 later" };

        (await Should.ThrowAsync<SmtpCommandException>(Send(sink, "karin@muellerbau.example"))).StatusCode.ShouldBe(SmtpStatusCode.MailboxUnavailable);
        (await Should.ThrowAsync<SmtpCommandException>(Send(sink, "jens@ohlsen.example"))).StatusCode.ShouldBe(SmtpStatusCode.ErrorInProcessing);
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_has_the_mail_and_hangs_up_without_saying_so()
    {
        using var sink = new SmtpSink { CutsAfterText = true, WaitsAfterText = TimeSpan.FromMilliseconds(200) };

        await Should.ThrowAsync<Exception>(Send(sink, "karin@muellerbau.example"));

        sink.Mails.Count.ShouldBe(1);
    }

    static async Task Send(SmtpSink sink, string to)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", sink.Port, SecureSocketOptions.None);
        await client.AuthenticateAsync("tresen", SmtpSink.Password);
        var mail = new MimeMessage([MailboxAddress.Parse("service@hafen.example")], [MailboxAddress.Parse(to)], "Termin", new TextPart("plain") { Text = "Moin,\n.\nbis bald\n" });
        await client.SendAsync(mail);
    }
}
