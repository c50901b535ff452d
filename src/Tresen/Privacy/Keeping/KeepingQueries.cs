using Tresen.Conversations;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Privacy.Keeping;

/// <summary>What decides how long tickets are kept.</summary>
static class KeepingQueries
{
    extension(TresenDb db)
    {
        /// <summary>The facts about these tickets.</summary>
        public IQueryable<TicketFacts> FactsOf(IQueryable<Ticket> tickets) => tickets.Select(t => new TicketFacts(
            t.Id,
            t.Number,
            t.Subject,
            t.ClosedAt,
            t.CustomerId != null && !t.Customer!.IsInternal,
            t.HeldSince,
            db.Set<TimeEntry>().Where(e => e.TicketId == t.Id).Max(e => (DateOnly?)e.Day),
            db.Set<TimeEntry>().Where(e => e.TicketId == t.Id).Max(e => e.BilledAt),
            t.Material.Max(m => m.BilledAt),
            t.UnbilledMinutes != 0 || t.UnbilledAmount != Money.Zero,
            db.Set<Message>().Where(m => m.TicketId == t.Id && !m.IsDraft && m.Kind != MessageKind.Note).Max(m => (DateTimeOffset?)m.At)));
    }
}
