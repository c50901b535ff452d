using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Web;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Billing;

/// <summary><em>Verkauf &gt; Abrechnung</em>: whose time and material wait to be billed.</summary>
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
        var material = await db.Material.VisibleTo(me).Open.Where(m => m.Ticket.CustomerId != null)
            .Select(m => new { Payer = m.Ticket.BillTo ?? m.Ticket.Customer!, m.AddedAt, m.Price, m.Thousandths }).ToListAsync(cancel);
        var waiting = open.Select(e => (e.Number, e.Name, e.SortKey, e.NoticeKind, Minutes: e.AccountedMinutes, e.Amount, e.Day))
            .Concat(material.Select(m => (m.Payer.Number, m.Payer.Name, m.Payer.SortKey, m.Payer.NoticeKind, Minutes: 0, Amount: m.Price.Times(m.Thousandths / 1000m), Day: Zone.DayOf(m.AddedAt))));
        return BillingPage.Of([.. waiting.GroupBy(e => e.Number)
            .Select(g => new BillingPage.Row(g.Key, g.First().Name, g.First().SortKey, g.First().NoticeKind, g.Count(), g.Sum(e => e.Minutes), new Money(g.Sum(e => e.Amount.Cents)), g.Min(e => e.Day)))
            .OrderByDescending(r => r.Amount).ThenBy(r => r.SortKey, StringComparer.Ordinal)]);
    }
}
