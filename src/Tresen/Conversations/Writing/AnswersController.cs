using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Post;
using Tresen.Staff;

namespace Tresen.Conversations.Writing;

/// <summary>Answering (<em>Antworten, Allen antworten</em>) and passing on by mail.</summary>
[Needs(Capability.Work)]
public sealed class AnswersController(TresenDb db, HeldUpload held, TimeProvider clock, Me me) : WritingController(db, held, clock, me)
{
    /// <summary>A page to answer on; without a message named, the last one.</summary>
    [HttpGet("/conversations/{number:long}/messages/new")]
    public async Task<IResult> New(long number, int? answering, bool all, bool forward, CancellationToken cancel)
    {
        if (await FindAsync(number, cancel) is not { } conversation)
        {
            return NotFound();
        }

        var answers = await AnsweredAsync(conversation, answering, cancel);
        if (answering is not null && answers is null)
        {
            return NotFound();
        }

        var (form, order) = await BeginAsync(conversation, answers, all, forward, cancel);
        return await PageAsync(conversation.Ticket.Number, conversation, null, answers, form, order, cancel);
    }

    /// <summary>The same as a fragment, for the box below the timeline.</summary>
    [HttpGet("/conversations/{number:long}/composer")]
    public async Task<IResult> Box(long number, CancellationToken cancel)
    {
        if (await FindAsync(number, cancel) is not { } conversation)
        {
            return NotFound();
        }

        var answers = await AnsweredAsync(conversation, null, cancel);
        var (form, order) = await BeginAsync(conversation, answers, all: false, forward: false, cancel);
        return Composer.Of(await ComposerAsync(conversation.Ticket, conversation, null, answers, form, order, cancel));
    }

    [HttpPost("/conversations/{number:long}/messages")]
    public async Task<IResult> Create(long number, [FromForm] MessageForm form, [FromForm] WritingOrder order, Upload[] files, CancellationToken cancel)
    {
        if (await Db.ConversationToChangeAsync(Me, number, cancel) is not { } conversation)
        {
            return NotFound();
        }

        var answers = order.AnswersId is { } id ? await AnsweredAsync(conversation, id, cancel) : null;
        var ticket = conversation.Ticket.Number;
        if (order.Do == "template")
        {
            await InsertTemplateAsync(form, order, conversation.Ticket, conversation, cancel);
            return await PageAsync(ticket, conversation, null, answers, form, order, cancel, ModelState.IsValid ? 200 : 422);
        }

        var moved = HasMoved(order, conversation.Ticket);
        if (!ModelState.IsValid || moved)
        {
            return await PageAsync(ticket, conversation, null, answers, form, order, cancel, moved ? 409 : 422, moved);
        }

        var by = await WriterAsync(cancel);
        var taken = order.Forwards && answers is not null ? answers.Attachments.Where(a => order.Take.Contains(a.Id)).ToList() : [];
        var draft = conversation.Draft(by, Now, answers, order.Forwards ? Quoting.Forward : Quoting.Answer);
        OutgoingMail? mail = null;
        if (!await FillAsync(draft, form, files, taken, by, cancel) || (order.Sends && (mail = await SendAsync(conversation, draft, form, order, by, cancel)) is null))
        {
            Db.ChangeTracker.Clear();
            return await PageAsync(ticket, await FindAsync(number, cancel), null, answers, form, order, cancel, 422);
        }

        await Db.SaveChangesAsync(cancel);
        return Written(conversation, mail);
    }

    Task<Conversation?> FindAsync(long number, CancellationToken cancel) => Db.Conversations.VisibleTo(Me)
        .Include(c => c.Department)
        .Include(c => c.Ticket).ThenInclude(t => t.Contact).Include(c => c.Ticket).ThenInclude(t => t.Customer)
        .Include(c => c.Ticket).ThenInclude(t => t.Department).ThenInclude(d => d.Company)
        .Include(c => c.Ticket).ThenInclude(t => t.Progress).Include(c => c.Ticket).ThenInclude(t => t.Article)
        .Include(c => c.Ticket).ThenInclude(t => t.Devices).ThenInclude(d => d.Device)
        .AsSplitQuery().AsNoTrackingWithIdentityResolution().SingleOrDefaultAsync(c => c.Number == number, cancel);

    /// <summary>That message of the dialogue, else the last one that a person sent who has a part in it (threat A02); never a note or a draft.</summary>
    Task<Message?> AnsweredAsync(Conversation conversation, int? id, CancellationToken cancel) => Db.Messages.VisibleTo(Me)
        .Where(m => m.ConversationId == conversation.Id && m.Kind != MessageKind.Note && !m.IsDraft && (id == null ? !m.IsAutomatic && !m.IsUnverified : m.Id == id))
        .OrderByDescending(m => m.At).ThenByDescending(m => m.Id)
        .Include(m => m.Addressees).Include(m => m.Attachments).AsSplitQuery().FirstOrDefaultAsync(cancel);

    async Task<(MessageForm Form, WritingOrder Order)> BeginAsync(Conversation conversation, Message? answers, bool all, bool forward, CancellationToken cancel)
    {
        var subject = SubjectPrefix.Off(answers is { Subject.Length: > 0 } ? answers.Subject : conversation.Subject);
        var order = new WritingOrder { AnswersId = answers?.Id, Forwards = forward && answers is not null };
        if (order.Forwards)
        {
            return (new MessageForm { Subject = "Fwd: " + subject }, order);
        }

        var ours = await Db.Mailboxes.Select(m => m.Address).ToHashSetAsync(cancel);
        var isPassedOn = answers is { Kind: MessageKind.In } && await Db.Staff.AnyAsync(s => s.Mail == answers.SenderAddress, cancel);
        var (to, cc) = Recipients.Of(conversation, answers, all, ours, isPassedOn);
        return (new MessageForm { To = Addressees.Write(to), Cc = Addressees.Write(cc), Subject = answers is null ? subject : "Re: " + subject }, order);
    }
}
