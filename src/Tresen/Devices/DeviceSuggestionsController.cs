using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Devices;

/// <summary>What fields propose while a device is typed: at most twelve in use.</summary>
[Staff]
public sealed class DeviceSuggestionsController(TresenDb db) : TresenController
{
    /// <summary>By name, serial number, tag and article; where a customer is chosen, theirs alone, else by customer too.</summary>
    [HttpGet("/devices/suggestions")]
    public async Task<IResult> Devices(string? q, int? customerId, CancellationToken cancel)
    {
        var found = await db.Devices.Active.Where(d => customerId == null || d.CustomerId == customerId).Matching(q)
            .OrderBy(d => d.SortKey).ThenBy(d => d.Id)
            .Take(12)
            .Select(d => new { d.Id, d.Name, d.SerialNumber, d.Tag, Site = d.Site == null ? "" : d.Site.Name, Customer = d.Customer.Name })
            .ToListAsync(cancel);
        return Suggestions.Of([.. found.Select(d => new Suggestion(d.Id.ToString(), d.Name, Detail(d.SerialNumber, d.Tag, customerId is null ? d.Customer : d.Site)))]);
    }

    static string Detail(params string[] parts) => string.Join(" · ", parts.Where(p => p.Length > 0));
}
