using Tresen.Platform;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>Reversal (<em>Storno</em>): a counter entry takes the figures off again; both stay. What was really done is then
/// booked anew.</summary>
public sealed partial class TimeEntry
{
    /// <summary>When it was reversed.</summary>
    public DateTimeOffset? ReversedAt { get; private set; }

    /// <summary>On a counter entry: the booking that it takes back.</summary>
    public int? ReversesId { get; private set; }

    public TimeEntry? Reverses { get; private set; }

    /// <summary>On a booking made anew: the reversed one that it stands for.</summary>
    public int? ReplacesId { get; private set; }

    /// <summary>Why it was reversed, or booked anew.</summary>
    public string Reason { get; private set; } = "";

    public bool IsReversal => ReversesId is not null;

    /// <summary>Takes it back: returns the counter entry, to be saved with it.</summary>
    /// <remarks>What was billed and then reversed leaves an open counter entry on the <em>Zeitkonto</em>, to be credited with the
    /// next bill.</remarks>
    public TimeEntry Reverse(string reason, StaffMember by, Me me, TimeRules rules, DateTimeOffset at)
    {
        MustBelongTo(me);
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new BrokenRuleException("Bitte sagen, warum storniert wird.", "Reason");
        }

        if (ReversedAt is not null || IsReversal)
        {
            throw new BrokenRuleException(IsReversal ? "Ein Storno wird nicht storniert. Bitte neu buchen." : "Diese Buchung ist schon storniert.");
        }

        // A closed period stays as it was: its corrections stand on the day on which they are made.
        var isClosed = rules.ClosedUntil is { } closed && Day <= closed;
        var counter = new TimeEntry
        {
            Performer = Performer, PerformerId = PerformerId, Recorder = by, RecorderId = by.Id,
            Ticket = Ticket, TicketId = TicketId, Customer = Customer, CustomerId = CustomerId, BillTo = BillTo, BillToId = BillToId,
            Department = Department, DepartmentId = DepartmentId, Activity = Activity, ActivityId = ActivityId,
            Start = isClosed ? at : Start, End = isClosed ? at : End, IsClocked = false, Day = isClosed ? Zone.DayOf(at) : Day,
            Place = Place, Description = Description, InternalComment = "",
            WorkedMinutes = -WorkedMinutes, AccountedMinutes = -AccountedMinutes, MinutesRule = MinutesRule, RoundedUpTo = RoundedUpTo,
            Rate = Rate, RateRule = RateRule, RateReason = RateReason, Accounting = Accounting, Kilometres = -Kilometres, UnitPrice = UnitPrice,
            Amount = -Amount, IsBillable = IsBillable, WhyNot = WhyNot,
            Reverses = this, ReversesId = Id, Reason = reason.Trim(),
            CreatedAt = at, ChangedAt = at, EditableUntil = at,
        };
        ReversedAt = at;
        counter.Tell(1, at);
        Ticket?.Record(TicketVerb.BookingReversed, by, at, nameof(TimeEntry), Said.Text(InShort, Id), Said.Text(reason.Trim()));
        return counter;
    }
}
