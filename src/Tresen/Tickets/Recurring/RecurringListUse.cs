using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Views;
using Tresen.Staff;
using Tresen.Tickets.Lists;

namespace Tresen.Tickets.Recurring;

/// <summary>The recurring tickets that name a kind or an area.</summary>
public sealed class RecurringListUse : IListUse
{
    /// <inheritdoc/>
    public Task<int> CountAsync(TresenDb db, ListEntry entry, CancellationToken cancel) => Naming(db, entry).CountAsync(cancel);

    /// <inheritdoc/>
    public async Task<bool> ReplaceAsync(TresenDb db, ListEntry from, ListEntry? to, DateTimeOffset at, CancellationToken cancel)
    {
        var naming = await Naming(db, from).ToListAsync(cancel);
        naming.ForEach(r => r.Exchange(from, to));
        return naming.Count > 0;
    }

    static IQueryable<RecurringTicket> Naming(TresenDb db, ListEntry entry)
    {
        var id = entry.Id;
        return entry switch
        {
            Kind => db.RecurringTickets.Where(r => r.KindId == id),
            Area => db.RecurringTickets.Where(r => r.AreaId == id),
            _ => db.RecurringTickets.Where(r => false),
        };
    }
}

/// <summary>Whoever leaves hands over what comes to them again and again.</summary>
public sealed class RecurringHandover : IHandover
{
    /// <inheritdoc/>
    public string Key => "recurring";

    /// <inheritdoc/>
    public async Task<Belonging?> OfAsync(TresenDb db, StaffMember person, CancellationToken cancel) => await Of(db, person).CountAsync(cancel) switch
    {
        0 => null,
        var count => new(count == 1 ? Words.Of("1 wiederkehrendes Ticket") : Words.Of("{0} wiederkehrende Tickets", count)),
    };

    /// <inheritdoc/>
    public async Task HandOverAsync(TresenDb db, StaffMember from, StaffMember? to, StaffMember by, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var recurring in await Of(db, from).Include(r => r.Department).ThenInclude(d => d.Members).ThenInclude(m => m.StaffMember).ToListAsync(cancel))
        {
            recurring.Assign(recurring.Department.HeirOf(from, to!));
        }
    }

    static IQueryable<RecurringTicket> Of(TresenDb db, StaffMember person) => db.RecurringTickets.Where(r => r.AssigneeId == person.Id);
}
