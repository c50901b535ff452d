using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Jobs;
using Tresen.Post;

namespace Tresen.Mail.Fetching;

/// <summary>One look into one mailbox: store each new mail, then tell the server about those that are stored. Broken off at
/// any point, the next round goes on where this one stopped.</summary>
public sealed class FetchRound(TresenDb db, FileCabinet cabinet, Passwords passwords, TimeProvider clock, IConfiguration configuration, ILogger<FetchRound> log)
{
    /// <summary>Larger mails stay on the server: files of 50 MB, encoded, and room for text.</summary>
    long MostBytes => configuration.GetValue("Tresen:Mail:MostMegabytes", 75) * 1024L * 1024;

    /// <summary>Runs it and writes down on the mailbox how it went.</summary>
    public async Task RunAsync(int mailboxId, CancellationToken cancel)
    {
        var mailbox = await db.Mailboxes.SingleAsync(m => m.Id == mailboxId, cancel);
        string? trouble = null;
        try
        {
            using var client = new ImapClient();
            await client.OpenAsync(mailbox.Imap, passwords, cancel);
            var folder = await client.GetFolderAsync(mailbox.Folder, cancel);
            await folder.OpenAsync(FolderAccess.ReadWrite, cancel);
            await ConnectAsync(mailbox, folder, cancel);
            trouble = await StoreNewAsync(mailbox, folder, cancel);
            await TellServerAsync(mailbox, client, folder, cancel);
            await client.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception e) when (e is not (DbUpdateException or OperationCanceledException) || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            trouble = Trouble.With(mailbox.Imap, e);
            log.Log(e is SocketException or IOException ? LogLevel.Information : LogLevel.Warning, "Fetching {Mailbox} failed: {Trouble}", mailbox.Address, trouble);
        }

        await SaveAsync(mailbox, trouble is null ? m => m.Fetched(clock.GetUtcNow()) : m => m.FetchFailed(trouble, clock.GetUtcNow()), cancel);
    }

    /// <summary>The first time: what lies there stays there, unless it is wanted. When the server counts anew, everything is
    /// looked at again but what lay there before the first connection; known content is recognised.</summary>
    async Task ConnectAsync(Mailbox mailbox, IMailFolder folder, CancellationToken cancel)
    {
        if (mailbox.UidValidity == folder.UidValidity)
        {
            return;
        }

        long first = 1;
        if (mailbox.ConnectedAt is null && !mailbox.TakesOldMail)
        {
            first = folder.UidNext?.Id ?? (await folder.SearchAsync(SearchQuery.All, cancel)).Select(u => (long)u.Id + 1).DefaultIfEmpty(1).Max();
        }
        else if (mailbox.ConnectedAt is { } since && !mailbox.TakesOldMail)
        {
            var all = await folder.FetchAsync(0, -1, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate), cancel);
            first = all.Where(m => m.InternalDate < since).Select(m => (long)m.UniqueId.Id + 1).DefaultIfEmpty(1).Max();
        }

        await SaveAsync(mailbox, m => m.Connected(folder.UidValidity, first, clock.GetUtcNow()), cancel);
    }

    /// <summary>Returns the trouble with single mails, if there was any; the others are stored nevertheless.</summary>
    async Task<string?> StoreNewAsync(Mailbox mailbox, IMailFolder folder, CancellationToken cancel)
    {
        var there = await folder.SearchAsync(SearchQuery.Uids(new UniqueIdRange(folder.UidValidity, (uint)Math.Max(1, mailbox.FirstUid), uint.MaxValue)), cancel);
        var known = await db.RawMails.Where(m => m.MailboxId == mailbox.Id && m.UidValidity == mailbox.UidValidity).Select(m => m.Uid).ToHashSetAsync(cancel);
        var fresh = there.Where(u => u.Id >= mailbox.FirstUid && !known.Contains(u.Id)).Distinct().Order().ToList();
        string? trouble = null;
        foreach (var batch in fresh.Chunk(200))
        {
            foreach (var summary in await folder.FetchAsync(batch, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.InternalDate), cancel))
            {
                try
                {
                    await StoreAsync(mailbox, folder, summary, cancel);
                }
                catch (Exception e) when (e is ImapCommandException or MessageNotFoundException)
                {
                    trouble = e is MessageNotFoundException ? trouble : Trouble.With(mailbox.Imap, e); // one that is gone meanwhile is no trouble
                }
            }
        }

        return trouble;
    }

    async Task StoreAsync(Mailbox mailbox, IMailFolder folder, IMessageSummary summary, CancellationToken cancel)
    {
        var isTooLarge = summary.Size > MostBytes;
        await using var content = isTooLarge
            ? await folder.GetStreamAsync(summary.UniqueId, "HEADER", cancel)
            : await folder.GetStreamAsync(summary.UniqueId, cancel);
        var fileId = await cabinet.StoreAsync(content, cancel);

        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var file = await db.Set<StoredFile>().SingleAsync(f => f.Id == fileId, cancel);
        var mail = new RawMail(mailbox, mailbox.UidValidity, summary.UniqueId.Id, file, summary.InternalDate ?? clock.GetUtcNow(), clock.GetUtcNow());
        if (isTooLarge)
        {
            mail.IsTooLarge(summary.Size!.Value);
        }
        else if (await db.RawMails.AnyAsync(m => m.MailboxId == mailbox.Id && m.Sha256 == file.Sha256, cancel))
        {
            mail.Ignore(RawMailReason.Duplicate); // the server counts anew, or holds the same bytes twice
        }

        db.Add(mail);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            return; // another process has just stored it
        }

        if (mail.State == RawMailState.Waiting)
        {
            db.Add(new Job(MailQueries.ReadMail, mail.Id.ToString(), clock.GetUtcNow()));
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>Moves or flags what is stored. What was interrupted before is made up for.</summary>
    async Task TellServerAsync(Mailbox mailbox, ImapClient client, IMailFolder folder, CancellationToken cancel)
    {
        var stored = await db.RawMails
            .Where(m => m.MailboxId == mailbox.Id && m.UidValidity == mailbox.UidValidity && m.SettledAt == null && m.Reason != RawMailReason.TooLarge)
            .OrderBy(m => m.Id).Select(m => new { m.Id, m.Uid }).ToListAsync(cancel);
        foreach (var batch in stored.Chunk(200))
        {
            var uids = batch.Select(m => new UniqueId((uint)mailbox.UidValidity, (uint)m.Uid)).ToList();
            if (mailbox.AfterIntake == AfterIntake.Move)
            {
                await folder.MoveToAsync(uids, await client.FolderAsync(mailbox.DoneFolder, cancel), cancel);
            }
            else
            {
                await folder.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Seen) { Silent = true }, cancel);
            }

            var ids = batch.Select(m => m.Id).ToList();
            var now = clock.GetUtcNow();
            await using var work = await WriteScope.BeginAsync(db, cancel);
            await db.RawMails.Where(m => ids.Contains(m.Id)).ExecuteUpdateAsync(m => m.SetProperty(x => x.SettledAt, now), cancel);
            await work.CommitAsync(cancel);
        }
    }

    async Task SaveAsync(Mailbox mailbox, Action<Mailbox> change, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var row = await db.Mailboxes.SingleAsync(m => m.Id == mailbox.Id, cancel);
        change(row);
        change(mailbox);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }
}
