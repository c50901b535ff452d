using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Conversations.Files;

/// <summary>The tab with all files of a ticket: its own, and those that came or went with its messages; and adding to its own.</summary>
public sealed class FilesController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/tickets/{number:int}/files")]
    [Staff]
    [TicketTab("Dateien", 30)]
    public Task<IResult> List(int number, CancellationToken cancel) => PageAsync(number, StatusCodes.Status200OK, cancel);

    [HttpPost("/tickets/{number:int}/files")]
    [Needs(Capability.Work)]
    public async Task<IResult> Add([FromRoute] int number, [FromForm(Name = "Files")] Upload[] files, CancellationToken cancel)
    {
        if (await db.TicketToChangeAsync(me, number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        if (files.Length == 0 && ModelState.IsValid)
        {
            ModelState.AddModelError("Files", "Bitte eine Datei auswählen.");
        }

        if (!ModelState.IsValid)
        {
            return await PageAsync(number, StatusCodes.Status422UnprocessableEntity, cancel);
        }

        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        foreach (var upload in files)
        {
            ticket.Attach(await db.Set<StoredFile>().SingleAsync(f => f.Id == upload.FileId, cancel), upload.Name, upload.ContentType, by, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}/files", files.Length == 1 ? Words.Of("Die Datei ist abgelegt.") : Words.Of("{0} Dateien sind abgelegt.", files.Length));
    }

    async Task<IResult> PageAsync(int number, int status, CancellationToken cancel)
    {
        if (await TicketFrame.ReadAsync(db, me, number, clock.GetUtcNow(), cancel) is not { } frame)
        {
            return NotFound();
        }

        var attachments = await db.Attachments.VisibleTo(me).Where(a => a.Message.TicketId == frame.Ticket.Id && !a.IsInline)
            .OrderByDescending(a => a.Message.At).ThenBy(a => a.Id)
            .Select(a => new FilesPage.Row(a.Id, a.FileId, a.Name, a.Bytes, a.MessageId, (long?)a.Message.Conversation!.Number, a.Message.Author!.Name ?? a.Message.SenderName, a.Message.IsDraft, a.Message.At))
            .ToListAsync(cancel);
        var files = await db.TicketFiles.Where(f => f.TicketId == frame.Ticket.Id).OrderByDescending(f => f.Id)
            .Select(f => new FilesPage.OwnRow(f.Id, f.ContentId, f.Name, f.Bytes, f.AddedBy!.Name, f.AddedAt)).ToListAsync(cancel);
        var verdicts = await FileVerdict.OfAsync(db, files.Select(f => f.FileId).Concat(attachments.Select(a => a.FileId)).Distinct().ToList(), cancel);
        return FilesPage.Of(new(frame, files, attachments, verdicts), status);
    }
}
