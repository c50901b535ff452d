using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Tickets;

/// <summary>The tabs <em>Tickets</em> and <em>Material</em> of a device's record.</summary>
[Staff]
public sealed class DeviceTicketsController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    const int PageSize = 50;

    readonly TresenDb db = db;

    [HttpGet("/devices/{id:int}")]
    [DeviceTab("Tickets", 10)]
    public async Task<IResult> List(int id, int? before, CancellationToken cancel)
    {
        if (await db.DeviceFrameAsync(Me, id, Now, cancel) is not { } frame)
        {
            return NotFound();
        }

        var rows = await OfDevice(id).Where(t => before == null || t.Number < before).ListedNewestFirst.Take(PageSize + 1).ToListAsync(cancel);
        return DeviceTicketsPage.Of(new(frame, [.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Number : null));
    }

    /// <summary>What was used on the device's tickets, the newest first.</summary>
    [HttpGet("/devices/{id:int}/material")]
    [DeviceTab("Material", 30)]
    public async Task<IResult> Material(int id, CancellationToken cancel) => await db.DeviceFrameAsync(Me, id, Now, cancel) is { } frame
        ? DeviceMaterialPage.Of(new(
            frame,
            await db.Material.Where(m => OfDevice(id).Any(t => t.Id == m.TicketId)).OrderByDescending(m => m.AddedAt).ThenByDescending(m => m.Id).Take(200)
                .Select(m => new DeviceMaterialPage.Row(m.AddedAt, m.Text, m.Thousandths, m.Unit, m.Ticket.Number, m.Ticket.Subject)).ToListAsync(cancel)))
        : NotFound();

    IQueryable<Ticket> OfDevice(int id) => db.Tickets.VisibleTo(Me).Where(t => t.Devices.Any(d => d.DeviceId == id));
}
