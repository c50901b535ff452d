using Tresen.Platform;
using Tresen.Platform.Identity;

namespace Tresen.TimeTracking;

/// <summary>Which rule made the accounted minutes; the numbers are stored.</summary>
public enum MinutesRule
{
    /// <summary>As worked.</summary>
    AsWorked,

    /// <summary>Rounded up to <see cref="TimeEntry.RoundedUpTo"/> minutes.</summary>
    RoundedUp,

    /// <summary>Kilometres or a flat rate are charged, no minutes.</summary>
    NotByTime,

    /// <summary>Not billable: none.</summary>
    NotBillable,
}

/// <summary>Where the rate came from; the numbers are stored.</summary>
public enum RateRule
{
    Ticket,
    Customer,
    Department,
    Company,

    /// <summary>Changed by time administration; <see cref="TimeEntry.RateReason"/> says why.</summary>
    Administration,
}

/// <summary>What it costs, and the rule that made each figure. Figures are kept, so that nothing that changes later at
/// ticket, customer or activity touches what is booked.</summary>
public sealed partial class TimeEntry
{
    public int AccountedMinutes { get; private set; }

    public MinutesRule MinutesRule { get; private set; }

    /// <summary>The step that minutes were rounded up to; 1: none.</summary>
    public int RoundedUpTo { get; private set; } = 1;

    public HourlyRate Rate { get; private set; }

    public RateRule RateRule { get; private set; }

    /// <summary>Why the rate isn't the one that follows from ticket or customer.</summary>
    public string RateReason { get; private set; } = "";

    /// <summary>What the amount was made of: minutes × rate, kilometres × price, or the flat rate.</summary>
    public Accounting Accounting { get; private set; }

    public int? Kilometres { get; private set; }

    /// <summary>What a kilometre or the flat rate cost.</summary>
    public Money UnitPrice { get; private set; }

    public Money Amount { get; private set; }

    public bool IsBillable { get; private set; }

    public NotBillable? WhyNot { get; private set; }

    /// <summary>Minutes that are billable and not billed yet.</summary>
    public int UnbilledMinutes => IsBillable && BilledAt is null ? AccountedMinutes : 0;

    /// <summary>So many minutes rounded up to the next full step.</summary>
    public static int RoundUp(int minutes, int step) => (minutes + step - 1) / step * step;

    /// <summary>The rate that follows from the ticket, else customer, department, company.</summary>
    public static (HourlyRate Rate, RateRule Rule) RateFor(Work work) =>
        work.Ticket is { } ticket ? (ticket.Rate, RateRule.Ticket)
        : work.Customer.Rate is { } agreed ? (agreed, RateRule.Customer)
        : work.Department.Rate is { } department ? (department, RateRule.Department)
        : (work.Department.Company.Rate, RateRule.Company);

    void Account(Work work, Me me)
    {
        WhyNot = work.Customer.IsInternal ? NotBillable.Internal : !work.Activity.IsBillable ? work.WhyNot ?? NotBillable.Activity : work.WhyNot;
        IsBillable = WhyNot is null;
        if (WhyNot == NotBillable.Other && InternalComment.Length == 0)
        {
            throw new BrokenRuleException("Bitte im internen Kommentar sagen, warum nicht abgerechnet wird.", "InternalComment");
        }

        Accounting = work.Activity.Accounting;
        Kilometres = Accounting == Accounting.Kilometres ? work.Kilometres : null;
        UnitPrice = work.Activity.Price;
        TakeRate(work, me);
        (AccountedMinutes, MinutesRule, RoundedUpTo) = Count(work.Activity.RoundUpTo);
        Amount = !IsBillable ? Money.Zero : Accounting switch
        {
            Accounting.Kilometres => UnitPrice.Times(Kilometres!.Value),
            Accounting.Flat => UnitPrice,
            _ => Rate.For(AccountedMinutes),
        };
    }

    void TakeRate(Work work, Me me)
    {
        var (rate, rule) = RateFor(work);
        (Rate, RateRule, RateReason) = (rate, rule, "");
        if (work.Rate is not { } typed || typed == rate)
        {
            return;
        }

        if (!me.Can(Capability.TimeAdministration))
        {
            throw new BrokenRuleException("Den Stundensatz einer Buchung ändert nur die Zeitverwaltung. Er kommt vom Ticket.", "Rate");
        }

        if (string.IsNullOrWhiteSpace(work.RateReason))
        {
            throw new BrokenRuleException("Bitte sagen, warum der Stundensatz abweicht.", "RateReason");
        }

        (Rate, RateRule, RateReason) = (typed, RateRule.Administration, work.RateReason.Trim());
    }

    (int Minutes, MinutesRule Rule, int Step) Count(int step) =>
        Accounting != Accounting.Time ? (0, MinutesRule.NotByTime, 1)
        : !IsBillable ? (0, MinutesRule.NotBillable, 1)
        : step > 1 ? (RoundUp(WorkedMinutes, step), MinutesRule.RoundedUp, step)
        : (WorkedMinutes, MinutesRule.AsWorked, 1);
}
