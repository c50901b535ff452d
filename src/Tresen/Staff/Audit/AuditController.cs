using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Staff.Audit;

/// <summary><em>Administration &gt; Protokoll</em>: who looked at or took away what, or let somebody in.</summary>
[Needs(Capability.Administration)]
public sealed class AuditController(TresenDb db) : TresenController
{
    const int PageSize = 50;

    [HttpGet("/administration/audit")]
    [Menu("Administration", "Protokoll", "eye", 90)]
    public async Task<IResult> List(int? by, int? before, CancellationToken cancel)
    {
        var rows = await db.AuditEntries.Where(e => (by == null || e.ById == by) && (before == null || e.Id < before)).OrderByDescending(e => e.Id).Take(PageSize + 1)
            .Select(e => new AuditPage.Row(e.Id, e.At, e.By.Name, e.What, e.About)).ToListAsync(cancel);
        var all = db.AuditEntries;
        var people = await db.Staff.Where(s => all.Any(e => e.ById == s.Id)).OrderBy(s => s.SortKey).Select(s => new AuditPage.Person(s.Id, s.Name)).ToListAsync(cancel);
        return AuditPage.Of(new([.. rows.Take(PageSize)], people, by, before is not null, rows.Count > PageSize ? rows[PageSize - 1].Id : null));
    }
}
