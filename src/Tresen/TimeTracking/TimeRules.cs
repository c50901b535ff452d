using Tresen.Platform;
using Tresen.Platform.Time;
using Tresen.Staff;

namespace Tresen.TimeTracking;

/// <summary>What the firm has decided about booking time; one row, or these defaults where none is stored yet.</summary>
public sealed class TimeRules
{
    public int Id { get; private set; }

    /// <summary>Until the end of so many working days after it was booked, a booking may still be edited.</summary>
    public int EditableWorkingDays { get; private set; } = 1;

    /// <summary>Older days are booked by time administration alone.</summary>
    public int BookableDays { get; private set; } = 62;

    /// <summary>Nothing is booked on days up to and including this one: the period is closed.</summary>
    public DateOnly? ClosedUntil { get; private set; }

    /// <summary>What the booking form proposes for <em>Abrechnen</em>; null: yes, it is billed.</summary>
    public NotBillable? ProposedWhyNot { get; private set; }

    /// <summary>Changes them.</summary>
    public void Decide(int editableWorkingDays, int bookableDays, DateOnly? closedUntil, NotBillable? proposedWhyNot = null)
    {
        if (proposedWhyNot is not (null or NotBillable.Goodwill or NotBillable.Warranty or NotBillable.Agreement))
        {
            throw new BrokenRuleException("Das lässt sich nicht voreinstellen.", nameof(ProposedWhyNot));
        }

        if (editableWorkingDays is < 0 or > 30)
        {
            throw new BrokenRuleException("Bitte 0 bis 30 Werktage angeben.", nameof(EditableWorkingDays));
        }

        if (bookableDays is < 1 or > 3660)
        {
            throw new BrokenRuleException("Bitte 1 bis 3660 Tage angeben.", nameof(BookableDays));
        }

        (EditableWorkingDays, BookableDays, ClosedUntil, ProposedWhyNot) = (editableWorkingDays, bookableDays, closedUntil, proposedWhyNot);
    }

    /// <summary>Until when something booked now may be edited.</summary>
    public DateTimeOffset EditableUntil(Department department, DateTimeOffset at) =>
        Zone.EndOf(department.WorkingTime.AddWorkingDays(Zone.DayOf(at), EditableWorkingDays));

    /// <summary>Refuses days that can't be booked: to come, in a closed period, or too long ago.</summary>
    public void MustBeBookable(DateOnly day, DateOnly today, bool administersTime)
    {
        if (day > today)
        {
            throw new BrokenRuleException("Dieser Tag liegt in der Zukunft. Gebucht wird, was getan ist.", "Day");
        }

        if (ClosedUntil is { } closed && day <= closed)
        {
            throw new BrokenRuleException($"Der Zeitraum bis {closed:d} ist abgeschlossen. Bitte auf einen späteren Tag buchen.", "Day");
        }

        if (day < today.AddDays(-BookableDays) && !administersTime)
        {
            throw new BrokenRuleException($"Länger als {BookableDays} Tage zurück bucht nur die Zeitverwaltung.", "Day");
        }
    }
}
