using Microsoft.EntityFrameworkCore;
using Tresen.Billing;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Post;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Privacy.Keeping;

/// <summary>Takes a ticket away with all that hangs on it, in the piece of work in hand: dialogues, messages, drafts, mails as they came and went, files that nothing else
/// holds, bookings with what was billed of them, words of the search, and its history with the texts that it quotes.</summary>
/// <param name="nothing">The file without content, for what has to hold one.</param>
sealed class TicketRemoval(TresenDb db, int nothing)
{
    readonly List<int> released = [];

    /// <summary>Does it.</summary>
    /// <returns>How much went with it.</returns>
    public async Task<Amounts> RemoveAsync(int id, DateTimeOffset at, CancellationToken cancel)
    {
        var messages = db.Messages.Where(m => m.TicketId == id);
        var count = await messages.CountAsync(cancel);
        var files = await db.TicketFiles.Where(f => f.TicketId == id).Select(f => f.ContentId).ToListAsync(cancel);
        files.AddRange(await messages.SelectMany(m => m.Attachments).Select(a => a.FileId).ToListAsync(cancel));
        await LetGoAsync(files, at, cancel);
        var raw = await RawMailsAsync(id, at, cancel);
        await OutgoingMailsAsync(messages, at, cancel);
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        var bookings = await BookingsAsync(id, cancel);
        var quoted = await db.TicketEvents.IgnoreAutoIncludes().Where(e => e.TicketId == id).Select(e => new { e.FromTextHash, e.ToTextHash }).ToListAsync(cancel);

        // A newer ticket that goes on from it stays, and its sealed history still says from which number.
        await db.Tickets.Where(t => t.FollowsId == id).ExecuteUpdateAsync(t => t.SetProperty(x => x.FollowsId, (int?)null), cancel);

        await db.Tickets.Where(t => t.MergedIntoId == id).ExecuteUpdateAsync(t => t.SetProperty(x => x.MergedIntoId, (int?)null), cancel);

        // All else hangs on the ticket and goes by cascade; the history's triggers let it, because the ticket's row is gone by then.
        await db.Tickets.Where(t => t.Id == id).ExecuteDeleteAsync(cancel);
        foreach (var texts in quoted.SelectMany(q => new[] { q.FromTextHash, q.ToTextHash }).OfType<string>().Distinct().Chunk(500))
        {
            await db.ChangedTexts.Where(t => texts.Contains(t.Hash) && !db.Set<TicketEvent>().Any(e => e.FromTextHash == t.Hash || e.ToTextHash == t.Hash)).ExecuteDeleteAsync(cancel);
        }

        await db.ForgetContentAsync(released, cancel);
        return new Amounts(1, count, raw, files.Count, bookings);
    }

    /// <summary>Takes the content of mails away that belong to no ticket; that they were fetched stays known, so that they aren't fetched anew.</summary>
    public async Task EmptyAsync(IEnumerable<RawMail> mails, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var mail in mails)
        {
            await EmptyAsync(mail, at, cancel);
        }

        await db.SaveChangesAsync(cancel);
        await db.ForgetContentAsync(released, cancel);
    }

    async Task<int> RawMailsAsync(int id, DateTimeOffset at, CancellationToken cancel)
    {
        var mails = await db.RawMails.Where(r => r.TicketId == id || db.Set<Message>().Any(m => m.TicketId == id && m.RawMailId == r.Id)).ToListAsync(cancel);
        var count = 0;
        foreach (var mail in mails)
        {
            var elsewhere = await db.Messages.Where(m => m.RawMailId == mail.Id && m.TicketId != id).Select(m => (int?)m.TicketId).FirstOrDefaultAsync(cancel);
            mail.OutliveTicket(elsewhere);
            if (elsewhere is null && mail.State != RawMailState.Erased)
            {
                await EmptyAsync(mail, at, cancel);
                count++;
            }
        }

        return count;
    }

    async Task EmptyAsync(RawMail mail, DateTimeOffset at, CancellationToken cancel)
    {
        await LetGoAsync([mail.FileId], at, cancel);
        mail.Erase(await db.Set<StoredFile>().SingleAsync(f => f.Id == nothing, cancel));
    }

    /// <summary>What went out as a message of the ticket, or confirmed that one of them had come.</summary>
    async Task OutgoingMailsAsync(IQueryable<Message> messages, DateTimeOffset at, CancellationToken cancel)
    {
        var ids = await messages.Where(m => m.OutgoingMailId != null).Select(m => m.OutgoingMailId!.Value).ToListAsync(cancel);
        var answered = await messages.Where(m => m.Kind == MessageKind.In && m.WrittenId != "").Select(m => m.WrittenId).ToListAsync(cancel);
        var going = db.OutgoingMails.Where(m => ids.Contains(m.Id) || (m.IsAutomatic && !m.IsToStaff && answered.Contains(m.InReplyTo)));
        await LetGoAsync(await going.Where(m => m.BytesFileId != null).Select(m => m.BytesFileId!.Value).ToListAsync(cancel), at, cancel);
        await going.ExecuteDeleteAsync(cancel);
    }

    /// <summary>Bookings and billed material, and the bills of which nothing is left: each is at least as old as the ticket's own years.</summary>
    async Task<int> BookingsAsync(int id, CancellationToken cancel)
    {
        var entries = await db.TimeEntries.Where(e => e.TicketId == id).OrderByDescending(e => e.Id).Select(e => e.Id).ToListAsync(cancel);
        var lines = await db.Material.Where(m => m.TicketId == id).Select(m => m.Id).ToListAsync(cancel);
        var bookings = db.Set<BilledEntry>().Where(b => entries.Contains(b.TimeEntryId));
        var material = db.Set<BilledMaterial>().Where(b => lines.Contains(b.MaterialLineId));
        var runs = await bookings.Select(b => b.BillingRunId).Union(material.Select(b => b.BillingRunId)).ToListAsync(cancel);
        await bookings.ExecuteDeleteAsync(cancel);
        await material.ExecuteDeleteAsync(cancel);
        await db.Set<BillingRun>().Where(r => runs.Contains(r.Id) && !r.Entries.Any() && !r.Material.Any()).ExecuteDeleteAsync(cancel);
        await db.Set<TimeEntryVersion>().Where(v => entries.Contains(v.TimeEntryId)).ExecuteDeleteAsync(cancel);
        foreach (var entry in entries) // the newest first: a reversal and what was booked anew point to what was there before
        {
            await db.TimeEntries.Where(e => e.Id == entry).ExecuteDeleteAsync(cancel);
        }

        return entries.Count;
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
