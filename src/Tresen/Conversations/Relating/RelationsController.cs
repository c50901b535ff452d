using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Tickets;
using Tresen.Tickets.Relations;

namespace Tresen.Conversations.Relating;

/// <summary>What a ticket has to do with others. It stands here because the other may be named by a dialogue's number. Whoever links must
/// see both; one that they may not see is answered like one that doesn't exist.</summary>
[Staff]
public sealed class RelationsController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    const int Most = 12;

    [HttpGet("/tickets/{number:int}/relations")]
    public Task<IResult> Show(int number, CancellationToken cancel) => PageAsync(number, StatusCodes.Status200OK, cancel);

    /// <summary>Other tickets by number, dialogue's number, words of the subject, requester or customer.</summary>
    [HttpGet("/tickets/{number:int}/relations/suggestions")]
    public async Task<IResult> Suggest(int number, string? other, string? q, CancellationToken cancel)
    {
        if (!await db.Tickets.VisibleTo(me).AnyAsync(t => t.Number == number, cancel))
        {
            return NotFound();
        }

        var found = await db.TicketsCalled(me, other ?? q).Where(t => t.Number != number).OrderBy(t => t.Category == Category.Closed ? 1 : 0).ThenByDescending(t => t.Number).Take(Most)
            .Select(t => new { t.Number, t.Subject, Customer = t.Customer!.Name, t.RequesterName, t.Progress }).ToListAsync(cancel);
        return Suggestions.Of([.. found.Select(t => new Suggestion(t.Number.ToString(CultureInfo.InvariantCulture), $"{t.Number} {t.Subject}", $"{t.Customer ?? t.RequesterName} · {t.Progress.Title}"))]);
    }

    [HttpPost("/tickets/{number:int}/relations"), Needs(Capability.Work)]
    public async Task<IResult> Link(int number, [FromForm] string? other, [FromForm] int? otherNumber, [FromForm] RelationKind kind, CancellationToken cancel)
    {
        if (!await db.Tickets.VisibleTo(me).AnyAsync(t => t.Number == number, cancel))
        {
            return NotFound();
        }

        var found = otherNumber is { } chosen ? [chosen] : await db.TicketsCalled(me, other).Where(t => t.Number != number).OrderBy(t => t.Number).Select(t => t.Number).Take(2).ToListAsync(cancel);
        if (found.Count != 1 || await BothAsync(number, found[0], cancel) is not { } both)
        {
            ModelState.AddModelError(nameof(other), found.Count > 1 ? "Das passt auf mehrere Tickets. Bitte aus der Liste wählen oder die Nummer eingeben." : "Dieses Ticket gibt es nicht. Bitte die Nummer prüfen.");
            return await PageAsync(number, StatusCodes.Status422UnprocessableEntity, cancel);
        }

        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        var known = await db.TicketLinks.Where(l => l.TicketId == both.Ticket.Id || l.OtherId == both.Ticket.Id || l.TicketId == both.Other.Id || l.OtherId == both.Other.Id).ToListAsync(cancel);
        TicketLink? link = null;
        if (!Try(() => link = both.Ticket.Relate(both.Other, kind, known, by, clock.GetUtcNow())))
        {
            return await PageAsync(number, StatusCodes.Status422UnprocessableEntity, cancel);
        }

        if (link is not null)
        {
            db.Add(link);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}", Words.Of("Verknüpft: {0} {1}.", RelationWords.Of(kind), both.Other.Number));
    }

    [HttpPost("/tickets/{number:int}/relations/removal"), Needs(Capability.Work)]
    public async Task<IResult> Unlink(int number, [FromForm] int? otherNumber, [FromForm] RelationKind kind, CancellationToken cancel)
    {
        if (otherNumber is not { } others || await BothAsync(number, others, cancel) is not { } both)
        {
            return NotFound();
        }

        var (ticket, other) = both;
        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        if (kind is RelationKind.Follows or RelationKind.FollowedBy)
        {
            var (later, earlier) = kind == RelationKind.Follows ? (ticket, other) : (other, ticket);
            if (later.FollowsId == earlier.Id)
            {
                later.GoOnFromNone(by, clock.GetUtcNow());
            }
        }
        else
        {
            var stored = kind == RelationKind.Related ? LinkKind.Related : LinkKind.Trouble;
            foreach (var link in await db.TicketLinks.Where(l => l.Kind == stored && ((l.TicketId == ticket.Id && l.OtherId == other.Id) || (l.TicketId == other.Id && l.OtherId == ticket.Id))).ToListAsync(cancel))
            {
                ticket.Unlink(link, other, by, clock.GetUtcNow());
                db.Remove(link);
            }
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}/relations", Words.Of("Die Verknüpfung mit {0} ist gelöst.", other.Number));
    }

    /// <summary>Both tickets, locked in the order of their numbers, so that two who link them don't wait for each other; null unless this person sees both.</summary>
    async Task<(Ticket Ticket, Ticket Other)?> BothAsync(int number, int other, CancellationToken cancel)
    {
        var first = await db.TicketToChangeAsync(me, Math.Min(number, other), cancel);
        var second = first is null ? null : await db.TicketToChangeAsync(me, Math.Max(number, other), cancel);
        return second is null ? null : number <= other ? (first!, second) : (second, first!);
    }

    async Task<IResult> PageAsync(int number, int status, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        return await TicketFrame.ReadAsync(db, me, number, clock.GetUtcNow(), cancel) is { } frame ? RelationsPage.Of(new(frame), status) : NotFound();
    }
}
