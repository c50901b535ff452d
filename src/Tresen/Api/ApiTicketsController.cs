using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Tickets;
using Tresen.TimeTracking;
using Tresen.Workbench.Overview;

namespace Tresen.Api;

/// <summary>Tickets for programs. What is changed is sent to the same address as a page's form.</summary>
[Staff]
public sealed class ApiTicketsController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    /// <summary>A page of tickets: the filters, the order and the cursor of the overview's address, <c>?state=all&amp;sort=-created</c>.</summary>
    [HttpGet(ApiAddress.Prefix + "/tickets")]
    public async Task<IResult> List(string? after, CancellationToken cancel)
    {
        var address = ListAddress.Read(Request.QueryString.Value, []);
        var asking = await Asking.ReadAsync(db, me, clock.GetUtcNow(), cancel);
        await asking.NameAsync(db, address.Filter, cancel);
        var page = await new TicketListing(db, asking, address.Filter, address.Order).PageAsync(Cursor.Read(address.Order, after), false, TicketColumn.Of("tags,device"), cancel);
        return ApiAnswers.Of(new TicketsAnswer([.. page.Rows.Select(row => TicketSummary.Of(row, asking))], page.HasNext ? page.Rows[^1].Cursor : null));
    }

    /// <summary>A ticket with all that belongs to it and may be seen.</summary>
    [HttpGet(ApiAddress.Prefix + "/tickets/{number:int}")]
    public async Task<IResult> Show(int number, CancellationToken cancel)
    {
        var ticket = await db.Tickets.VisibleTo(me).WithParts.AsNoTracking().SingleOrDefaultAsync(t => t.Number == number, cancel);
        if (ticket is null)
        {
            return NotFound();
        }

        var fields = await db.FreeFields.AsNoTracking().OrderBy(f => f.Position).ToListAsync(cancel);
        var dialogues = await db.Conversations.VisibleTo(me).Where(c => c.TicketId == ticket.Id).OrderBy(c => c.StartedAt).ThenBy(c => c.Id)
            .Select(c => new DialogueAnswer(c.Number, c.Subject, c.Ball, c.Department.Name, c.Assignee!.Name, c.StartedAt)).ToListAsync(cancel);
        var messages = await db.Messages.VisibleTo(me).Where(m => m.TicketId == ticket.Id).OrderBy(m => m.At).ThenBy(m => m.Id)
            .Select(m => new MessageAnswer(m.Id, m.Conversation!.Number, m.Kind, m.At, m.Author!.Name, m.SenderName, m.SenderAddress, m.Subject, m.Text)).ToListAsync(cancel);
        var booked = await db.TimeEntries.VisibleTo(db, me).Where(e => e.TicketId == ticket.Id).AsRows(db, me).ToListAsync(cancel);
        return ApiAnswers.Of(TicketAnswer.Of(ticket, fields, dialogues, messages, [.. booked.Select(b => TimeAnswer.Of(b, me))], me));
    }
}
