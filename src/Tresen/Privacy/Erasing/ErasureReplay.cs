using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Mail;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Privacy.Knowing;
using Tresen.Tickets;

namespace Tresen.Privacy.Erasing;

/// <summary>Brings the file of erasures and the database together: who was erased after the copy was made that now stands here, is erased again under the same
/// pseudonym. Runs at each start; where nothing was brought back, it finds nothing to do.</summary>
public sealed class ErasureReplay(TresenDb db, FileCabinet cabinet, ErasureFile file)
{
    /// <summary>Does it.</summary>
    /// <param name="other">Another file than the one in the data folder.</param>
    /// <returns>How many were erased again, and a sentence for each who couldn't be.</returns>
    public async Task<(int Done, IReadOnlyList<string> Failed)> RunAsync(string? other = null, CancellationToken cancel = default)
    {
        var known = await db.Set<Erasure>().AsNoTracking().ToListAsync(cancel);
        var notes = await file.ReadAsync(other, cancel);
        await file.AddAsync(known.Select(e => e.Note).Concat(notes), cancel);
        var (done, failed) = (0, new List<string>());
        foreach (var note in notes.Where(n => !known.Exists(e => e.Key == n.Key)))
        {
            try
            {
                await EraseAgainAsync(note, cancel);
                done++;
            }
            catch (BrokenRuleException broken)
            {
                failed.Add($"{note.Pseudonym} konnte nicht noch einmal gelöscht werden: {broken.Message}");
            }

            db.ChangeTracker.Clear();
        }

        await db.EmptyLogAsync(cancel);
        return (done, failed);
    }

    async Task EraseAgainAsync(ErasureNote note, CancellationToken cancel)
    {
        var nothing = await cabinet.StoreAsync(Stream.Null, cancel);
        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.OverwriteDeletedAsync(cancel);
        var erasure = new Erasure(note);
        while (await FindAsync(erasure, cancel) is { } person)
        {
            await new PersonErasure(db, person, nothing).EraseAsync(erasure, null, note.At, cancel);
        }

        db.Add(erasure);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>Somebody whom the erasure knows, by contact first, then by the addresses that stand on tickets and mails.</summary>
    async Task<Person?> FindAsync(Erasure erasure, CancellationToken cancel)
    {
        // Read to the end before anything else is asked: a connection of PostgreSQL reads one answer at a time.
        int? known = null;
        await foreach (var contact in db.Contacts.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (new[] { contact.Mail, contact.Phone, contact.Mobile, contact.Name, $"{contact.Id} {contact.Name}" }.Any(i => i.Length > 0 && erasure.Knows(i)))
            {
                known = contact.Id;
                break;
            }
        }

        if (known is not null)
        {
            return await db.PersonAsync(known, null, [], cancel);
        }

        var addresses = db.Tickets.Select(t => t.RequesterMail).Union(db.Messages.Select(m => m.SenderAddress)).Union(db.RawMails.Select(r => r.From)).Union(db.Set<MessageAddressee>().Select(a => a.Address));
        var theirs = new List<string>();
        await foreach (var address in addresses.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (address.Length > 0 && erasure.Knows(address))
            {
                theirs.Add(address);
            }
        }

        foreach (var address in theirs)
        {
            if (await db.PersonAsync(null, address, [], cancel) is { } stranger)
            {
                return stranger;
            }
        }

        return null;
    }
}
