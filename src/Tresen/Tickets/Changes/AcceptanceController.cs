using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Tickets.Changes;

/// <summary><em>Ich übernehme</em>, and the emergencies that wait for somebody to say so.</summary>
public sealed class AcceptanceController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    const int Most = 5;

    readonly TresenDb db = db;

    /// <summary>Those of one's departments, as a fragment for the top of every page.</summary>
    [HttpGet("/emergencies")]
    [Staff]
    [OnEveryPage]
    public async Task<IResult> Waiting(CancellationToken cancel)
    {
        var mine = Me.Departments;
        return EmergencyList.Of(new(
            await db.Tickets.VisibleTo(Me).Unaccepted.Where(t => mine.Contains(t.DepartmentId)).OrderBy(t => t.EmergencySince).Take(Most)
                .Select(t => new EmergencyList.Row(t.Number, t.Subject, t.Customer!.Name ?? t.RequesterName, t.EmergencySince!.Value)).ToListAsync(cancel),
            Me.Can(Capability.Work)));
    }

    [HttpPost("/tickets/{number:int}/acceptance")]
    [Needs(Capability.Work)]
    public async Task<IResult> Accept(int number, CancellationToken cancel)
    {
        if (await db.TicketToChangeAsync(Me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        try
        {
            ticket.Accept(await MyselfAsync(cancel), Now);
        }
        catch (BrokenRuleException broken)
        {
            db.ChangeTracker.Clear();
            return Done($"/tickets/{number}", broken.ForReader);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}", Words.Of("Sie haben den Notfall {0} übernommen.", number));
    }
}
