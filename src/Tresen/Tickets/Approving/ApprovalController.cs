using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Tickets.Changes;

namespace Tresen.Tickets.Approving;

/// <summary>The approval (<em>Freigabe</em>) of a ticket: granting what was seen, refusing with a reason, asking again; and the
/// customer's own consent to costs.</summary>
[Needs(Capability.Work)]
public sealed class ApprovalController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    /// <summary>Grants. Whoever saw another version than stands now is shown the difference (409).</summary>
    [HttpPost("/tickets/{number:int}/approval")]
    public async Task<IResult> Grant(int number, [FromForm] int? seenVersion, [FromForm] string? remark, CancellationToken cancel)
    {
        if (await db.TicketToChangeAsync(Me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        var by = await MyselfAsync(cancel);
        try
        {
            if (!Try(() => ticket.Grant(by, Me, seenVersion ?? 0, remark?.Trim() ?? "", Now)))
            {
                return await RefusedAsync(number, cancel);
            }
        }
        catch (StaleException stale)
        {
            return await DifferenceAsync(number, stale.Seen, cancel);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}", Words.Of("Ticket {0} ist freigegeben.", number));
    }

    [HttpPost("/tickets/{number:int}/approval/refusal")]
    public async Task<IResult> Decline(int number, [FromForm] string? reason, CancellationToken cancel) =>
        await ChangeAsync(number, Change.Refusal, null, (ticket, by) =>
        {
            ticket.Decline(by, Me, (reason ?? "").Trim(), Now);
            return Task.FromResult<string?>(Words.Of("Die Freigabe ist abgelehnt."));
        }, cancel);

    [HttpPost("/tickets/{number:int}/approval/request")]
    public async Task<IResult> AskAgain(int number, [FromForm] string? remark, CancellationToken cancel)
    {
        if (await db.TicketToChangeAsync(Me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        var by = await MyselfAsync(cancel);
        if (!Try(() => ticket.AskAgain(by, remark?.Trim() ?? "", Now)))
        {
            return await RefusedAsync(number, cancel);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}", Words.Of("Um Freigabe wurde erneut gebeten."));
    }

    /// <summary>The customer agreed to costs, recorded by hand.</summary>
    [HttpPost("/tickets/{number:int}/cost-approvals")]
    public async Task<IResult> CustomerAgreed(int number, [FromForm] CostApprovalForm form, CancellationToken cancel)
    {
        if (await db.TicketToChangeAsync(Me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        var by = await MyselfAsync(cancel);
        if (!ModelState.IsValid || !Try(() => ticket.CustomerAgreed(form.Who ?? "", form.On!.Value, form.How ?? "", form.UpTo, by, Now)))
        {
            return await RefusedAsync(number, cancel);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}/actions", Words.Of("Die Kostenfreigabe ist festgehalten."));
    }

    async Task<IResult> RefusedAsync(int number, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        return await ActionsPage.ReadAsync(db, Me, number, Now, cancel) is { } data ? ActionsPage.Of(data, StatusCodes.Status422UnprocessableEntity) : NotFound();
    }

    async Task<IResult> DifferenceAsync(int number, int seen, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var frame = await TicketFrame.ReadAsync(db, Me, number, Now, cancel);
        var since = await db.TicketEvents.AsNoTracking().Include(e => e.By)
            .Where(e => e.TicketId == frame!.Ticket.Id && e.Version > seen && e.Verb != TicketVerb.Linked && e.Verb != TicketVerb.Unlinked).OrderBy(e => e.Position).ToListAsync(cancel);
        return ApprovalDifferencePage.Of(new(frame!, since), StatusCodes.Status409Conflict);
    }
}
