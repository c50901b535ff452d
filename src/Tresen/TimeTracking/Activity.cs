using Tresen.Platform;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>What an activity is charged by.</summary>
public enum Accounting
{
    /// <summary>By the time it took, at the rate.</summary>
    Time,

    /// <summary>By kilometres, at a price each.</summary>
    Kilometres,

    /// <summary>A fixed price each time (<em>Pauschale</em>).</summary>
    Flat,
}

/// <summary>What somebody did (<em>Tätigkeit</em>): an entry of a list that the administrator keeps.</summary>
public sealed class Activity : ListEntry
{
    Activity()
    {
    }

    /// <summary>An activity that is charged by time.</summary>
    public Activity(string name, string english, int position)
    {
        Describe(name, english, position);
        Charge(Accounting.Time, Money.Zero, roundUpTo: 1, isBillable: true);
    }

    public Accounting Accounting { get; private set; }

    /// <summary>What a kilometre or the flat rate costs; nothing where time counts.</summary>
    public Money Price { get; private set; }

    /// <summary>Charged time is rounded up to so many minutes; the worked time stays as it was.</summary>
    public int RoundUpTo { get; private set; } = 1;

    /// <summary>Whether it is billable unless somebody says why not.</summary>
    public bool IsBillable { get; private set; } = true;

    /// <summary>Changes how it is charged. What is booked already stays as it is.</summary>
    public Activity Charge(Accounting accounting, Money price, int roundUpTo = 1, bool isBillable = true)
    {
        if (roundUpTo is < 1 or > 240)
        {
            throw new BrokenRuleException("Aufgerundet wird auf 1 bis 240 Minuten.", nameof(RoundUpTo));
        }

        if (accounting != Accounting.Time && isBillable && price <= Money.Zero)
        {
            throw new BrokenRuleException("Bitte einen Preis eingeben: je Kilometer oder als Pauschale.", nameof(Price));
        }

        (Accounting, RoundUpTo, IsBillable) = (accounting, accounting == Accounting.Time ? roundUpTo : 1, isBillable);
        Price = accounting == Accounting.Time ? Money.Zero : price;
        return this;
    }
}
