using Tresen.Platform;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Conversations;

/// <summary>What we write: drafts, which the whole department sees, and mails that go out.</summary>
public sealed partial class Conversation
{
    /// <summary>Stands in the history where a mail wasn't sent because somebody outside wrote first.</summary>
    public const string Overtaken = nameof(Overtaken);

    /// <summary>The subject of a mail with both our numbers, by which an answer finds back: <c>… [Ticket 10417 · Nr. 202611230417]</c>.</summary>
    public string MailSubject(string subject) =>
        subject.Contains(Number.ToString(), StringComparison.Ordinal) ? subject.Trim() : $"{subject.Trim()} [Ticket {Ticket.Number} · Nr. {Number}]";

    /// <summary>Begins to write a mail, shared with all who see the dialogue.</summary>
    /// <param name="answers">The message that it answers or passes on.</param>
    public Message Draft(StaffMember by, DateTimeOffset at, Message? answers = null, Quoting quoting = Quoting.None)
    {
        var draft = Message.Begun(this, by, at, answers, quoting);
        messages.Add(draft);
        ChangedAt = at;
        return draft;
    }

    /// <summary>Makes the draft a mail; its addressees are frozen now. To be handed to <c>db.Send</c> in the same save.</summary>
    /// <param name="draft">With addressees, attachments and (where it answers one) the answered message loaded.</param>
    /// <param name="from">Loaded with department and company.</param>
    /// <param name="thread">The Message-IDs of the dialogue so far, oldest first; said where the draft answers nothing.</param>
    /// <param name="later">When it is to leave; null: at once.</param>
    public OutgoingMail Send(Message draft, Mailbox from, IEnumerable<string> thread, StaffMember by, Siblings beside, DateTimeOffset at, DateTimeOffset? later = null)
    {
        if (!draft.IsDraft)
        {
            throw new BrokenRuleException("Diese Nachricht ist schon gesendet.");
        }

        if (draft.Reply.Length == 0 && draft.Quoting != Quoting.Forward)
        {
            throw new BrokenRuleException("Bitte einen Text schreiben.", "Body");
        }

        var mail = OutgoingMail.Compose(
            from,
            from.NewMessageId(),
            draft.To(AddressLine.To),
            draft.To(AddressLine.Cc),
            draft.To(AddressLine.Bcc),
            MailSubject(draft.Subject),
            draft.Text,
            draft.Html,
            draft.Attachments.Select(a => new OutgoingAttachment(a.FileId, a.Name, a.ContentType, a.IsInline ? a.ContentId : "")),
            draft.Quoting == Quoting.Forward ? null : draft.Answers?.WrittenId,
            draft.Quoting != Quoting.Forward && draft.Answers is { WrittenId.Length: > 0 } answered ? answered.Thread : thread,
            at);
        mail.BelongTo(DepartmentId);
        mail.TakeAnswersFor(from, Number);
        if (draft.Quoting != Quoting.Forward)
        {
            mail.StandInThread(ThreadIndex.Of(Number, StartedAt, mail.References.Length > 0 ? at : null));
        }

        if (later is { } due)
        {
            mail.SendLater(due);
            LaterAt = LaterAt > due ? LaterAt : due;
        }

        draft.Leave(mail, by, at);
        // Passing a mail on to a third party changes nothing in the dialogue itself, and who has no part in it gets none by being answered (threat A02).
        if (draft.Quoting != Quoting.Forward && draft.Answers is not { IsUnverified: true })
        {
            (Mailbox, MailboxId) = (from, from.Id);
            addressees.Clear();
            addressees.AddRange(mail.Recipients.Select(r => new ConversationAddressee(r.Line, r.Address, r.Name)));
            Ticket.Record(TicketVerb.MessageOut, by, at, conversation: Number);
            Ticket.React(later ?? at);
            ComeBackAnswered(by, beside, at);
            Pass(Ball.Customer, beside, at);
        }
        else
        {
            Ticket.Record(TicketVerb.MessageOut, by, at, conversation: Number);
            ChangedAt = at;
        }

        return mail;
    }

    /// <summary>Takes a mail back that hasn't begun to leave: it is a draft again, and the ball is where the draft lies. The
    /// caller removes the mail and its job in the same save.</summary>
    /// <param name="message">Loaded with its author.</param>
    /// <param name="by">Who takes it back; null: somebody outside has written before it was to leave, and its author is told.</param>
    internal void Unsend(Message message, OutgoingMail mail, StaffMember? by, Siblings beside, DateTimeOffset at)
    {
        if (mail.State != MailState.Waiting || mail.Attempts > 0)
        {
            throw new BrokenRuleException("Die Mail ist schon unterwegs und kann nicht mehr zurückgeholt werden.");
        }

        Ticket.NoReactionYet(mail.SendAt ?? message.At);
        message.ComeBack(at);
        if (by is null)
        {
            Ticket.Record(TicketVerb.SendingStopped, null, at, Overtaken, to: Said.Of(message.Author), conversation: Number);
        }
        else
        {
            Ticket.Record(TicketVerb.SendingStopped, by, at, conversation: Number);
        }

        Pass(Here, beside, at);
    }
}
