namespace Tresen.Tickets;

/// <summary>Who has to act next.</summary>
public enum Ball
{
    Us,
    Customer,

    /// <summary>Another department of ours.</summary>
    Inside,
    Nobody,
}

/// <summary>What the slices to the right tell the ticket, so that lists can filter by it: who has the ball, since when, how
/// much was booked.</summary>
public sealed partial class Ticket
{
    public Ball Ball { get; private set; }

    /// <summary>Since when whoever has the ball has it.</summary>
    public DateTimeOffset WaitingSince { get; private set; }

    /// <summary>When the customer last wrote.</summary>
    public DateTimeOffset? HeardAt { get; private set; }

    /// <summary>Minutes booked so far, reversed ones taken off.</summary>
    public int BookedMinutes { get; private set; }

    /// <summary>What the booked billable minutes are worth.</summary>
    public Platform.Money BookedAmount { get; private set; }

    /// <summary>Minutes that are billable and not billed yet.</summary>
    public int UnbilledMinutes { get; private set; }

    /// <summary>What is billable and not billed yet, time and material …</summary>
    public Platform.Money UnbilledAmount { get; private set; }

    /// <summary>… and what is billed. Credits are taken off.</summary>
    public Platform.Money BilledAmount { get; private set; }

    /// <summary>The ball went over at that instant.</summary>
    public void Pass(Ball to, DateTimeOffset at)
    {
        if (Ball != to)
        {
            (Ball, WaitingSince) = (to, at);
        }

        ChangedAt = at;
    }

    /// <summary>The customer wrote, to us or (<see cref="Ball.Inside"/>) to another department that one of the dialogues lies with.</summary>
    public void Heard(DateTimeOffset at, Ball with = Ball.Us)
    {
        HeardAt = at;
        Pass(Ball == Ball.Us ? Ball.Us : with, at);
    }

    /// <summary>Time was booked (or, negative, reversed) here and waits to be billed. Doesn't touch the fields' version.</summary>
    public void Booked(int minutes, Platform.Money amount, int unbilledMinutes, DateTimeOffset at)
    {
        BookedMinutes += minutes;
        BookedAmount += amount;
        UnbilledMinutes += unbilledMinutes;
        UnbilledAmount += amount;
        ChangedAt = at;
        ApprovalFollowsBooking(at);
    }

    /// <summary>So much of what was booked or used went into a bill (or, negative, is open again).</summary>
    public void Billed(int minutes, Platform.Money amount, DateTimeOffset at)
    {
        UnbilledMinutes -= minutes;
        UnbilledAmount -= amount;
        BilledAmount += amount;
        ChangedAt = at;
    }
}
