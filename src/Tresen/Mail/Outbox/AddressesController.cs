using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Staff;

namespace Tresen.Mail.Outbox;

/// <summary><em>Unzustellbare Adressen</em>: where our mails don't arrive, and taking that back.</summary>
[Staff]
public sealed class AddressesController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    const int PageSize = 100;

    [HttpGet("/mail/addresses")]
    public async Task<IResult> List(int? after, CancellationToken cancel)
    {
        var rows = await db.DeadAddresses.VisibleTo(me).AsNoTracking().Include(a => a.ClearedBy).OrderBy(a => a.ClearedAt == null ? 0 : 1).ThenByDescending(a => a.LastAt).ThenBy(a => a.Id)
            .Skip(Math.Clamp(after ?? 0, 0, 1_000_000)).Take(PageSize + 1).ToListAsync(cancel);
        return AddressesPage.Of(new([.. rows.Take(PageSize)], rows.Count > PageSize ? (after ?? 0) + PageSize : null, me.Can(Capability.Work)));
    }

    /// <summary>It can be written to again (<em>wieder freigeben</em>).</summary>
    [HttpPost("/mail/addresses/{id:int}/release")]
    [Needs(Capability.Work)]
    public async Task<IResult> Release(int id, CancellationToken cancel)
    {
        if (await db.DeadAddresses.VisibleTo(me).SingleOrDefaultAsync(a => a.Id == id && a.ClearedAt == null, cancel) is not { } address)
        {
            return NotFound();
        }

        address.Clear(await db.Staff.SingleAsync(s => s.Id == me.Id, cancel), clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return Done("/mail/addresses", $"{address.Address} ist wieder freigegeben.");
    }
}
