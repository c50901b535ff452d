using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.TimeTracking;

namespace Tresen.Billing;

/// <summary><em>Verkauf &gt; Abrechnung</em>: whose time waits to be billed.</summary>
[Needs(Capability.SeePrices)]
public sealed class BillingController(TresenDb db, Me me) : TresenController
{
    [HttpGet("/billing")]
    [Menu("Verkauf", "Abrechnung", "report-money", 50)]
    public async Task<IResult> List(CancellationToken cancel)
    {
        // Amounts are kept as cents through a converter, which the database can't add up; open bookings are few.
        var open = await db.TimeEntries.VisibleTo(db, me).Open
            .Select(e => new { e.BillTo.Number, e.BillTo.Name, e.BillTo.SortKey, e.BillTo.NoticeKind, e.AccountedMinutes, e.Amount, e.Day }).ToListAsync(cancel);
        return BillingPage.Of([.. open.GroupBy(e => e.Number)
            .Select(g => new BillingPage.Row(g.Key, g.First().Name, g.First().SortKey, g.First().NoticeKind, g.Count(), g.Sum(e => e.AccountedMinutes), new Money(g.Sum(e => e.Amount.Cents)), g.Min(e => e.Day)))
            .OrderByDescending(r => r.Amount).ThenBy(r => r.SortKey, StringComparer.Ordinal)]);
    }
}
