using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Tickets.Changes;

namespace Tresen.Tickets;

/// <summary>What the resources of a ticket have in common: find it, tell it, save, go back to where one was.</summary>
public abstract class TicketController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    /// <summary>Who is asking.</summary>
    protected Me Me => me;

    /// <summary>The instant of this request.</summary>
    protected DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Tells the ticket what <paramref name="change"/> says, saves, and leads back with the sentence it returns. A broken rule,
    /// or a field that can't be read, answers 422 with a page that keeps what was chosen.</summary>
    protected async Task<IResult> ChangeAsync(int number, Change what, string? then, Func<Ticket, StaffMember, Task<string?>> change, CancellationToken cancel)
    {
        if (await db.TicketToChangeAsync(me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        string? sentence = null;
        if (!ModelState.IsValid || !await TryAsync(async by => sentence = await change(ticket, by), cancel))
        {
            return await AskAsync(number, what, then, cancel);
        }

        await db.SaveChangesAsync(cancel);
        var stillVisible = await db.Tickets.VisibleTo(me).AnyAsync(t => t.Id == ticket.Id, cancel);
        return Done(!stillVisible ? "/tickets" : Url.IsLocalUrl(then) ? then! : $"/tickets/{number}", sentence);
    }

    /// <summary>The page that asks for what a change needs, with what was chosen so far.</summary>
    protected async Task<IResult> AskAsync(int number, Change what, string? then, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        return await TicketFrame.ReadAsync(db, me, number, Now, cancel) is { } frame
            ? ChangePage.Of(new ChangePage.Data(frame, what, then, what == Change.Progress ? await db.FreeFields.AsNoTracking().OrderBy(f => f.Position).ToListAsync(cancel) : []), StatusCodes.Status422UnprocessableEntity)
            : NotFound();
    }

    /// <summary>The record with that id; a sentence beside its field where there is none.</summary>
    protected async Task<T> ChosenAsync<T>(int? id, string field, CancellationToken cancel)
        where T : class =>
        (id is { } key ? await db.FindAsync<T>([key], cancel) : null)
        ?? throw new Platform.BrokenRuleException("Bitte auswählen.", field);

    /// <summary>Asks back before a ticket of a confidential department is shown to somebody who doesn't belong to it.</summary>
    protected static void MustBeMeant(Ticket ticket, StaffMember? person, bool anyway, string field)
    {
        if (person is not null && !anyway && ticket.WouldOpenTo(person))
        {
            throw new Platform.BrokenRuleException($"{person.Name} gehört nicht zu {ticket.Department.Name} und sieht das Ticket dann. Soll das so sein, bitte bestätigen.", field);
        }
    }

    /// <summary>Who is asking, as a record.</summary>
    protected Task<StaffMember> MyselfAsync(CancellationToken cancel) => db.Staff.SingleAsync(s => s.Id == me.Id, cancel);

    async Task<bool> TryAsync(Func<StaffMember, Task> act, CancellationToken cancel)
    {
        try
        {
            await act(await MyselfAsync(cancel));
            return true;
        }
        catch (Platform.BrokenRuleException broken)
        {
            ModelState.AddModelError(broken.Field ?? "", broken.ForReader);
            return false;
        }
    }
}
