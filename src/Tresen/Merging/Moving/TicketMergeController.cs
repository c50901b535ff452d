using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
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

        if (await BothAsync(ticket, form, cancel) is not { } both)
        {
            return await PageAsync(number, form, cancel, 422);
        }

        var dialogues = await Db.Conversations.WithParts.Where(c => c.TicketId == ticket).ToListAsync(cancel);
        MustBeMeant(form, both.From, both.To, OtherReaders(both.From, dialogues, both.To));
        await TryAsync(() => MustSeeAsync([.. dialogues.Where(c => c.WouldStandIn(both.To).Id != c.DepartmentId)], cancel));
        if (await MoveAsync(async relocation => await relocation.MergeAsync(both.From, both.To, await Db.ClosingProgressAsync(cancel), cancel), cancel) is not { } move)
        {
            return await PageAsync(number, form, cancel, 422);
        }

        return Done($"/tickets/{both.To.Number}", Told(Words.Of("Ticket {0} ist in diesem aufgegangen. Wer die alte Nummer eingibt oder nennt, landet hier.", number), move));
    }

    async Task<IResult> PageAsync(int number, MovingForm form, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        Db.ChangeTracker.Clear();
        if (await TicketFrame.ReadAsync(Db, Me, number, Now, cancel) is not { } frame)
        {
            return NotFound();
        }

        var dialogues = await Db.Conversations.AsNoTracking().Where(c => c.TicketId == frame.Ticket.Id).Include(c => c.Department).Include(c => c.Forwardings).Include(c => c.Ticket).AsSplitQuery().ToListAsync(cancel);
        return await PageAsync(frame, MoveKind.Merge, $"{number} {frame.Ticket.Subject}", form, to => OtherReaders(frame.Ticket, dialogues, to), status, cancel);
    }

    static IEnumerable<string> OtherReaders(Ticket from, IEnumerable<Conversation> dialogues, Ticket to) =>
        OtherReaders(from.Department, to.Department).Concat(dialogues.OrderBy(d => d.Id).SelectMany(d => OtherReaders(d, to)));
}
