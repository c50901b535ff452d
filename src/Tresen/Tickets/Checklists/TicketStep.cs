using Tresen.Staff;

namespace Tresen.Tickets.Checklists;

/// <summary>A step of a ticket's checklist (<em>Schritt</em>).</summary>
public sealed class TicketStep
{
    /// <summary>No step is longer.</summary>
    public const int MostLetters = 200;

    TicketStep()
    {
    }

    internal TicketStep(int position, string text, string list) => (Position, Text, List) = (position, text, list);

    public int Id { get; private set; }

    public int TicketId { get; private set; }

    public int Position { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>The name of the list that it came with; empty: added by hand.</summary>
    public string List { get; private set; } = "";

    /// <summary>When it was done; null: it is open.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    public int? DoneById { get; private set; }

    public StaffMember? DoneBy { get; private set; }

    public bool IsDone => DoneAt is not null;

    internal void Tick(StaffMember? by, DateTimeOffset? at) => (DoneBy, DoneById, DoneAt) = (by, by?.Id, at);
}
