using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform;
using Tresen.Platform.Text;
using Tresen.Staff;
using Tresen.Tickets.Checklists;

namespace Tresen.Tickets.Recurring;

/// <summary>A request that comes again by itself (<em>Wiederkehrendes Ticket</em>): maintenance of a device, a monthly visit.</summary>
public sealed class RecurringTicket
{
    /// <summary>No rhythm has a larger gap, in its unit.</summary>
    public const int LargestGap = 400;

    /// <summary>No ticket is made longer before its day.</summary>
    public const int MostDaysAhead = 180;

    readonly List<RecurringTurn> turns = [];

    RecurringTicket()
    {
    }

    /// <summary>For that customer; to be told the rest before it is saved.</summary>
    public RecurringTicket(Customer customer, StaffMember by, DateTimeOffset at) => (Customer, CustomerId, CreatedBy, CreatedById, CreatedAt) = (customer, customer.Id, by, by.Id, at);

    public int Id { get; private set; }

    public string Subject { get; private set; } = "";

    /// <summary>Cleaned HTML.</summary>
    public string Description { get; private set; } = "";

    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    /// <summary>The device that it is about, if it is about one.</summary>
    public int? DeviceId { get; private set; }

    public Device? Device { get; private set; }

    public int DepartmentId { get; private set; }

    public Department Department { get; private set; } = null!;

    public int? AssigneeId { get; private set; }

    public StaffMember? Assignee { get; private set; }

    public int KindId { get; private set; }

    public Kind Kind { get; private set; } = null!;

    public int? AreaId { get; private set; }

    public Area? Area { get; private set; }

    public int? ChecklistId { get; private set; }

    public Checklist? Checklist { get; private set; }

    public Priority Priority { get; private set; } = Priority.Normal;

    public int? PlannedMinutes { get; private set; }

    public DateOnly From { get; private set; }

    public int Every { get; private set; } = 1;

    public RhythmUnit Unit { get; private set; } = RhythmUnit.Year;

    /// <summary>The last day that counts; null: it goes on.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>So many days before its day the ticket is made.</summary>
    public int DaysAhead { get; private set; } = 14;

    public bool IsPaused { get; private set; }

    /// <summary>The place in the rhythm whose turn is next.</summary>
    public int NextPlace { get; private set; }

    public int CreatedById { get; private set; }

    public StaffMember CreatedBy { get; private set; } = null!;

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>What became of each turn so far.</summary>
    public IReadOnlyList<RecurringTurn> Turns => turns;

    public Rhythm Rhythm => new(From, Every, Unit);

    /// <summary>The day of the next turn; null when there is none any more.</summary>
    public DateOnly? NextOn => Rhythm[NextPlace] is var day && (Until is null || day <= Until) ? day : null;

    /// <summary>The days of the next turns.</summary>
    public IEnumerable<DateOnly> Coming(int count)
    {
        for (var place = NextPlace; place < NextPlace + count && (Until is null || Rhythm[place] <= Until); place++)
        {
            yield return Rhythm[place];
        }
    }

    /// <summary>Changes what the tickets will be; those that are there stay as they are.</summary>
    public void Describe(string subject, string description, Device? device, Department department, StaffMember? assignee, Kind kind, Area? area, Priority priority, Checklist? checklist, int? plannedMinutes)
    {
        subject = PlainText.Line(subject);
        if (subject.Length is 0 or > 200)
        {
            throw new BrokenRuleException(subject.Length == 0 ? "Bitte einen Betreff eingeben." : "Bitte höchstens 200 Zeichen.", nameof(Subject));
        }

        if (device is not null && device.CustomerId != CustomerId)
        {
            throw new BrokenRuleException("Dieses Gerät gehört einem anderen Kunden.", nameof(DeviceId));
        }

        RichText.MustFit(description, nameof(Description));
        (Subject, Description, Device, DeviceId, Department, DepartmentId) = (subject, description, device, device?.Id, department, department.Id);
        (Assignee, AssigneeId, Kind, KindId, Area, AreaId) = (assignee, assignee?.Id, kind, kind.Id, area, area?.Id);
        (Priority, Checklist, ChecklistId, PlannedMinutes) = (priority, checklist, checklist?.Id, plannedMinutes);
    }

    /// <summary>Changes when they come. A changed rhythm begins anew: nothing before <paramref name="today"/> is made up for.</summary>
    public void Schedule(Rhythm rhythm, DateOnly? until, int daysAhead, DateOnly today)
    {
        if (rhythm.Every is < 1 or > LargestGap)
        {
            throw new BrokenRuleException($"Bitte eine Zahl von 1 bis {LargestGap}.", nameof(Every));
        }

        if (rhythm.From.Year is < 2000 or > 2100)
        {
            throw new BrokenRuleException("Bitte einen Tag aus diesem Jahrhundert.", nameof(From));
        }

        if (daysAhead is < 0 or > MostDaysAhead)
        {
            throw new BrokenRuleException($"Bitte eine Zahl von 0 bis {MostDaysAhead}.", nameof(DaysAhead));
        }

        if (until < rhythm.From)
        {
            throw new BrokenRuleException("Das Ende liegt vor dem ersten Tag.", nameof(Until));
        }

        if (rhythm != Rhythm || Id == 0)
        {
            NextPlace = rhythm.PlaceFrom(today);
        }

        (From, Every, Unit, Until, DaysAhead) = (rhythm.From, rhythm.Every, rhythm.Unit, until, daysAhead);
    }

    /// <summary>Makes nothing for a while, or goes on. What fell into the pause isn't made up for.</summary>
    public void Pause(bool isPaused, DateOnly today)
    {
        if (IsPaused && !isPaused)
        {
            NextPlace = Math.Max(NextPlace, Rhythm.PlaceFrom(today));
        }

        IsPaused = isPaused;
    }

    /// <summary>Whether a turn has come by that day.</summary>
    public bool HasTurn(DateOnly today) => !IsPaused && NextOn is { } day && day.AddDays(-DaysAhead) <= today;

    /// <summary>Takes the turns that have come by that day. Where several came while nothing ran, one ticket is enough: the newest turn gets it.</summary>
    /// <returns>The day that the one ticket is for.</returns>
    public DateOnly TakeTurns(DateOnly today, DateTimeOffset at)
    {
        while (Rhythm[NextPlace + 1] is var later && later.AddDays(-DaysAhead) <= today && (Until is null || later <= Until))
        {
            turns.Add(new RecurringTurn(NextPlace, Rhythm[NextPlace], null, at));
            NextPlace++;
        }

        return Rhythm[NextPlace];
    }

    /// <summary>The turn in hand has its ticket.</summary>
    public void Made(Ticket ticket, DateTimeOffset at)
    {
        turns.Add(new RecurringTurn(NextPlace, Rhythm[NextPlace], ticket, at));
        NextPlace++;
    }

    /// <summary>Its customer's record went into another.</summary>
    public void GoAlong(Customer into) => (Customer, CustomerId) = (into, into.Id);

    /// <summary>Somebody else is to do it.</summary>
    public void Assign(StaffMember? to) => (Assignee, AssigneeId) = (to, to?.Id);

    /// <summary>Names another kind or area where one is removed.</summary>
    public void Exchange(ListEntry from, ListEntry? to)
    {
        if (from is Kind && to is Kind kind && KindId == from.Id)
        {
            (Kind, KindId) = (kind, kind.Id);
        }
        else if (from is Area && AreaId == from.Id)
        {
            (Area, AreaId) = ((Area?)to, to?.Id);
        }
    }
}

/// <summary>What became of one turn: a ticket, or nothing, because a later turn had come as well.</summary>
public sealed class RecurringTurn
{
    RecurringTurn()
    {
    }

    internal RecurringTurn(int place, DateOnly day, Ticket? ticket, DateTimeOffset at) => (Place, Day, Ticket, At) = (place, day, ticket, at);

    public int Id { get; private set; }

    public int RecurringTicketId { get; private set; }

    /// <summary>Its place in the rhythm. There is one turn of a place: that keeps two nodes from making the same ticket.</summary>
    public int Place { get; private set; }

    public DateOnly Day { get; private set; }

    /// <summary>Null: skipped.</summary>
    public int? TicketId { get; private set; }

    public Ticket? Ticket { get; private set; }

    public DateTimeOffset At { get; private set; }
}
