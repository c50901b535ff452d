using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Jobs;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Staff.Audit;
using Tresen.Tickets;

namespace Tresen.Privacy.Keeping;

/// <summary>Does a run over what is kept long enough, in portions, each ticket a piece of work of its own: torn away in the middle, whole tickets are gone and whole
/// tickets are there, the run says which, and it goes on behind them.</summary>
public sealed class RetentionWork(TresenDb db, FileCabinet cabinet, GoneFile file, TimeProvider clock)
{
    /// <summary>The job that does a portion, by the run's id.</summary>
    public const string Job = "retention";

    const int Looked = 200, Removed = 25, Mails = 100;

    /// <summary>The run that is at work; null: none.</summary>
    public Task<RetentionRun?> AtWorkAsync(CancellationToken cancel) => db.RetentionRuns.Where(r => r.FinishedAt == null).OrderBy(r => r.Id).FirstOrDefaultAsync(cancel);

    /// <summary>What would go today.</summary>
    public async Task<RetentionPlan> PlanAsync(CancellationToken cancel)
    {
        var rules = await db.Set<RetentionRules>().AsNoTracking().SingleOrDefaultAsync(cancel) ?? new RetentionRules();
        return await new Overdue(db, Zone.DayOf(clock.GetUtcNow()), rules.FreeYears, rules.SpamDays).PlanAsync(cancel);
    }

    /// <summary>Saves a run and the job that sees to it, in the piece of work in hand.</summary>
    /// <param name="due">When its job begins.</param>
    public async Task BeginAsync(RetentionRun run, DateTimeOffset due, CancellationToken cancel)
    {
        db.Add(run);
        await db.SaveChangesAsync(cancel);
        db.Add(new Job(Job, run.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), due));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>For the command line: the run that is at work, or else a new one. Should the command be torn away, the program does the rest.</summary>
    /// <returns>The run's id.</returns>
    public async Task<int> BeginOrGoOnAsync(CancellationToken cancel)
    {
        if (await AtWorkAsync(cancel) is { } running)
        {
            return running.Id;
        }

        var now = clock.GetUtcNow();
        await using var scope = await WriteScope.BeginAsync(db, cancel);
        var run = new RetentionRun(RunCause.Command, null, await db.RetentionRulesAsync(cancel), Zone.DayOf(now), now);
        await BeginAsync(run, now.AddMinutes(10), cancel);
        await scope.CommitAsync(cancel);
        return run.Id;
    }

    /// <summary>What a run came to, in words.</summary>
    public async Task<string> SaidAsync(int runId, CancellationToken cancel) => RetentionWords.Of(await db.RetentionRuns.AsNoTracking().SingleAsync(r => r.Id == runId, cancel));

    /// <summary>Does a portion. Harmless when repeated.</summary>
    /// <returns>Whether there may be more to do.</returns>
    public async Task<bool> PortionAsync(int runId, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        if (await db.RetentionRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId && r.FinishedAt == null, cancel) is not { } run)
        {
            return false;
        }

        var overdue = new Overdue(db, run.Day, run.FreeYears, run.SpamDays);
        var nothing = await cabinet.StoreAsync(Stream.Null, cancel);
        var batch = await overdue.NextAsync(run.ReachedId, Looked, cancel);
        var due = batch.Where(f => overdue.Of(f).IsOverOn(run.Day)).Take(Removed).ToList();
        foreach (var facts in due)
        {
            await RemoveAsync(runId, facts.Id, overdue, nothing, cancel);
        }

        if (batch.Count > 0)
        {
            await ReachAsync(runId, due.Count == Removed ? due[^1].Id : batch[^1].Id, cancel);
            return true;
        }

        return await MailsAsync(runId, overdue, nothing, cancel) || await FinishAsync(runId, cancel);
    }

    /// <summary>Takes these tickets away, as far as they still may go: they went before, and a copy brought them back.</summary>
    /// <returns>How many went.</returns>
    internal async Task<int> AgainAsync(RetentionRun run, IReadOnlyCollection<int> tickets, CancellationToken cancel)
    {
        var overdue = new Overdue(db, run.Day, run.FreeYears, run.SpamDays);
        var nothing = await cabinet.StoreAsync(Stream.Null, cancel);
        var done = 0;
        foreach (var ticket in tickets)
        {
            done += await RemoveAsync(run.Id, ticket, overdue, nothing, cancel) ? 1 : 0;
        }

        await FinishAsync(run.Id, cancel);
        return done;
    }

    async Task<bool> RemoveAsync(int runId, int ticketId, Overdue overdue, int nothing, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        GoneTicket gone;
        await using (var work = await WriteScope.BeginAsync(db, cancel))
        {
            await db.OverwriteDeletedAsync(cancel);
            await db.LockAsync<RetentionRun>(runId, cancel);
            await db.LockAsync<Ticket>(ticketId, cancel);
            var day = await db.RetentionRuns.Where(r => r.Id == runId).Select(r => r.Day).SingleAsync(cancel);
            var facts = (await db.FactsOf(db.Tickets.Where(t => t.Id == ticketId)).ToListAsync(cancel)).SingleOrDefault();
            if (facts is null || !overdue.Of(facts).IsOverOn(day)) // held, or written to, since it was looked at
            {
                return false;
            }

            var (why, now) = (overdue.Of(facts).Class, clock.GetUtcNow());
            var amounts = await new TicketRemoval(db, nothing).RemoveAsync(ticketId, now, cancel);
            var run = await db.RetentionRuns.SingleAsync(r => r.Id == runId, cancel);
            run.Count(why, amounts);
            db.Add(gone = new GoneTicket(facts.Number, why, run, now));
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }

        await file.AddAsync([new GoneNote(gone.Number, gone.At)], cancel);
        return true;
    }

    async Task ReachAsync(int runId, int ticketId, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.LockAsync<RetentionRun>(runId, cancel);
        (await db.RetentionRuns.SingleAsync(r => r.Id == runId, cancel)).Reach(ticketId);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    async Task<bool> MailsAsync(int runId, Overdue overdue, int nothing, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.OverwriteDeletedAsync(cancel);
        await db.LockAsync<RetentionRun>(runId, cancel);
        var mails = await overdue.LooseMails().OrderBy(r => r.Id).Take(Mails).ToListAsync(cancel);
        if (mails.Count == 0)
        {
            return false;
        }

        await new TicketRemoval(db, nothing).EmptyAsync(mails, clock.GetUtcNow(), cancel);
        (await db.RetentionRuns.SingleAsync(r => r.Id == runId, cancel)).CountMails(mails.Count);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return true;
    }

    /// <summary>Nothing is left to do: the run ends, and the <em>Protokoll</em> says what it came to.</summary>
    async Task<bool> FinishAsync(int runId, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using (var work = await WriteScope.BeginAsync(db, cancel))
        {
            await db.LockAsync<RetentionRun>(runId, cancel);
            var run = await db.RetentionRuns.SingleAsync(r => r.Id == runId, cancel);
            if (run.FinishedAt is not null)
            {
                return false;
            }

            var now = clock.GetUtcNow();
            run.Finish(now);
            if (run.ById is { } by)
            {
                db.Add(new AuditEntry(Audited.Cleared, by, (run.Cause == RunCause.Night ? Words.Of("von selbst") + ", " : "") + RetentionWords.Of(run), now));
            }

            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }

        await db.EmptyLogAsync(cancel);
        return false;
    }
}
