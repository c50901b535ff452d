using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations.Moving;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Tickets;

namespace Tresen.Merging.Moving;

/// <summary><em>Zusammenführen</em>: all of a ticket goes to another one, and its number leads there.</summary>
[Needs(Capability.Work)]
public sealed class TicketMergeController(TresenDb db, Me me, TimeProvider clock) : MovingController(db, me, clock)
{
    [HttpGet("/tickets/{number:int}/merging")]
    public Task<IResult> Ask(int number, [FromQuery] MovingForm form, CancellationToken cancel)
    {
        ModelState.Clear();
        return PageAsync(number, form, cancel);
    }

    [HttpPost("/tickets/{number:int}/merging")]
    public async Task<IResult> Merge(int number, [FromForm] MovingForm form, CancellationToken cancel)
    {
        if (await Db.Tickets.VisibleTo(Me).Where(t => t.Number == number).Select(t => (int?)t.Id).SingleOrDefaultAsync(cancel) is not { } ticket)
        {
            return NotFound();
        }

        if (await TargetAsync(form, cancel) is not { } target || await BothAsync(ticket, target, cancel) is not { } both)
        {
            return await PageAsync(number, form, cancel, 422);
        }

        MustBeMeant(form, both.From, both.To, both.From.Department, both.To.Department);
        Move? move = null;
        var relocation = await RelocationAsync(cancel);
        if (!ModelState.IsValid || !await TryAsync(async () => move = await relocation.MergeAsync(both.From, both.To, await Db.ClosingProgressAsync(cancel), cancel)))
        {
            return await PageAsync(number, form, cancel, 422);
        }

        await Db.SaveChangesAsync(cancel);
        return Done($"/tickets/{both.To.Number}", Told(Words.Of("Ticket {0} ist in diesem aufgegangen. Wer die alte Nummer eingibt oder nennt, landet hier.", number), move!));
    }

    async Task<IResult> PageAsync(int number, MovingForm form, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        Db.ChangeTracker.Clear();
        if (await TicketFrame.ReadAsync(Db, Me, number, Now, cancel) is not { } frame)
        {
            return NotFound();
        }

        var isAsked = form.OtherNumber is not null || !string.IsNullOrWhiteSpace(form.Other);
        var target = isAsked && ModelState.GetFieldValidationState(nameof(form.Other)) != Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState.Invalid ? await TargetAsync(form, cancel) : null;
        return MovingPage.Of(
            new(frame, MoveKind.Merge, $"/tickets/{number}/merging", $"{number} {frame.Ticket.Subject}", form, await TargetAsync(target, frame.Ticket, frame.Ticket.Department, isNote: false, cancel)),
            status == StatusCodes.Status200OK && !ModelState.IsValid ? StatusCodes.Status422UnprocessableEntity : status);
    }
}
