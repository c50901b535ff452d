using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Staff.Audit;

namespace Tresen.Privacy.Knowing;

/// <summary>What is stored about somebody who works here, for themselves or an administrator. Each taking stands in the <em>Protokoll</em>.</summary>
[InPerson]
public sealed class StaffExportController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/account/export")]
    [Staff]
    public Task<IResult> Own(CancellationToken cancel) => AnswerAsync(me.Id, cancel);

    [HttpGet("/administration/staff/{id:int}/export")]
    [Needs(Capability.Administration)]
    public Task<IResult> Export(int id, CancellationToken cancel) => AnswerAsync(id, cancel);

    async Task<IResult> AnswerAsync(int id, CancellationToken cancel)
    {
        if (await db.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel) is not { } person)
        {
            return NotFound();
        }

        var now = clock.GetUtcNow();
        await db.NoteAsync(Audited.StaffInformed, me, person.Name, now, cancel);
        return await new StaffExport(db, person, now).AnswerAsync(cancel);
    }
}
