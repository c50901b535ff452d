using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Platform.Time;

namespace Tresen.Tickets.Changes;

/// <summary>Tickets that wait come back by themselves on the day of their <em>Wiedervorlage</em>, early in the morning.</summary>
public sealed class FollowUps(TresenDb db, TimeProvider clock) : IRecurringWorker
{
    static readonly TimeOnly EarlyMorning = new(5, 0);

    /// <inheritdoc/>
    public string Kind => "follow-ups";

    /// <inheritdoc/>
    public DateTimeOffset NextAfter(DateTimeOffset now) => Zone.At(Zone.DayOf(now).AddDays(1), EarlyMorning);

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var today = Zone.DayOf(now);
        var due = await db.Tickets.Where(t => t.FollowUpOn <= today && t.Category != Category.Closed).Select(t => t.Id).ToListAsync(cancel);
        foreach (var id in due)
        {
            await using var work = await WriteScope.BeginAsync(db, cancel);
            db.ChangeTracker.Clear();
            await db.LockAsync<Ticket>(id, cancel);
            var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Id == id, cancel);
            if (ticket.FollowUpOn <= today) // not moved to a later day meanwhile
            {
                ticket.ComeBack(await db.ProgressToReopenAsync(cancel), now);
                await db.SaveChangesAsync(cancel);
                await work.CommitAsync(cancel);
            }
        }
    }
}
