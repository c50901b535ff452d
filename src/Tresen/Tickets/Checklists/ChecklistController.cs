using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Staff;

namespace Tresen.Tickets.Checklists;

/// <summary>The checklist of a ticket.</summary>
[Staff]
public sealed class ChecklistController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    [HttpGet("/tickets/{number:int}/checklist")]
    public Task<IResult> Show(int number, CancellationToken cancel) => PageAsync(number, StatusCodes.Status200OK, cancel);

    /// <summary>Puts a list onto the ticket, or a single step.</summary>
    [HttpPost("/tickets/{number:int}/checklist"), Needs(Capability.Work)]
    public Task<IResult> Add(int number, [FromForm] int? checklistId, [FromForm] string? text, CancellationToken cancel) =>
        StepAsync(number, null, async (ticket, by) =>
        {
            if (checklistId is not { } id)
            {
                ticket.AddStep(text, by, Now);
                return Words.Of("Der Schritt steht auf der Checkliste.");
            }

            var list = await db.Checklists.SingleOrDefaultAsync(l => l.Id == id && l.IsActive, cancel) ?? throw new BrokenRuleException("Bitte eine Checkliste wählen.", nameof(checklistId));
            ticket.Take(list, by, Now);
            return Words.Of("„{0}“ steht auf dem Ticket.", list.Name);
        }, cancel);

    [HttpPost("/tickets/{number:int}/checklist/{id:int}/done"), Needs(Capability.Work)]
    public Task<IResult> Tick(int number, [FromRoute] int id, [FromForm] bool isDone, [FromForm] string? then, CancellationToken cancel) =>
        StepAsync(number, then, (ticket, by) =>
        {
            ticket.Tick(StepOf(ticket, id), isDone, by, Now);
            return Task.FromResult(Words.Of("{0} von {1} Schritten erledigt.", ticket.StepsDone, ticket.StepCount));
        }, cancel);

    [HttpPost("/tickets/{number:int}/checklist/{id:int}/removal"), Needs(Capability.Work)]
    public Task<IResult> Remove(int number, [FromRoute] int id, CancellationToken cancel) =>
        StepAsync(number, null, (ticket, by) =>
        {
            ticket.RemoveStep(StepOf(ticket, id), by, Now);
            return Task.FromResult(Words.Of("Der Schritt ist entfernt."));
        }, cancel);

    static TicketStep StepOf(Ticket ticket, int id) =>
        ticket.Steps.FirstOrDefault(s => s.Id == id) ?? throw new BrokenRuleException("Diesen Schritt gibt es nicht mehr.");

    async Task<IResult> StepAsync(int number, string? then, Func<Ticket, StaffMember, Task<string>> change, CancellationToken cancel)
    {
        if (await db.TicketToChangeAsync(Me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        await db.TicketSteps.Where(s => s.TicketId == ticket.Id).LoadAsync(cancel);
        string sentence;
        try
        {
            sentence = await change(ticket, await MyselfAsync(cancel));
        }
        catch (BrokenRuleException broken)
        {
            ModelState.AddModelError(broken.Field ?? "", broken.ForReader);
            db.ChangeTracker.Clear();
            return await PageAsync(number, StatusCodes.Status422UnprocessableEntity, cancel);
        }

        await db.SaveChangesAsync(cancel);
        return Done(Url.IsLocalUrl(then) ? then! : $"/tickets/{number}/checklist", sentence);
    }

    async Task<IResult> PageAsync(int number, int status, CancellationToken cancel) => await TicketFrame.ReadAsync(db, Me, number, Now, cancel) is { } frame
        ? ChecklistPage.Of(new(frame, await db.ChecklistChoicesAsync(cancel)), status)
        : NotFound();
}
