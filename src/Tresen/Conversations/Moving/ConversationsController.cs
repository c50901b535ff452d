using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Tickets;

namespace Tresen.Conversations.Moving;

/// <summary><em>Gespräche</em>: what lies with me or my departments and waits for us, emergencies first, then who waits longest.</summary>
[Staff]
public sealed class ConversationsController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    const int PageSize = 50;

    [HttpGet("/conversations")]
    [Menu("Verkauf", "Gespräche", "messages", 20, Badge = "/conversations/count", Counts = "Warten auf uns, in Ihren Abteilungen")]
    public async Task<IResult> List(bool mine, bool forwarded, int page, CancellationToken cancel)
    {
        page = Math.Clamp(page, 1, 1000);
        var waiting = db.Conversations.WaitingFor(me);
        var kind = mine ? ConversationList.Kind.Mine : forwarded ? ConversationList.Kind.Forwarded : ConversationList.Kind.Waiting;
        var rows = await (kind switch { ConversationList.Kind.Mine => db.Conversations.OnesOf(me), ConversationList.Kind.Forwarded => waiting.Forwarded, _ => waiting }).UrgentFirst.Skip((page - 1) * PageSize).Take(PageSize + 1)
            .Select(c => new ConversationList.Row(
                c.Number,
                c.Subject,
                c.Ticket.Number,
                c.Ticket.Priority == Priority.Emergency,
                c.Ticket.Customer!.Name,
                c.Ticket.RequesterName,
                c.Department.Name,
                c.Assignee!.Name,
                c.Ball,
                c.BallSince,
                c.Forwardings.Where(f => f.Ending == ForwardingEnd.Open).OrderByDescending(f => f.Id).Select(f => new ConversationList.Asked(f.From.Name, f.By.Name, f.Remark)).FirstOrDefault()))
            .ToListAsync(cancel);
        return ConversationList.Of(new([.. rows.Take(PageSize)], kind, page, rows.Count > PageSize, me.Departments.Count > 0 || me.IsAdministrator, clock.GetUtcNow()));
    }

    /// <summary>How many wait, for the menu.</summary>
    [HttpGet("/conversations/count")]
    public async Task<IResult> Count(CancellationToken cancel) => Results.Text(await db.Conversations.WaitingFor(me).CountAsync(cancel) is > 0 and var count ? count > 999 ? "999+" : count.ToString() : "");
}
