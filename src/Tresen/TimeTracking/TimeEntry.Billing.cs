using Tresen.Platform;

namespace Tresen.TimeTracking;

/// <summary>Whether it is billed. The slice Billing tells; here it is kept because lists filter by it and locks ask for it.</summary>
public sealed partial class TimeEntry
{
    public DateTimeOffset? BilledAt { get; private set; }

    /// <summary>Number of the invoice or order that it went into.</summary>
    public string BillingReference { get; private set; } = "";

    /// <summary>It went into that invoice. From now on it can't be edited.</summary>
    public void Bill(string reference, DateTimeOffset at)
    {
        if (!IsBillable)
        {
            throw new BrokenRuleException("Nicht abrechenbare Zeiten werden nicht abgerechnet.");
        }

        if (BilledAt is not null)
        {
            throw new BrokenRuleException($"Die Buchung vom {Day:d} ist schon abgerechnet ({BillingReference}).");
        }

        if (ReversedAt is not null || Reverses is { BilledAt: null })
        {
            throw new BrokenRuleException("Stornierte Buchungen werden nicht abgerechnet.");
        }

        Ticket?.Billed(UnbilledMinutes, Amount, at);
        (BilledAt, BillingReference) = (at, reference);
    }

    /// <summary>It is open again.</summary>
    public void Unbill(DateTimeOffset at)
    {
        (BilledAt, BillingReference) = (null, "");
        Ticket?.Billed(-UnbilledMinutes, -Amount, at);
    }
}
