using Tresen.Customers;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>Work done for a customer or for ourselves (<em>Buchung</em>).</summary>
/// <remarks>Told in chapters: Booking, Accounting, Changing, Reversing, Billing. What is locked the database itself
/// keeps (<see cref="TimeEntryTriggers"/>).</remarks>
public sealed partial class TimeEntry
{
    TimeEntry()
    {
    }

    public int Id { get; private set; }

    /// <summary>Who did the work …</summary>
    public int PerformerId { get; private set; }

    public StaffMember Performer { get; private set; } = null!;

    /// <summary>… and who wrote it down.</summary>
    public int RecorderId { get; private set; }

    public StaffMember Recorder { get; private set; } = null!;

    public int? TicketId { get; private set; }

    public Ticket? Ticket { get; private set; }

    /// <summary>For whom it was done; perhaps for the customer <em>Intern</em>.</summary>
    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    /// <summary>On whose <em>Zeitkonto</em> it stands: the ticket's payer, else the customer.</summary>
    public int BillToId { get; private set; }

    public Customer BillTo { get; private set; } = null!;

    public int DepartmentId { get; private set; }

    public Department Department { get; private set; } = null!;

    public int ActivityId { get; private set; }

    public Activity Activity { get; private set; } = null!;

    public DateTimeOffset Start { get; private set; }

    public DateTimeOffset End { get; private set; }

    /// <summary>Whether from and to were said, or only how long it took.</summary>
    public bool IsClocked { get; private set; }

    /// <summary>The day that it counts for, in the firm's zone: sums and lists go by it.</summary>
    public DateOnly Day { get; private set; }

    public string Place { get; private set; } = "";

    /// <summary>What was done, for the customer to read.</summary>
    public string Description { get; private set; } = "";

    /// <summary>Never leaves the house.</summary>
    public string InternalComment { get; private set; } = "";

    /// <summary>How long it really took; negative on a counter entry.</summary>
    public int WorkedMinutes { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Until then it may be edited; afterwards only reversed and booked anew.</summary>
    public DateTimeOffset EditableUntil { get; private set; }

    /// <summary>Grows with each edit; two people who edit at once notice, and the database lets nothing of weight change without it.</summary>
    public int Version { get; private set; } = 1;
}
