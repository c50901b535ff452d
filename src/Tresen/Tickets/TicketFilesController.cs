using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;

namespace Tresen.Tickets;

/// <summary>Files of a ticket: fetching and removing one. They are served by their own id, to whoever may see the ticket, and
/// always to be saved.</summary>
public sealed class TicketFilesController(TresenDb db, Me me, TimeProvider clock, FileCabinet cabinet) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

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
