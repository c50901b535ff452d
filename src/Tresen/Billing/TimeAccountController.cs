using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Staff.Audit;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Billing;

/// <summary>A customer's <em>Zeitkonto</em>: what is open, billed, not billable; marking as billed and taking it back.</summary>
[Staff]
public sealed class TimeAccountController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    [HttpGet("/customers/{number}/time-account")]
    [CustomerTab("Zeitkonto", 60)]
    public async Task<IResult> Look(string number, [FromQuery] AccountFilter filter, CancellationToken cancel) =>
        await CustomerAsync(number, cancel) is { } customer ? TimeAccountPage.Of(await TimeAccountPage.ReadAsync(db, me, customer, filter, cancel)) : NotFound();

    /// <summary>Ticked bookings and material (none ticked: all that are shown) as a file. Changes nothing.</summary>
    [HttpPost("/customers/{number}/time-account/export")]
    [Needs(Capability.Work | Capability.SeePrices)]
    [OwnWork]
    public async Task<IResult> Export(string number, [FromForm] int[] ids, [FromForm] int[] material, [FromForm] string? format, [FromForm] AccountFilter filter, CancellationToken cancel)
    {
        if (await CustomerAsync(number, cancel) is not { } customer)
        {
            return NotFound();
        }

        var isTicked = ids.Length + material.Length > 0;
        var records = db.RecordsOf(customer.Id);
        var entries = db.TimeEntries.VisibleTo(db, me).Where(e => records.Contains(e.BillToId));
        var lines = db.Material.VisibleTo(me).OnAccountOf(records);
        var rows = await (isTicked ? entries.Where(e => ids.Contains(e.Id)) : filter.Apply(entries)).AsRows(db, me, byTicket: true).ToListAsync(cancel);
        var used = await (isTicked ? lines.Where(m => material.Contains(m.Id)) : filter.Apply(lines)).AsRows().ToListAsync(cancel);
        await db.NoteAsync(Audited.Exported, me, $"Zeitkonto {customer.Number}: {rows.Count + used.Count} Zeilen", clock.GetUtcNow(), cancel);
        return format == "xlsx"
            ? Results.File(AccountExport.Excel(rows, used), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"Zeitkonto-{customer.Number}.xlsx")
            : Results.File(AccountExport.Csv(rows, used), "text/csv; charset=utf-8", $"Zeitkonto-{customer.Number}.csv");
    }

    [HttpPost("/customers/{number}/time-account/billing")]
    [Needs(Capability.Work | Capability.Billing)]
    public async Task<IResult> Bill(string number, [FromForm] int[] ids, [FromForm] int[] material, [FromForm] string? reference, [FromForm] AccountFilter filter, CancellationToken cancel)
    {
        if (await CustomerAsync(number, cancel) is not { } customer)
        {
            return NotFound();
        }

        var (by, payer) = (await db.Staff.SingleAsync(s => s.Id == me.Id, cancel), await db.Customers.SingleAsync(c => c.Id == customer.Id, cancel));
        var entries = await db.EntriesToBillAsync(me, customer.Id, ids, cancel);
        var used = await db.MaterialToBillAsync(me, customer.Id, material, cancel);
        BillingRun? run = null;
        if (!ModelState.IsValid || !Try(() => run = new BillingRun(payer, reference, entries, used, by, clock.GetUtcNow())))
        {
            db.ChangeTracker.Clear();
            return TimeAccountPage.Of(await TimeAccountPage.ReadAsync(db, me, customer, filter, cancel, ids, material), 422);
        }

        db.Add(run!);
        await db.SaveChangesAsync(cancel);
        return run!.Count == 1
            ? Done($"/customers/{customer.Number}/time-account", $"Als abgerechnet markiert: 1 Position, {run.Reference}.")
            : Done($"/customers/{customer.Number}/time-account", $"Als abgerechnet markiert: {run.Count} Positionen, {run.Reference}.");
    }

    [HttpPost("/customers/{number}/time-account/billing/{id:int}/reversal")]
    [Needs(Capability.Work | Capability.Billing)]
    public async Task<IResult> TakeBack(string number, int id, [FromForm] string? reason, [FromForm] AccountFilter filter, CancellationToken cancel)
    {
        if (await CustomerAsync(number, cancel) is not { } customer || await db.RunToTakeBackAsync(me, customer.Id, id, cancel) is not { } run)
        {
            return NotFound();
        }

        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        if (!Try(() => run.TakeBack(reason, by, clock.GetUtcNow())))
        {
            db.ChangeTracker.Clear();
            filter.AllRuns = true; // the run may be an older one
            return TimeAccountPage.Of(await TimeAccountPage.ReadAsync(db, me, customer, filter, cancel) with { Refused = id }, 422);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/customers/{customer.Number}/time-account", $"Die Abrechnung {run.Reference} ist zurückgenommen; was darin stand, ist wieder offen.");
    }

    Task<Customer?> CustomerAsync(string number, CancellationToken cancel) => db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, cancel);
}
