using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Microsoft.EntityFrameworkCore;
using Tresen.Mail.Limits;
using Tresen.Platform.Data;
using Tresen.Post;

namespace Tresen.Mail.Fetching;

/// <summary>One look into one mailbox: store each new mail, then tell the server about those that are stored. Broken off at
/// any point, the next round goes on where this one stopped. A mail at which the server fails is put aside, so that those
/// behind it come.</summary>
public sealed class FetchRound(TresenDb db, Shelf shelf, Keyring keys, TimeProvider clock, IConfiguration configuration, ILogger<FetchRound> log) : IDisposable
{
    /// <summary>A round ends by then, and the next one goes on: a server that drips holds nothing for ever.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>How long one mail may take to come.</summary>
    static readonly TimeSpan MostForOne = TimeSpan.FromMinutes(5);

    /// <summary>A server that breaks at so many mails of one round is itself broken.</summary>
    const int MostBroken = 20;

    const int MostLookedAtAgain = 200;

    /// <summary>So often somebody who listens looks whether the mailbox was changed.</summary>
    static readonly TimeSpan Looking = TimeSpan.FromSeconds(2);

    SignInEar? ear;
    ImapClient client = new();
    IMailFolder folder = null!;
    int stored;
    bool hasMore;

    /// <summary>Larger mails stay on the server: bytes are held in memory while they come.</summary>
    long MostBytes { get; set; }

    /// <summary>How long the server may be silent.</summary>
    TimeSpan Patience => TimeSpan.FromSeconds(Math.Max(1, configuration.GetValue("Tresen:Mail:PatienceSeconds", (int)Line.Patience.TotalSeconds)));

    /// <summary>Runs it and writes down on the mailbox how it went. The caller holds the <see cref="FetchLease"/>.</summary>
    /// <param name="idle">What to wait for while listening for new mail afterwards, where the server can tell; null: don't listen.</param>
    public async Task RunAsync(int mailboxId, Func<CancellationToken, Task>? idle, CancellationToken cancel)
    {
        try
        {
            var mailbox = await db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == mailboxId, cancel);
            await RunAsync(mailbox, cancel);
            while (idle is not null && mailbox.FetchError.Length == 0 && await ListenAsync(mailbox, idle, cancel))
            {
                await RunAsync(mailbox, cancel);
            }
        }
        finally
        {
            await CloseAsync();
        }
    }

    async Task RunAsync(Mailbox mailbox, CancellationToken cancel)
    {
        stored = 0;
        RoundFailure? failure = null;
        MostBytes = (await db.MailLimitsAsync(cancel)).FetchedBytes;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Longest);
        try
        {
            if (!client.IsConnected)
            {
                await OpenAsync(mailbox, patience.Token);
            }

            await ConnectAsync(mailbox, patience.Token);
            failure = await StoreNewAsync(mailbox, patience.Token) is { } trouble ? new(trouble) : null;
            await SeekAsync(mailbox, patience.Token);
            await TellServerAsync(mailbox, patience.Token);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            failure = e is OperationCanceledException && patience.IsCancellationRequested && stored > 0 ? null // it only takes long
                : RoundFailure.Of(mailbox.Imap, e, ear);
            log.Log(e is SocketException or IOException ? LogLevel.Information : LogLevel.Warning, "Fetching {Mailbox} failed: {Trouble}", mailbox.Address, failure?.Sentence ?? "it takes long");
            await CloseAsync();
        }

        var now = clock.GetUtcNow();
        await SaveAsync(mailbox, m =>
        {
            if (failure is null)
            {
                m.Fetched(now);
            }
            else
            {
                failure.TellTo(m, now);
            }
        }, cancel);
    }

    async Task OpenAsync(Mailbox mailbox, CancellationToken cancel)
    {
        client.Dispose();
        ear = new SignInEar();
        client = new ImapClient(ear);
        await client.OpenAsync(mailbox, mailbox.Imap, keys, cancel, Patience);
        ear.Close();
        folder = await client.GetFolderAsync(mailbox.Folder, cancel);
        await folder.OpenAsync(FolderAccess.ReadWrite, cancel);
        folder.CountChanged += (_, _) => hasMore = true;
    }

    async Task CloseAsync()
    {
        try
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await client.DisconnectAsync(quit: true, soon.Token);
        }
        catch (Exception)
        {
            client.Dispose(); // it is broken as it is
            client = new ImapClient();
        }
    }

    /// <summary>Waits until the server says that something came, where it can say so.</summary>
    /// <returns>Whether to look again on this line.</returns>
    async Task<bool> ListenAsync(Mailbox mailbox, Func<CancellationToken, Task> idle, CancellationToken cancel)
    {
        if (!client.IsConnected || !client.Capabilities.HasFlag(ImapCapabilities.Idle))
        {
            await CloseAsync();
            return false;
        }

        if (hasMore)
        {
            return true; // it came while the last ones were taken in
        }

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        void Heard(object? sender, EventArgs e) => done.Cancel();
        folder.CountChanged += Heard;
        var (waiting, isAlive) = (WaitAsync(), true);
        try
        {
            await client.IdleAsync(done.Token, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is IOException or ProtocolException or SocketException or ServiceNotConnectedException or CommandException)
        {
            await CloseAsync();
            isAlive = false; // the next round opens another line, after its pause: a server that always hangs up isn't run after
        }
        finally
        {
            folder.CountChanged -= Heard;
            await done.CancelAsync();
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it reads the database, which knows one reader
        }

        return isAlive && await IsAsItWasAsync();

        // Who changed the mailbox meanwhile wants to see it at work as it is now.
        async Task<bool> IsAsItWasAsync() =>
            await db.Mailboxes.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mailbox.Id, cancel) is { IsActive: true, ConnectedAt: not null } now
            && (now.Imap, now.Folder, now.AfterIntake, now.DoneFolder, now.UidValidity) == (mailbox.Imap, mailbox.Folder, mailbox.AfterIntake, mailbox.DoneFolder, mailbox.UidValidity);

        // Whatever happens here, the listening ends with it.
        async Task WaitAsync()
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(done.Token);
            var listening = idle(end.Token);
            try
            {
                while (await Task.WhenAny(listening, Task.Delay(Looking, end.Token)) != listening && !done.IsCancellationRequested && await IsAsItWasAsync())
                {
                }
            }
            finally
            {
                await end.CancelAsync();
                await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await done.CancelAsync();
            }
        }
    }

    /// <summary>The first time: what lies there stays there, unless it is wanted. When the server counts anew, everything is
    /// looked at again but what is older than what is taken in; known content is recognised.</summary>
    async Task ConnectAsync(Mailbox mailbox, CancellationToken cancel)
    {
        if (mailbox.UidValidity == folder.UidValidity)
        {
            return;
        }

        long first = 1;
        if (mailbox.TakesOldMail ? mailbox.TakesFrom is not null : mailbox.ConnectedAt is not null)
        {
            // The server looks for days, a day more for its own time zone; what is older among those behind the first is left alone one by one.
            var day = mailbox.TakesFrom ?? DateOnly.FromDateTime(mailbox.ConnectedAt!.Value.UtcDateTime);
            var since = await folder.SearchAsync(SearchQuery.DeliveredAfter(day.AddDays(-1).ToDateTime(TimeOnly.MinValue)), cancel);
            first = since.Count > 0 ? since.Min(u => u.Id) : await NextAsync(cancel);
        }
        else if (!mailbox.TakesOldMail)
        {
            first = await NextAsync(cancel);
        }

        var next = mailbox.ConnectedAt is null ? await NextAsync(cancel) : 0;
        await SaveAsync(mailbox, m => m.Connected(folder.UidValidity, first, next, clock.GetUtcNow()), cancel);
    }

    async Task<long> NextAsync(CancellationToken cancel) =>
        folder.UidNext?.Id ?? (await folder.SearchAsync(SearchQuery.All, cancel)).Select(u => (long)u.Id + 1).DefaultIfEmpty(1).Max();

    /// <summary>Returns the trouble with single mails, if there was any; the others are stored nevertheless.</summary>
    async Task<string?> StoreNewAsync(Mailbox mailbox, CancellationToken cancel)
    {
        hasMore = false;
        var there = await folder.SearchAsync(mailbox.AfterIntake == AfterIntake.Flag ? SearchQuery.All : SearchQuery.Uids(new UniqueIdRange(folder.UidValidity, (uint)Math.Max(1, mailbox.FirstUid), uint.MaxValue)), cancel);
        var rows = await db.RawMails.AsNoTracking().Where(m => m.MailboxId == mailbox.Id && m.UidValidity == mailbox.UidValidity)
            .Select(m => new Known(m.Id, m.Uid, m.SettledAt != null, m.State == RawMailState.Review && m.Reason == RawMailReason.NotGiven ? m.Attempts : null)).ToListAsync(cancel);
        var known = rows.ToLookup(r => r.Uid);
        var uids = there.Where(u => u.Id >= mailbox.FirstUid).Distinct().Order().ToList();
        var fresh = uids.Where(u => !known.Contains(u.Id) || known[u.Id].Any(r => r.Asked < RawMail.MostAttempts)).ToList();
        if (mailbox.AfterIntake != AfterIntake.Flag)
        {
            // It had been taken away: it was put back, or the server has given its number to another mail.
            fresh.AddRange(uids.Where(u => known[u.Id].Any() && known[u.Id].All(r => r.IsSettled)).Take(MostLookedAtAgain));
        }
        else if (folder.Count > there.Distinct().Count())
        {
            // More mails than numbers: some number is given to several.
            var numbers = await folder.FetchAsync(0, -1, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags), cancel);
            fresh.AddRange(numbers.GroupBy(n => n.UniqueId).Where(g => known[g.Key.Id].Any() && g.Select(n => n.Index).Distinct().Count() > known[g.Key.Id].Count()).Select(g => g.Key).Except(fresh).Take(MostLookedAtAgain));
        }

        var broken = 0;
        string? trouble = null;
        foreach (var batch in fresh.Chunk(200))
        {
            foreach (var (uid, summary, place) in await SummariesAsync(mailbox, batch, cancel))
            {
                var row = known[uid.Id].FirstOrDefault(r => r.Asked is not null);
                try
                {
                    await StoreAsync(mailbox, uid, summary, place, row?.Id, cancel);
                    stored++;
                    continue;
                }
                catch (MessageNotFoundException)
                {
                    continue; // gone meanwhile
                }
                catch (Exception e) when (RoundFailure.IsLine(e) && !cancel.IsCancellationRequested)
                {
                    await OpenAsync(mailbox, cancel); // once more; a server that is down says so here
                }
                catch (ImapCommandException e)
                {
                    trouble = Trouble.With(mailbox.Imap, e);
                    await PutAsideAsync(mailbox, uid, row?.Id, trouble, cancel);
                    if (++broken >= MostBroken)
                    {
                        return trouble; // one that says no to all of them is to be asked later, not to fill the tray
                    }

                    continue;
                }

                try
                {
                    await StoreAsync(mailbox, uid, summary, null, row?.Id, cancel); // places don't outlive a line
                    stored++;
                }
                catch (Exception e) when ((RoundFailure.IsLine(e) || e is ImapCommandException) && !cancel.IsCancellationRequested)
                {
                    trouble = Trouble.With(mailbox.Imap, e);
                    await OpenAsync(mailbox, cancel);
                    await PutAsideAsync(mailbox, uid, row?.Id, trouble, cancel);
                    if (++broken >= MostBroken)
                    {
                        return trouble;
                    }
                }
            }
        }

        return trouble;
    }

    /// <summary>What a person asked for again and no longer lies under its number is looked for by its Message-ID.</summary>
    async Task SeekAsync(Mailbox mailbox, CancellationToken cancel)
    {
        var asked = await db.RawMails.AsNoTracking().Where(m => m.MailboxId == mailbox.Id && m.UidValidity > 0 && m.State == RawMailState.Review && m.Reason == RawMailReason.NotGiven && m.Attempts < RawMail.MostAttempts)
            .Select(m => new { m.Id, m.UidValidity, m.Uid, m.FileId }).ToListAsync(cancel);
        if (asked.Count == 0)
        {
            return;
        }

        var there = (await folder.SearchAsync(SearchQuery.All, cancel)).Select(u => (long)u.Id).ToHashSet();
        foreach (var mail in asked.Where(m => m.UidValidity != mailbox.UidValidity || !there.Contains(m.Uid)))
        {
            var found = await shelf.MessageIdAsync(mail.FileId, cancel) is { Length: > 0 } id ? await folder.SearchAsync(SearchQuery.HeaderContains("Message-Id", id), cancel) : [];
            if (found.Count == 0)
            {
                await shelf.MissAsync(mail.Id, cancel);
                continue;
            }

            try
            {
                await StoreAsync(mailbox, found[0], null, null, mail.Id, cancel);
            }
            catch (Exception e) when (e is ImapCommandException or MessageNotFoundException)
            {
                await PutAsideAsync(mailbox, found[0], mail.Id, Trouble.With(mailbox.Imap, e), cancel);
            }
        }
    }

    /// <summary>What the server says about those mails before they are fetched; where it can't say it of all, of each by itself.</summary>
    /// <returns>With its place in the folder where the server gives the same UID to several.</returns>
    async Task<IReadOnlyList<(UniqueId Uid, IMessageSummary? Summary, int? Place)>> SummariesAsync(Mailbox mailbox, IList<UniqueId> uids, CancellationToken cancel)
    {
        var request = new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.InternalDate);
        try
        {
            return [.. (await folder.FetchAsync(uids, request, cancel)).DistinctBy(s => (s.UniqueId.Id, s.Index)).GroupBy(s => s.UniqueId.Id).OrderBy(g => g.Key)
                .SelectMany(g => g.Select(s => (s.UniqueId, (IMessageSummary?)s, g.Skip(1).Any() ? s.Index : (int?)null)))];
        }
        catch (Exception e) when ((RoundFailure.IsLine(e) || e is ImapCommandException) && !cancel.IsCancellationRequested)
        {
            await OpenAsync(mailbox, cancel);
            return [.. uids.Select(u => (u, (IMessageSummary?)null, (int?)null))];
        }
    }

    async Task StoreAsync(Mailbox mailbox, UniqueId uid, IMessageSummary? summary, int? place, int? known, CancellationToken cancel)
    {
        if (summary?.InternalDate is { } received && mailbox.LeavesAlone(received) && known is null)
        {
            await shelf.NoteAsync(mailbox, new(mailbox.UidValidity, uid.Id), Stream.Null, received, null, m => m.IsTooOld(), cancel);
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(MostForOne);
        if (summary?.Size > MostBytes)
        {
            await NoteTooLargeAsync(mailbox, uid, summary.InternalDate, summary.Size.Value, known, patience.Token);
            return;
        }

        var watch = new SizeWatch(MostBytes, patience);
        Stream content;
        try
        {
            content = place is { } index ? await folder.GetStreamAsync(index, patience.Token, watch) : await folder.GetStreamAsync(uid, patience.Token, watch);
        }
        catch (Exception) when (watch.IsOver && !cancel.IsCancellationRequested)
        {
            // The server had said that it is smaller, or nothing.
            await OpenAsync(mailbox, cancel);
            await NoteTooLargeAsync(mailbox, uid, summary?.InternalDate, watch.Bytes, known, cancel);
            return;
        }

        await using (content)
        {
            await shelf.StoreAsync(mailbox, new(mailbox.UidValidity, uid.Id), content, summary?.InternalDate, known, cancel);
        }
    }

    async Task NoteTooLargeAsync(Mailbox mailbox, UniqueId uid, DateTimeOffset? received, long bytes, int? known, CancellationToken cancel)
    {
        await using var header = await folder.GetStreamAsync(uid, "HEADER", cancel);
        await shelf.NoteAsync(mailbox, new(mailbox.UidValidity, uid.Id), header, received, known, m => m.IsTooLarge(bytes), cancel);
    }

    async Task PutAsideAsync(Mailbox mailbox, UniqueId uid, int? known, string sentence, CancellationToken cancel)
    {
        Stream header = Stream.Null;
        try
        {
            header = await folder.GetStreamAsync(uid, "HEADER", cancel);
        }
        catch (Exception e) when ((RoundFailure.IsLine(e) || e is ImapCommandException or MessageNotFoundException) && !cancel.IsCancellationRequested)
        {
            await OpenAsync(mailbox, cancel); // not even that
        }

        await using (header)
        {
            await shelf.NoteAsync(mailbox, new(mailbox.UidValidity, uid.Id), header, null, known, m => m.IsNotGiven(sentence), cancel);
        }
    }

    /// <summary>Moves, flags or deletes what is stored; what isn't wholly here is never deleted. What was interrupted before, or waited for a
    /// backup, is made up for.</summary>
    async Task TellServerAsync(Mailbox mailbox, CancellationToken cancel)
    {
        var deletes = mailbox.AfterIntake == AfterIntake.Delete;
        if (deletes && !await db.HasFreshBackupAsync(clock.GetUtcNow(), cancel))
        {
            return;
        }

        var untold = await db.RawMails
            .Where(m => m.MailboxId == mailbox.Id && m.UidValidity == mailbox.UidValidity && m.SettledAt == null && !(deletes && m.IsPartial)
                && m.Reason != RawMailReason.TooLarge && m.Reason != RawMailReason.NotGiven && m.Reason != RawMailReason.TooOld)
            .OrderBy(m => m.Id).Select(m => new { m.Id, m.Uid }).ToListAsync(cancel);
        foreach (var batch in untold.Chunk(200))
        {
            var uids = batch.Select(m => new UniqueId((uint)mailbox.UidValidity, (uint)m.Uid)).Distinct().ToList();
            if (mailbox.AfterIntake == AfterIntake.Move)
            {
                await folder.MoveToAsync(uids, await client.FolderAsync(mailbox.DoneFolder, cancel), cancel);
            }
            else if (deletes)
            {
                await DeleteAsync(uids, u => untold.Count(m => m.Uid == u.Id), cancel);
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

    /// <summary>Deletes them for good, but a number under which more mails lie than are stored.</summary>
    async Task DeleteAsync(List<UniqueId> uids, Func<UniqueId, int> storedOf, CancellationToken cancel)
    {
        var there = await folder.FetchAsync(uids, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags), cancel);
        uids = [.. there.GroupBy(m => m.UniqueId).Where(g => g.Select(m => m.Index).Distinct().Count() <= storedOf(g.Key)).Select(g => g.Key)];
        if (uids.Count > 0)
        {
            await folder.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, cancel);
            await folder.ExpungeAsync(uids, cancel);
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

    /// <summary>Lets go of the line.</summary>
    public void Dispose() => client.Dispose();

    /// <param name="Asked">How often it was asked for in vain; null: it is here.</param>
    sealed record Known(int Id, long Uid, bool IsSettled, int? Asked);
}
