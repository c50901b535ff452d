using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Import;

/// <summary>The tab <em>Importe</em> of a customer: which import made or changed what about them, their people and devices.</summary>
[Needs(Capability.MasterData)]
public sealed class CustomerImportsController(TresenDb db) : TresenController
{
    const int Most = 200;

    [HttpGet("/customers/{number}/imports")]
    [CustomerTab("Importe", 80)]
    public async Task<IResult> List(string number, CancellationToken cancel)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Number == number, cancel) is not { } customer)
        {
            return NotFound();
        }

        var records = db.RecordsOf(customer.Id);
        var rows = await db.ImportRows.AsNoTracking()
            .Where(r => r.CustomerId != null && records.Contains(r.CustomerId.Value) && r.Import.State == ImportState.Done && (r.Outcome == Outcome.New || r.Outcome == Outcome.Changed))
            .Include(r => r.Import).ThenInclude(i => i.By).OrderByDescending(r => r.Import.At).ThenByDescending(r => r.Id).Take(Most).ToListAsync(cancel);
        return CustomerImports.Of(new(customer, rows));
    }
}
