using Tresen.Platform;
using Tresen.Platform.Identity;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>Editing, as long as that is allowed; every version is kept.</summary>
public sealed partial class TimeEntry
{
    readonly List<TimeEntryVersion> versions = [];

    /// <summary>What it said before each edit.</summary>
    public IReadOnlyList<TimeEntryVersion> Versions => versions;

    /// <summary>Whether it may still be edited at that instant.</summary>
    public bool IsEditableAt(DateTimeOffset at) => at < EditableUntil && BilledAt is null && ReversedAt is null && ReversesId is null;

    /// <summary>Whether that person may edit or reverse it: who did it, who wrote it down, time administration.</summary>
    public bool BelongsTo(Me me) => me.Can(Capability.Work) && (PerformerId == me.Id || RecorderId == me.Id || me.Can(Capability.TimeAdministration));

    /// <summary>Replaces what it says and keeps what it said.</summary>
    public void Change(Work work, StaffMember by, Me me, TimeRules rules, DateTimeOffset at)
    {
        MustBelongTo(me);
        if (!IsEditableAt(at))
        {
            throw new BrokenRuleException(BilledAt is not null
                ? "Diese Buchung ist abgerechnet und kann nur noch storniert und neu gebucht werden."
                : "Diese Buchung ist nicht mehr änderbar. Bitte stornieren und neu buchen.");
        }

        if (work.Performer.Id != PerformerId && work.Performer.Id != me.Id && !me.Can(Capability.BookForOthers))
        {
            throw new BrokenRuleException("Für andere buchen darf, wer das Recht dazu hat.", "PerformerId");
        }

        var before = InShort;
        versions.Add(new TimeEntryVersion(this, by, at));
        Tell(-1, at);
        Take(work, by, me, rules, at);
        Version++;
        Tell(1, at);
        Ticket?.Record(TicketVerb.Booked, by, at, nameof(TimeEntry), Said.Text(before, Id), Said.Text(InShort, Id));
    }

    void MustBelongTo(Me me)
    {
        if (!BelongsTo(me))
        {
            throw new BrokenRuleException("Fremde Buchungen ändert nur die Zeitverwaltung.");
        }
    }
}

/// <summary>What a booking said before somebody edited it.</summary>
public sealed class TimeEntryVersion
{
    TimeEntryVersion()
    {
    }

    internal TimeEntryVersion(TimeEntry was, StaffMember by, DateTimeOffset at)
    {
        (Number, By, ById, At) = (was.Version, by, by.Id, at);
        (PerformerId, TicketId, CustomerId, ActivityId) = (was.PerformerId, was.TicketId, was.CustomerId, was.ActivityId);
        (Start, End, IsClocked) = (was.Start, was.End, was.IsClocked);
        (WorkedMinutes, AccountedMinutes, Kilometres) = (was.WorkedMinutes, was.AccountedMinutes, was.Kilometres);
        (Rate, RateRule, Amount, WhyNot) = (was.Rate, was.RateRule, was.Amount, was.WhyNot);
        (Place, Description, InternalComment) = (was.Place, was.Description, was.InternalComment);
    }

    public int Id { get; private set; }

    public int TimeEntryId { get; private set; }

    /// <summary>The version that this was, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Who replaced it …</summary>
    public int ById { get; private set; }

    public StaffMember By { get; private set; } = null!;

    /// <summary>… and when.</summary>
    public DateTimeOffset At { get; private set; }

    public int PerformerId { get; private set; }

    public int? TicketId { get; private set; }

    public int CustomerId { get; private set; }

    public int ActivityId { get; private set; }

    public DateTimeOffset Start { get; private set; }

    public DateTimeOffset End { get; private set; }

    public bool IsClocked { get; private set; }

    public int WorkedMinutes { get; private set; }

    public int AccountedMinutes { get; private set; }

    public int? Kilometres { get; private set; }

    public HourlyRate Rate { get; private set; }

    public RateRule RateRule { get; private set; }

    public Money Amount { get; private set; }

    public NotBillable? WhyNot { get; private set; }

    public string Place { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string InternalComment { get; private set; } = "";
}
