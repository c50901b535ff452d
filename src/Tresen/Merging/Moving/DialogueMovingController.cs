using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Conversations.Moving;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Tickets;

namespace Tresen.Merging.Moving;

/// <summary><em>Verschieben</em>: a dialogue goes to another ticket as a whole, its number with it.</summary>
[Needs(Capability.Work)]
public sealed class DialogueMovingController(TresenDb db, Me me, TimeProvider clock) : MovingController(db, me, clock)
{
    [HttpGet("/conversations/{number:long}/moving")]
    public Task<IResult> Ask(long number, [FromQuery] MovingForm form, CancellationToken cancel)
    {
        ModelState.Clear();
        return PageAsync(number, form, cancel);
    }

    [HttpPost("/conversations/{number:long}/moving")]
    public async Task<IResult> Move(long number, [FromForm] MovingForm form, CancellationToken cancel)
    {
        if (await Db.Conversations.VisibleTo(Me).Where(c => c.Number == number).Select(c => (int?)c.TicketId).SingleOrDefaultAsync(cancel) is not { } ticket)
        {
            return NotFound();
        }

        if (await BothAsync(ticket, form, cancel) is not { } both)
        {
            return await PageAsync(number, form, cancel, 422);
        }

        if (await Db.Conversations.WithParts.SingleOrDefaultAsync(c => c.Number == number && c.TicketId == ticket, cancel) is not { } dialogue)
        {
            IsElsewhere();
            return await PageAsync(number, form, cancel, StatusCodes.Status409Conflict);
        }

        MustBeMeant(form, both.From, both.To, OtherReaders(dialogue, both.To));
        if (await MoveAsync(relocation => relocation.DialogueAsync(dialogue, both.From, both.To, cancel), cancel) is not { } move)
        {
            return await PageAsync(number, form, cancel, 422);
        }

        return Done($"/tickets/{both.From.Number}", Told(Words.Of("Das Gespräch {0} gehört jetzt zum Ticket {1}.", number, both.To.Number), move, LookAt(both.To)));
    }

    async Task<IResult> PageAsync(long number, MovingForm form, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        Db.ChangeTracker.Clear();
        var dialogue = await Db.Conversations.VisibleTo(Me).AsNoTracking().Include(c => c.Department).Include(c => c.Forwardings).Include(c => c.Ticket).SingleOrDefaultAsync(c => c.Number == number, cancel);
        if (dialogue is null || await TicketFrame.ReadAsync(Db, Me, dialogue.Ticket.Number, Now, cancel) is not { } frame)
        {
            return NotFound();
        }

        return await PageAsync(frame, MoveKind.Dialogue, $"{number} {dialogue.Subject}", form, to => OtherReaders(dialogue, to), status, cancel);
    }
}
