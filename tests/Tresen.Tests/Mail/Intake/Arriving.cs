using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Jobs;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Tests.Mail.Intake;

/// <summary>Mails that arrive without a server between: stored as fetching stores them, and read.</summary>
static class Arriving
{
    public const string Karin = "karin@muellerbau.example";
    public const string Jens = "jens@ohlsen.example";
    public const string Stranger = "fremd@boese.example";

    static int uid = 1000;

    /// <summary>A mail from Karin Müller to the service address.</summary>
    public static MimeMessage Letter(string subject, string text = "Das Tor klemmt.", string from = Karin, string name = "Karin Müller", string to = World.ServiceAddress)
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = text } };
        message.From.Add(new MailboxAddress(name, from));
        message.To.Add(new MailboxAddress("", to));
        message.Date = World.Morning;
        message.MessageId = $"{Guid.NewGuid():N}@{from.Split('@')[1]}";
        return message;
    }

    /// <summary>The same mail as an answer to that Message-ID.</summary>
    public static MimeMessage Answering(this MimeMessage message, params string[] ids)
    {
        message.Headers[HeaderId.InReplyTo] = $"<{ids[^1]}>";
        message.Headers[HeaderId.References] = string.Join(' ', ids.Select(i => $"<{i}>"));
        return message;
    }

    /// <summary>The same mail with one more header.</summary>
    public static MimeMessage With(this MimeMessage message, string header, string value)
    {
        message.Headers.Add(header, value);
        return message;
    }

    /// <summary>It arrives and is read. Returns what became of it.</summary>
    public static Task<RawMail> Arrive(this TresenApp app, MimeMessage message, string mailbox = World.ServiceAddress)
    {
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        return app.Arrive(bytes.ToArray(), mailbox);
    }

    /// <summary>These bytes arrive and are read.</summary>
    public static async Task<RawMail> Arrive(this TresenApp app, byte[] raw, string mailbox = World.ServiceAddress)
    {
        var id = await app.Put(raw, mailbox);
        await app.RunJobs();
        return await app.Raw(id);
    }

    /// <summary>Stores them with the job that reads them.</summary>
    public static async Task<int> Put(this TresenApp app, byte[] raw, string mailbox = World.ServiceAddress)
    {
        var file = await app.Services.GetRequiredService<FileCabinet>().StoreAsync(new MemoryStream(raw), default);
        return await app.Db(async db =>
        {
            await using var work = await WriteScope.BeginAsync(db);
            var mail = new RawMail(await db.Mailboxes.SingleAsync(m => m.Address == mailbox), 1, Interlocked.Increment(ref uid), await db.Set<StoredFile>().SingleAsync(f => f.Id == file), app.Clock.GetUtcNow(), app.Clock.GetUtcNow());
            db.Add(mail);
            await db.SaveChangesAsync();
            db.Add(new Job(MailQueries.ReadMail, mail.Id.ToString(), app.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
            await work.CommitAsync();
            return mail.Id;
        });
    }

    public static Task<RawMail> Raw(this TresenApp app, int id) => app.Db(db => db.RawMails.AsNoTracking().SingleAsync(m => m.Id == id));

    /// <summary>The ticket that it led to, with all that tests look at.</summary>
    public static Task<Ticket> Ticket(this TresenApp app, RawMail raw) => app.Db(db => db.Tickets.AsNoTracking().WithParts.Include(t => t.Follows).Include(t => t.Events.OrderBy(e => e.Position)).SingleAsync(t => t.Id == raw.TicketId));

    /// <summary>The message that it became.</summary>
    public static Task<Message> Message(this TresenApp app, RawMail raw) => app.Db(db => db.Messages.AsNoTracking().Include(m => m.Conversation!).ThenInclude(c => c.Addressees).Include(m => m.Addressees).Include(m => m.Attachments).AsSplitQuery().SingleAsync(m => m.RawMailId == raw.Id));

    public static Task<int> Tickets(this TresenApp app) => app.Db(db => db.Tickets.CountAsync());

    /// <summary>Theo answers in the dialogue of that message. Returns the mail's Message-ID and subject.</summary>
    public static Task<OutgoingMail> Answer(this TresenApp app, Message message, string text = "Wir kommen am Donnerstag.") => app.Db(async db =>
    {
        var now = app.Clock.GetUtcNow();
        await using var work = await WriteScope.BeginAsync(db);
        var theo = await db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail);
        var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Id == message.TicketId);
        var conversation = await db.Conversations.WithParts.SingleAsync(c => c.Id == message.ConversationId);
        var mailbox = await db.Mailboxes.WithCompany.SingleAsync(m => m.Address == World.ServiceAddress);
        var answered = await db.Messages.SingleAsync(m => m.Id == message.Id);
        var draft = conversation.Draft(theo, now, answered, Quoting.Answer);
        draft.Write([new Addressee(message.SenderAddress)], [], [], "AW: " + ticket.Subject, text, quotes: true, theo, now);
        var mail = conversation.Send(draft, mailbox, await db.ThreadOfAsync(conversation, default), theo, await db.SiblingsOfAsync(conversation, default), now);
        db.Send(mail, now);
        await db.SaveChangesAsync();
        await work.CommitAsync();
        return mail;
    });

    /// <summary>Closes the ticket as Theo would.</summary>
    public static Task<int> Close(this TresenApp app, int ticketId) => app.Db(async db =>
    {
        var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Id == ticketId);
        ticket.Close(await db.Progresses.FirstAsync(p => p.Category == Category.Closed), "", [], await db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail), app.Clock.GetUtcNow());
        return await db.SaveChangesAsync();
    });

    /// <summary>The mailbox confirms new requests.</summary>
    public static Task<int> Confirms(this TresenApp app, string mailbox = World.ServiceAddress) => app.Db(async db =>
    {
        (await db.Mailboxes.SingleAsync(m => m.Address == mailbox)).Confirm(true, "");
        return await db.SaveChangesAsync();
    });

    /// <summary>The mailbox believes what its mail server says about senders.</summary>
    public static Task<int> Trusts(this TresenApp app, string mailbox = World.ServiceAddress) => app.Db(async db =>
    {
        (await db.Mailboxes.SingleAsync(m => m.Address == mailbox)).Trust("mx.hafen.example");
        return await db.SaveChangesAsync();
    });

    /// <summary>The same mail with what the mail server says about that domain, above all else.</summary>
    public static MimeMessage Proven(this MimeMessage message, string domain, string result = "pass")
    {
        message.Headers.Insert(0, "Authentication-Results", $"mx.hafen.example; dmarc={result} header.from={domain}");
        return message;
    }

    public static byte[] Bytes(string raw) => Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n"));

    /// <summary>Karin's mail, its message, and our answer to it.</summary>
    public static async Task<(RawMail Raw, Message Message, OutgoingMail Mail)> Answered(this TresenApp app)
    {
        var raw = await app.Arrive(Letter("Tor"));
        var message = await app.Message(raw);
        return (raw, message, await app.Answer(message));
    }
}
