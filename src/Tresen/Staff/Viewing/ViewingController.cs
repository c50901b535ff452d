using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff.Audit;

namespace Tresen.Staff.Viewing;

/// <summary><em>Ansicht als …</em>: an administrator sees Tresen as somebody else does, to find out whether rights are right.
/// Nothing can be changed meanwhile, and it is written down.</summary>
[InPerson]
public sealed class ViewingController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    [HttpPost("/administration/staff/{id:int}/viewing")]
    [Needs(Capability.Administration)]
    public async Task<IResult> Begin(int id, CancellationToken cancel)
    {
        if (await db.Staff.SingleOrDefaultAsync(s => s.Id == id, cancel) is not { } person)
        {
            return NotFound();
        }

        if (!person.IsActive || id == me.Id)
        {
            return Done($"/administration/staff/{id}", id == me.Id ? "Das sind Sie selbst." : "Diese Person kann sich nicht anmelden und sieht nichts.");
        }

        (await SessionAsync(cancel)).LookAs(person.Id);
        db.Add(new AuditEntry(Audited.ViewedAs, me.Id, person.Name, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        return Done("/", Words.Of("Sie sehen Tresen jetzt wie {0}. Geändert wird dabei nichts.", person.Name));
    }

    [HttpPost("/viewing/end")]
    [Staff]
    [WhileReading]
    public async Task<IResult> End(CancellationToken cancel)
    {
        if (me.Watcher is { } watcher)
        {
            (await SessionAsync(cancel)).LookAs(null);
            db.Add(new AuditEntry(Audited.StoppedViewing, watcher.Id, me.Name, clock.GetUtcNow()));
            await db.SaveChangesAsync(cancel);
        }

        return Done(me.Watcher is null ? "/" : $"/administration/staff/{me.Id}", "Sie sehen Tresen wieder als Sie selbst.");
    }

    async Task<Session> SessionAsync(CancellationToken cancel)
    {
        var id = Guid.Parse(User.FindFirst(Session.Claim)!.Value);
        return await db.Set<Session>().SingleAsync(s => s.Id == id, cancel);
    }
}
