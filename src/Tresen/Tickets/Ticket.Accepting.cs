using Tresen.Platform;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>An emergency is everybody's of the department until somebody says <em>Ich übernehme</em>.</summary>
public sealed partial class Ticket
{
    /// <summary>Since when it is one, in the department that is responsible now; null: it isn't.</summary>
    public DateTimeOffset? EmergencySince { get; private set; }

    /// <summary>When somebody took it; null: nobody has.</summary>
    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>How often lead and deputies were called since.</summary>
    public int EmergencyCalls { get; private set; }

    /// <summary>Whether it waits for somebody to take it.</summary>
    public bool IsUnaccepted => EmergencySince is not null && AcceptedAt is null && !IsClosed;

    /// <summary>When lead and deputies are called next, where nobody takes it: after the company's minutes, and each time after twice
    /// as long as before, so that a night fills no mailbox; null: never. The department's company must be loaded.</summary>
    public DateTimeOffset? NextEmergencyCall => IsUnaccepted && Department.Company.EmergencyMinutes is > 0 and var minutes
        ? EmergencySince + TimeSpan.FromMinutes(minutes * ((1L << Math.Min(EmergencyCalls + 1, 20)) - 1)) : null;

    /// <summary><em>Ich übernehme</em>: takes the emergency and the work with it.</summary>
    /// <exception cref="BrokenRuleException">It isn't one, or somebody else was faster.</exception>
    public void Accept(StaffMember by, DateTimeOffset at)
    {
        if (EmergencySince is null || IsClosed)
        {
            throw new BrokenRuleException("Das ist kein offener Notfall.");
        }

        if (AcceptedAt is not null && AssigneeId != by.Id)
        {
            throw new BrokenRuleException($"{Assignee?.Name ?? "?"} hat den Notfall schon übernommen.");
        }

        if (AcceptedAt is null)
        {
            AcceptedAt = at;
            Record(TicketVerb.Accepted, by, at);
            Assign(by, by, at);
        }
    }

    /// <summary>Nobody has taken it in time: lead and deputies are called, and it is written down.</summary>
    public void CallForHelp(DateTimeOffset at)
    {
        do
        {
            EmergencyCalls++; // what came due while the program stood still is one call, not one a minute
        }
        while (NextEmergencyCall <= at);

        Record(TicketVerb.EmergencyCalled, null, at, to: EmergencyCalls.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>It became an emergency or is none any longer, or another department is responsible: whoever raises it for themselves has taken it.</summary>
    void AcceptanceFollows(StaffMember? by, DateTimeOffset at)
    {
        var isOne = Priority == Priority.Emergency;
        EmergencySince = isOne ? at : null;
        AcceptedAt = isOne && by is not null && by.Id == AssigneeId ? at : null;
        EmergencyCalls = 0;
    }
}
