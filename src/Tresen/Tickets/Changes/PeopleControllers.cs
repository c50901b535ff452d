using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Staff;

namespace Tresen.Tickets.Changes;

/// <summary>Who does it. Assigning to somebody who is away warns.</summary>
[Needs(Capability.Work)]
public sealed class AssignmentController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    [HttpPost("/tickets/{number:int}/assignment")]
    public async Task<IResult> Assign(int number, [FromForm] int? assigneeId, [FromForm] bool anyway, [FromForm] string? then, CancellationToken cancel) =>
        await ChangeAsync(number, Change.Assignment, then, async (ticket, by) =>
        {
            var to = assigneeId is null ? null : await ChosenAsync<StaffMember>(assigneeId, "AssigneeId", cancel);
            MustBeMeant(ticket, to, anyway, "AssigneeId");
            ticket.Assign(to, by, Now);
            return to is null ? Words.Of("Niemand ist mehr zuständig.") : Words.Of("Zuständig ist jetzt {0}.", to.Name) + await db.WarningOfAbsenceAsync(to, Zone.DayOf(Now), cancel);
        }, cancel);
}

/// <summary>Who helps and who watches. Without a part somebody is taken off.</summary>
[Needs(Capability.Work)]
public sealed class PeopleController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    [HttpPost("/tickets/{number:int}/people")]
    public async Task<IResult> Involve(int number, [FromForm] int? staffMemberId, [FromForm] TicketPart? part, [FromForm] bool anyway, [FromForm] string? then, CancellationToken cancel) =>
        await ChangeAsync(number, Change.People, then, async (ticket, by) =>
        {
            var person = await ChosenAsync<StaffMember>(staffMemberId, "StaffMemberId", cancel);
            if (part is { } does)
            {
                MustBeMeant(ticket, person, anyway, "StaffMemberId");
                ticket.Involve(person, does, by, Now);
                return does == TicketPart.Helper ? Words.Of("{0} hilft jetzt mit.", person.Name) : Words.Of("{0} beobachtet das Ticket jetzt.", person.Name);
            }

            ticket.Excuse(person, by, Now);
            return Words.Of("{0} ist nicht mehr beteiligt.", person.Name);
        }, cancel);
}
