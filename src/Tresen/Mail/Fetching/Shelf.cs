using Microsoft.EntityFrameworkCore;
using Tresen.Mail.Intake;
using Tresen.Mail.Limits;
using Tresen.Mail.Reading;
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
    /// <param name="where">What it is known by where it came from.</param>
    /// <param name="known">The row of a mail that the server didn't give before; null: a new one.</param>
    /// <param name="isTold">Whether whoever brought it needs no word afterwards.</param>
    /// <param name="told">Its size as the server tells it; null: as it came.</param>
    /// <returns>Whether it is here now. It isn't where somebody decided about its row meanwhile.</returns>
    public async Task<bool> StoreAsync(Mailbox mailbox, Whereabouts where, Stream content, DateTimeOffset? receivedAt, int? known, CancellationToken cancel, bool isTold = false, long? told = null)
    {
        var (fileId, nothing) = (await cabinet.StoreAsync(content, cancel), await cabinet.StoreAsync(Stream.Null, cancel));
        return await SaveAsync(mailbox, where, fileId, receivedAt, known, async (mail, file) =>
        {
            if (isTold)
            {
                mail.Settle(clock.GetUtcNow());
            }

            mail.IsToldAs(told ?? file.Bytes);
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
        }, cancel, told);
    }

    /// <summary>Notes a mail that stays on the server, with as much of it as is here.</summary>
    /// <param name="content">Its header, or nothing.</param>
    /// <param name="as">Says what it is.</param>
    public async Task NoteAsync(Mailbox mailbox, Whereabouts where, Stream content, DateTimeOffset? receivedAt, int? known, Action<RawMail> @as, CancellationToken cancel)
    {
        var fileId = await cabinet.StoreAsync(content, cancel);
        if (known is null && await FollowAsync(mailbox, where, fileId, cancel))
        {
            return;
        }

        var head = content is { CanSeek: true, Length: > 0 } ? Read(content) : null;
        await SaveAsync(mailbox, where, fileId, receivedAt, known, async (mail, file) =>
        {
            @as(mail);
            if (head is not null)
            {
                mail.IsReadAs(head.From?.Address ?? "", head.Subject); // for the tray
            }

            if (mail.Reason == RawMailReason.TooLarge && await db.RawMails.AnyAsync(m => m.MailboxId == mailbox.Id && m.Sha256 == file.Sha256 && m.Id != mail.Id && m.IsPartial, cancel))
            {
                mail.Ignore(RawMailReason.Duplicate);
            }
            else if (known is null && head is not null && mail.Reason == RawMailReason.TooLarge)
            {
                await db.SayTooLargeAsync(mail, head, (await db.MailLimitsAsync(cancel)).FetchedMegabytes, clock.GetUtcNow(), cancel);
            }
        }, cancel);
    }

    static ReadMail Read(Stream header)
    {
        header.Position = 0;
        return MailReader.Read(header);
    }

    /// <summary>The Message-ID in the header that is here; empty: none.</summary>
    public async Task<string> MessageIdAsync(int fileId, CancellationToken cancel)
    {
        await using var content = await cabinet.OpenAsync(fileId, cancel);
        return MailHead.Of(content).MessageId;
    }

    /// <summary>A mail that was asked for again isn't on the server any more.</summary>
    public async Task MissAsync(int id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.LockAsync<RawMail>(id, cancel);
        if (await db.RawMails.SingleAsync(m => m.Id == id, cancel) is { IsAskedFor: true } mail)
        {
            mail.IsGone();
            await db.SaveChangesAsync(cancel);
        }

        await work.CommitAsync(cancel);
    }

    /// <summary>Notes what lies on a server before anything is taken from there: known by name, and left alone.</summary>
    public async Task NoteOldAsync(Mailbox mailbox, IReadOnlyList<(Whereabouts Where, long Bytes)> mails, Action<Mailbox> then, CancellationToken cancel)
    {
        var nothing = await cabinet.StoreAsync(Stream.Null, cancel);
        await using var work = await WriteScope.BeginAsync(db, cancel);
        foreach (var some in mails.Chunk(1000))
        {
            db.ChangeTracker.Clear();
            var (now, file) = (clock.GetUtcNow(), await db.Set<StoredFile>().SingleAsync(f => f.Id == nothing, cancel));
            foreach (var (where, bytes) in some)
            {
                var mail = new RawMail(mailbox, where.UidValidity, where.Uid, file, now, now, where.Key);
                mail.IsTooOld();
                mail.IsToldAs(bytes);
                db.Add(mail);
            }

            await db.SaveChangesAsync(cancel);
        }

        db.ChangeTracker.Clear();
        then(await db.Mailboxes.SingleAsync(m => m.Id == mailbox.Id, cancel));
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>What is on the server alone and lies in the tray is known by its header when the server counts anew: it can still be asked
    /// for by its new number.</summary>
    async Task<bool> FollowAsync(Mailbox mailbox, Whereabouts where, int fileId, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var row = await db.RawMails.Where(m => m.MailboxId == mailbox.Id && m.FileId == fileId && m.UidValidity != where.UidValidity && m.State == RawMailState.Review
                && (m.Reason == RawMailReason.TooLarge || m.Reason == RawMailReason.NotGiven) && db.Set<StoredFile>().Any(f => f.Id == fileId && f.Bytes > 0))
            .OrderBy(m => m.Id).FirstOrDefaultAsync(cancel);
        if (row is null || await db.RawMails.AnyAsync(m => m.MailboxId == mailbox.Id && m.UidValidity == where.UidValidity && m.Uid == where.Uid && m.Sha256 == row.Sha256, cancel))
        {
            return false;
        }

        row.IsNow(where.UidValidity, where.Uid);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return true;
    }

    /// <returns>Whether the mail holds that file now.</returns>
    async Task<bool> SaveAsync(Mailbox mailbox, Whereabouts where, int fileId, DateTimeOffset? receivedAt, int? known, Func<RawMail, StoredFile, Task> decide, CancellationToken cancel, long? told = null)
    {
        try
        {
            return await SaveOnceAsync(mailbox, where, fileId, receivedAt, known, decide, told, cancel);
        }
        catch (DbUpdateException) when (known is null && !cancel.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            if (!await db.RawMails.AnyAsync(m => m.MailboxId == mailbox.Id && m.UidValidity == where.UidValidity && m.Uid == where.Uid && m.FileId == fileId, cancel))
            {
                throw;
            }

            return true; // another node has just stored it
        }
    }

    async Task<bool> SaveOnceAsync(Mailbox mailbox, Whereabouts where, int fileId, DateTimeOffset? receivedAt, int? known, Func<RawMail, StoredFile, Task> decide, long? told, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var (now, file) = (clock.GetUtcNow(), await db.Set<StoredFile>().SingleAsync(f => f.Id == fileId, cancel));
        RawMail mail;
        if (known is { } id)
        {
            await db.LockAsync<RawMail>(id, cancel);
            mail = await db.RawMails.SingleAsync(m => m.Id == id, cancel);
            if (!mail.IsToCome)
            {
                return false; // somebody has decided about it meanwhile
            }

            if (!await db.RawMails.AnyAsync(m => m.MailboxId == mailbox.Id && m.UidValidity == where.UidValidity && m.Uid == where.Uid && m.Sha256 == file.Sha256 && m.Id != id, cancel))
            {
                mail.IsNow(where.UidValidity, where.Uid);
            }

            if (mail.FileId != fileId)
            {
                var before = mail.Arrive(file, receivedAt ?? mail.ReceivedAt, now);
                (await db.Set<StoredFile>().SingleAsync(f => f.Id == before, cancel)).Release(now);
            }
        }
        else if (await db.RawMails.SingleOrDefaultAsync(m => m.MailboxId == mailbox.Id && m.UidValidity == where.UidValidity && m.Uid == where.Uid && m.Sha256 == file.Sha256, cancel) is { } same)
        {
            same.BeToldAgain(); // it had been moved away and lies there again
            if (told is { } bytes && same.State != RawMailState.Erased)
            {
                same.IsToldAs(bytes);
            }
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
            return true;
        }
        else
        {
            db.Add(mail = new RawMail(mailbox, where.UidValidity, where.Uid, file, receivedAt ?? now, now, where.Key));
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
        return true;
    }
}
