using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Post;

namespace Tresen.Conversations.Writing;

/// <summary>Drafts: shared, edited by whoever sees them; and mails that become drafts again because somebody took them back.</summary>
[Needs(Capability.Work)]
public sealed class DraftsController(TresenDb db, HeldUpload held, TimeProvider clock, Me me) : WritingController(db, held, clock, me)
{
    [HttpGet("/drafts/{id:int}")]
    public async Task<IResult> Edit(int id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } draft ? await DraftPageAsync(draft, MessageForm.Of(draft, draft.Conversation!.MailboxId), new WritingOrder(), cancel) : NotFound();

    [HttpPost("/drafts/{id:int}")]
    public async Task<IResult> Save(int id, [FromForm] MessageForm form, [FromForm] WritingOrder order, Upload[] files, CancellationToken cancel)
    {
        if (await ToChangeAsync(id, cancel) is not ({ } draft, { } conversation))
        {
            return await AnswerForGoneAsync(id, cancel);
        }

        order.Forwards = draft.Quoting == Quoting.Forward;
        if (order.Do == "template")
        {
            await InsertTemplateAsync(form, order, conversation.Ticket, conversation, cancel);
            return await DraftPageAsync(draft, form, order, cancel, ModelState.IsValid ? 200 : 422);
        }

        if (!await MergeAsync(form, MessageForm.Of(draft, conversation.MailboxId)))
        {
            return await DraftPageAsync(draft, form, order, cancel, 409);
        }

        var moved = HasMoved(order, conversation.Ticket);
        if (!ModelState.IsValid || moved)
        {
            return await DraftPageAsync(draft, form, order, cancel, moved ? 409 : 422, moved);
        }

        var by = await WriterAsync(cancel);
        OutgoingMail? mail = null;
        if (!await FillAsync(draft, form, files, [], by, cancel) || (order.Sends && (mail = await SendAsync(conversation, draft, form, order, by, cancel)) is null))
        {
            Db.ChangeTracker.Clear();
            return await DraftPageAsync((await FindAsync(id, cancel))!, form, order, cancel, 422);
        }

        await Db.SaveChangesAsync(cancel);
        return Written(conversation, mail);
    }

    [HttpPost("/drafts/{id:int}/removal")]
    public async Task<IResult> Remove(int id, CancellationToken cancel)
    {
        if (await ToChangeAsync(id, cancel) is not ({ } draft, not null))
        {
            return NotFound();
        }

        var files = draft.Attachments.Select(a => a.FileId).ToList();
        foreach (var file in await Db.Set<StoredFile>().Where(f => files.Contains(f.Id)).ToListAsync(cancel))
        {
            file.Release(Now);
        }

        Db.Remove(draft);
        await Db.SaveChangesAsync(cancel);
        return Done($"/tickets/{draft.Ticket.Number}", "Entwurf gelöscht.");
    }

    /// <summary>Takes a mail back while it waits (<em>zurückholen</em>): it is a draft again.</summary>
    [HttpPost("/messages/{id:int}/recall")]
    public async Task<IResult> Recall(int id, CancellationToken cancel)
    {
        var found = await Db.Messages.VisibleTo(Me).Where(m => m.Id == id && m.OutgoingMailId != null).Select(m => (long?)m.Conversation!.Number).SingleOrDefaultAsync(cancel);
        if (found is not { } number || await Db.ConversationToChangeAsync(Me, number, cancel) is not { } conversation)
        {
            return NotFound();
        }

        var message = await Db.Messages.Include(m => m.Addressees).Include(m => m.Author).AsSplitQuery().SingleAsync(m => m.Id == id, cancel);
        var mail = await Db.OutgoingMails.WithParts.SingleAsync(m => m.Id == message.OutgoingMailId, cancel);
        await Db.UnsendAsync(conversation, message, mail, await WriterAsync(cancel), Now, cancel);
        return Done($"/drafts/{id}", "Zurückgeholt: Die Mail wurde nicht gesendet und ist wieder ein Entwurf.");
    }

    /// <summary>The draft and its dialogue, read when the ticket is locked: what is a draft then nobody else has just sent.</summary>
    async Task<(Message? Draft, Conversation? Conversation)> ToChangeAsync(int id, CancellationToken cancel)
    {
        var number = await Db.Messages.VisibleTo(Me).Where(m => m.Id == id && m.IsDraft).Select(m => (long?)m.Conversation!.Number).SingleOrDefaultAsync(cancel);
        return number is { } of && await Db.ConversationToChangeAsync(Me, of, cancel) is { } conversation ? (await FindAsync(id, cancel), conversation) : (null, null);
    }

    Task<Message?> FindAsync(int id, CancellationToken cancel) => Db.Messages.VisibleTo(Me).Where(m => m.Id == id && m.IsDraft)
        .Include(m => m.Conversation!).ThenInclude(c => c.Department)
        .Include(m => m.Ticket)
        .Include(m => m.Addressees).Include(m => m.Attachments)
        .Include(m => m.Answers!).ThenInclude(a => a.Addressees).Include(m => m.Answers!).ThenInclude(a => a.Attachments)
        .AsSplitQuery().SingleOrDefaultAsync(cancel);

    Task<IResult> DraftPageAsync(Message draft, MessageForm form, WritingOrder order, CancellationToken cancel, int status = 200, bool hasMoved = false)
    {
        order.Forwards = draft.Quoting == Quoting.Forward;
        return PageAsync(draft.Ticket.Number, draft.Conversation, draft, draft.Answers, form, order, cancel, status, hasMoved);
    }

    /// <summary>Somebody else has sent or deleted the draft meanwhile.</summary>
    async Task<IResult> AnswerForGoneAsync(int id, CancellationToken cancel) =>
        await Db.Messages.VisibleTo(Me).Where(m => m.Id == id).Select(m => (int?)m.Ticket.Number).SingleOrDefaultAsync(cancel) is { } ticket
            ? Done($"/tickets/{ticket}", "Diese Nachricht hat inzwischen jemand anders gesendet.")
            : NotFound();
}
