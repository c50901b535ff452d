using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Post;

namespace Tresen.Tests.Post;

/// <summary>Writing mails down: what is fixed from the start and what is refused.</summary>
public sealed class OutgoingMailTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task A_mail_is_written_down_with_its_job_and_a_sealed_id()
    {
        var id = await Save(mailbox => Letter(mailbox, to: [new("karin@muellerbau.example", "Karin Müller")]));

        var (mail, jobs) = await app.Db(async db => (
            await db.OutgoingMails.WithParts.SingleAsync(m => m.Id == id),
            await db.Set<Job>().Where(j => j.Kind == PostQueries.SendMail && j.Subject == id.ToString()).CountAsync()));

        jobs.ShouldBe(1);
        mail.State.ShouldBe(MailState.Waiting);
        mail.Particulars.ShouldContain("Amtsgericht Aurich");
        mail.Recipients.ShouldHaveSingleItem().Name.ShouldBe("Karin Müller");
        MessageId.IsSealedWith(mail.MessageId, mail.Mailbox.Key).ShouldBeTrue();
        MessageId.IsSealedWith("x" + mail.MessageId[1..], mail.Mailbox.Key).ShouldBe(mail.MessageId[0] == 'x');
        MessageId.IsSealedWith(mail.MessageId, MessageId.NewKey()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Angebot\r\nBcc: alle@muellerbau.example", "karin@muellerbau.example", "Karin")]
    [InlineData("Angebot\u2028Bcc: alle@muellerbau.example", "karin@muellerbau.example", "Karin")]
    [InlineData("Angebot", "karin@muellerbau.example", "Karin\nBcc: alle@muellerbau.example")]
    [InlineData("Angebot", "\"a\\r\\nRCPT TO:<x@evil.example>\"@muellerbau.example", "Karin")]
    [InlineData("Angebot", "karin@muellerbau.example\r\nBcc: alle@muellerbau.example", "Karin")]
    [InlineData(" ", "karin@muellerbau.example", "Karin")]
    public async Task C01_C02_what_would_change_the_header_is_refused(string subject, string address, string name) =>
        await Should.ThrowAsync<BrokenRuleException>(() => Save(mailbox => Letter(mailbox, subject, to: [new(address, name)])));

    [Fact]
    public async Task A_mail_goes_to_somebody_and_to_nobody_twice()
    {
        await Should.ThrowAsync<BrokenRuleException>(() => Save(mailbox => Letter(mailbox, to: [])));

        var id = await Save(mailbox => Letter(mailbox, to: [new("karin@muellerbau.example"), new("Karin@MuellerBau.example", "Noch einmal")]));

        (await app.Db(db => db.OutgoingMails.Where(m => m.Id == id).SelectMany(m => m.Recipients).CountAsync())).ShouldBe(1);
    }

    static OutgoingMail Letter(Mailbox mailbox, string subject = "Angebot", IEnumerable<Addressee>? to = null) =>
        OutgoingMail.Compose(mailbox, mailbox.NewMessageId(), to ?? [new("karin@muellerbau.example")], [], [], subject, "Guten Tag", "", [], null, [], World.Morning);

    Task<Guid> Save(Func<Mailbox, OutgoingMail> write) => app.Db(async db =>
    {
        var mail = write(await db.Mailboxes.WithCompany.SingleAsync(m => m.Address == World.ServiceAddress));
        await using var work = await WriteScope.BeginAsync(db);
        db.Send(mail, World.Morning);
        await db.SaveChangesAsync();
        await work.CommitAsync();
        return mail.Id;
    });
}
