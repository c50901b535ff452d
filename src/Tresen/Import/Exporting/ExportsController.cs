using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff.Audit;

namespace Tresen.Import.Exporting;

/// <summary>Takes master data away as a file. It is a change, though it only reads: who took what away is written down.</summary>
[Needs(Capability.MasterData)]
public sealed class ExportsController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    [HttpPost("/exports")]
    public async Task<IResult> Take([FromForm] MasterData what, [FromForm] string? format, CancellationToken cancel)
    {
        if (!Enum.IsDefined(what) || format is not ("csv" or "xlsx"))
        {
            return NotFound();
        }

        var (sheet, name, now) = (await MasterDataSheet.ReadAsync(db, me, what, cancel), ImportWords.Of(what), clock.GetUtcNow());
        db.Add(new AuditEntry(Audited.Exported, me.Id, Words.Of("{0} ({1}): {2} Zeilen", name, format, sheet.Count), now));
        await db.SaveChangesAsync(cancel);
        var file = $"{name} {Zone.DayOf(now):yyyy-MM-dd}.{format}";
        return format == "csv"
            ? Results.File(sheet.Csv(), "text/csv; charset=utf-8", file)
            : Results.File(sheet.Xlsx(name), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file);
    }
}
