using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;

namespace Tresen.Tickets;

/// <summary>Files of a ticket: adding, fetching, removing. They are served by their own id, to whoever may see the ticket, and
/// always to be saved.</summary>
public sealed class TicketFilesController(TresenDb db, Me me, TimeProvider clock, FileCabinet cabinet) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    [HttpPost("/tickets/{number:int}/files")]
    [Needs(Capability.Work)]
    public async Task<IResult> Add(int number, [FromForm] TicketFilesForm form, CancellationToken cancel)
    {
        var files = form.Files;
        if (await db.TicketToChangeAsync(Me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || files.Length == 0)
        {
            var sentence = ModelState.Values.SelectMany(v => v.Errors).Select(e => e.ErrorMessage).FirstOrDefault() ?? "Bitte eine Datei auswählen.";
            return Platform.Shell.Refusal.Of(StatusCodes.Status422UnprocessableEntity, sentence);
        }

        var by = await MyselfAsync(cancel);
        foreach (var upload in files)
        {
            ticket.Attach(await db.Set<StoredFile>().SingleAsync(f => f.Id == upload.FileId, cancel), upload.Name, upload.ContentType, by, Now);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}/files", files.Length == 1 ? Words.Of("Die Datei ist abgelegt.") : Words.Of("{0} Dateien sind abgelegt.", files.Length));
    }

    [HttpGet("/ticket-files/{id:int}")]
    [Staff]
    public async Task<IResult> Fetch(int id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } file ? Download.Of(cabinet, file.ContentId, file.Name) : NotFound();

    [HttpPost("/ticket-files/{id:int}/removal")]
    [Needs(Capability.Work)]
    public async Task<IResult> Remove(int id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } found
            || await db.Tickets.Where(t => t.Id == found.TicketId).Select(t => (int?)t.Number).SingleOrDefaultAsync(cancel) is not { } number
            || await db.TicketToChangeAsync(Me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        await db.Entry(ticket).Collection(t => t.Files).Query().Include(f => f.Content).LoadAsync(cancel);
        if (ticket.Files.SingleOrDefault(f => f.Id == id) is { } file) // else somebody else has just removed it
        {
            ticket.Detach(file, await MyselfAsync(cancel), Now);
            await db.SaveChangesAsync(cancel);
        }

        return Done($"/tickets/{number}/files", Words.Of("Die Datei ist entfernt."));
    }

    Task<TicketFile?> FindAsync(int id, CancellationToken cancel) =>
        db.TicketFiles.AsNoTracking().Where(f => f.Id == id && db.Set<Ticket>().Where(TicketQueries.MayBeSeenBy(Me)).Any(t => t.Id == f.TicketId)).SingleOrDefaultAsync(cancel);
}

/// <summary>Files to be kept with a ticket.</summary>
public sealed class TicketFilesForm
{
    public Upload[] Files { get; set; } = [];
}
