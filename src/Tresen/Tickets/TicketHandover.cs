using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>Whoever leaves hands their open tickets over.</summary>
public sealed class TicketHandover : IHandover
{
    /// <inheritdoc/>
    public string Title => "offene Tickets";

    /// <inheritdoc/>
    public Task<int> CountAsync(TresenDb db, StaffMember person, CancellationToken cancel) => Of(db, person).CountAsync(cancel);

    /// <inheritdoc/>
    public async Task HandOverAsync(TresenDb db, StaffMember from, StaffMember to, StaffMember by, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var id in await Of(db, from).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync(cancel))
        {
            await db.LockAsync<Ticket>(id, cancel);
        }

        foreach (var ticket in await Of(db, from).Include(t => t.Assignee).ToListAsync(cancel))
        {
            ticket.Assign(to, by, at);
        }
    }

    static IQueryable<Ticket> Of(TresenDb db, StaffMember person) => db.Tickets.Open.Where(t => t.AssigneeId == person.Id);
}
