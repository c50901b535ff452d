using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Platform.Time;

namespace Tresen.Privacy.Keeping;

/// <summary>Does a portion of a run, and asks to be called again while there is more: what else waits in the lane comes in between.</summary>
public sealed class RetentionWorker(TresenDb db, RetentionWork work, TimeProvider clock) : IWorker
{
    /// <inheritdoc/>
    public string Kind => RetentionWork.Job;

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        if (!await work.PortionAsync(int.Parse(subject, CultureInfo.InvariantCulture), cancel))
        {
            return;
        }

        db.ChangeTracker.Clear();
        await using var next = await WriteScope.BeginAsync(db, cancel);
        db.Add(new Job(Kind, subject, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        await next.CommitAsync(cancel);
    }
}

/// <summary>Begins a run every night, where the administration wants it and there is something to do.</summary>
public sealed class RetentionNight(TresenDb db, RetentionWork work, TimeProvider clock) : IRecurringWorker
{
    static readonly TimeOnly Night = new(2, 40);

    /// <inheritdoc/>
    public string Kind => "retention-night";

    /// <inheritdoc/>
    public DateTimeOffset NextAfter(DateTimeOffset now) => Zone.At(Zone.DayOf(now).AddDays(1), Night);

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var today = Zone.DayOf(now);
        if (await db.Set<RetentionRules>().Include(r => r.SwitchedBy).SingleOrDefaultAsync(r => r.IsNightly, cancel) is not { } rules
            || await work.AtWorkAsync(cancel) is not null
            || !await new Overdue(db, today, rules.FreeYears, rules.SpamDays).AnyAsync(cancel))
        {
            return;
        }

        await using var scope = await WriteScope.BeginAsync(db, cancel);
        await work.BeginAsync(new RetentionRun(RunCause.Night, rules.SwitchedBy, rules, today, now), now, cancel);
        await scope.CommitAsync(cancel);
    }
}
