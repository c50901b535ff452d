using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Billing;

/// <summary>The tables of this slice, and questions about what is billed.</summary>
public static class BillingQueries
{
    extension(TresenDb db)
    {
        public DbSet<BillingRun> BillingRuns => db.Set<BillingRun>();

        /// <summary>Those of these bookings that stand on that customer's account and that this person may see, their tickets
        /// locked against others' changes.</summary>
        public async Task<List<TimeEntry>> EntriesToBillAsync(Me me, int payer, IReadOnlyCollection<int> ids, CancellationToken cancel)
        {
            var mine = db.TimeEntries.VisibleTo(db, me).Where(e => e.BillToId == payer && ids.Contains(e.Id));
            await db.LockTicketsAsync(mine, cancel);
            return await mine.WithParts.OrderBy(e => e.Id).ToListAsync(cancel);
        }

        /// <summary>That customer's run with all that taking it back looks at, the tickets locked.</summary>
        public async Task<BillingRun?> RunToTakeBackAsync(int payer, int id, CancellationToken cancel)
        {
            await db.LockAsync<BillingRun>(id, cancel);
            var booked = db.TimeEntries.Where(e => db.Set<BilledEntry>().Any(b => b.BillingRunId == id && b.TimeEntryId == e.Id));
            await db.LockTicketsAsync(booked, cancel);
            var run = await db.BillingRuns.Include(r => r.Entries).SingleOrDefaultAsync(r => r.Id == id && r.PayerId == payer, cancel);
            await booked.WithParts.LoadAsync(cancel);
            return run;
        }

        // Always in the same order, so that two who lock the same don't wait for each other.
        async Task LockTicketsAsync(IQueryable<TimeEntry> entries, CancellationToken cancel)
        {
            foreach (var ticket in await entries.Where(e => e.TicketId != null).Select(e => e.TicketId!.Value).Distinct().OrderBy(id => id).ToListAsync(cancel))
            {
                await db.LockAsync<Ticket>(ticket, cancel);
            }
        }
    }
}
