using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Web;

namespace Tresen.Devices;

/// <summary>The tab <em>Geräte</em> of a customer.</summary>
[Staff]
public sealed class CustomerDevicesController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/customers/{number}/devices")]
    [CustomerTab("Geräte", 40)]
    public async Task<IResult> List(string number, CancellationToken cancel)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Number == number, cancel) is not { } customer)
        {
            return NotFound();
        }

        var rows = await db.Devices.Where(d => d.CustomerId == customer.Id).OrderByDescending(d => d.IsActive).ThenBy(d => d.SortKey).ThenBy(d => d.Id).Select(DeviceTable.Row.Shown).ToListAsync(cancel);
        return CustomerDevices.Of(new(customer, rows, Zone.DayOf(clock.GetUtcNow()), me.Can(Capability.MasterData)));
    }
}
