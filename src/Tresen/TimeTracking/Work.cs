using Tresen.Customers;
using Tresen.Platform;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>Why something isn't billable; the numbers are stored.</summary>
public enum NotBillable
{
    /// <summary>Kulanz.</summary>
    Goodwill = 1,

    /// <summary>Gewährleistung.</summary>
    Warranty,

    /// <summary>Im Vertrag enthalten.</summary>
    Agreement,

    /// <summary>Eigener Fehler.</summary>
    OurMistake,

    /// <summary>Work on ourselves.</summary>
    Internal,

    /// <summary>The activity never is.</summary>
    Activity,

    /// <summary>Sonstiges; the internal comment says what.</summary>
    Other,
}

/// <summary>What somebody did, before it becomes a booking.</summary>
/// <param name="Performer">Who did it.</param>
/// <param name="Ticket">On which ticket, if on one; its department must be loaded.</param>
/// <param name="Customer">For whom: the ticket's customer, or anybody's where the ticket has none.</param>
/// <param name="Department">In which department, with its company.</param>
/// <param name="Activity">What.</param>
/// <param name="Stretch">When and how long.</param>
public sealed record Work(StaffMember Performer, Ticket? Ticket, Customer Customer, Department Department, Activity Activity, Stretch Stretch)
{
    /// <summary>Driven, where the activity is charged by kilometres.</summary>
    public int? Kilometres { get; init; }

    public string Place { get; init; } = "";

    /// <summary>What was done, for the customer to read.</summary>
    public string Description { get; init; } = "";

    /// <summary>Never leaves the house.</summary>
    public string InternalComment { get; init; } = "";

    /// <summary>Why it isn't billable; null: it is.</summary>
    public NotBillable? WhyNot { get; init; }

    /// <summary>A rate other than the one that follows from ticket or customer: time administration alone, with a reason.</summary>
    public HourlyRate? Rate { get; init; }

    public string RateReason { get; init; } = "";

    /// <summary>Somebody who may has confirmed that it is billable although the customer is blocked.</summary>
    public bool ConfirmsBlocked { get; init; }

    /// <summary>Why it is booked anew after a reversal.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The reversed booking that it stands for.</summary>
    public TimeEntry? Replaces { get; init; }
}
