using Tresen.Platform;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>What becomes of a ticket whose content goes elsewhere: its number stays alive and leads on. What lies on it is moved by the slices that it
/// belongs to; each move is told in both histories, which stay where they were written.</summary>
public sealed partial class Ticket
{
    /// <summary>Stands as field in the history of the ticket that something was moved away from …</summary>
    public const string MovedOut = "Moved.Out";

    /// <summary>… and of the one that it was moved to.</summary>
    public const string MovedIn = "Moved.In";

    /// <summary>The ticket that this one went into (<em>zusammenführen</em>), which may have gone into another itself.</summary>
    public int? MergedIntoId { get; private set; }

    public Ticket? MergedInto { get; private set; }

    /// <summary>Whether it went into another one.</summary>
    public bool IsMerged => MergedIntoId is not null;

    /// <summary>Tells both histories that something went from here to another ticket.</summary>
    /// <param name="conversation">The dialogue that it is about here …</param>
    /// <param name="there">… and there.</param>
    public void TellMoved(TicketVerb verb, Ticket to, StaffMember by, DateTimeOffset at, long? conversation = null, long? there = null)
    {
        Record(verb, by, at, MovedOut, to: Said.Of(to), conversation: conversation);
        to.Record(verb, by, at, MovedIn, to: Said.Of(this), conversation: there);
    }

    /// <summary>Refuses where nothing may be taken from here to that ticket.</summary>
    public void MustGiveTo(Ticket to)
    {
        if (to.Id == Id)
        {
            throw new BrokenRuleException("Das ist dieses Ticket selbst. Bitte ein anderes wählen.", "Other");
        }

        if (IsMerged)
        {
            throw new BrokenRuleException($"Ticket {Number} ist schon in einem anderen aufgegangen.");
        }

        if (HeldSince is not null && to.HeldSince is null)
        {
            throw new BrokenRuleException($"Für Ticket {Number} gilt eine Löschsperre: Was dort steht, bleibt dort.");
        }

        if (to.IsClosed)
        {
            throw new BrokenRuleException($"Ticket {to.Number} ist abgeschlossen. Bitte zuerst wieder öffnen.", "Other");
        }
    }

    /// <summary>All that lay here went into another ticket; this one is closed, and its number leads there.</summary>
    /// <param name="closed">The status that closes it, where it isn't closed yet.</param>
    public void MergeInto(Ticket other, Progress closed, StaffMember by, DateTimeOffset at)
    {
        (MergedInto, MergedIntoId) = (other, other.Id);
        Stepped();
        if (!IsClosed)
        {
            (Progress, ProgressId, Category) = (closed, closed.Id, closed.Category);
            (ClosedAt, ClosedBy, ClosedById) = (at, by, by.Id);
        }

        TakeTurn(new Turn(Ball.Nobody, at, HeardAt, null));
    }

    /// <summary>It stands for itself again, in the status that it had.</summary>
    public void ComeApart(Progress before)
    {
        (MergedInto, MergedIntoId) = (null, null);
        Stepped();
        if (before.Category != Category.Closed)
        {
            (Progress, ProgressId, Category) = (before, before.Id, before.Category);
            (ClosedAt, ClosedBy, ClosedById) = (null, null, null);
        }
    }

    /// <summary>Who has to act, and since when.</summary>
    public Turn TurnNow() => new(Ball, WaitingSince, HeardAt, ReplyAfterClosingAt);

    /// <summary>Who has to act after something was moved.</summary>
    public void TakeTurn(Turn turn) => (Ball, WaitingSince, HeardAt, ReplyAfterClosingAt) = (turn.Ball, turn.Since, turn.HeardAt, turn.ReplyAt);

    /// <summary>A line of material that isn't billed goes along; it was written down for the same customer.</summary>
    public void HandOver(MaterialLine line, Ticket to)
    {
        line.MustBeUnbilled();
        UnbilledAmount -= line.UnbilledAmount;
        to.UnbilledAmount += line.UnbilledAmount;
        line.GoTo(to);
    }
}

/// <summary>Who has to act next, in a ticket or one of its dialogues.</summary>
/// <param name="Since">Since when they have the ball.</param>
/// <param name="HeardAt">When the customer last wrote; of tickets.</param>
/// <param name="ReplyAt">Since when a reply after closing waits; of tickets.</param>
public sealed record Turn(Ball Ball, DateTimeOffset Since, DateTimeOffset? HeardAt = null, DateTimeOffset? ReplyAt = null)
{
    /// <summary>Whether it has to be acted sooner than there.</summary>
    public bool GoesBefore(Turn other) => Rank(Ball) < Rank(other.Ball);

    static int Rank(Ball ball) => ball switch { Ball.Us => 0, Ball.Inside => 1, Ball.Customer => 2, _ => 3 };
}
