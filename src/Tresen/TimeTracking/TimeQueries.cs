using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>The tables of this slice, and questions about booked time.</summary>
public static class TimeQueries
{
    /// <summary>Billable, not billed, and not cancelled by a reversal before it was ever billed. The counter entry of what was
    /// billed is open too: it is credited.</summary>
    public static readonly Expression<Func<TimeEntry, bool>> IsOpen = e =>
        e.IsBillable && e.BilledAt == null && (e.ReversesId == null ? e.ReversedAt == null : e.Reverses!.BilledAt != null);

    extension(TresenDb db)
    {
        public DbSet<TimeEntry> TimeEntries => db.Set<TimeEntry>();

        public DbSet<Activity> Activities => db.Set<Activity>();

        /// <summary>The firm's rules, or the defaults.</summary>
        public async Task<TimeRules> TimeRulesAsync(CancellationToken cancel) => await db.Set<TimeRules>().OrderBy(r => r.Id).FirstOrDefaultAsync(cancel) ?? new TimeRules();

        /// <summary>The booking with that id, if this person may see it, locked against others' changes together with its ticket.</summary>
        public async Task<TimeEntry?> TimeEntryToChangeAsync(Me me, int id, CancellationToken cancel)
        {
            var found = await db.TimeEntries.VisibleTo(db, me).Where(e => e.Id == id).Select(e => new { e.TicketId }).FirstOrDefaultAsync(cancel);
            if (found is null)
            {
                return null;
            }

            // Always the ticket first, so that two who lock both don't wait for each other.
            if (found.TicketId is { } ticket)
            {
                await db.LockAsync<Ticket>(ticket, cancel);
            }

            await db.LockAsync<TimeEntry>(id, cancel);
            return await db.TimeEntries.WithParts.SingleAsync(e => e.Id == id, cancel);
        }
    }

    extension(IQueryable<Activity> activities)
    {
        /// <summary>Those in use, in their order.</summary>
        public IQueryable<Activity> Active => activities.Where(a => a.IsActive).OrderBy(a => a.Position).ThenBy(a => a.Id);
    }

    extension(IQueryable<TimeEntry> entries)
    {
        /// <summary>Waiting to be billed.</summary>
        public IQueryable<TimeEntry> Open => entries.Where(IsOpen);

        /// <summary>When the last booking of that person's day ended: there one without times stands in the order of the day.</summary>
        public IQueryable<DateTimeOffset?> LastEndOf(int performer, DateOnly day) => entries
            .Where(e => e.PerformerId == performer && e.Day == day && e.ReversesId == null && e.ReversedAt == null)
            .OrderByDescending(e => e.End).Select(e => (DateTimeOffset?)e.End);

        /// <summary>When the last booking of that person's day ended by the clock, of those that are over: there the next one is
        /// proposed to start. One of which only the duration is known says nothing about when.</summary>
        public IQueryable<DateTimeOffset?> ProposedStartOf(int performer, DateOnly day, DateTimeOffset now) => entries
            .Where(e => e.PerformerId == performer && e.Day == day && e.IsClocked && e.ReversesId == null && e.ReversedAt == null && e.End <= now)
            .OrderByDescending(e => e.End).Select(e => (DateTimeOffset?)e.End);

        /// <summary>With all that a booking's rules look at.</summary>
        public IQueryable<TimeEntry> WithParts => entries
            .Include(e => e.Performer).Include(e => e.Recorder).Include(e => e.Customer).Include(e => e.BillTo).Include(e => e.Activity).Include(e => e.Reverses)
            .Include(e => e.Department).ThenInclude(d => d.Company)
            .Include(e => e.Ticket!).ThenInclude(t => t.Department).ThenInclude(d => d.Company);

        /// <summary>What somebody did themselves or wrote down, and what belongs to tickets and departments that they may see.</summary>
        public IQueryable<TimeEntry> VisibleTo(TresenDb db, Me me)
        {
            if (me.Hidden.Count == 0)
            {
                return entries;
            }

            var (hidden, id) = (me.Hidden, me.Id);
            var tickets = db.Set<Ticket>().VisibleTo(me);
            return entries.Where(e => e.PerformerId == id || e.RecorderId == id
                || (e.TicketId == null ? !hidden.Contains(e.DepartmentId) : tickets.Any(t => t.Id == e.TicketId)));
        }
    }
}
