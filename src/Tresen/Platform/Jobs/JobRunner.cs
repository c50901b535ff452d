using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Platform.Jobs;

/// <summary>Takes due jobs one by one under a lease and hands them to their worker. Work that waits for other people's servers
/// has lanes of its own, so that one that hangs holds up nothing else.</summary>
public sealed class JobRunner(IServiceScopeFactory scopes, TimeProvider clock, IConfiguration configuration, ILogger<JobRunner> log) : BackgroundService
{
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    const int WaitingLanes = 3;

    readonly string[] waitingKinds = WaitingKinds(scopes);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!configuration.GetValue("Tresen:Workers", true))
        {
            return;
        }

        await FreeAsync(stoppingToken);
        await Task.WhenAll(Enumerable.Range(0, 1 + WaitingLanes).Select(lane => RunLaneAsync(waiting: lane > 0, stoppingToken)));
    }

    /// <summary>On SQLite one process has the database: what a killed one had begun is nobody's, and isn't waited for.</summary>
    async Task FreeAsync(CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
            if (!db.Database.IsPostgres())
            {
                await using var work = await WriteScope.BeginAsync(db, cancel);
                await db.Set<Job>().Where(j => j.LeaseUntil != null).ExecuteUpdateAsync(j => j.SetProperty(x => x.LeaseUntil, (DateTimeOffset?)null), cancel);
                await work.CommitAsync(cancel);
            }
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            log.LogError(e, "Freeing what a killed process had begun failed; it is free when its time is over");
        }
    }

    /// <summary>Sees to it that all recurring work is on the list.</summary>
    async Task AddRecurringAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        string[] recurring = [.. scope.ServiceProvider.GetServices<IWorker>().OfType<IRecurringWorker>().Select(w => w.Kind)];
        var known = await db.Set<Job>().Where(j => recurring.Contains(j.Kind)).Select(j => j.Kind).ToListAsync(cancel);
        if (recurring.Except(known).ToList() is { Count: > 0 } missing)
        {
            await using var work = await WriteScope.BeginAsync(db, cancel);
            db.AddRange(missing.Select(kind => new Job(kind, "", clock.GetUtcNow())));
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }
    }

    async Task RunLaneAsync(bool waiting, CancellationToken stoppingToken)
    {
        var added = waiting;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!added)
                {
                    await AddRecurringAsync(stoppingToken);
                    added = true;
                }

                if (await RunNextAsync(waiting, stoppingToken))
                {
                    continue;
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Taking the next job failed; trying again");
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Does all jobs that are due now; for tests and for the command line.</summary>
    public async Task RunDueAsync(CancellationToken cancel = default)
    {
        await AddRecurringAsync(cancel);
        while (await RunNextAsync(waiting: null, cancel))
        {
        }
    }

    /// <param name="waiting">Only jobs that wait for others' servers, only those that don't, or (null) both.</param>
    async Task<bool> RunNextAsync(bool? waiting, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        if (await TakeAsync(db, waiting, cancel) is not { } job)
        {
            return false;
        }

        var worker = scope.ServiceProvider.GetServices<IWorker>().SingleOrDefault(w => w.Kind == job.Kind);
        var error = await WorkAsync(worker, job, cancel);
        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var mine = db.Set<Job>().Where(j => j.Id == job.Id && j.Fence == job.Fence);
        if (error is null && worker is IRecurringWorker recurring)
        {
            var next = recurring.NextAfter(clock.GetUtcNow());
            await mine.ExecuteUpdateAsync(j => j.SetProperty(x => x.Due, next).SetProperty(x => x.LeaseUntil, (DateTimeOffset?)null).SetProperty(x => x.Attempts, 0).SetProperty(x => x.LastError, (string?)null), cancel);
        }
        else if (error is null)
        {
            await mine.ExecuteDeleteAsync(cancel);
        }
        else
        {
            var again = clock.GetUtcNow().AddSeconds(Math.Min(3600, 5 * Math.Pow(2, Math.Min(job.Attempts, 12))));
            await mine.ExecuteUpdateAsync(j => j.SetProperty(x => x.Due, again).SetProperty(x => x.LeaseUntil, (DateTimeOffset?)null).SetProperty(x => x.LastError, error), cancel);
        }

        await work.CommitAsync(cancel);
        return true;
    }

    async Task<Job?> TakeAsync(TresenDb db, bool? waiting, CancellationToken cancel)
    {
        var postgres = db.Database.IsPostgres();
        var now = clock.GetUtcNow();
        if (!postgres && !await db.Set<Job>().AnyAsync(j => j.Due <= now && (j.LeaseUntil == null || j.LeaseUntil < now)
            && (waiting == null || waitingKinds.Contains(j.Kind) == waiting), cancel))
        {
            return null; // without taking the one writer's lane
        }

        await using var work = await WriteScope.BeginAsync(db, cancel);
        // Leases are judged by the database's clock: nodes' clocks differ. On SQLite there is one machine and one clock.
        var lane = waiting is null ? "" : $"and kind {(waiting.Value ? "" : "not ")}in ('{string.Join("', '", waitingKinds)}') ";
        var due = db.Set<Job>().FromSqlRaw(postgres
            ? $"select * from jobs where due <= {{0}} and (lease_until is null or lease_until < now()) {lane}order by due, id limit 1 for update skip locked"
            : $"select * from jobs where due <= {{0}} and (lease_until is null or lease_until < {{0}}) {lane}order by due, id limit 1", now.UtcDateTime);
        var job = (await due.AsNoTracking().ToListAsync(cancel)).SingleOrDefault();
        if (job is null)
        {
            return null;
        }

        var until = await db.NowAsync(clock, cancel) + Lease;
        await db.Set<Job>().Where(j => j.Id == job.Id).ExecuteUpdateAsync(
            j => j.SetProperty(x => x.LeaseUntil, until).SetProperty(x => x.Fence, x => x.Fence + 1).SetProperty(x => x.Attempts, x => x.Attempts + 1), cancel);
        var taken = await db.Set<Job>().AsNoTracking().SingleAsync(j => j.Id == job.Id, cancel);
        await work.CommitAsync(cancel);
        return taken;
    }

    static string[] WaitingKinds(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetServices<IWorker>().Where(w => w.WaitsForOthers).Select(w => w.Kind)];
    }

    async Task<string?> WorkAsync(IWorker? worker, Job job, CancellationToken cancel)
    {
        if (worker is null)
        {
            return $"Nobody does jobs of the kind '{job.Kind}'.";
        }

        try
        {
            await worker.WorkAsync(job.Subject, job.Attempts, cancel);
            return null;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested) // a worker's own time-out is a failure like any other
        {
            log.LogWarning(e, "Job {Kind} {Subject} failed at attempt {Attempt}", job.Kind, job.Subject, job.Attempts);
            return e.Message.Length > 2000 ? e.Message[..2000] : e.Message;
        }
    }
}
