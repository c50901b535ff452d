using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Tickets.History;

/// <summary>The tab <em>Verlauf</em>: who, when, what, from, to; newest first.</summary>
[Staff]
public sealed class HistoryController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    const int PageSize = 200;

    readonly TresenDb db = db;

    [HttpGet("/tickets/{number:int}/history")]
    [TicketTab("Verlauf", 70)]
    public async Task<IResult> Show(int number, int? before, CancellationToken cancel)
    {
        if (await TicketFrame.ReadAsync(db, Me, number, Now, cancel) is not { } frame)
        {
            return NotFound();
        }

        var events = await db.TicketEvents.AsNoTracking().Include(e => e.By)
            .Where(e => e.TicketId == frame.Ticket.Id && (before == null || e.Position < before)).OrderByDescending(e => e.Position).Take(PageSize + 1).ToListAsync(cancel);
        var more = events.Count > PageSize;
        var shown = events.Take(PageSize).Reverse().ToList();
        var fields = await db.FreeFields.AsNoTracking().ToListAsync(cancel);
        return HistoryPage.Of(new(frame, [.. HistoryGroup.Of(shown).Reverse()], fields, more ? shown[0].Position : null));
    }
}
