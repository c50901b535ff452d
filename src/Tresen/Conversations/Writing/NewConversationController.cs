using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Post;
using Tresen.Tickets;

namespace Tresen.Conversations.Writing;

/// <summary><em>Neuen Gesprächsverlauf starten</em>.</summary>
[Needs(Capability.Work)]
public sealed class NewConversationController(TresenDb db, HeldUpload held, TimeProvider clock, Me me) : WritingController(db, held, clock, me)
{
    [HttpGet("/tickets/{number:int}/conversations/new")]
    public async Task<IResult> New(int number, CancellationToken cancel) =>
        await Db.Tickets.VisibleTo(Me).WithParts.AsNoTrackingWithIdentityResolution().SingleOrDefaultAsync(t => t.Number == number, cancel) is { } ticket
            ? await PageAsync(number, null, null, null, new MessageForm { To = Addressees.Write(ticket.Correspondent() is { } who ? [who] : []), Subject = ticket.Subject }, new WritingOrder(), cancel)
            : NotFound();

    [HttpPost("/tickets/{number:int}/conversations")]
    public async Task<IResult> Create(int number, [FromForm] MessageForm form, [FromForm] WritingOrder order, Upload[] files, CancellationToken cancel)
    {
        if (await Db.TicketToChangeAsync(Me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        if (order.Do == "template")
        {
            await InsertTemplateAsync(form, order, ticket, null, cancel);
            return await PageAsync(number, null, null, null, form, order, cancel, ModelState.IsValid ? 200 : 422);
        }

        var moved = HasMoved(order, ticket);
        if (!ModelState.IsValid || moved)
        {
            return await PageAsync(number, null, null, null, form, order, cancel, moved ? 409 : 422, moved);
        }

        var by = await WriterAsync(cancel);
        var mailbox = (await Composer.MailboxesAsync(Db, Me, ticket, ticket.Department, cancel)).FirstOrDefault(m => m.Id == form.MailboxId);
        var conversation = new Conversation(await Db.NextConversationNumberAsync(Now, cancel), ticket, ticket.Department, mailbox, form.Subject is { Length: > 0 } subject ? subject : ticket.Subject, by, Now);
        var draft = conversation.Draft(by, Now);
        OutgoingMail? mail = null;
        if (!await FillAsync(draft, form, files, [], by, cancel) || (order.Sends && (mail = await SendAsync(conversation, draft, form, order, by, cancel)) is null))
        {
            return await PageAsync(number, null, null, null, form, order, cancel, 422);
        }

        Db.Add(conversation);
        await Db.SaveChangesAsync(cancel);
        return Written(conversation, mail);
    }
}
