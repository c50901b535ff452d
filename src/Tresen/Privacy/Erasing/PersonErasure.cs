using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Import;
using Tresen.Mail;
using Tresen.Notifications;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Time;
using Tresen.Post;
using Tresen.Privacy.Keeping;
using Tresen.Privacy.Knowing;
using Tresen.Search;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Privacy.Erasing;

/// <summary>Erases a person (Art. 17 DSGVO) in the piece of work in hand: finds what is theirs and tells it. What the law wants kept stays under a pseudonym.</summary>
/// <param name="nothing">The file without content, for what has to hold one.</param>
sealed class PersonErasure(TresenDb db, Person person, int nothing)
{
    readonly Needles needles = new(person);
    readonly List<int> released = [];

    /// <summary>What is stored, and what would become of it.</summary>
    public async Task<Findings> LookAsync(DateOnly today, CancellationToken cancel)
    {
        var tickets = await TicketsAsync(cancel);
        var ids = tickets.ConvertAll(t => t.Id);
        var (from, to) = (db.WrittenBy(person), db.WrittenTo(person));
        var mail = person.OwnMail;
        var mentions = new Mentions(db, needles, await HeldAsync(cancel));
        var named = await mentions.FindAsync(cancel);
        var quoted = await mentions.InHistoryAsync(cancel);
        db.ChangeTracker.Clear();
        return new Findings(
            person,
            tickets,
            await from.CountAsync(cancel),
            await to.CountAsync(m => !m.IsDraft, cancel),
            await to.CountAsync(m => m.IsDraft, cancel),
            await from.SelectMany(m => m.Attachments).CountAsync(cancel) + await db.TicketFiles.CountAsync(f => ids.Contains(f.TicketId), cancel),
            await RawMails(ids).CountAsync(cancel),
            await db.OutgoingMails.CountAsync(m => mail != "" && m.Recipients.Any(r => r.Address == mail), cancel),
            await db.OutgoingMails.CountAsync(m => mail != "" && (m.State == MailState.Waiting || m.State == MailState.Sending) && m.Recipients.Any(r => r.Address == mail), cancel),
            await db.ImportRows.CountAsync(r => person.ContactId != null && r.ContactId == person.ContactId, cancel),
            await db.CustomerContacts.Where(p => person.ContactId != null && p.ContactId == person.ContactId).OrderBy(p => p.Customer.SortKey).Select(p => p.Customer.Number + " " + p.Customer.Name).ToListAsync(cancel),
            [.. named.GroupBy(m => MentionWords.Of(m.Row.Metadata.ClrType)).Select(g => (g.Key, g.Count())).Concat(quoted.Count > 0 ? [(MentionWords.History, quoted.Count)] : []).GroupBy(m => m.Item1).Select(g => (g.Key, g.Sum(m => m.Item2))).OrderBy(m => m.Key, StringComparer.CurrentCulture)],
            today);
    }

    /// <summary>Does it.</summary>
    /// <param name="erasure">Its row, to be added and saved with it.</param>
    /// <exception cref="BrokenRuleException">A ticket of theirs is open, or a mail to them still waits to go out.</exception>
    public async Task EraseAsync(Erasure erasure, StaffMember? by, DateTimeOffset at, CancellationToken cancel)
    {
        var (today, pseudonym) = (Zone.DayOf(at), erasure.Pseudonym);
        var tickets = await TicketsAsync(cancel);
        if (tickets.Find(t => t.IsOpen && t.Retention.Class != RetentionClass.LegalHold) is { } open)
        {
            throw new BrokenRuleException($"Ticket {open.Number} ist noch offen. Bitte erst abschließen, oder dort jemand anderen eintragen.");
        }

        var mail = person.OwnMail;
        if (await db.OutgoingMails.AnyAsync(m => mail != "" && (m.State == MailState.Waiting || m.State == MailState.Sending) && m.Recipients.Any(r => r.Address == mail), cancel))
        {
            throw new BrokenRuleException("An diese Person geht noch eine Mail hinaus. Bitte warten, bis sie gesendet ist, oder sie zurückholen.");
        }

        var going = tickets.Where(t => t.MayGo(today)).Select(t => t.Id).ToList();
        var kept = tickets.Where(t => !t.MayGo(today) && t.Retention.Class != RetentionClass.LegalHold).Select(t => t.Id).ToList();
        var heldBack = await HeldAsync(cancel);
        await EmptyTicketsAsync(going, pseudonym, by, at, cancel);
        foreach (var ticket in await db.Tickets.Where(t => kept.Contains(t.Id)).Include(t => t.Contact).ToListAsync(cancel))
        {
            ticket.ForgetRequester(pseudonym, by, at);
        }

        var messages = await MessagesAsync(going, heldBack, pseudonym, at, today, cancel);
        await LooseMailsAsync(going, kept, heldBack, pseudonym, at, cancel);
        await MasterDataAsync(pseudonym, cancel);
        await db.SaveChangesAsync(cancel);
        var named = await NamedElsewhereAsync(heldBack, pseudonym, cancel);
        erasure.Count(going.Count, kept.Count, messages, released.Count, named);
        await db.Set<SearchText>().Where(s => going.Contains(s.TicketId)).ExecuteDeleteAsync(cancel);
        await db.Set<Notification>().Where(n => going.Contains(n.TicketId)).ExecuteDeleteAsync(cancel);
        await db.ForgetContentAsync(released, cancel);
    }

    async Task<List<FoundTicket>> TicketsAsync(CancellationToken cancel)
    {
        return [.. (await db.FactsOf(db.AskedForBy(person).OrderBy(t => t.Number)).ToListAsync(cancel)).Select(f => new FoundTicket(f.Id, f.Number, f.Subject, f.ClosedAt is null, Retention.Of(f)))];
    }

    IQueryable<RawMail> RawMails(List<int> tickets)
    {
        var mail = person.OwnMail;
        return db.RawMails.Where(r => (mail != "" && r.From == mail) || (r.TicketId != null && tickets.Contains(r.TicketId.Value)));
    }

    /// <summary>All that hangs on tickets that nobody may touch.</summary>
    async Task<HeldRows> HeldAsync(CancellationToken cancel)
    {
        var tickets = await db.Tickets.Where(t => t.HeldSince != null).Select(t => t.Id).ToListAsync(cancel);
        var messages = await db.Messages.Where(m => tickets.Contains(m.TicketId)).Select(m => new { m.Id, m.OutgoingMailId }).ToListAsync(cancel);
        var conversations = await db.Conversations.Where(c => tickets.Contains(c.TicketId)).Select(c => c.Id).ToListAsync(cancel);
        return new HeldRows(tickets.ToHashSet(), messages.Select(m => m.Id).ToHashSet(), conversations.ToHashSet(), messages.Select(m => m.OutgoingMailId).OfType<Guid>().ToHashSet());
    }

    /// <summary>The tickets that no duty stands on are emptied, with their dialogues, messages, mails and files.</summary>
    async Task EmptyTicketsAsync(List<int> going, string pseudonym, StaffMember? by, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var id in going)
        {
            var ticket = await db.Tickets.Include(t => t.Contact).Include(t => t.FreeValues).Include(t => t.CostApprovals).Include(t => t.Closings).Include(t => t.Approvals)
                .Include(t => t.Files).ThenInclude(f => f.Content).Include(t => t.Events).AsSplitQuery().SingleAsync(t => t.Id == id, cancel);
            released.AddRange(ticket.Files.Select(f => f.ContentId));
            ticket.Erase(pseudonym, by, at);
            foreach (var conversation in await db.Conversations.Include(c => c.Addressees).Include(c => c.Forwardings).AsSplitQuery().Where(c => c.TicketId == id).ToListAsync(cancel))
            {
                conversation.Erase();
            }
        }
    }

    /// <summary>Messages on emptied tickets, and those that they wrote elsewhere: gone where no duty stands on them, else under the pseudonym with the original put
    /// away.</summary>
    async Task<int> MessagesAsync(List<int> going, HeldRows held, string pseudonym, DateTimeOffset at, DateOnly today, CancellationToken cancel)
    {
        var (from, to) = (db.WrittenBy(person).Select(m => m.Id), db.WrittenTo(person).Select(m => m.Id));
        var messages = await db.Messages.Include(m => m.Addressees).Include(m => m.Attachments).AsSplitQuery()
            .Where(m => going.Contains(m.TicketId) || from.Contains(m.Id) || to.Contains(m.Id)).OrderBy(m => m.Id).ToListAsync(cancel);
        var wrote = await db.WrittenBy(person).Select(m => m.Id).ToListAsync(cancel);
        var elsewhere = messages.Select(m => m.TicketId).Except(going).Distinct().ToList();
        var free = (await db.FactsOf(db.Tickets.Where(t => elsewhere.Contains(t.Id))).ToListAsync(cancel)).Where(f => Retention.Of(f) is var keep && f.ClosedAt is not null && (keep.Class == RetentionClass.None || keep.IsOverOn(today))).Select(f => f.Id).ToHashSet();
        var count = 0;
        foreach (var message in messages.Where(m => !held.Tickets.Contains(m.TicketId)))
        {
            var isTheirs = wrote.Contains(message.Id);
            if (message.IsDraft)
            {
                await LetGoAsync(message.Attachments.Select(a => a.FileId), at, cancel);
                db.Remove(message);
            }
            else if (going.Contains(message.TicketId) || (isTheirs && free.Contains(message.TicketId)))
            {
                await LetGoAsync(message.Attachments.Select(a => a.FileId), at, cancel);
                await EraseMailsOfAsync(message, at, cancel);
                message.Erase(pseudonym);
            }
            else
            {
                message.Seal(isTheirs ? pseudonym : null);
                await SealMailsOfAsync(message, pseudonym, cancel);
                continue;
            }

            count++;
        }

        return count;
    }

    async Task EraseMailsOfAsync(Message message, DateTimeOffset at, CancellationToken cancel)
    {
        if (message.RawMailId is { } raw && await db.RawMails.SingleOrDefaultAsync(r => r.Id == raw, cancel) is { } arrived)
        {
            await EraseAsync(arrived, at, cancel);
        }

        if (message.OutgoingMailId is { } sent && await db.OutgoingMails.WithParts.SingleOrDefaultAsync(m => m.Id == sent, cancel) is { } mail)
        {
            await EraseAsync(mail, at, cancel);
        }
    }

    async Task SealMailsOfAsync(Message message, string pseudonym, CancellationToken cancel)
    {
        if (message.RawMailId is { } raw && await db.RawMails.SingleOrDefaultAsync(r => r.Id == raw, cancel) is { } arrived)
        {
            arrived.Seal(arrived.From == person.Mail ? pseudonym : arrived.From);
        }

        if (message.OutgoingMailId is { } sent && await db.OutgoingMails.SingleOrDefaultAsync(m => m.Id == sent, cancel) is { } mail)
        {
            mail.Seal();
        }
    }

    /// <summary>Mails that belong to no message: spam, what lies in the tray, confirmations of receipt.</summary>
    async Task LooseMailsAsync(List<int> going, List<int> kept, HeldRows held, string pseudonym, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var arrived in await RawMails([.. going, .. kept]).Where(r => !db.Set<Message>().Any(m => m.RawMailId == r.Id) && r.State != RawMailState.Erased).ToListAsync(cancel))
        {
            if (arrived.TicketId is { } ticket && held.Tickets.Contains(ticket))
            {
                continue;
            }

            if (arrived.TicketId is { } keeps && kept.Contains(keeps))
            {
                arrived.Seal(pseudonym);
            }
            else
            {
                await EraseAsync(arrived, at, cancel);
            }
        }

        var mail = person.OwnMail;
        foreach (var sent in await db.OutgoingMails.WithParts.Where(m => mail != "" && m.Recipients.Any(r => r.Address == mail) && !db.Set<Message>().Any(o => o.OutgoingMailId == m.Id)).ToListAsync(cancel))
        {
            await EraseAsync(sent, at, cancel);
        }

        await db.DeadAddresses.Where(a => mail != "" && a.Address == mail).ExecuteDeleteAsync(cancel);
    }

    async Task EraseAsync(RawMail arrived, DateTimeOffset at, CancellationToken cancel)
    {
        await LetGoAsync([arrived.FileId], at, cancel);
        arrived.Erase(await db.Set<StoredFile>().SingleAsync(f => f.Id == nothing, cancel));
    }

    async Task EraseAsync(OutgoingMail sent, DateTimeOffset at, CancellationToken cancel)
    {
        if (sent.Erase() is { } bytes)
        {
            await LetGoAsync([bytes], at, cancel);
        }
    }

    /// <summary>The contact itself, what imports noted about it, and the firm's own address and number where they are the person's.</summary>
    async Task MasterDataAsync(string pseudonym, CancellationToken cancel)
    {
        if (person.ContactId is not { } id)
        {
            return;
        }

        foreach (var row in await db.ImportRows.Where(r => r.ContactId == id).ToListAsync(cancel))
        {
            row.Erase(pseudonym);
        }

        db.RemoveRange(await db.CustomerContacts.Where(p => p.ContactId == id).ToListAsync(cancel));
        db.RemoveRange(await db.Contacts.Where(c => c.Id == id).ToListAsync(cancel));
    }

    /// <summary>Where others wrote about them.</summary>
    async Task<int> NamedElsewhereAsync(HeldRows held, string pseudonym, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var mentions = new Mentions(db, needles, held);
        var (named, quoted) = (await mentions.FindAsync(cancel), await mentions.InHistoryAsync(cancel));
        mentions.Replace(named, pseudonym);
        await db.SaveChangesAsync(cancel);
        foreach (var text in await mentions.InHistoryAsync(cancel)) // with what the history keeps of these changes themselves, where they are settings
        {
            text.Erase();
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return named.Count + quoted.Count;
    }

    async Task LetGoAsync(IEnumerable<int> files, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var id in files.ToList())
        {
            (await db.Set<StoredFile>().SingleAsync(f => f.Id == id, cancel)).Release(at);
            released.Add(id);
        }
    }
}
