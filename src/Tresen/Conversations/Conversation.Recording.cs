using Tresen.Platform.Text;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Conversations;

/// <summary>What one of us wrote from their own mail program, with us in copy.</summary>
public sealed partial class Conversation
{
    /// <summary>Writes it down as a message of ours: it has left already, and no mail is made of it. The dialogue goes on with those whom
    /// it went to, as if it had been written here.</summary>
    /// <param name="outside">Whom of those who aren't ours it went to.</param>
    internal Message RecordSent(Incoming sent, IReadOnlyList<(AddressLine Line, Addressee Who)> outside, StaffMember by, Siblings beside, DateTimeOffset at)
    {
        var message = Message.RecordedAs(this, sent, by, at);
        messages.Add(message);
        addressees.Clear();
        addressees.AddRange(outside.Select(o => new ConversationAddressee(o.Line, MailAddress.Normal(o.Who.Address), o.Who.Name)));
        Ticket.Record(TicketVerb.MessageOut, by, at, conversation: Number);
        Ticket.React(at);
        ComeBackAnswered(by, beside, at);
        Pass(Ball.Customer, beside, at);
        return message;
    }
}
