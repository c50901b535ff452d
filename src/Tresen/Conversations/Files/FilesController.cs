using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Tickets;

namespace Tresen.Conversations.Files;

/// <summary>The tab with all files of a ticket: its own, and those that came or went with its messages.</summary>
[Staff]
public sealed class FilesController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/tickets/{number:int}/files")]
    [TicketTab("Dateien", 30)]
    public async Task<IResult> List(int number, CancellationToken cancel)
    {
        if (await TicketFrame.ReadAsync(db, me, number, clock.GetUtcNow(), cancel) is not { } frame)
        {
            return NotFound();
        }

        var attachments = await db.Attachments.VisibleTo(me).Where(a => a.Message.TicketId == frame.Ticket.Id && !a.IsInline)
            .OrderByDescending(a => a.Message.At).ThenBy(a => a.Id)
            .Select(a => new FilesPage.Row(a.Id, a.Name, a.Bytes, a.MessageId, (long?)a.Message.Conversation!.Number, a.Message.Author!.Name ?? a.Message.SenderName, a.Message.IsDraft, a.Message.At))
            .ToListAsync(cancel);
        var files = await db.TicketFiles.Where(f => f.TicketId == frame.Ticket.Id).OrderByDescending(f => f.Id)
            .Select(f => new FilesPage.OwnRow(f.Id, f.Name, f.Bytes, f.AddedBy!.Name, f.AddedAt)).ToListAsync(cancel);
        return FilesPage.Of(new(frame, files, attachments));
    }
}
