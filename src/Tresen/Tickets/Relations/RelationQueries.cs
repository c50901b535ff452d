using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Tickets.Relations;

/// <summary>Questions about what tickets have to do with each other.</summary>
public static class RelationQueries
{
    extension(TresenDb db)
    {
        public DbSet<TicketLink> TicketLinks => db.Set<TicketLink>();

        /// <summary>Every link of that ticket, whatever anybody sees of it.</summary>
        public IQueryable<TicketLink> LinksOf(int ticketId) => db.Set<TicketLink>().Where(l => l.TicketId == ticketId || l.OtherId == ticketId);

        /// <summary>Tickets that belong to that trouble and that this person may see.</summary>
        public IQueryable<Ticket> BelongingTo(Me me, int troubleId) =>
            db.Tickets.VisibleTo(me).Where(t => db.Set<TicketLink>().Any(l => l.TicketId == t.Id && l.OtherId == troubleId && l.Kind == LinkKind.Trouble));

        /// <summary>What that ticket has to do with others that this person may see: trouble first, then open ones, newest first.</summary>
        public async Task<IReadOnlyList<Relation>> RelationsAsync(Me me, Ticket ticket, CancellationToken cancel)
        {
            var (id, follows) = (ticket.Id, ticket.FollowsId);
            var links = (await db.LinksOf(id).Select(l => new { l.Kind, IsFromHere = l.TicketId == id, Other = l.TicketId == id ? l.OtherId : l.TicketId }).ToListAsync(cancel))
                .ToLookup(l => l.Other, l => l.Kind == LinkKind.Related ? RelationKind.Related : l.IsFromHere ? RelationKind.BelongsTo : RelationKind.Holds);
            var ids = links.Select(l => l.Key).ToList();
            var others = await db.Tickets.VisibleTo(me).Where(t => ids.Contains(t.Id) || t.Id == follows || t.FollowsId == id)
                .Select(t => new { t.Id, t.FollowsId, t.Number, t.Subject, t.Progress, Customer = t.Customer!.Name, t.RequesterName }).ToListAsync(cancel);
            return [.. others
                .SelectMany(o => links[o.Id]
                    .Concat(o.Id == follows ? [RelationKind.Follows] : [])
                    .Concat(o.FollowsId == id ? [RelationKind.FollowedBy] : [])
                    .Select(kind => new Relation(kind, o.Number, o.Subject, o.Progress, o.Customer, o.RequesterName)))
                .OrderBy(r => r.Kind).ThenBy(r => r.IsOpen ? 0 : 1).ThenByDescending(r => r.Number)];
        }
    }
}
