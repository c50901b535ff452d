using Tresen.Platform;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Conversations;

/// <summary>One dialogue (<em>Gesprächsverlauf</em>) of a ticket, with its own unique number, its own addressees and the ball:
/// who has to act next.</summary>
/// <remarks>Told in chapters: Writing, Receiving, Noting, Forwarding, Following, Moving.</remarks>
public sealed partial class Conversation
{
    readonly List<ConversationAddressee> addressees = [];
    readonly List<Forwarding> forwardings = [];
    readonly List<Message> messages = [];

    Conversation()
    {
    }

    /// <summary>A new dialogue of that ticket, standing in that department.</summary>
    /// <param name="number">From <c>db.NextConversationNumberAsync</c>.</param>
    /// <param name="ticket">Loaded with its shares.</param>
    /// <param name="department">Where it stands; mostly the ticket's.</param>
    /// <param name="mailbox">The mailbox it is written from; null: not by mail yet.</param>
    /// <param name="subject">As people read it, without our numbers.</param>
    /// <param name="by">Who started it; null: somebody outside.</param>
    public Conversation(long number, Ticket ticket, Department department, Mailbox? mailbox, string subject, StaffMember? by, DateTimeOffset at)
    {
        Number = number;
        (Ticket, TicketId) = (ticket, ticket.Id);
        (Department, DepartmentId) = (department, department.Id);
        (Mailbox, MailboxId) = (mailbox, mailbox?.Id);
        Subject = Short(subject);
        (StartedBy, StartedById, StartedAt, ChangedAt) = (by, by?.Id, at, at);
        (Ball, BallSince) = (Ball.Nobody, at);
        ticket.ShowTo(department.Id);
        ticket.Record(TicketVerb.ConversationStarted, by, at, conversation: number);
    }

    public int Id { get; private set; }

    /// <summary>Day in Berlin and at least four digits, <c>202611240001</c>. Unique and said in every mail.</summary>
    public long Number { get; private set; }

    public int TicketId { get; private set; }

    public Ticket Ticket { get; private set; } = null!;

    /// <summary>Where it stands; another than the ticket's after forwarding.</summary>
    public int DepartmentId { get; private set; }

    public Department Department { get; private set; } = null!;

    /// <summary>Who sees to it there; perhaps nobody in particular.</summary>
    public int? AssigneeId { get; private set; }

    public StaffMember? Assignee { get; private set; }

    public int? MailboxId { get; private set; }

    public Mailbox? Mailbox { get; private set; }

    public string Subject { get; private set; } = "";

    /// <summary>Who has to act next: set by the last real message. <see cref="Ball.Inside"/> is the department it was forwarded to.</summary>
    public Ball Ball { get; private set; }

    /// <summary>Since when whoever has the ball has it.</summary>
    public DateTimeOffset BallSince { get; private set; }

    public int? StartedById { get; private set; }

    public StaffMember? StartedBy { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When the last of its mails that are to be sent later is due; null: there was none.</summary>
    public DateTimeOffset? LaterAt { get; private set; }

    /// <summary>When anything last happened in it.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Whom it goes to, as of the last mail.</summary>
    public IReadOnlyList<ConversationAddressee> Addressees => addressees;

    /// <summary>Where it has been forwarded to, oldest first.</summary>
    public IReadOnlyList<Forwarding> Forwardings => forwardings;

    /// <summary>Its messages, as far as they are loaded.</summary>
    public IReadOnlyList<Message> Messages => messages;

    /// <summary>Whether it lies with another department than the ticket's.</summary>
    public bool IsElsewhere => DepartmentId != Ticket.DepartmentId;

    /// <summary>Whether that person may be responsible for it: they belong to the department it stands in, whose members must be loaded.</summary>
    public bool MayBeGivenTo(StaffMember person) => person.IsActive && Department.Members.Any(m => m.StaffMemberId == person.Id || m.StaffMember == person);

    /// <summary>Gives it to somebody of the department it stands in, or to nobody in particular.</summary>
    public void Assign(StaffMember? to, StaffMember? by, DateTimeOffset at)
    {
        if (to?.Id == AssigneeId)
        {
            return;
        }

        if (to is not null && !MayBeGivenTo(to))
        {
            throw new BrokenRuleException($"{to.Name} gehört nicht zur Abteilung {Department.Name}. Bitte jemanden von dort wählen.", "AssigneeId");
        }

        Ticket.Record(TicketVerb.ConversationAssigned, by, at, from: Said.Text(Assignee?.Name, AssigneeId), to: Said.Of(to), conversation: Number);
        (Assignee, AssigneeId, ChangedAt) = (to, to?.Id, at);
    }

    /// <summary>Nothing more to do here (<em>erledigt</em>).</summary>
    public void Settle(Siblings beside, DateTimeOffset at) => Pass(Ball.Nobody, beside, at);

    /// <summary>Subject, addressees and what was said when it was handed over are gone for good.</summary>
    public void Erase()
    {
        Subject = "(gelöscht)";
        addressees.Clear();
        forwardings.ForEach(f => f.Erase());
    }

    /// <summary>Who has to act where it stands, once somebody outside has spoken or it was handed over.</summary>
    Ball Here => IsElsewhere ? Ball.Inside : Ball.Us;

    void Pass(Ball to, Siblings beside, DateTimeOffset at)
    {
        if (Ball != to)
        {
            (Ball, BallSince) = (to, at);
        }

        ChangedAt = at;
        if (!Ticket.IsClosed)
        {
            Ticket.Pass(beside.BallWith(to), at);
        }
    }

    static string Short(string text) => text.Trim() is { Length: > 200 } long_ ? long_[..199] + "…" : text.Trim();
}

/// <summary>Somebody a dialogue goes to.</summary>
public sealed class ConversationAddressee
{
    ConversationAddressee()
    {
    }

    internal ConversationAddressee(AddressLine line, string address, string name) => (Line, Address, Name) = (line, address, name);

    public int Id { get; private set; }

    public int ConversationId { get; private set; }

    public AddressLine Line { get; private set; }

    public string Address { get; private set; } = "";

    public string Name { get; private set; } = "";
}

/// <summary>The other dialogues of the same ticket: the ticket's ball is with us as long as one of them is, and a department
/// sees it as long as one of them stands there.</summary>
public sealed record Siblings(IReadOnlyList<Sibling> Others)
{
    /// <summary>None: the first dialogue of a ticket.</summary>
    public static readonly Siblings None = new([]);

    /// <summary>The ticket's ball, if this dialogue's goes there.</summary>
    public Ball BallWith(Ball own) => Others.Select(o => o.Ball).Append(own).MinBy(Rank);

    /// <summary>Whether one of the others stands in that department.</summary>
    public bool StandIn(int departmentId) => Others.Any(o => o.DepartmentId == departmentId);

    static int Rank(Ball ball) => ball switch { Ball.Us => 0, Ball.Inside => 1, Ball.Customer => 2, _ => 3 };
}

/// <summary>Another dialogue of the same ticket: where it stands and who has its ball.</summary>
public sealed record Sibling(int DepartmentId, Ball Ball);
