using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Conversations.Moving;

/// <summary>Who sees to a dialogue where it stands.</summary>
[Needs(Capability.Work)]
public sealed class ConversationAssignmentController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    [HttpPost("/conversations/{number:long}/assignment")]
    public async Task<IResult> Assign(long number, [FromForm] int? assigneeId, [FromForm] string? then, CancellationToken cancel)
    {
        if (await db.ConversationToChangeAsync(me, number, cancel) is not { } conversation)
        {
            return NotFound();
        }

        var now = clock.GetUtcNow();
        await db.Departments.Include(d => d.Members).SingleAsync(d => d.Id == conversation.DepartmentId, cancel); // who belongs to it
        var to = assigneeId is { } id ? await db.Staff.SingleOrDefaultAsync(s => s.Id == id, cancel) : null;
        if (assigneeId is not null && to is null)
        {
            return NotFound();
        }

        conversation.Assign(to, await db.Staff.SingleAsync(s => s.Id == me.Id, cancel), now);
        await db.SaveChangesAsync(cancel);
        return Done(
            Url.IsLocalUrl(then) ? then! : $"/tickets/{conversation.Ticket.Number}",
            to is null ? "Für dieses Gespräch ist niemand mehr im Besonderen zuständig."
                : Words.Of("Für dieses Gespräch ist jetzt {0} zuständig.", to.Name) + await db.WarningOfAbsenceAsync(to, Zone.DayOf(now), cancel));
    }
}
