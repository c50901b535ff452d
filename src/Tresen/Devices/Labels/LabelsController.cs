using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Web;
using Tresen.Staff;

namespace Tresen.Devices.Labels;

/// <summary>Labels to stick on devices: whoever scans the code with a telephone has the device's record before them.</summary>
[Staff]
public sealed class LabelsController(TresenDb db, Address address) : TresenController
{
    const int Most = 500;

    [HttpGet("/devices/{id:int}/label")]
    public Task<IResult> One(int id, CancellationToken cancel) => PageAsync(db.Devices.Where(d => d.Id == id), $"/devices/{id}", cancel);

    /// <summary>Of all devices of a customer that are in use.</summary>
    [HttpGet("/customers/{number}/devices/labels")]
    public Task<IResult> OfCustomer(string number, CancellationToken cancel) =>
        PageAsync(db.Devices.Active.Where(d => d.Customer.Number == number), $"/customers/{Uri.EscapeDataString(number)}/devices", cancel);

    async Task<IResult> PageAsync(IQueryable<Device> devices, string back, CancellationToken cancel)
    {
        var found = await devices.OrderBy(d => d.SortKey).ThenBy(d => d.Id).Take(Most).Select(d => new { d.Id, d.Name, d.SerialNumber, d.Tag, Customer = d.Customer.Name, Site = d.Site!.Name }).ToListAsync(cancel);
        var firm = await db.Companies.OrderBy(c => c.Id).Select(c => c.Name).FirstAsync(cancel);
        return found.Count == 0 ? NotFound() : LabelSheet.Of(new(
            [.. found.Select(d => new LabelSheet.Label(d.Name, d.SerialNumber, d.Tag, d.Customer, d.Site ?? "", QrCode.Svg(address.LinkTo($"/devices/{d.Id}", Request))))],
            firm,
            back,
            address.Known is null));
    }
}
