using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Privacy.Keeping;

/// <summary>What decides how long tickets are kept, and what went when that was over.</summary>
static class KeepingQueries
{
    extension(TresenDb db)
    {
        public DbSet<RetentionRun> RetentionRuns => db.Set<RetentionRun>();

        public DbSet<GoneTicket> GoneTickets => db.Set<GoneTicket>();

        /// <summary>What the administration has said about keeping, to be changed and saved; what the law leaves open stays until it has.</summary>
        public async Task<RetentionRules> RetentionRulesAsync(CancellationToken cancel)
        {
            if (await db.Set<RetentionRules>().SingleOrDefaultAsync(cancel) is { } known)
            {
                return known;
            }

            var rules = new RetentionRules();
            db.Add(rules);
            return rules;
        }

        /// <summary>The facts about these tickets.</summary>
        public IQueryable<TicketFacts> FactsOf(IQueryable<Ticket> tickets) => tickets.Select(t => new TicketFacts(
            t.Id,
            t.Number,
            t.Subject,
            t.ClosedAt,
            t.CustomerId != null && !t.Customer!.IsInternal,
            t.HeldSince,
            db.Set<TimeEntry>().Where(e => e.TicketId == t.Id).Max(e => (DateOnly?)e.Day),
            db.Set<TimeEntry>().Where(e => e.TicketId == t.Id).Max(e => (DateTimeOffset?)e.ChangedAt),
            db.Set<TimeEntry>().Where(e => e.TicketId == t.Id).Max(e => e.BilledAt),
            t.Material.Max(m => m.BilledAt),
            t.UnbilledMinutes != 0 || t.UnbilledAmount != Money.Zero,
            db.Set<TimeEntry>().Where(e => e.TicketId == t.Id).Any(e => db.Set<TimeEntry>().Any(a => a.ReplacesId == e.Id && a.TicketId != t.Id)),
            db.Set<Message>().Where(m => m.TicketId == t.Id && !m.IsDraft && m.Kind != MessageKind.Note).Max(m => (DateTimeOffset?)m.At)));
    }
}
