using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Conversations.Moving;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Tickets;

namespace Tresen.Merging.Moving;

/// <summary><em>Rückgängig machen</em>: what was moved goes back to where it came from.</summary>
[Needs(Capability.Work)]
public sealed class UndoingController(TresenDb db, Me me, TimeProvider clock) : MovingController(db, me, clock)
{
    [HttpGet("/moves/{id:int}/undoing")]
    public async Task<IResult> Ask(int id, CancellationToken cancel)
    {
        if (await FindAsync(id, locks: false, cancel) is not ({ } move, { } both))
        {
            return NotFound();
        }

        return await PageAsync(move, both, await OtherReadersAsync(await RelocationAsync(cancel), move, both, cancel), StatusCodes.Status200OK, cancel);
    }

    [HttpPost("/moves/{id:int}/undoing")]
    public async Task<IResult> Undo(int id, [FromForm] bool otherReaders, CancellationToken cancel)
    {
        if (await FindAsync(id, locks: true, cancel) is not ({ } move, { } both))
        {
            return NotFound();
        }

        var relocation = await RelocationAsync(cancel);
        var others = await OtherReadersAsync(relocation, move, both, cancel);
        MustBeMeant(otherReaders, others ?? []);
        if (!ModelState.IsValid || !await TryAsync(() => relocation.UndoAsync(move, both.From, both.To, cancel)))
        {
            return await PageAsync(move, both, others, StatusCodes.Status422UnprocessableEntity, cancel);
        }

        await Db.SaveChangesAsync(cancel);
        return Done($"/tickets/{both.From.Number}", "Rückgängig gemacht: Es steht wieder, wo es war.");
    }

    async Task<(Move? Move, (Ticket From, Ticket To) Both)> FindAsync(int id, bool locks, CancellationToken cancel)
    {
        var known = await Db.Moves.Where(m => m.Id == id).Select(m => new { m.FromTicketId, m.ToTicketId }).SingleOrDefaultAsync(cancel);
        return known is null || await BothAsync(known.FromTicketId, known.ToTicketId, cancel, locks) is not { } both
            ? default
            : (await Db.Moves.Include(m => m.By).Include(m => m.Parts).Include(m => m.Sides).AsSplitQuery().SingleAsync(m => m.Id == id, cancel), both);
    }

    /// <summary>Before which other eyes it would come; null: it can't be undone, or not by this person, and the model state says why.</summary>
    async Task<IReadOnlyList<string>?> OtherReadersAsync(Relocation relocation, Move move, (Ticket From, Ticket To) both, CancellationToken cancel)
    {
        List<string>? others = null;
        await TryAsync(async () =>
        {
            await relocation.MustBeUndoableAsync(move, both.From, both.To, cancel);
            var dialogues = await relocation.DialoguesGoingBackAsync(move, both.From, both.To, cancel);
            await MustSeeAsync([.. dialogues.Where(d => d.Then.Id != d.Dialogue.DepartmentId).Select(d => d.Dialogue)], cancel);
            var messages = await relocation.MessagesGoingBackAsync(move, both.From, both.To, cancel);
            await MustSeeAsync([.. messages.Select(m => (m.Message, m.Now))], cancel);
            others =
            [
                .. move.Kind == MoveKind.Merge ? OtherReaders(both.To.Department, both.From.Department) : [],
                .. dialogues.SelectMany(d => OtherReaders(d.Dialogue, d.Then, both.From)),
                .. messages.SelectMany(m => OtherReaders(m.Now, m.Then)),
            ];
            others = [.. others.Distinct()];
        });
        return others;
    }

    async Task<IResult> PageAsync(Move move, (Ticket From, Ticket To) both, IReadOnlyList<string>? others, int status, CancellationToken cancel)
    {
        Db.ChangeTracker.Clear();
        return await TicketFrame.ReadAsync(Db, Me, both.To.Number, Now, cancel) is { } frame
            ? UndoingPage.Of(new(frame, move, both.From.Number, both.From.Subject, both.To.Number, others), status)
            : NotFound();
    }
}
