using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>The tab <em>Zeiten</em> of a device's record: what was booked on its tickets.</summary>
[Staff]
public sealed class DeviceTimeController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    const int Most = 200;

    [HttpGet("/devices/{id:int}/time")]
    [DeviceTab("Zeiten", 20)]
    public async Task<IResult> List(int id, CancellationToken cancel)
    {
        if (await db.DeviceFrameAsync(me, id, clock.GetUtcNow(), cancel) is not { } frame)
        {
            return NotFound();
        }

        var tickets = db.Tickets.VisibleTo(me).Where(t => t.Devices.Any(d => d.DeviceId == id)).Select(t => (int?)t.Id);
        var newest = db.TimeEntries.VisibleTo(db, me).Where(e => tickets.Contains(e.TicketId)).OrderByDescending(e => e.Day).ThenByDescending(e => e.Id).Take(Most).Select(e => e.Id);
        var rows = await db.TimeEntries.Where(e => newest.Contains(e.Id)).AsRows(db, me).ToListAsync(cancel);
        rows.Reverse();
        return DeviceTimePage.Of(new(frame, rows, me.Can(Capability.SeePrices), rows.Count == Most));
    }
}
