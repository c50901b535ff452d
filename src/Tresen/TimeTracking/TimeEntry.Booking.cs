using Tresen.Customers;
using Tresen.Platform;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>Writing time down. An approval that is missing never stops it.</summary>
public sealed partial class TimeEntry
{
    /// <summary>Who confirmed that it is billable although the customer is blocked.</summary>
    public int? ConfirmedById { get; private set; }

    public StaffMember? ConfirmedBy { get; private set; }

    /// <summary>Books the work and tells its ticket.</summary>
    /// <param name="work">What was done.</param>
    /// <param name="by">Who writes it down …</param>
    /// <param name="me">… with these rights.</param>
    /// <param name="rules">The firm's rules.</param>
    /// <param name="at">Now.</param>
    public static TimeEntry Book(Work work, StaffMember by, Me me, TimeRules rules, DateTimeOffset at)
    {
        if (work.Performer.Id != me.Id && !me.Can(Capability.BookForOthers))
        {
            throw new BrokenRuleException("Für andere buchen darf, wer das Recht dazu hat.", "PerformerId");
        }

        if (work.Replaces is not null && string.IsNullOrWhiteSpace(work.Reason))
        {
            throw new BrokenRuleException("Bitte sagen, warum neu gebucht wird.", "Reason");
        }

        var entry = new TimeEntry { Recorder = by, RecorderId = by.Id, CreatedAt = at, EditableUntil = rules.EditableUntil(work.Department, at) };
        entry.Take(work, by, me, rules, at);
        (entry.ReplacesId, entry.Reason) = (work.Replaces?.Id, work.Reason.Trim());
        entry.Tell(1, at);
        entry.Ticket?.Record(TicketVerb.Booked, by, at, nameof(TimeEntry), to: Said.Text(entry.InShort));
        return entry;
    }

    /// <summary>Duration or distance, activity and performer, for the ticket's history.</summary>
    string InShort => $"{HowMuch} {Activity.Name} · {Performer.Name}".TrimStart();

    string HowMuch => Kilometres is { } km ? $"{km} km".Replace('-', '−')
        : Accounting == Accounting.Flat && WorkedMinutes == 0 ? ""
        : $"{(WorkedMinutes < 0 ? "−" : "")}{new Duration(Math.Abs(WorkedMinutes))} h";

    void Take(Work work, StaffMember by, Me me, TimeRules rules, DateTimeOffset at)
    {
        rules.MustBeBookable(work.Stretch.Day, Zone.DayOf(at), me.Can(Capability.TimeAdministration));
        MustBeSound(work, at);
        (Performer, PerformerId) = (work.Performer, work.Performer.Id);
        (Ticket, TicketId) = (work.Ticket, work.Ticket?.Id);
        (Customer, CustomerId) = (work.Customer, work.Customer.Id);
        BillTo = work.Ticket?.BillTo ?? work.Customer;
        BillToId = BillTo.Id;
        (Department, DepartmentId) = (work.Department, work.Department.Id);
        (Activity, ActivityId) = (work.Activity, work.Activity.Id);
        (Start, End, IsClocked, Day) = (work.Stretch.Start, work.Stretch.End, work.Stretch.IsClocked, work.Stretch.Day);
        (Place, Description, InternalComment) = (work.Place.Trim(), work.Description.Trim(), work.InternalComment.Trim());
        WorkedMinutes = work.Stretch.Minutes;
        Account(work, me);
        MayBeBilledTo(BillTo, work.ConfirmsBlocked, by, me);
        ChangedAt = at;
    }

    static void MustBeSound(Work work, DateTimeOffset at)
    {
        if (work.Ticket?.CustomerId is { } owner && owner != work.Customer.Id)
        {
            throw new BrokenRuleException("Dieses Ticket gehört einem anderen Kunden.", "CustomerId");
        }

        if (work.Activity.Accounting == Accounting.Time && work.Stretch.Minutes == 0)
        {
            throw new BrokenRuleException("Bitte von und bis oder eine Dauer eingeben, z. B. 1,5 oder 1:30 oder 90m.", "Duration");
        }

        if (work.Activity.Accounting == Accounting.Kilometres && work.Kilometres is null or < 1 or > 5000)
        {
            throw new BrokenRuleException("Bitte die gefahrenen Kilometer eingeben, 1 bis 5000.", "Kilometres");
        }

        if (work.Stretch.IsClocked && work.Stretch.Start > at)
        {
            throw new BrokenRuleException("Der Beginn liegt in der Zukunft. Gebucht wird, was getan ist.", "From");
        }

        // Whoever writes it down on leaving may round up a little.
        if (work.Stretch.IsClocked && work.Stretch.End > at.AddMinutes(15))
        {
            throw new BrokenRuleException("Das Ende liegt in der Zukunft. Gebucht wird, was getan ist.", "To");
        }
    }

    /// <summary>A blocked customer stops billable booking until somebody from bookkeeping or a lead confirms it.</summary>
    void MayBeBilledTo(Customer payer, bool confirmed, StaffMember by, Me me)
    {
        (ConfirmedBy, ConfirmedById) = (null, null);
        if (!IsBillable || payer.NoticeKind != NoticeKind.Blocked)
        {
            return;
        }

        if (!me.MayConfirmBlocked)
        {
            throw new BrokenRuleException($"{payer.Name} ist gesperrt. Abrechenbar bucht hier nur Leitung oder Buchhaltung; nicht abrechenbar mit Grund geht immer.", "WhyNot");
        }

        if (!confirmed)
        {
            throw new BrokenRuleException($"{payer.Name} ist gesperrt. Abrechenbar buchen? Dann bitte unten bestätigen.", "ConfirmsBlocked");
        }

        (ConfirmedBy, ConfirmedById) = (by, by.Id);
    }

    /// <summary>Tells the ticket, so that its own columns say how much is booked; minus one takes it back.</summary>
    void Tell(int sign, DateTimeOffset at) =>
        Ticket?.Booked(sign * WorkedMinutes, new Money(sign * Amount.Cents), sign * UnbilledMinutes, at);
}
