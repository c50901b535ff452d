using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Tickets.Approving;

/// <summary>What can be done with a ticket as a whole, and what was decided.</summary>
public sealed partial class ActionsPage
{
    /// <summary>What the page shows, newest first.</summary>
    public sealed record Data(TicketFrame.Data Frame, IReadOnlyList<Approval> Approvals, IReadOnlyList<CostApproval> CostApprovals, IReadOnlyList<Closing> Closings);

    /// <summary>Reads it; null where there is no such ticket for this person.</summary>
    public static async Task<Data?> ReadAsync(TresenDb db, Me me, int number, DateTimeOffset now, CancellationToken cancel)
    {
        if (await TicketFrame.ReadAsync(db, me, number, now, cancel) is not { } frame)
        {
            return null;
        }

        var id = frame.Ticket.Id;
        return new Data(
            frame,
            await db.Set<Approval>().AsNoTracking().Include(a => a.AskedBy).Include(a => a.DecidedBy).Where(a => a.TicketId == id).OrderByDescending(a => a.Id).ToListAsync(cancel),
            await db.Set<CostApproval>().AsNoTracking().Include(a => a.By).Where(a => a.TicketId == id).OrderByDescending(a => a.Id).ToListAsync(cancel),
            await db.Set<Closing>().AsNoTracking().Include(c => c.By).Where(c => c.TicketId == id).OrderByDescending(c => c.Id).ToListAsync(cancel));
    }
}
