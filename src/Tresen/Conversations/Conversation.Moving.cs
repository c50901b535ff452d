using Tresen.Post;
using Tresen.Tickets;

namespace Tresen.Conversations;

/// <summary>Going to another ticket, alone or with all that lies there (<em>verschieben, zusammenführen</em>). Its number goes along, and answers find it by
/// that.</summary>
public sealed partial class Conversation
{
    /// <summary>Where it would stand if it went to that ticket: where it lies with its ticket's department it goes to the other ticket's; where it
    /// was forwarded it stays. <see cref="Forwardings"/> must be loaded.</summary>
    public Staff.Department WouldStandIn(Ticket to) => DepartmentId == Ticket.DepartmentId && OpenForwarding is null ? to.Department : Department;

    /// <summary>Belongs to that ticket from now on, and stands there as <see cref="WouldStandIn"/> says. Its messages are moved by the
    /// caller.</summary>
    /// <param name="to">Loaded with its shares and its department's members, as the ticket it comes from.</param>
    /// <param name="left">The dialogues that it leaves behind …</param>
    /// <param name="there">… and those that it comes to.</param>
    public void GoTo(Ticket to, Siblings left, Siblings there, DateTimeOffset at)
    {
        var follows = WouldStandIn(to).Id != DepartmentId;
        if (!left.StandIn(DepartmentId))
        {
            Ticket.NoLongerShowTo(DepartmentId);
        }

        (Ticket, TicketId) = (to, to.Id);
        to.ShowTo(DepartmentId);
        if (follows)
        {
            Follow(there, at);
        }

        if (Ball is Ball.Us or Ball.Inside)
        {
            Ball = Here;
        }
    }

    /// <summary>Stands where it stood, with whoever saw to it: a move is undone.</summary>
    /// <param name="department">Where.</param>
    /// <param name="assignee">Who; null: whoever sees to it now, if they belong there.</param>
    public void StandAgain(Staff.Department department, Staff.StaffMember? assignee, Siblings beside, DateTimeOffset at)
    {
        if (DepartmentId != department.Id)
        {
            MoveTo(department, beside, at);
        }

        (Assignee, AssigneeId) = (assignee, assignee?.Id);
    }

    /// <summary>Who has to act, and since when.</summary>
    public Turn TurnNow() => new(Ball, BallSince);

    /// <summary>Who has to act after something was moved.</summary>
    public void TakeTurn(Turn turn) => (Ball, BallSince) = (turn.Ball, turn.Since);

    /// <summary>The last message that counts decides who has to act, once one was moved here or away.</summary>
    /// <param name="last">Null: there is none left.</param>
    public void TakeTurnBy(Message? last, DateTimeOffset at)
    {
        var to = last is null ? Ball.Nobody : last.Kind == MessageKind.In ? Here : Ball.Customer;
        if (Ball != to)
        {
            (Ball, BallSince) = (to, last?.At ?? at);
        }
    }

    /// <summary>A dialogue that begins with a message from elsewhere goes to whom that one came from or went to.</summary>
    public void BeAddressedAs(Message message)
    {
        var to = message.Kind == MessageKind.In
            ? [new ConversationAddressee(AddressLine.To, message.SenderAddress, message.SenderName)]
            : message.Addressees.Where(a => a.Line != AddressLine.Bcc).Select(a => new ConversationAddressee(a.Line, a.Address, a.Name));
        if (addressees.Count == 0)
        {
            addressees.AddRange(to.Where(a => a.Address.Length > 0));
        }
    }
}
