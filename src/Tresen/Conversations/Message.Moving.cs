using System.Linq.Expressions;
using Tresen.Platform;
using Tresen.Platform.Files;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Conversations;

/// <summary>Standing elsewhere than where it was put first, and parts of it standing elsewhere too.</summary>
public sealed partial class Message
{
    /// <summary>Whether it says who has to act next: somebody wrote to us, or we to them.</summary>
    public bool Counts => (Kind == MessageKind.In && !IsAutomatic) || (Kind == MessageKind.Out && !IsDraft && Quoting != Quoting.Forward);

    /// <summary>Whether the customer said something with it: they wrote, or called and it was written down.</summary>
    public static readonly Expression<Func<Message, bool>> Heard = m => (m.Kind == MessageKind.In && !m.IsAutomatic) || (m.Kind == MessageKind.Note && m.SenderName != "");

    static readonly Func<Message, bool> SaysSo = Heard.Compile();

    /// <summary>Whether it is one of those (<see cref="Heard"/>).</summary>
    public bool IsHeard => SaysSo(this);

    /// <summary>Stands in that dialogue from now on, or (null) on the ticket itself.</summary>
    public void GoTo(Conversation? into, Ticket ticket)
    {
        if (into is null && Kind != MessageKind.Note)
        {
            throw new BrokenRuleException("Diese Nachricht gehört in ein Gespräch.", "Into");
        }

        (Conversation, ConversationId) = (into, into?.Id);
        (Ticket, TicketId) = (ticket, ticket.Id);
    }

    /// <summary>A note that was written for the people of that department is read by them alone, wherever it goes; null: by whoever sees where it stands.</summary>
    public void KeepIn(int? departmentId) => KeptInId = departmentId;

    /// <summary>A passage of another message, or files of it, begin a ticket of their own. The other message stays as it is.</summary>
    /// <param name="into">Null: as an internal note on the ticket.</param>
    /// <param name="subject">What it is about, where it is a message.</param>
    /// <param name="text">What is said here, with where it comes from.</param>
    /// <param name="from">Which message they come from, for people.</param>
    /// <param name="files">Files of that message that come along, with their content, which is shared.</param>
    public static Message SplitOff(Conversation? into, Ticket ticket, Message of, string subject, string text, string from, IEnumerable<(Attachment Attachment, StoredFile Content)> files, StaffMember by, DateTimeOffset at)
    {
        if (into is null)
        {
            ticket.Record(TicketVerb.Noted, by, at);
        }

        var message = new Message
        {
            Ticket = ticket,
            TicketId = ticket.Id,
            Conversation = into,
            Kind = into is null ? MessageKind.Note : MessageKind.In,
            Author = into is null ? by : null,
            AuthorId = into is null ? by.Id : null,
            SenderName = into is null ? "" : of.SenderName,
            SenderAddress = into is null ? "" : of.SenderAddress,
            Subject = into is null ? "" : subject,
            At = at,
            SentAt = into is null ? null : of.SentAt,
            Text = text,
            Reply = text,
            IsUnverified = into is not null && of.IsUnverified,
            Why = Placement.SplitOff,
            WhyDetail = Cut(from, 300),
        };
        message.attachments.AddRange(files.Select(f => new Attachment(f.Content, f.Attachment.Name, f.Attachment.ContentType)));
        return message;
    }
}
