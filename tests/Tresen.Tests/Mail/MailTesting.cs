using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Mail.Fetching;
using Tresen.Platform.Data;
using Tresen.Post;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail;

/// <summary>What tests of mail do again and again.</summary>
static class MailTesting
{
    /// <summary>Connects the mailbox to the account and to the sink, as an administrator would, and looks in once: from now on
    /// mails are taken in.</summary>
    public static async Task Connect(this TresenApp app, string address, MailAccount? account = null, SmtpSink? sink = null, params (string Name, string? Value)[] more)
    {
        using var browser = await app.As(World.Ada);
        var id = await app.Db(db => db.Mailboxes.Where(m => m.Address == address).Select(m => m.Id).SingleAsync());
        var page = await browser.Open($"/administration/mailboxes/{id}");
        List<(string Name, string? Value)> fields = [.. more];
        if (account is not null)
        {
            fields.AddRange([("ImapHost", DovecotServer.Host), ("ImapPort", account.Port.ToString()), ("ImapEncryption", "None"), ("ImapUser", account.User), ("ImapPassword", DovecotServer.Password)]);
        }

        if (sink is not null)
        {
            fields.AddRange([("SmtpHost", "127.0.0.1"), ("SmtpPort", sink.Port.ToString()), ("SmtpEncryption", "None"), ("SmtpUser", "tresen"), ("SmtpPassword", SmtpSink.Password)]);
        }

        var answer = await browser.Submit(page, $"/administration/mailboxes/{id}", [("Anyway", "true"), .. fields.DistinctBy(f => f.Name)]); // some servers of the tests come up later, or count who calls
        answer.Status.ShouldBe(302, answer.Text);
        if (account is not null)
        {
            await app.Fetch();
        }
    }

    /// <summary>An administrator changes the limits of mails.</summary>
    public static async Task Limit(this TresenApp app, params (string Name, string? Value)[] fields)
    {
        using var ada = await app.As(World.Ada);
        var answer = await ada.Submit(await ada.Open("/administration/mail-limits"), "/administration/mail-limits", fields);
        answer.Status.ShouldBe(302, answer.Text);
    }

    /// <summary>Looks into all mailboxes and does what follows from it.</summary>
    public static async Task Fetch(this TresenApp app)
    {
        await app.Services.GetRequiredService<MailFetcher>().FetchAsync(TestContext.Current.CancellationToken);
        await app.RunJobs();
    }

    /// <summary>Writes a mail down as the slices that send do, due now.</summary>
    public static Task<Guid> Write(this TresenApp app, string subject, params string[] to) => app.Write(subject, "Guten Tag,\n.\nbis bald", to);

    /// <summary>The same with that text and files.</summary>
    public static Task<Guid> Write(this TresenApp app, string subject, string text, string[] to, params OutgoingAttachment[] files) => app.Db(async db =>
    {
        var mailbox = await db.Mailboxes.WithCompany.SingleAsync(m => m.Address == World.ServiceAddress);
        var mail = OutgoingMail.Compose(mailbox, mailbox.NewMessageId(), to.Select(a => new Addressee(a)), [], [], subject, text, "", files, null, [], app.Clock.GetUtcNow());
        await using var work = await WriteScope.BeginAsync(db);
        db.Send(mail, app.Clock.GetUtcNow());
        await db.SaveChangesAsync();
        await work.CommitAsync();
        return mail.Id;
    });

    /// <summary>The mail as it stands.</summary>
    public static Task<OutgoingMail> Mail(this TresenApp app, Guid id) => app.Db(db => db.OutgoingMails.AsNoTracking().WithParts.SingleAsync(m => m.Id == id));

    /// <summary>The mailbox as it stands.</summary>
    public static Task<Mailbox> Mailbox(this TresenApp app, string address) => app.Db(db => db.Mailboxes.AsNoTracking().SingleAsync(m => m.Address == address));
}
