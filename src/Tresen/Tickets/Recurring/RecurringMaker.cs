using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Platform.Time;

namespace Tresen.Tickets.Recurring;

/// <summary>Makes the tickets whose turn has come, each in a piece of work of its own. Looks every hour; a turn that is taken is written
/// down in the same save, so nothing is made twice, however often this runs.</summary>
public sealed class RecurringMaker(TresenDb db, TimeProvider clock, ILogger<RecurringMaker> log) : IRecurringWorker
{
    /// <inheritdoc/>
    public string Kind => "recurring-tickets";

    /// <inheritdoc/>
    public DateTimeOffset NextAfter(DateTimeOffset now) => now.AddHours(1);

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var failed = 0;
        foreach (var id in await db.RecurringTickets.Where(r => !r.IsPaused).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancel))
        {
            try
            {
                await MakeAsync(id, cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                log.LogError(e, "Recurring ticket {Id} could not be made", id); // one that can't be made holds up no other
                failed++;
            }
        }

        if (failed > 0)
        {
            throw new InvalidOperationException($"{failed} recurring tickets could not be made; see the log.");
        }
    }

    async Task MakeAsync(int id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.LockAsync<RecurringTicket>(id, cancel);
        if (await db.RecurringTickets.WithParts.SingleOrDefaultAsync(r => r.Id == id, cancel) is { } recurring && recurring.HasTurn(Zone.DayOf(now)))
        {
            await db.MakeAsync(recurring, now, cancel);
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }
    }
}
