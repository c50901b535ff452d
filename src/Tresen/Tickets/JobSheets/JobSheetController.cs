using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Tickets.JobSheets;

/// <summary>The sheet that goes along to the customer, to print and as a PDF, for whoever may see the ticket.</summary>
[Staff]
public sealed class JobSheetController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    [HttpGet("/tickets/{number:int}/job-sheet")]
    public async Task<IResult> Show(int number, CancellationToken cancel) => await JobSheet.ReadAsync(db, Me, number, Now, cancel) is { } sheet
        ? JobSheetPage.Of(new(sheet, JobSheetPdf.Fit(sheet)))
        : NotFound();

    [HttpGet("/tickets/{number:int}/job-sheet/pdf")]
    public async Task<IResult> Pdf(int number, CancellationToken cancel) => await JobSheet.ReadAsync(db, Me, number, Now, cancel) is { } sheet
        ? Results.File(JobSheetPdf.Draw(sheet), "application/pdf", sheet.FileName + ".pdf")
        : NotFound();
}
