using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Jobs;
using Tresen.Post;

namespace Tresen.Mail.Fetching;

/// <summary>Where a mail comes to lie before anybody reads it, whichever way it came: its bytes, its row and the job that reads it,
/// in one piece of work.</summary>
public sealed class Shelf(TresenDb db, FileCabinet cabinet, TimeProvider clock)
{
    /// <summary>Stores a mail that is wholly here.</summary>
    /// <param name="uidValidity">The server's count, under which the UID holds.</param>
    /// <param name="known">The row of a mail that the server didn't give before; null: a new one.</param>
    /// <param name="isTold">Whether whoever brought it needs no word afterwards.</param>
    public async Task StoreAsync(Mailbox mailbox, long uidValidity, long uid, Stream content, DateTimeOffset? receivedAt, int? known, CancellationToken cancel, bool isTold = false)
    {
        var (fileId, nothing) = (await cabinet.StoreAsync(content, cancel), await cabinet.StoreAsync(Stream.Null, cancel));
        await SaveAsync(mailbox, uidValidity, uid, fileId, receivedAt, known, async (mail, file) =>
        {
            if (isTold)
            {
                mail.Settle(clock.GetUtcNow());
            }

            var earlier = await db.RawMails.Where(m => m.MailboxId == mailbox.Id && m.Sha256 == file.Sha256 && m.Id != mail.Id).Select(m => (RawMailState?)m.State).FirstOrDefaultAsync(cancel);
            if (earlier == RawMailState.Erased)
            {
                mail.Erase(await db.Set<StoredFile>().SingleAsync(f => f.Id == nothing, cancel)); // who was erased doesn't come back because a server counts anew
                file.Release(clock.GetUtcNow());
            }
            else if (earlier is not null)
            {
                mail.Ignore(RawMailReason.Duplicate); // the server counts anew, or holds the same bytes twice
            }
        }, cancel);
    }

    /// <summary>Notes a mail that stays on the server, with as much of it as is here.</summary>
    /// <param name="content">Its header, or nothing.</param>
    /// <param name="as">Says what it is.</param>
    public async Task NoteAsync(Mailbox mailbox, long uidValidity, long uid, Stream content, DateTimeOffset? receivedAt, int? known, Action<RawMail> @as, CancellationToken cancel)
    {
        var fileId = await cabinet.StoreAsync(content, cancel);
        await SaveAsync(mailbox, uidValidity, uid, fileId, receivedAt, known, async (mail, file) =>
        {
            @as(mail);
            if (mail.Reason == RawMailReason.TooLarge && await db.RawMails.AnyAsync(m => m.MailboxId == mailbox.Id && m.Sha256 == file.Sha256 && m.Id != mail.Id && m.Reason == RawMailReason.TooLarge, cancel))
            {
                mail.Ignore(RawMailReason.Duplicate);
            }
        }, cancel);
    }

    async Task SaveAsync(Mailbox mailbox, long uidValidity, long uid, int fileId, DateTimeOffset? receivedAt, int? known, Func<RawMail, StoredFile, Task> decide, CancellationToken cancel)
    {
        try
        {
            await SaveOnceAsync(mailbox, uidValidity, uid, fileId, receivedAt, known, decide, cancel);
        }
        catch (DbUpdateException) when (known is null && !cancel.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            if (!await db.RawMails.AnyAsync(m => m.MailboxId == mailbox.Id && m.UidValidity == uidValidity && m.Uid == uid && m.FileId == fileId, cancel))
            {
                throw;
            }

            // Another node has just stored it.
        }
    }

    async Task SaveOnceAsync(Mailbox mailbox, long uidValidity, long uid, int fileId, DateTimeOffset? receivedAt, int? known, Func<RawMail, StoredFile, Task> decide, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var (now, file) = (clock.GetUtcNow(), await db.Set<StoredFile>().SingleAsync(f => f.Id == fileId, cancel));
        RawMail mail;
        if (known is { } id)
        {
            await db.LockAsync<RawMail>(id, cancel);
            mail = await db.RawMails.SingleAsync(m => m.Id == id, cancel);
            if (!mail.IsAskedFor)
            {
                return; // somebody has decided about it meanwhile
            }

            if (mail.FileId != fileId)
            {
                var before = mail.Arrive(file, receivedAt ?? mail.ReceivedAt, now);
                (await db.Set<StoredFile>().SingleAsync(f => f.Id == before, cancel)).Release(now);
            }
        }
        else if (await db.RawMails.SingleOrDefaultAsync(m => m.MailboxId == mailbox.Id && m.UidValidity == uidValidity && m.Uid == uid && m.Sha256 == file.Sha256, cancel) is { } same)
        {
            same.BeToldAgain(); // it had been moved away and lies there again
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
            return;
        }
        else
        {
            db.Add(mail = new RawMail(mailbox, uidValidity, uid, file, receivedAt ?? now, now));
        }

        await decide(mail, file);
        await db.SaveChangesAsync(cancel);
        if (mail.State == RawMailState.Erased)
        {
            await db.ForgetContentAsync([fileId], cancel);
        }

        if (mail.State == RawMailState.Waiting)
        {
            db.Add(new Job(MailQueries.ReadMail, mail.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), now));
            await db.SaveChangesAsync(cancel);
        }

        await work.CommitAsync(cancel);
    }
}
