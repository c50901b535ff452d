using Tresen.Platform;
using Tresen.Staff;
using Tresen.Tickets.Relations;

namespace Tresen.Tickets;

/// <summary>What a ticket has to do with others. Both histories say so, each with the other's number; whoever may not see the other
/// isn't told of it (<see cref="TicketEvent.ConcernsTicket"/>).</summary>
public sealed partial class Ticket
{
    /// <summary>Says how another ticket stands to this one. Both must be locked.</summary>
    /// <param name="known">Every link of either of the two.</param>
    /// <returns>The link to be stored; null where the ticket itself keeps it (<em>Folge von</em>).</returns>
    /// <exception cref="BrokenRuleException">It can't be so, beside the field that names the other.</exception>
    public TicketLink? Relate(Ticket other, RelationKind kind, IReadOnlyCollection<TicketLink> known, StaffMember by, DateTimeOffset at)
    {
        if (other.Id == Id)
        {
            throw new BrokenRuleException("Das ist dieses Ticket selbst. Bitte ein anderes wählen.", "Other");
        }

        return kind switch
        {
            RelationKind.BelongsTo => BelongTo(other, known, by, at),
            RelationKind.Holds => other.BelongTo(this, known, by, at),
            RelationKind.Follows => GoOnFrom(other, by, at),
            RelationKind.FollowedBy => other.GoOnFrom(this, by, at),
            _ => SeeAlso(other, known, by, at),
        };
    }

    /// <summary>Takes the link back; both histories keep that it was there.</summary>
    public void Unlink(TicketLink link, Ticket other, StaffMember by, DateTimeOffset at)
    {
        var isFromHere = link.TicketId == Id;
        Unlinked(link.Kind == LinkKind.Related ? RelationKind.Related : isFromHere ? RelationKind.BelongsTo : RelationKind.Holds, other, by, at);
    }

    /// <summary>It doesn't go on from that ticket after all.</summary>
    public void GoOnFromNone(StaffMember by, DateTimeOffset at)
    {
        if (Follows is { } earlier)
        {
            (Follows, FollowsId) = (null, null);
            Unlinked(RelationKind.Follows, earlier, by, at);
        }
    }

    TicketLink SeeAlso(Ticket other, IReadOnlyCollection<TicketLink> known, StaffMember by, DateTimeOffset at)
    {
        if (known.Any(l => l.Kind == LinkKind.Related && ((l.TicketId == Id && l.OtherId == other.Id) || (l.TicketId == other.Id && l.OtherId == Id))))
        {
            throw new BrokenRuleException($"Ticket {other.Number} ist schon verknüpft.", "Other");
        }

        Linked(RelationKind.Related, other, by, at);
        return Id < other.Id ? new TicketLink(this, other, LinkKind.Related) : new TicketLink(other, this, LinkKind.Related);
    }

    TicketLink BelongTo(Ticket trouble, IReadOnlyCollection<TicketLink> known, StaffMember by, DateTimeOffset at)
    {
        var belongings = known.Where(l => l.Kind == LinkKind.Trouble).ToList();
        if (belongings.Find(l => l.TicketId == Id) is { } already)
        {
            throw already.OtherId == trouble.Id
                ? new BrokenRuleException($"Ticket {Number} gehört schon zur Störung {trouble.Number}.", "Other")
                : new BrokenRuleException($"Ticket {Number} gehört schon zu einer Störung. Bitte dort zuerst herausnehmen.", "Other");
        }

        if (belongings.Exists(l => l.OtherId == Id))
        {
            throw new BrokenRuleException($"Ticket {Number} ist selbst eine Störung, zu der andere gehören. Bitte die anderen einzeln zuordnen.", "Other");
        }

        if (belongings.Exists(l => l.TicketId == trouble.Id))
        {
            throw new BrokenRuleException($"Ticket {trouble.Number} gehört selbst zu einer Störung. Bitte das Ticket der Störung wählen.", "Other");
        }

        Linked(RelationKind.BelongsTo, trouble, by, at);
        return new TicketLink(this, trouble, LinkKind.Trouble);
    }

    TicketLink? GoOnFrom(Ticket earlier, StaffMember by, DateTimeOffset at)
    {
        if (FollowsId is { } known)
        {
            throw known == earlier.Id
                ? new BrokenRuleException($"Ticket {Number} ist schon Folge von {earlier.Number}.", "Other")
                : new BrokenRuleException($"Ticket {Number} ist schon Folge eines anderen. Bitte diese Verknüpfung zuerst lösen.", "Other");
        }

        if (earlier.FollowsId == Id && Id != 0)
        {
            throw new BrokenRuleException($"Ticket {earlier.Number} ist schon Folge von {Number}.", "Other");
        }

        Follow(earlier);
        Linked(RelationKind.Follows, earlier, by, at);
        return null;
    }

    void Linked(RelationKind kind, Ticket other, StaffMember by, DateTimeOffset at)
    {
        Record(TicketVerb.Linked, by, at, kind.ToString(), to: Said.Of(other));
        other.Record(TicketVerb.Linked, by, at, Reverse(kind).ToString(), to: Said.Of(this));
    }

    void Unlinked(RelationKind kind, Ticket other, StaffMember by, DateTimeOffset at)
    {
        Record(TicketVerb.Unlinked, by, at, kind.ToString(), from: Said.Of(other));
        other.Record(TicketVerb.Unlinked, by, at, Reverse(kind).ToString(), from: Said.Of(this));
    }

    static RelationKind Reverse(RelationKind kind) => kind switch
    {
        RelationKind.BelongsTo => RelationKind.Holds,
        RelationKind.Holds => RelationKind.BelongsTo,
        RelationKind.Follows => RelationKind.FollowedBy,
        RelationKind.FollowedBy => RelationKind.Follows,
        _ => RelationKind.Related,
    };
}
