using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff.Audit;
using Tresen.Workbench.Overview;
using Tresen.Workbench.Views;

namespace Tresen.Workbench.Export;

/// <summary>The filtered list to take away: all of its rows, the columns shown, in its order.</summary>
[Staff]
public sealed class ExportController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/tickets/export")]
    public async Task<IResult> Export(string? format, CancellationToken cancel)
    {
        if (format is not ("csv" or "xlsx" or "pdf" or "print" or "clipboard" or "tsv"))
        {
            return NotFound();
        }

        var saved = await db.SavedViews.For(me).ToListAsync(cancel);
        var address = ListAddress.Read(Request.QueryString.Value, saved);
        var asking = await Asking.ReadAsync(db, me, clock.GetUtcNow(), cancel);
        await asking.NameAsync(db, address.Filter, cancel);
        var chosen = TicketColumn.Of(address.Columns
            ?? await db.Set<ViewColumns>().Where(c => c.StaffMemberId == me.Id && c.View == address.View).Select(c => c.Columns).FirstOrDefaultAsync(cancel), TicketColumn.StandardOfFiles);
        IReadOnlyList<TicketColumn> columns = [.. chosen.Where(c => c.Exists(asking))];
        var rows = await new TicketListing(db, asking, address.Filter, address.Order).AllAsync(columns, cancel);
        var sheet = new TicketSheet(columns, rows, asking);
        var name = $"Tickets {asking.Today:yyyy-MM-dd}";
        if (format is not "print")
        {
            await db.NoteAsync(Audited.Exported, me, Words.Of("{0} Tickets ({1}), {2}", rows.Count, format, address.Filter.Query), asking.Now, cancel);
        }

        var lead = Lead(address.Filter, asking, rows.Count);
        return format switch
        {
            "csv" => Results.File(sheet.Csv(), "text/csv; charset=utf-8", name + ".csv"),
            "xlsx" => Results.File(sheet.Xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx"),
            "pdf" => Results.File(TicketPdf.Draw(sheet, Words.Of("Tickets"), lead), "application/pdf", name + ".pdf"),
            "tsv" => Results.Text(sheet.Tsv(), "text/plain; charset=utf-8"),
            "print" => PrintPage.Of(new(sheet, lead, address.Href)),
            _ => ClipboardPage.Of(new(sheet.Tsv(), rows.Count, address.Href)),
        };
    }

    /// <summary>What the list is of, in one line.</summary>
    static string Lead(TicketFilter filter, Asking asking, int count) => string.Join(" · ",
        filter.Asked.Select(a => a.Criterion.Says(a.Value, asking) is { Length: > 0 } said ? $"{Words.Of(a.Criterion.Label)}: {said}" : Words.Of(a.Criterion.Label))
            .Append(count == 1 ? Words.Of("1 Ticket") : Words.Of("{0} Tickets", count))
            .Append(Words.Of("Stand {0}", Show.Instant(asking.Now))));
}
