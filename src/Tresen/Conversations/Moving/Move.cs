using Tresen.Platform;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Conversations.Moving;

/// <summary>What was moved; the numbers are stored.</summary>
public enum MoveKind
{
    /// <summary>A message to another ticket.</summary>
    Message,

    /// <summary>A dialogue to another ticket.</summary>
    Dialogue,

    /// <summary>A message became a ticket of its own …</summary>
    SplitMessage,

    /// <summary>… or a passage of it …</summary>
    SplitPassage,

    /// <summary>… or files of it.</summary>
    SplitFiles,

    /// <summary>All of a ticket to another one.</summary>
    Merge,
}

/// <summary>What a part of a move is; the numbers are stored.</summary>
public enum MovePartKind
{
    /// <summary>A message, from one dialogue (or none) to another (or none).</summary>
    Message,

    /// <summary>A dialogue with its messages, from one ticket to another.</summary>
    Dialogue,

    /// <summary>A dialogue went from one department to another along with it …</summary>
    Department,

    /// <summary>… and lost the person who saw to it.</summary>
    Assignee,

    /// <summary>A dialogue that began with what was moved.</summary>
    Begun,

    /// <summary>A message that was made of a part of another.</summary>
    Copied,

    /// <summary>A note that is read by its department alone since then.</summary>
    Kept,

    /// <summary>A file of the ticket.</summary>
    File,

    /// <summary>A booking. The database knows this number: back to where it came from even a locked one may go.</summary>
    Booking = 8,

    /// <summary>A line of material.</summary>
    Material,

    /// <summary>Somebody who helps with the other ticket since then, or watches it.</summary>
    Person,
}

/// <summary>Something went from one ticket to another (<em>verschieben, abtrennen, zusammenführen</em>): noted piece by piece, so that it
/// can be undone for some time.</summary>
public sealed class Move
{
    /// <summary>For so many days it can be undone.</summary>
    public const int Days = 30;

    readonly List<MovePart> parts = [];
    readonly List<MoveSide> sides = [];

    Move()
    {
    }

    public Move(MoveKind kind, Ticket from, Ticket to, StaffMember by, DateTimeOffset at) =>
        (Kind, FromTicketId, ToTicketId, ById, By, At) = (kind, from.Id, to.Id, by.Id, by, at);

    public int Id { get; private set; }

    public MoveKind Kind { get; private set; }

    public int FromTicketId { get; private set; }

    public int ToTicketId { get; private set; }

    /// <summary>Who did it …</summary>
    public int ById { get; private set; }

    public StaffMember By { get; private set; } = null!;

    public DateTimeOffset At { get; private set; }

    /// <summary>… and who undid it.</summary>
    public int? UndoneById { get; private set; }

    public StaffMember? UndoneBy { get; private set; }

    public DateTimeOffset? UndoneAt { get; private set; }

    /// <summary>Each thing that went, in the order in which it did.</summary>
    public IReadOnlyList<MovePart> Parts => parts;

    /// <summary>Who had to act before and after, in tickets and dialogues that it touched.</summary>
    public IReadOnlyList<MoveSide> Sides => sides;

    /// <summary>Those of one kind.</summary>
    public IEnumerable<MovePart> Of(MovePartKind kind) => parts.Where(p => p.Kind == kind);

    /// <summary>Notes that something went.</summary>
    /// <param name="part">Its id.</param>
    /// <param name="from">The id of where it was …</param>
    /// <param name="to">… and of where it is.</param>
    public void Take(MovePartKind kind, int part, int? from, int? to) => parts.Add(new MovePart(kind, part, from, to));

    /// <summary>Notes who had to act before; <see cref="MoveSide.End"/> says who after.</summary>
    public MoveSide Begin(Ticket ticket)
    {
        var side = new MoveSide(isTicket: true, ticket.Id, ticket.TurnNow(), ticket.ProgressId);
        sides.Add(side);
        return side;
    }

    /// <summary>Notes who had to act before in that dialogue.</summary>
    public MoveSide Begin(Conversation conversation)
    {
        var side = new MoveSide(isTicket: false, conversation.Id, conversation.TurnNow(), null);
        sides.Add(side);
        return side;
    }

    /// <summary>Refuses where it is undone already or too old.</summary>
    public void MustBeUndoable(DateTimeOffset at)
    {
        if (UndoneAt is not null)
        {
            throw new BrokenRuleException("Das ist schon rückgängig gemacht.");
        }

        if (at > At.AddDays(Days))
        {
            throw new BrokenRuleException("Das ist länger als 30 Tage her und lässt sich nicht mehr rückgängig machen.");
        }
    }

    /// <summary>All is where it was.</summary>
    public void Undo(StaffMember by, DateTimeOffset at)
    {
        MustBeUndoable(at);
        (UndoneBy, UndoneById, UndoneAt) = (by, by.Id, at);
    }
}

/// <summary>One thing that went along.</summary>
public sealed class MovePart
{
    MovePart()
    {
    }

    internal MovePart(MovePartKind kind, int part, int? from, int? to) => (Kind, PartId, FromId, ToId) = (kind, part, from, to);

    public int Id { get; private set; }

    public int MoveId { get; private set; }

    public MovePartKind Kind { get; private set; }

    /// <summary>What went …</summary>
    public int PartId { get; private set; }

    /// <summary>… from where; null: from nowhere …</summary>
    public int? FromId { get; private set; }

    /// <summary>… to where.</summary>
    public int? ToId { get; private set; }
}

/// <summary>Who had to act in a ticket or dialogue before something was moved, and after.</summary>
public sealed class MoveSide
{
    MoveSide()
    {
    }

    internal MoveSide(bool isTicket, int part, Turn before, int? progress)
    {
        (IsTicket, PartId, ProgressId) = (isTicket, part, progress);
        (BallBefore, SinceBefore, HeardBefore, ReplyBefore) = (before.Ball, before.Since, before.HeardAt, before.ReplyAt);
        End(before);
    }

    public int Id { get; private set; }

    public int MoveId { get; private set; }

    /// <summary>Whether it is a ticket, else a dialogue.</summary>
    public bool IsTicket { get; private set; }

    public int PartId { get; private set; }

    /// <summary>The ticket's status before.</summary>
    public int? ProgressId { get; private set; }

    public Ball BallBefore { get; private set; }

    public DateTimeOffset SinceBefore { get; private set; }

    public DateTimeOffset? HeardBefore { get; private set; }

    public DateTimeOffset? ReplyBefore { get; private set; }

    public Ball BallAfter { get; private set; }

    public DateTimeOffset SinceAfter { get; private set; }

    public DateTimeOffset? HeardAfter { get; private set; }

    public DateTimeOffset? ReplyAfter { get; private set; }

    public Turn Before => new(BallBefore, SinceBefore, HeardBefore, ReplyBefore);

    public Turn After => new(BallAfter, SinceAfter, HeardAfter, ReplyAfter);

    /// <summary>Who has to act now that all is moved.</summary>
    public void End(Turn after) => (BallAfter, SinceAfter, HeardAfter, ReplyAfter) = (after.Ball, after.Since, after.HeardAt, after.ReplyAt);
}
