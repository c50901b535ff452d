using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Conversations.Moving;

/// <summary><em>An andere Abteilung weiterleiten, zurückgeben, zurückholen</em>.</summary>
[Needs(Capability.Work)]
public sealed class ForwardingController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/conversations/{number:long}/forwarding/new")]
    public Task<IResult> New(long number, CancellationToken cancel) => PageAsync(number, new ForwardForm(), givesBack: false, cancel);

    [HttpPost("/conversations/{number:long}/forwarding")]
    public async Task<IResult> Forward(long number, [FromForm] ForwardForm form, CancellationToken cancel)
    {
        if (await db.ConversationToChangeAsync(me, number, cancel) is not { } conversation)
        {
            return NotFound();
        }

        var to = await db.Departments.SingleOrDefaultAsync(d => d.Id == form.DepartmentId, cancel);
        if (to is null)
        {
            ModelState.AddModelError(nameof(form.DepartmentId), "Bitte eine Abteilung wählen.");
        }

        var (by, beside) = (await ByAsync(cancel), await db.SiblingsOfAsync(conversation, cancel));
        if (!ModelState.IsValid || !Try(() => conversation.Forward(to!, form.Remark ?? "", by, beside, clock.GetUtcNow())))
        {
            return await PageAsync(number, form, givesBack: false, cancel, 422);
        }

        await db.SaveChangesAsync(cancel);
        return Done(await AfterAsync(conversation, cancel), $"Der Gesprächsverlauf {conversation.Number} liegt jetzt bei {to!.Name}.");
    }

    [HttpGet("/conversations/{number:long}/forwarding/return")]
    public Task<IResult> Return(long number, CancellationToken cancel) => PageAsync(number, new ForwardForm(), givesBack: true, cancel);

    [HttpPost("/conversations/{number:long}/forwarding/return")]
    public async Task<IResult> GiveBack(long number, [FromForm] ForwardForm form, CancellationToken cancel)
    {
        if (await db.ConversationToChangeAsync(me, number, cancel) is not { } conversation)
        {
            return NotFound();
        }

        var (by, beside) = (await ByAsync(cancel), await db.SiblingsOfAsync(conversation, cancel));
        if (!ModelState.IsValid || !Try(() => conversation.GiveBack(form.Remark ?? "", by, beside, clock.GetUtcNow())))
        {
            return await PageAsync(number, form, givesBack: true, cancel, 422);
        }

        await db.SaveChangesAsync(cancel);
        return Done(await AfterAsync(conversation, cancel), $"Der Gesprächsverlauf {conversation.Number} ist zurückgegeben.");
    }

    [HttpPost("/conversations/{number:long}/forwarding/recall")]
    public async Task<IResult> TakeBack(long number, CancellationToken cancel)
    {
        if (await db.ForwardedToChangeAsync(me, number, cancel) is not { } conversation)
        {
            return NotFound();
        }

        conversation.TakeBack(await ByAsync(cancel), await db.SiblingsOfAsync(conversation, cancel), clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{conversation.Ticket.Number}", $"Der Gesprächsverlauf {conversation.Number} ist wieder hier.");
    }

    Task<StaffMember> ByAsync(CancellationToken cancel) => db.Staff.SingleAsync(s => s.Id == me.Id, cancel);

    /// <summary>Where somebody goes on who may have lost sight of the ticket by what they did.</summary>
    async Task<string> AfterAsync(Conversation conversation, CancellationToken cancel) =>
        await db.Tickets.VisibleTo(me).AnyAsync(t => t.Id == conversation.Ticket.Id, cancel) ? $"/tickets/{conversation.Ticket.Number}" : "/conversations";

    async Task<IResult> PageAsync(long number, ForwardForm form, bool givesBack, CancellationToken cancel, int status = 200)
    {
        var conversation = await db.Conversations.VisibleTo(me).AsNoTracking().Where(c => c.Number == number)
            .Select(c => new { c.Subject, c.DepartmentId, Department = c.Department.Name, Ticket = c.Ticket.Number, Lying = c.Forwardings.Where(f => f.Ending == ForwardingEnd.Open).OrderByDescending(f => f.Id).Select(f => new { f.From.Name, f.Remark }).FirstOrDefault() })
            .SingleOrDefaultAsync(cancel);
        if (conversation is null || (givesBack && conversation.Lying is null) || await TicketFrame.ReadAsync(db, me, conversation.Ticket, clock.GetUtcNow(), cancel) is not { } frame)
        {
            return NotFound();
        }

        var departments = await db.Departments.Active.Where(d => d.Id != conversation.DepartmentId).Select(d => new { d.Id, d.Name, d.IsConfidential }).ToListAsync(cancel);
        return ForwardPage.Of(
            new(frame, number, conversation.Subject, conversation.Department, givesBack ? conversation.Lying!.Name : null, conversation.Lying?.Remark, form, [.. departments.Select(d => new Choice(d.Id.ToString(), d.IsConfidential ? Words.Of("{0} (vertraulich)", d.Name) : d.Name))]),
            status);
    }
}
