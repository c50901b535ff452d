using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Jobs;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Conversations.Writing;

/// <summary>Mails that become drafts again before they leave: taken back by a person, or overtaken by what came from outside.</summary>
public static class SendingStopped
{
    /// <summary>The kind of job that looks whether something overtook the mails of a dialogue that are to leave later; its subject is the dialogue's number.</summary>
    public const string JobKind = "overtaken-mails";

    extension(TresenDb db)
    {
        /// <summary>Makes the mail a draft again and saves. Who began to send it meanwhile makes this fail: then it is on its way.</summary>
        /// <param name="conversation">With its parts, its ticket locked and loaded.</param>
        /// <param name="message">With addressees and author.</param>
        /// <param name="mail">With its parts.</param>
        /// <param name="by">Who takes it back; null: it was overtaken.</param>
        public async Task UnsendAsync(Conversation conversation, Message message, OutgoingMail mail, StaffMember? by, DateTimeOffset at, CancellationToken cancel)
        {
            conversation.Unsend(message, mail, by, await db.SiblingsOfAsync(conversation, cancel), at);
            if (mail.BytesFileId is { } bytes)
            {
                (await db.Set<StoredFile>().SingleAsync(f => f.Id == bytes, cancel)).Release(at);
            }

            var subject = mail.Id.ToString();
            await db.Set<Job>().Where(j => j.Kind == PostQueries.SendMail && j.Subject == subject).ExecuteDeleteAsync(cancel);
            await db.SaveChangesAsync(cancel); // the message lets go of the mail first
            db.Remove(mail);
            await db.SaveChangesAsync(cancel);
        }

        /// <summary>Makes drafts again of the mails of that dialogue that are to leave later, where somebody outside has written since they were written.</summary>
        public async Task UnsendOvertakenAsync(long conversation, DateTimeOffset at, CancellationToken cancel)
        {
            var place = await db.Conversations.Where(c => c.Number == conversation).Select(c => new { c.Id, c.TicketId }).SingleOrDefaultAsync(cancel);
            if (place is null)
            {
                return;
            }

            await db.LockAsync<Ticket>(place.TicketId, cancel);
            var overtaken = await db.Messages.OvertakenIn(place.Id, db.OutgoingMails).Include(m => m.Addressees).Include(m => m.Author).AsSplitQuery().ToListAsync(cancel);
            if (overtaken.Count == 0)
            {
                return;
            }

            await db.Tickets.WithParts.SingleAsync(t => t.Id == place.TicketId, cancel);
            var dialogue = await db.Conversations.WithParts.SingleAsync(c => c.Id == place.Id, cancel);
            foreach (var message in overtaken)
            {
                await db.UnsendAsync(dialogue, message, await db.OutgoingMails.WithParts.SingleAsync(m => m.Id == message.OutgoingMailId, cancel), null, at, cancel);
            }
        }
    }

    extension(IQueryable<Message> messages)
    {
        /// <summary>Those of a dialogue that are to leave later and that a person outside has written after.</summary>
        public IQueryable<Message> OvertakenIn(int conversation, IQueryable<OutgoingMail> mails) => messages.Where(m =>
            m.ConversationId == conversation
            && mails.Any(o => o.Id == m.OutgoingMailId && o.State == MailState.Waiting && o.SendAt != null && o.Attempts == 0)
            && messages.Any(o => o.ConversationId == conversation && o.Kind == MessageKind.In && !o.IsAutomatic && o.At >= m.At && o.Id > m.Id));
    }
}

/// <summary>Looks, whenever somebody outside has written into a dialogue with mails that are to leave later.</summary>
public sealed class OvertakenMails(TresenDb db, TimeProvider clock) : IWorker
{
    /// <inheritdoc/>
    public string Kind => SendingStopped.JobKind;

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.UnsendOvertakenAsync(long.Parse(subject), clock.GetUtcNow(), cancel);
        await work.CommitAsync(cancel);
    }
}
