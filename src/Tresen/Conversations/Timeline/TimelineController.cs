using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Conversations.Timeline;

/// <summary>The tab that a ticket opens on: everything that was said and done, oldest on top.</summary>
[Staff]
public sealed class TimelineController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/tickets/{number:int}")]
    [TicketTab("Ticket-Nachrichten", 10)]
    public Task<IResult> Show(int number, long? conversation, string? events, bool everything, CancellationToken cancel) =>
        PageAsync(number, conversation, events == "hide", everything, null, cancel);

    /// <summary>An internal note, on the ticket or in one of its dialogues.</summary>
    [HttpPost("/tickets/{number:int}/notes")]
    [Needs(Capability.Work)]
    public async Task<IResult> Note(int number, [FromForm] NoteForm form, CancellationToken cancel)
    {
        var into = form.Conversation is { } about ? await db.ConversationToChangeAsync(me, about, cancel) : null;
        if (await db.TicketToChangeAsync(me, number, cancel) is not { } ticket || (form.Conversation is not null && into?.TicketId != ticket.Id))
        {
            return NotFound();
        }

        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        var html = RichText.Clean(form.Note, form.NoteFormat == "html");
        if (!ModelState.IsValid || !Try(() => db.Add(into is null ? Message.Note(ticket, null, html, by, clock.GetUtcNow()) : into.Note(html, by, clock.GetUtcNow()))))
        {
            return await PageAsync(number, null, hidesEvents: false, everything: false, form, cancel, 422);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}", "Notiz gespeichert.");
    }

    /// <summary><em>erledigt</em>: nothing more to do in that dialogue.</summary>
    [HttpPost("/conversations/{number:long}/settlement")]
    [Needs(Capability.Work)]
    public async Task<IResult> Settle(long number, CancellationToken cancel)
    {
        if (await db.ConversationToChangeAsync(me, number, cancel) is not { } conversation)
        {
            return NotFound();
        }

        conversation.Settle(await db.SiblingsOfAsync(conversation, cancel), clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{conversation.Ticket.Number}", "Der Gesprächsverlauf ist erledigt.");
    }

    /// <summary>A reply after closing needs nothing.</summary>
    [HttpPost("/tickets/{number:int}/late-reply/settlement")]
    [Needs(Capability.Work)]
    public Task<IResult> SettleReply(int number, CancellationToken cancel) =>
        DecideAsync(number, (ticket, by, _) => ticket.SettleReply(by, clock.GetUtcNow()), "Die Antwort ist erledigt, das Ticket bleibt geschlossen.", cancel);

    /// <summary>A reply after closing takes the work up again.</summary>
    [HttpPost("/tickets/{number:int}/late-reply/reopening")]
    [Needs(Capability.Work)]
    public Task<IResult> ReopenForReply(int number, CancellationToken cancel) =>
        DecideAsync(number, (ticket, by, to) => ticket.ReopenForReply(to, by, clock.GetUtcNow()), "Das Ticket ist wieder offen.", cancel);

    async Task<IResult> DecideAsync(int number, Action<Ticket, StaffMember, Progress> decide, string sentence, CancellationToken cancel)
    {
        if (await db.TicketToChangeAsync(me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        decide(ticket, await db.Staff.SingleAsync(s => s.Id == me.Id, cancel), await db.ProgressToReopenAsync(cancel));
        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}", sentence);
    }

    async Task<IResult> PageAsync(int number, long? only, bool hidesEvents, bool everything, NoteForm? note, CancellationToken cancel, int status = 200) =>
        await TicketFrame.ReadAsync(db, me, number, clock.GetUtcNow(), cancel) is not { } frame ? NotFound()
        : frame.LeadsTo is { } leading && note is null ? Done($"/tickets/{leading}", $"Ticket {number} ist in diesem aufgegangen.")
        : TimelinePage.Of(await TimelinePage.ReadAsync(db, frame, only, hidesEvents, everything, note ?? new NoteForm { Conversation = only }, cancel), status);
}
