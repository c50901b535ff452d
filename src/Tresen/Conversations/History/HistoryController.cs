using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Tickets;
using Tresen.Tickets.History;

namespace Tresen.Conversations.History;

/// <summary>The tab <em>Verlauf</em>: who, when, what, from, to; newest first. Of dialogues that this reader may not see it says
/// only that something happened there.</summary>
[Staff]
public sealed class HistoryController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    const int PageSize = 200;

    [HttpGet("/tickets/{number:int}/history")]
    [TicketTab("Verlauf", 70)]
    public async Task<IResult> Show(int number, int? before, CancellationToken cancel)
    {
        if (await TicketFrame.ReadAsync(db, me, number, clock.GetUtcNow(), cancel) is not { } frame)
        {
            return NotFound();
        }

        var events = await db.TicketEvents.AsNoTracking().Include(e => e.By)
            .Where(e => e.TicketId == frame.Ticket.Id && (before == null || e.Position < before)).OrderByDescending(e => e.Position).Take(PageSize + 1).ToListAsync(cancel);
        var more = events.Count > PageSize;
        var shown = events.Take(PageSize).Reverse().ToList();
        var fields = await db.FreeFields.AsNoTracking().ToListAsync(cancel);
        var known = await KnownDialogues.ReadAsync(db, me, frame.Ticket.Id, cancel);
        return HistoryPage.Of(new(frame, [.. HistoryGroup.Of(shown, known.MayBeTold).Reverse()], fields, more ? shown[0].Position : null));
    }
}
