using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Post;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail;

/// <summary>Mails of ours on their way to the server, and what becomes of them.</summary>
public sealed class TransmissionTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly SmtpSink sink = new();

    public async ValueTask InitializeAsync() => await app.Connect(World.ServiceAddress, sink: sink);

    [Fact]
    public async Task A_mail_is_accepted_with_text_html_and_the_particulars()
    {
        var id = await app.Write("Ihr Etikettendrucker – Rückfrage", "karin@muellerbau.example");
        await app.RunJobs();

        var sunk = sink.Mails.ShouldHaveSingleItem();
        var mail = await app.Mail(id);
        mail.State.ShouldBe(MailState.Accepted);
        mail.Recipients.ShouldHaveSingleItem().State.ShouldBe(RecipientState.Accepted);
        sunk.Sender.ShouldBe(World.ServiceAddress);
        sunk.Recipients.ShouldBe(["karin@muellerbau.example"]);
        sunk.Message.MessageId.ShouldBe(mail.MessageId);
        sunk.Message.Subject.ShouldBe("Ihr Etikettendrucker – Rückfrage");
        sunk.Message.From.ToString().ShouldContain("Hafen Service");
        sunk.Message.Date.ShouldBe(World.Morning);
        sunk.Message.TextBody!.ShouldContain("HRB 99999");
        sunk.Message.HtmlBody!.ShouldContain("HRB 99999");
        sunk.Message.TextBody!.ReplaceLineEndings("\n").ShouldStartWith("Guten Tag,\n.\nbis bald"); // C03: a lone dot
    }

    [Fact]
    public async Task R07_one_refused_recipient_stops_nobody_else()
    {
        sink.OnRecipient = address => address.StartsWith("weg", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null;
        var id = await app.Write("Rundschreiben", "karin@muellerbau.example", "weg@muellerbau.example", "jens@ohlsen.example");
        await app.RunJobs();
        await Later(TimeSpan.FromDays(1));

        sink.Mails.ShouldHaveSingleItem().Recipients.ShouldBe(["karin@muellerbau.example", "jens@ohlsen.example"]);
        var mail = await app.Mail(id);
        mail.State.ShouldBe(MailState.Accepted);
        var refused = mail.Recipients.Single(r => r.State == RecipientState.Rejected);
        refused.Address.ShouldBe("weg@muellerbau.example");
        refused.Error.ShouldContain("no such user");

        using var theo = await app.As(World.Theo);
        (await theo.Open("/mail/outbox")).ShouldSay("weg@muellerbau.example").ShouldSay("no such user");
    }

    [Fact]
    public async Task R05_an_answer_that_comes_too_late_leaves_the_mail_uncertain_and_it_is_not_sent_again()
    {
        var late = new TaskCompletionSource();
        using var slow = new SmtpSink { AnswersTextAfter = late.Task };
        await using var hasty = new TresenApp();
        hasty.Set["Tresen:Mail:AnswerSeconds"] = "1";
        await hasty.Connect(World.ServiceAddress, sink: slow);
        var id = await hasty.Write("Angebot", "karin@muellerbau.example");
        await hasty.RunJobs();
        (await hasty.Mail(id)).State.ShouldBe(MailState.Uncertain);

        late.SetResult(); // the server has taken it after all
        for (var day = 0; day < 4; day++)
        {
            hasty.Clock.Advance(TimeSpan.FromDays(1));
            await hasty.RunJobs();
        }

        (await hasty.Mail(id)).State.ShouldBe(MailState.Uncertain);
        slow.Heard.Count(h => h.Line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_put_off_gets_it_later_and_the_others_only_once()
    {
        var isBusy = true;
        sink.OnRecipient = address => isBusy && address.StartsWith("jens", StringComparison.Ordinal) ? "451 4.7.1 greylisted" : null;
        var id = await app.Write("Rundschreiben", "karin@muellerbau.example", "jens@ohlsen.example");
        await app.RunJobs();
        (await app.Mail(id)).State.ShouldBe(MailState.Waiting);

        isBusy = false;
        await Later(TimeSpan.FromHours(1));

        sink.Mails.Select(m => string.Join(",", m.Recipients)).ShouldBe(["karin@muellerbau.example", "jens@ohlsen.example"]);
        sink.Mails.Select(m => m.Message.MessageId).Distinct().ShouldHaveSingleItem();
        sink.Mails[0].Raw.ShouldBe(sink.Mails[1].Raw);
        (await app.Mail(id)).State.ShouldBe(MailState.Accepted);
    }

    [Fact]
    public async Task R06_a_busy_server_is_tried_for_three_days_with_growing_gaps()
    {
        sink.OnText = "451 4.3.0 try later";
        var id = await app.Write("Geduld", "karin@muellerbau.example");
        await app.RunJobs();
        var gaps = new List<TimeSpan>();
        while ((await app.Mail(id)) is { State: MailState.Waiting, NextTry: { } next })
        {
            gaps.Add(next - app.Clock.GetUtcNow());
            app.Clock.Advance(gaps[^1]);
            await app.RunJobs();
        }

        gaps[0].ShouldBeLessThan(TimeSpan.FromMinutes(2));
        gaps[4].ShouldBeGreaterThan(gaps[0] * 4);
        gaps.Max().ShouldBeLessThan(TimeSpan.FromHours(3));
        (app.Clock.GetUtcNow() - World.Morning).ShouldBeGreaterThan(TimeSpan.FromDays(3));
        var mail = await app.Mail(id);
        mail.State.ShouldBe(MailState.Rejected);
        mail.LastError.ShouldContain("drei Tagen");
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_mail_isnt_tried_again()
    {
        sink.OnText = "550 5.7.1 spam";
        var id = await app.Write("Angebot", "karin@muellerbau.example");
        await app.RunJobs();
        sink.OnText = null;
        await Later(TimeSpan.FromDays(4));

        (await app.Mail(id)).State.ShouldBe(MailState.Rejected);
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task R04_a_line_cut_after_the_text_makes_it_uncertain_and_a_person_decides()
    {
        sink.CutsAfterText = true;
        var first = await app.Write("Angebot", "karin@muellerbau.example");
        var second = await app.Write("Nachtrag", "karin@muellerbau.example");
        await app.RunJobs();
        sink.CutsAfterText = false;
        await Later(TimeSpan.FromDays(4));

        sink.Mails.Count.ShouldBe(2); // both had arrived, neither was sent again
        (await app.Mail(first)).State.ShouldBe(MailState.Uncertain);

        using var theo = await app.As(World.Theo);
        var page = (await theo.Open("/mail/outbox?state=uncertain")).ShouldSay("Angebot").ShouldSay("ungewiss");
        (await theo.Submit(page, $"/mail/outbox/{first}/arrival")).Status.ShouldBe(302);
        (await theo.Submit(page, $"/mail/outbox/{second}/repetition")).Status.ShouldBe(302);
        await app.RunJobs();

        (await app.Mail(first)).State.ShouldBe(MailState.Accepted);
        (await app.Mail(second)).State.ShouldBe(MailState.Accepted);
        sink.Mails.Count.ShouldBe(3);
        sink.Mails[2].Raw.ShouldBe(sink.Mails[1].Raw); // the same mail, Message-ID and all
    }

    [Fact]
    public async Task A_line_cut_before_the_text_is_simply_tried_again()
    {
        sink.CutsBeforeText = true;
        var id = await app.Write("Angebot", "karin@muellerbau.example");
        await app.RunJobs();
        (await app.Mail(id)).State.ShouldBe(MailState.Waiting);

        sink.CutsBeforeText = false;
        await Later(TimeSpan.FromHours(1));

        (await app.Mail(id)).State.ShouldBe(MailState.Accepted);
        sink.Mails.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task R03_R04_who_was_killed_while_sending_leaves_an_uncertain_mail()
    {
        var id = await app.Write("Angebot", "karin@muellerbau.example");
        await app.Db(async db =>
        {
            var mail = await db.OutgoingMails.FindAsync(id);
            mail!.BeginSending(app.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await app.RunJobs();
        (await app.Mail(id)).State.ShouldBe(MailState.Sending); // perhaps somebody else is still at it

        await Later(TimeSpan.FromMinutes(20));

        (await app.Mail(id)).State.ShouldBe(MailState.Uncertain);
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task R08_a_refused_sign_in_pauses_the_mailbox_with_one_sentence()
    {
        sink.OnSignIn = "535 5.7.8 wrong password";
        var id = await app.Write("Eins", "karin@muellerbau.example");
        await app.Write("Zwei", "karin@muellerbau.example");
        await app.RunJobs();
        await Later(TimeSpan.FromDays(4));

        sink.SignIns.ShouldBe(1); // trying on would lock the account
        (await app.Mailbox(World.ServiceAddress)).IsSendingPaused.ShouldBeTrue();
        using var ada = await app.As(World.Ada);
        var page = (await ada.Open("/administration/mailboxes")).ShouldSay("angehalten").ShouldSay("hat Benutzername oder Passwort abgelehnt");

        sink.OnSignIn = null;
        await ada.Submit(page, $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}/resumption");
        await app.RunJobs();

        (await app.Mail(id)).State.ShouldBe(MailState.Accepted);
        sink.Mails.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_is_down_is_tried_later()
    {
        sink.Dispose();
        var id = await app.Write("Angebot", "karin@muellerbau.example");
        await app.RunJobs();

        var mail = await app.Mail(id);
        mail.State.ShouldBe(MailState.Waiting);
        mail.LastError.ShouldContain("nimmt auf Port");
        mail.NextTry.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("vorher\n.\nMAIL FROM:<spion@fremd.example>\nRCPT TO:<opfer@fremd.example>\nDATA\nGeschmuggelt")]
    [InlineData("vorher\n.\r\nMAIL FROM:<spion@fremd.example>\r\nRCPT TO:<opfer@fremd.example>\r\nDATA\r\nGeschmuggelt")]
    [InlineData("vorher\r.\rMAIL FROM:<spion@fremd.example>\rRCPT TO:<opfer@fremd.example>\rDATA\rGeschmuggelt")]
    [InlineData("vorher\r\n.\rMAIL FROM:<spion@fremd.example>")]
    [InlineData("vorher\r\n.\r\nMAIL FROM:<spion@fremd.example>")]
    [InlineData("nur ein Zeilenvorschub\nund ein Wagenrücklauf\rund beides\r\n")]
    [InlineData(".am Anfang\n..zwei\n...drei")]
    [InlineData("From hier an\n.\nFrom dort")]
    public async Task C03_whatever_stands_in_the_text_is_one_mail_at_the_server(string text)
    {
        await app.Write("Angebot", text, ["karin@muellerbau.example"]);
        await app.RunJobs();

        var sunk = sink.Mails.ShouldHaveSingleItem();
        sunk.Sender.ShouldBe(World.ServiceAddress);
        sunk.Recipients.ShouldBe(["karin@muellerbau.example"]);
        BeOfWholeLines(sunk);
        Lines(sunk.Message.TextBody!).ShouldStartWith(Lines(text).TrimEnd());
        (await app.Db(db => db.OutgoingMails.SingleAsync())).State.ShouldBe(MailState.Accepted);
    }

    [Fact]
    public async Task C03_long_lines_and_files_of_any_bytes_arrive_byte_by_byte()
    {
        var text = $"{new string('x', 5000)}\n{new string('.', 3000)}\n{string.Concat(Enumerable.Repeat("äöü€ ", 1000))}Ende";
        byte[] bytes = [.. "\r\n.\r\nMAIL FROM:<spion@fremd.example>\r\n"u8, .. Enumerable.Range(0, 70_000).Select(i => (byte)(i * 7)), 13, 10, 46, 13, 46, 10];
        var file = await app.Services.GetRequiredService<FileCabinet>().StoreAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken);
        await app.Write("Angebot", text, ["karin@muellerbau.example"], new OutgoingAttachment(file, "daten.bin", "text/plain"));
        await app.RunJobs();

        var sunk = sink.Mails.ShouldHaveSingleItem();
        BeOfWholeLines(sunk);
        Lines(sunk.Message.TextBody!).ShouldStartWith(text);
        using var content = new MemoryStream();
        ((MimePart)sunk.Message.Attachments.ShouldHaveSingleItem()).Content!.DecodeTo(content, TestContext.Current.CancellationToken);
        content.ToArray().ShouldBe(bytes);
    }

    /// <summary>Nothing on the line that any server could take for the end of the text: no lone CR or LF, no lone dot, no line that is too long.</summary>
    static void BeOfWholeLines(SunkMail sunk)
    {
        foreach (var line in sunk.Wire.Split("\r\n"))
        {
            line.ShouldNotContain("\r");
            line.ShouldNotContain("\n");
            line.ShouldNotBe(".");
            line.Length.ShouldBeLessThanOrEqualTo(998);
        }
    }

    static string Lines(string text) => text.ReplaceLineEndings("\n");

    [Fact]
    public async Task C04_a_server_without_starttls_gets_neither_password_nor_mail()
    {
        await app.Connect(World.ServiceAddress, sink: sink, more: [("SmtpEncryption", "StartTls")]);
        var id = await app.Write("Angebot", "karin@muellerbau.example");
        await app.RunJobs();

        sink.SignIns.ShouldBe(0);
        sink.Mails.ShouldBeEmpty();
        (await app.Mail(id)).LastError.ShouldContain("kein STARTTLS");
    }

    [Fact]
    public async Task C05_bcc_recipients_stand_in_the_envelope_alone()
    {
        await app.Db(async db =>
        {
            var mailbox = await db.Mailboxes.WithCompany.SingleAsync(m => m.Address == World.ServiceAddress);
            await using var work = await WriteScope.BeginAsync(db);
            db.Send(OutgoingMail.Compose(mailbox, mailbox.NewMessageId(), [new("karin@muellerbau.example")], [], [new("geheim@ohlsen.example")], "Angebot", "Text", "", [], "abc@muellerbau.example", ["first@muellerbau.example"], app.Clock.GetUtcNow()), app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
            await work.CommitAsync();
            return 0;
        });
        await app.RunJobs();

        var sunk = sink.Mails.ShouldHaveSingleItem();
        sunk.Recipients.ShouldContain("geheim@ohlsen.example");
        sunk.Raw.ShouldNotContain("geheim@ohlsen.example");
        sunk.Message.InReplyTo.ShouldBe("abc@muellerbau.example");
        sunk.Message.References.ShouldBe(["first@muellerbau.example", "abc@muellerbau.example"]);
    }

    async Task Later(TimeSpan time)
    {
        app.Clock.Advance(time);
        await app.RunJobs();
    }

    public async ValueTask DisposeAsync()
    {
        sink.Dispose();
        await app.DisposeAsync();
    }
}
