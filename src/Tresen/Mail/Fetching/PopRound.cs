using System.Diagnostics;
using System.Net.Sockets;
using MailKit.Net.Pop3;
using Microsoft.EntityFrameworkCore;
using Tresen.Mail.Limits;
using Tresen.Platform.Data;
using Tresen.Post;

namespace Tresen.Mail.Fetching;

/// <summary>One look into one mailbox by POP3: store each mail whose name (UIDL) isn't known, and, where they are to go, delete those
/// that were read and stored before the line is let go of. Deleted they are only with the server's good-bye: what it then still has, it
/// is told of again. A mail at which the server fails is put aside, so that those behind it come.</summary>
public sealed class PopRound(TresenDb db, Shelf shelf, Keyring keys, TimeProvider clock, IConfiguration configuration, ILogger<PopRound> log) : IDisposable
{
    /// <summary>How long one mail may take to come.</summary>
    static readonly TimeSpan MostForOne = TimeSpan.FromMinutes(5);

    /// <summary>A server that breaks at so many mails of one round is itself broken.</summary>
    const int MostBroken = 20;

    const int MostLookedAtAgain = 200;

    /// <summary>What lies there, by name, as the line that is open has it.</summary>
    readonly Dictionary<string, List<Listed>> there = [];

    /// <summary>What was read over this line and is stored: by its place, which holds for this line alone.</summary>
    readonly HashSet<int> read = [];

    Pop3Client client = new();
    SignInEar? ear;
    int stored;
    long mostBytes;

    TimeSpan Patience => TimeSpan.FromSeconds(Math.Max(1, configuration.GetValue("Tresen:Mail:PatienceSeconds", (int)Line.Patience.TotalSeconds)));

    /// <summary>Runs it and writes down on the mailbox how it went. The caller holds the <see cref="FetchLease"/>.</summary>
    public async Task RunAsync(int mailboxId, CancellationToken cancel)
    {
        var mailbox = await db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == mailboxId, cancel);
        mostBytes = (await db.MailLimitsAsync(cancel)).FetchedBytes;
        RoundFailure? failure = null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(FetchRound.Longest);
        try
        {
            await OpenAsync(mailbox, patience.Token);
            if (mailbox.ConnectedAt is null)
            {
                mailbox = await ConnectAsync(mailbox, patience.Token);
            }

            var mayDelete = mailbox.AfterIntake == AfterIntake.Delete && await db.HasFreshBackupAsync(clock.GetUtcNow(), patience.Token);
            failure = await StoreNewAsync(mailbox, mayDelete, patience.Token) is { } trouble ? new(trouble) : null;
            if (mayDelete)
            {
                await DeleteAsync(patience.Token);
            }

            await client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            failure = e is OperationCanceledException && patience.IsCancellationRequested && stored > 0 ? null // it only takes long
                : RoundFailure.Of(mailbox.Imap, e, ear);
            log.Log(e is SocketException or IOException ? LogLevel.Information : LogLevel.Warning, "Fetching {Mailbox} failed: {Trouble}", mailbox.Address, failure?.Sentence ?? "it takes long");
        }

        db.ChangeTracker.Clear();
        var now = clock.GetUtcNow();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var row = await db.Mailboxes.SingleAsync(m => m.Id == mailbox.Id, cancel);
        if (failure is null)
        {
            row.Fetched(now);
        }
        else
        {
            failure.TellTo(row, now);
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    async Task OpenAsync(Mailbox mailbox, CancellationToken cancel)
    {
        client.Dispose();
        there.Clear();
        read.Clear();
        ear = new SignInEar();
        client = new Pop3Client(ear);
        await client.OpenAsync(mailbox, mailbox.Imap, keys, cancel, Patience);
        ear.Close();
        foreach (var mail in await ListAsync(client, cancel))
        {
            (there.TryGetValue(mail.Key, out var same) ? same : there[mail.Key] = []).Add(mail);
        }
    }

    /// <summary>What lies there.</summary>
    /// <exception cref="Trouble.NoUidlException">The server doesn't say which is which.</exception>
    static async Task<IReadOnlyList<Listed>> ListAsync(Pop3Client client, CancellationToken cancel)
    {
        if (client.Count == 0)
        {
            return [];
        }

        IList<string> names;
        try
        {
            names = await client.GetMessageUidsAsync(cancel);
        }
        catch (NotSupportedException)
        {
            throw new Trouble.NoUidlException();
        }

        var sizes = await client.GetMessageSizesAsync(cancel);
        return [.. names.Select((name, index) => new Listed(index, name, Whereabouts.KeyOf(name), index < sizes.Count ? sizes[index] : 0))];
    }

    /// <summary>The first time: POP3 doesn't say when a mail arrived. What lies there now is noted as old; whether old mails are taken in
    /// too is looked at one by one.</summary>
    async Task<Mailbox> ConnectAsync(Mailbox mailbox, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var era = -now.ToUnixTimeSeconds(); // another server, or the same set up anew, gives other names
        var old = there.Values.Select(same => (Whereabouts.Named(era, same[0].Name), same[0].Bytes)).ToList();
        await shelf.NoteOldAsync(mailbox, old, m => m.Connected(era, 1, 0, now), cancel);
        return await db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == mailbox.Id, cancel);
    }

    /// <summary>Returns the trouble with single mails, if there was any; the others are stored nevertheless.</summary>
    async Task<string?> StoreNewAsync(Mailbox mailbox, bool mayDelete, CancellationToken cancel)
    {
        await SettleAsync(mailbox, cancel);
        var known = await KnownAsync(mailbox, cancel);
        var turns = there.Values.SelectMany(same => TurnsOf(mailbox, same, [.. known[same[0].Key]])).OrderBy(t => t.Index).ToList();
        var again = there.Values.Where(same => IsToBeReadAgain(same, [.. known[same[0].Key]], mayDelete)).Take(MostLookedAtAgain);
        turns.AddRange(again.SelectMany(same => same.Select((mail, nth) => new Turn(mail.Key, nth, mail.Index, null, IsKnown: true))).ExceptBy(turns.Select(t => t.Index), t => t.Index).ToList());

        var (broken, watch) = (0, Stopwatch.StartNew());
        string? trouble = null;
        foreach (var turn in turns)
        {
            if (watch.Elapsed > FetchRound.Longest * 0.7)
            {
                break; // the rest with the next round; what is here is to be told of before the line goes
            }

            try
            {
                await StoreAsync(mailbox, turn, cancel);
                continue;
            }
            catch (Exception e) when (RoundFailure.IsLine(e) && !cancel.IsCancellationRequested)
            {
                await OpenAsync(mailbox, cancel); // once more; a server that is down says so here
            }
            catch (Pop3CommandException e)
            {
                trouble = Trouble.With(mailbox.Imap, e);
                await PutAsideAsync(mailbox, turn, trouble, cancel);
                if (++broken >= MostBroken)
                {
                    return trouble; // one that says no to all of them is to be asked later, not to fill the tray
                }

                continue;
            }

            try
            {
                await StoreAsync(mailbox, turn, cancel);
            }
            catch (Exception e) when ((RoundFailure.IsLine(e) || e is Pop3CommandException) && !cancel.IsCancellationRequested)
            {
                trouble = Trouble.With(mailbox.Imap, e);
                if (e is not Pop3CommandException)
                {
                    await OpenAsync(mailbox, cancel);
                }

                await PutAsideAsync(mailbox, turn, trouble, cancel);
                if (++broken >= MostBroken)
                {
                    return trouble;
                }
            }
        }

        return trouble;
    }

    /// <summary>What is known of what lies there, by name.</summary>
    async Task<ILookup<string, Known>> KnownAsync(Mailbox mailbox, CancellationToken cancel)
    {
        var rows = new List<Known>();
        foreach (var some in there.Keys.Chunk(1000))
        {
            rows.AddRange(await db.RawMails.AsNoTracking().Where(m => m.MailboxId == mailbox.Id && m.UidValidity == mailbox.UidValidity && some.Contains(m.ServerKey)).OrderBy(m => m.Id)
                .Select(m => new Known(m.Id, m.ServerKey, m.Bytes, m.State, m.Reason, m.Attempts, m.ReceivedAt, m.FetchedAt, m.IsPartial)).ToListAsync(cancel));
        }

        return rows.ToLookup(r => r.Key);
    }

    /// <summary>What of the mails of one name is to be fetched: all where it is new or is given to more than are known, else what was
    /// asked for, or is old and wanted.</summary>
    static IEnumerable<Turn> TurnsOf(Mailbox mailbox, List<Listed> same, IReadOnlyList<Known> known)
    {
        if (known.Count < same.Count)
        {
            return same.Select((mail, nth) => new Turn(mail.Key, nth, mail.Index, null, IsKnown: known.Count > 0));
        }

        var row = known.FirstOrDefault(k => k.IsAskedFor || (k.IsLeftAlone && mailbox.TakesOldMail && (!k.IsDated || !mailbox.LeavesAlone(k.ReceivedAt))));
        return row is null ? [] : [new Turn(same[0].Key, 0, same[0].Index, row, IsKnown: true)];
    }

    /// <summary>Servers may give a name to another mail. Where mails stay, another size gives it away; where they are deleted, nothing is
    /// that wasn't read just before.</summary>
    static bool IsToBeReadAgain(List<Listed> same, IReadOnlyList<Known> known, bool mayDelete) =>
        known.Count > 0 && known.All(k => k.IsWhole) && (mayDelete || same.Exists(mail => known.All(k => k.State != RawMailState.Erased && k.Bytes != mail.Bytes)));

    async Task StoreAsync(Mailbox mailbox, Turn turn, CancellationToken cancel)
    {
        if (!there.TryGetValue(turn.Key, out var same) || same.Count <= turn.Nth)
        {
            return; // gone meanwhile
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(MostForOne);
        var (mail, where, now) = (same[turn.Nth], Whereabouts.Named(mailbox.UidValidity, same[turn.Nth].Name), clock.GetUtcNow());
        if (turn.Row is { IsLeftAlone: true } && mailbox.TakesFrom is not null)
        {
            await using var head = await HeadAsync(mail, patience.Token);
            var said = MailHead.Of(head);
            if ((said.Received ?? said.Written) is { } received && mailbox.LeavesAlone(received))
            {
                await shelf.NoteAsync(mailbox, where, Stream.Null, null, turn.Row.Id, m =>
                {
                    m.IsTooOld();
                    m.WasReceived(received);
                }, cancel);
                return;
            }
        }

        if (mail.Bytes > mostBytes)
        {
            await NoteTooLargeAsync(mailbox, mail, mail.Bytes, turn, patience.Token);
            return;
        }

        var watch = new SizeWatch(mostBytes, patience);
        Stream content;
        try
        {
            content = await client.GetStreamAsync(mail.Index, false, patience.Token, watch);
        }
        catch (Exception) when (watch.IsOver && !cancel.IsCancellationRequested)
        {
            // The server had said that it is smaller.
            await OpenAsync(mailbox, cancel);
            if (there.TryGetValue(turn.Key, out same) && same.Count > turn.Nth)
            {
                await NoteTooLargeAsync(mailbox, same[turn.Nth], watch.Bytes, turn, cancel);
            }

            return;
        }

        await using (content)
        {
            var said = MailHead.Of(content);
            content.Position = 0;
            if (!turn.IsKnown && said.Received is { } received && mailbox.LeavesAlone(received))
            {
                await shelf.NoteAsync(mailbox, where, Stream.Null, received, null, m =>
                {
                    m.IsTooOld(); // the server gives other names to all that lay there before
                    m.IsToldAs(mail.Bytes);
                }, cancel);
                return;
            }

            var at = said.Received ?? (turn.Row is { IsLeftAlone: true } ? said.Written : null);
            if (!await shelf.StoreAsync(mailbox, where, content, at < now ? at : now, turn.Row?.Id, cancel, isTold: mailbox.AfterIntake != AfterIntake.Delete, told: mail.Bytes))
            {
                return; // nor is it deleted, then
            }
        }

        stored++;
        read.Add(mail.Index);
    }

    async Task NoteTooLargeAsync(Mailbox mailbox, Listed mail, long bytes, Turn turn, CancellationToken cancel)
    {
        await using var head = await HeadAsync(mail, cancel);
        await shelf.NoteAsync(mailbox, Whereabouts.Named(mailbox.UidValidity, mail.Name), head, null, turn.Row?.Id, m => m.IsTooLarge(bytes), cancel);
    }

    async Task PutAsideAsync(Mailbox mailbox, Turn turn, string sentence, CancellationToken cancel)
    {
        if (!there.TryGetValue(turn.Key, out var same) || same.Count <= turn.Nth)
        {
            return;
        }

        var (mail, head) = (same[turn.Nth], Stream.Null);
        try
        {
            head = await HeadAsync(mail, cancel);
        }
        catch (Exception e) when (RoundFailure.IsLine(e) && !cancel.IsCancellationRequested)
        {
            await OpenAsync(mailbox, cancel); // not even that
        }

        await using (head)
        {
            await shelf.NoteAsync(mailbox, Whereabouts.Named(mailbox.UidValidity, mail.Name), head, null, turn.Row?.Id, m => m.IsNotGiven(sentence), cancel);
        }
    }

    /// <summary>The header of a mail; nothing where the server can't give it alone.</summary>
    async Task<Stream> HeadAsync(Listed mail, CancellationToken cancel)
    {
        try
        {
            return await client.GetStreamAsync(mail.Index, true, cancel);
        }
        catch (Exception e) when (e is Pop3CommandException or NotSupportedException)
        {
            return Stream.Null;
        }
    }

    /// <summary>Marks what was read and stored for the server to delete when the line is let go of.</summary>
    async Task DeleteAsync(CancellationToken cancel)
    {
        foreach (var index in read.Order())
        {
            await client.DeleteMessageAsync(index, cancel);
        }
    }

    /// <summary>What the server no longer has, or may keep, is settled with it.</summary>
    async Task SettleAsync(Mailbox mailbox, CancellationToken cancel)
    {
        var untold = await db.RawMails.Where(m => m.MailboxId == mailbox.Id && m.UidValidity == mailbox.UidValidity && m.SettledAt == null && !m.IsPartial && m.Reason != RawMailReason.TooOld)
            .Select(m => new { m.Id, m.ServerKey }).ToListAsync(cancel);
        var ids = untold.Where(m => mailbox.AfterIntake != AfterIntake.Delete || !there.ContainsKey(m.ServerKey)).Select(m => m.Id).ToList();
        var now = clock.GetUtcNow();
        foreach (var some in ids.Chunk(500))
        {
            await using var work = await WriteScope.BeginAsync(db, cancel);
            await db.RawMails.Where(m => some.Contains(m.Id)).ExecuteUpdateAsync(m => m.SetProperty(x => x.SettledAt, now), cancel);
            await work.CommitAsync(cancel);
        }
    }

    /// <summary>Lets go of the line.</summary>
    public void Dispose() => client.Dispose();

    sealed record Listed(int Index, string Name, string Key, long Bytes);

    /// <param name="Nth">Which of those with that name.</param>
    /// <param name="Index">Where it lay when the turns were made.</param>
    /// <param name="Row">Its row, where it is noted and hasn't come yet.</param>
    /// <param name="IsKnown">Whether some mail of that name is.</param>
    sealed record Turn(string Key, int Nth, int Index, Known? Row, bool IsKnown);

    sealed record Known(int Id, string Key, long Bytes, RawMailState State, RawMailReason Reason, int Attempts, DateTimeOffset ReceivedAt, DateTimeOffset FetchedAt, bool IsPartial)
    {
        public bool IsAskedFor => State == RawMailState.Review && Reason == RawMailReason.NotGiven && Attempts < RawMail.MostAttempts;

        public bool IsLeftAlone => Reason == RawMailReason.TooOld;

        /// <summary>Whether it was found out when it was received.</summary>
        public bool IsDated => ReceivedAt != FetchedAt;

        /// <summary>Whether all of it is here.</summary>
        public bool IsWhole => !IsPartial && Reason != RawMailReason.TooOld;
    }
}
