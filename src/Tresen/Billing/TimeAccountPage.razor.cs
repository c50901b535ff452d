using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Billing;

/// <summary>A customer's <em>Zeitkonto</em>.</summary>
public sealed partial class TimeAccountPage
{
    const int PageSize = 100;
    const int FirstRuns = 12;
    const int MostRuns = 500;

    /// <summary>What the page shows.</summary>
    public sealed record Data(Customer Customer, Me Me, AccountFilter Filter, IReadOnlyList<TimeEntryRow> Rows, bool HasMore, Sum Open, Sum Billed, Sum NotBillable, IReadOnlyList<BillingRun> Runs, int OlderRuns, IReadOnlyCollection<int> Ticked, IReadOnlyList<MaterialRow> Material, IReadOnlyCollection<int> TickedMaterial)
    {
        /// <summary>The run whose taking back was refused just now: it is asked again there.</summary>
        public int? Refused { get; init; }
    }

    /// <summary>Hours and euros.</summary>
    public sealed record Sum(int Count, int Minutes, Money Amount);

    /// <summary>Reads what the page shows.</summary>
    public static async Task<Data> ReadAsync(TresenDb db, Me me, Customer customer, AccountFilter filter, CancellationToken cancel, IReadOnlyCollection<int>? ticked = null, IReadOnlyCollection<int>? tickedMaterial = null)
    {
        var records = db.RecordsOf(customer.Id);
        var all = db.TimeEntries.VisibleTo(db, me).Where(e => records.Contains(e.BillToId));
        var figures = await filter.InPeriod(all)
            .Select(e => new
            {
                e.IsBillable,
                IsBilled = e.BilledAt != null,
                IsCancelled = e.BilledAt == null && (e.ReversesId == null ? e.ReversedAt != null : e.Reverses!.BilledAt == null),
                Minutes = e.IsBillable ? e.AccountedMinutes : e.WorkedMinutes,
                e.Amount,
            }).ToListAsync(cancel);
        var lines = db.Material.VisibleTo(me).OnAccountOf(records);
        var used = await filter.InPeriod(lines).Select(m => new { m.IsBillable, IsBilled = m.BilledAt != null, m.Price, m.Thousandths }).ToListAsync(cancel);
        Sum Of(bool billable, bool billed)
        {
            var those = figures.Where(f => f.IsBillable == billable && f.IsBilled == billed && !f.IsCancelled).ToList();
            var material = used.Where(m => m.IsBillable == billable && m.IsBilled == billed).ToList();
            return new Sum(
                those.Count + material.Count,
                those.Sum(f => f.Minutes),
                new Money(those.Sum(f => f.Amount.Cents) + material.Sum(m => m.Price.Times(m.Thousandths / 1000m).Cents)));
        }

        var page = Math.Clamp(filter.Page, 0, 100_000);
        var rows = await filter.Apply(all).AsRows(db, me, byTicket: true).Skip(page * PageSize).Take(PageSize + 1).ToListAsync(cancel);
        var material = page == 0 ? await filter.Apply(lines).AsRows().Take(PageSize * 5).ToListAsync(cancel) : [];
        var (runs, older) = me.Can(Capability.SeePrices) ? await RunsAsync(db.BillingRuns.VisibleTo(db, me).Where(r => records.Contains(r.PayerId)), filter.AllRuns, cancel) : ([], 0);
        return new Data(customer, me, filter, [.. rows.Take(PageSize)], rows.Count > PageSize, Of(true, false), Of(true, true), Of(false, false), runs, older, ticked ?? [], material, tickedMaterial ?? []);
    }

    /// <summary>The newest runs, or all of them; and how many older ones there are.</summary>
    static async Task<(IReadOnlyList<BillingRun> Runs, int Older)> RunsAsync(IQueryable<BillingRun> those, bool all, CancellationToken cancel)
    {
        var runs = await those.AsNoTracking().OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(all ? MostRuns : FirstRuns)
            .Include(r => r.By).Include(r => r.TakenBackBy).Include(r => r.Entries).Include(r => r.Material).AsSplitQuery().ToListAsync(cancel);
        return (runs, runs.Count == FirstRuns && !all ? await those.CountAsync(cancel) - FirstRuns : 0);
    }
}
