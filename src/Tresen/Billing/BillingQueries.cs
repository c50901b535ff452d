using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
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
            var records = db.RecordsOf(payer);
            var mine = db.TimeEntries.VisibleTo(db, me).Where(e => records.Contains(e.BillToId) && ids.Contains(e.Id));
            await db.LockTicketsAsync(mine.Where(e => e.TicketId != null).Select(e => e.TicketId!.Value), cancel);
            foreach (var id in await mine.Where(e => e.TicketId == null).OrderBy(e => e.Id).Select(e => e.Id).ToListAsync(cancel))
            {
                await db.LockAsync<TimeEntry>(id, cancel); // no ticket's lock keeps it from being billed twice
            }

            return await mine.WithParts.OrderBy(e => e.Id).ToListAsync(cancel);
        }

        /// <summary>That customer's run, if this person may see all of it, with all that taking it back looks at, the tickets locked.</summary>
        public async Task<BillingRun?> RunToTakeBackAsync(Me me, int payer, int id, CancellationToken cancel)
        {
            var records = db.RecordsOf(payer);
            if (!await db.BillingRuns.VisibleTo(db, me).AnyAsync(r => r.Id == id && records.Contains(r.PayerId), cancel))
            {
                return null;
            }

            await db.LockAsync<BillingRun>(id, cancel);
            var booked = db.TimeEntries.Where(e => db.Set<BilledEntry>().Any(b => b.BillingRunId == id && b.TimeEntryId == e.Id));
            var used = db.Material.Where(m => db.Set<BilledMaterial>().Any(b => b.BillingRunId == id && b.MaterialLineId == m.Id));
            await db.LockTicketsAsync(booked.Where(e => e.TicketId != null).Select(e => e.TicketId!.Value).Union(used.Select(m => m.TicketId)), cancel);
            var run = await db.BillingRuns.Include(r => r.Entries).Include(r => r.Material).AsSplitQuery().SingleOrDefaultAsync(r => r.Id == id, cancel);
            await booked.WithParts.LoadAsync(cancel);
            await used.Include(m => m.Ticket).LoadAsync(cancel);
            return run;
        }

        /// <summary>Those of these lines of material that stand on that customer's account and that this person may see, their
        /// tickets locked against others' changes.</summary>
        public async Task<List<MaterialLine>> MaterialToBillAsync(Me me, int payer, IReadOnlyCollection<int> ids, CancellationToken cancel)
        {
            var mine = db.Material.VisibleTo(me).OnAccountOf(db.RecordsOf(payer)).Where(m => ids.Contains(m.Id));
            await db.LockTicketsAsync(mine.Select(m => m.TicketId), cancel);
            return await mine.Include(m => m.Ticket).ThenInclude(t => t.Department).OrderBy(m => m.Id).ToListAsync(cancel);
        }

        // Always in the same order, so that two who lock the same don't wait for each other.
        async Task LockTicketsAsync(IQueryable<int> tickets, CancellationToken cancel)
        {
            foreach (var ticket in await tickets.Distinct().OrderBy(id => id).ToListAsync(cancel))
            {
                await db.LockAsync<Ticket>(ticket, cancel);
            }
        }
    }

    extension(IQueryable<BillingRun> runs)
    {
        /// <summary>Those of which this person may see all that was billed: a reference and a sum would tell of hidden work.</summary>
        public IQueryable<BillingRun> VisibleTo(TresenDb db, Me me)
        {
            if (me.Hidden.Count == 0)
            {
                return runs;
            }

            var (entries, lines) = (db.Set<TimeEntry>().VisibleTo(db, me), db.Set<MaterialLine>().VisibleTo(me));
            return runs.Where(r => r.Entries.All(b => entries.Any(e => e.Id == b.TimeEntryId)) && r.Material.All(b => lines.Any(m => m.Id == b.MaterialLineId)));
        }
    }

    extension(IQueryable<MaterialLine> lines)
    {
        /// <summary>Waiting to be billed.</summary>
        public IQueryable<MaterialLine> Open => lines.Where(m => m.IsBillable && m.BilledAt == null);

        /// <summary>What that customer pays for: billed to them, else on tickets whose invoice they get.</summary>
        /// <param name="records">All records of the customer (<see cref="CustomerQueries"/>).</param>
        public IQueryable<MaterialLine> OnAccountOf(IQueryable<int> records) =>
            lines.Where(m => (m.BilledToId != null && records.Contains(m.BilledToId.Value))
                || (m.BilledToId == null && ((m.Ticket.BillToId != null && records.Contains(m.Ticket.BillToId.Value))
                    || (m.Ticket.BillToId == null && m.Ticket.CustomerId != null && records.Contains(m.Ticket.CustomerId.Value)))));

        /// <summary>Those of tickets that this person may see.</summary>
        public IQueryable<MaterialLine> VisibleTo(Me me) => me.Hidden.Count == 0 ? lines : lines.WhereIts(m => m.Ticket, TicketQueries.MayBeSeenBy(me));
    }
}
