using Tresen.Platform;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>Going along when a ticket is merged into another, and back when that is undone. What it says stays: figures, customer, account.</summary>
public sealed partial class TimeEntry
{
    /// <summary>Whether it goes along: once it is locked it stays where it was booked.</summary>
    public bool GoesAlongAt(DateTimeOffset at) => IsEditableAt(at);

    /// <summary>Belongs to that ticket from now on. <see cref="Ticket"/> must be loaded, both locked.</summary>
    public void GoTo(Ticket to, StaffMember by, DateTimeOffset at)
    {
        if (BilledAt is not null || ReversedAt is not null || IsReversal)
        {
            throw new BrokenRuleException("Diese Buchung ist abgerechnet oder storniert und bleibt, wo sie ist.");
        }

        versions.Add(new TimeEntryVersion(this, by, at));
        Tell(-1, at);
        (Ticket, TicketId) = (to, to.Id);
        Version++;
        ChangedAt = at;
        Tell(1, at);
    }
}
