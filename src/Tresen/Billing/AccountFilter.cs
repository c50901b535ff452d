using Tresen.Platform.Time;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Billing;

/// <summary>Which bookings of a <em>Zeitkonto</em> are shown.</summary>
public enum AccountState
{
    Open,
    Billed,
    NotBillable,
    All,
}

/// <summary>State and period of what is shown; in the address bar.</summary>
public sealed class AccountFilter
{
    public AccountState State { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    public int Page { get; set; }

    /// <summary>Not only the newest runs.</summary>
    public bool AllRuns { get; set; }

    /// <summary>Those of the period.</summary>
    public IQueryable<TimeEntry> InPeriod(IQueryable<TimeEntry> entries)
    {
        var (from, to) = (From, To);
        entries = from is null ? entries : entries.Where(e => e.Day >= from);
        return to is null ? entries : entries.Where(e => e.Day <= to);
    }

    /// <summary>Those of period and state.</summary>
    public IQueryable<TimeEntry> Apply(IQueryable<TimeEntry> entries) => State switch
    {
        AccountState.Open => InPeriod(entries).Open,
        AccountState.Billed => InPeriod(entries).Where(e => e.BilledAt != null),
        AccountState.NotBillable => InPeriod(entries).Where(e => !e.IsBillable && e.ReversedAt == null && e.ReversesId == null),
        _ => InPeriod(entries),
    };

    /// <summary>Material of the period: it counts on the day it was written down.</summary>
    public IQueryable<MaterialLine> InPeriod(IQueryable<MaterialLine> lines)
    {
        if (From is { } from)
        {
            var start = Zone.StartOf(from);
            lines = lines.Where(m => m.AddedAt >= start);
        }

        if (To is { } to)
        {
            var end = Zone.EndOf(to);
            lines = lines.Where(m => m.AddedAt < end);
        }

        return lines;
    }

    /// <summary>Material of period and state.</summary>
    public IQueryable<MaterialLine> Apply(IQueryable<MaterialLine> lines) => State switch
    {
        AccountState.Open => InPeriod(lines).Open,
        AccountState.Billed => InPeriod(lines).Where(m => m.BilledAt != null),
        AccountState.NotBillable => InPeriod(lines).Where(m => !m.IsBillable),
        _ => InPeriod(lines),
    };
}
