using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Conversations.Moving;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Tickets;

namespace Tresen.Merging.Moving;

/// <summary><em>Verschieben</em>: a message goes to another ticket.</summary>
[Needs(Capability.Work)]
public sealed class MessageMovingController(TresenDb db, Me me, TimeProvider clock) : MovingController(db, me, clock)
{
    [HttpGet("/messages/{id:int}/moving")]
    public Task<IResult> Ask(int id, [FromQuery] MovingForm form, CancellationToken cancel)
    {
        ModelState.Clear();
        return PageAsync(id, form, cancel);
    }

    [HttpPost("/messages/{id:int}/moving")]
    public async Task<IResult> Move(int id, [FromForm] MovingForm form, CancellationToken cancel)
    {
        if (await Db.Messages.VisibleTo(Me).Where(m => m.Id == id).Select(m => (int?)m.TicketId).SingleOrDefaultAsync(cancel) is not { } ticket)
        {
            return NotFound();
        }

        if (await BothAsync(ticket, form, cancel) is not { } both)
        {
            return await PageAsync(id, form, cancel, 422);
        }

        if (await Db.Messages.Include(m => m.Addressees).Include(m => m.Conversation!).ThenInclude(c => c.Department).Include(m => m.Conversation!).ThenInclude(c => c.Mailbox)
            .SingleOrDefaultAsync(m => m.Id == id && m.TicketId == ticket, cancel) is not { } message)
        {
            IsElsewhere();
            return await PageAsync(id, form, cancel, StatusCodes.Status409Conflict);
        }

        var into = form.Into is > 0 and { } number
            ? await Db.Conversations.VisibleTo(Me).Include(c => c.Department).SingleOrDefaultAsync(c => c.Number == number && c.TicketId == both.To.Id, cancel) : null;
        if (form.Into is > 0 && into is null)
        {
            ModelState.AddModelError(nameof(form.Into), "Bitte wählen, in welches Gespräch.");
        }

        MustBeMeant(form, both.From, both.To, OtherReaders(message.Conversation?.Department ?? both.From.Department, into?.Department ?? both.To.Department));
        if (await MoveAsync(relocation => relocation.MessageAsync(message, both.From, both.To, into, cancel), cancel) is not { } move)
        {
            return await PageAsync(id, form, cancel, 422);
        }

        return Done($"/tickets/{both.From.Number}", Told(Words.Of("Die Nachricht steht jetzt im Ticket {0}.", both.To.Number), move, LookAt(both.To)));
    }

    async Task<IResult> PageAsync(int id, MovingForm form, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        Db.ChangeTracker.Clear();
        var message = await Db.Messages.VisibleTo(Me).AsNoTracking().Include(m => m.Author).Include(m => m.Conversation!).ThenInclude(c => c.Department).Include(m => m.Ticket).SingleOrDefaultAsync(m => m.Id == id, cancel);
        if (message is null || await TicketFrame.ReadAsync(Db, Me, message.Ticket.Number, Now, cancel) is not { } frame)
        {
            return NotFound();
        }

        return await PageAsync(frame, MoveKind.Message, MovingPage.Called(message), form, to => OtherReaders(message.Conversation?.Department ?? frame.Ticket.Department, to.Department), status, cancel, message.Kind == MessageKind.Note);
    }
}
