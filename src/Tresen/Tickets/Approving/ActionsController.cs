using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Tickets.Approving;

/// <summary>The tab <em>Aktionen</em>: closing, approvals, the customer's consent to costs.</summary>
[Staff]
public sealed class ActionsController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    [HttpGet("/tickets/{number:int}/actions")]
    [TicketTab("Aktionen", 60)]
    public async Task<IResult> Show(int number, CancellationToken cancel) =>
        await ActionsPage.ReadAsync(db, Me, number, Now, cancel) is { } data ? ActionsPage.Of(data) : NotFound();
}
