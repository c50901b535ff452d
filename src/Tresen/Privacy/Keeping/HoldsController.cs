using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Privacy.Keeping;

/// <summary>Tickets of which nothing may be deleted (<em>Löschsperre</em>).</summary>
[Needs(Capability.Administration)]
public sealed class HoldsController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    const string Address = "/administration/privacy/holds";

    [HttpGet(Address)]
    public Task<IResult> List(CancellationToken cancel) => PageAsync(cancel);

    [HttpPost(Address)]
    public async Task<IResult> Hold([FromForm] HoldForm form, CancellationToken cancel)
    {
        if (form.Number is not { } number || await db.TicketToChangeAsync(me, number, cancel) is not { } ticket)
        {
            ModelState.AddModelError(nameof(form.Number), "Dieses Ticket gibt es nicht. Bitte seine Nummer eingeben.");
            return await PageAsync(cancel, StatusCodes.Status422UnprocessableEntity);
        }

        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        if (!Try(() => ticket.Hold(form.Reason, by, clock.GetUtcNow())))
        {
            db.ChangeTracker.Clear();
            return await PageAsync(cancel, StatusCodes.Status422UnprocessableEntity);
        }

        await db.SaveChangesAsync(cancel);
        return Done(Address, Words.Of("Von Ticket {0} wird nichts gelöscht, bis die Sperre aufgehoben ist.", number));
    }

    [HttpPost(Address + "/end")]
    public async Task<IResult> End([FromForm] HoldForm form, CancellationToken cancel)
    {
        if (form.Number is not { } number || await db.TicketToChangeAsync(me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        ticket.Unhold(await db.Staff.SingleAsync(s => s.Id == me.Id, cancel), clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return Done(Address, Words.Of("Die Löschsperre von Ticket {0} ist aufgehoben.", number));
    }

    async Task<IResult> PageAsync(CancellationToken cancel, int status = StatusCodes.Status200OK) => HoldsPage.Of(
        new(await db.Tickets.Where(t => t.HeldSince != null).OrderByDescending(t => t.HeldSince).Select(t => new HoldsPage.Row(t.Number, t.Subject, t.HeldSince!.Value, t.HeldReason)).ToListAsync(cancel)), status);
}

/// <summary>Of which ticket nothing may be deleted, and why.</summary>
public sealed class HoldForm
{
    public int? Number { get; set; }

    public string? Reason { get; set; }
}
