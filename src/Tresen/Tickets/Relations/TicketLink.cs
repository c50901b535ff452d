namespace Tresen.Tickets.Relations;

/// <summary>How one ticket stands to another; the numbers are stored. <em>Folge von</em> is <see cref="Ticket.Follows"/>.</summary>
public enum LinkKind
{
    /// <summary><em>Siehe auch</em>: both ways alike.</summary>
    Related,

    /// <summary><em>Gehört zu Störung</em>: the other is one trouble that many report.</summary>
    Trouble,
}

/// <summary>Two tickets that have to do with each other.</summary>
public sealed class TicketLink
{
    TicketLink()
    {
    }

    internal TicketLink(Ticket ticket, Ticket other, LinkKind kind) =>
        (Ticket, TicketId, Other, OtherId, Kind) = (ticket, ticket.Id, other, other.Id, kind);

    public int Id { get; private set; }

    /// <summary>The one that belongs to the trouble, where it is about one.</summary>
    public int TicketId { get; private set; }

    public Ticket Ticket { get; private set; } = null!;

    /// <summary>The trouble, where it is about one.</summary>
    public int OtherId { get; private set; }

    public Ticket Other { get; private set; } = null!;

    public LinkKind Kind { get; private set; }
}
