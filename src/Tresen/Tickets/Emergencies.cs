using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;

namespace Tresen.Tickets;

/// <summary>Calls lead and deputies where nobody has taken an emergency. What is written on the ticket under its lock keeps it from
/// being done twice.</summary>
public sealed class Emergencies(TresenDb db, TimeProvider clock) : IRecurringWorker
{
    /// <inheritdoc/>
    public string Kind => "emergencies";

    /// <inheritdoc/>
    public DateTimeOffset NextAfter(DateTimeOffset now) => now.AddMinutes(1);

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var id in await db.Tickets.Unaccepted.Where(t => t.Department.Company.EmergencyMinutes > 0).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync(cancel))
        {
            await using var work = await WriteScope.BeginAsync(db, cancel);
            db.ChangeTracker.Clear();
            await db.LockAsync<Ticket>(id, cancel);
            var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Id == id, cancel);
            if (ticket.NextEmergencyCall <= now)
            {
                ticket.CallForHelp(now);
                await db.SaveChangesAsync(cancel);
                await work.CommitAsync(cancel);
            }
        }
    }
}
