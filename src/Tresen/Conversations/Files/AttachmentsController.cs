using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Conversations.Files;

/// <summary>Files of messages, by the id of their row and under the rule of their message (threats B10 to B13): always for
/// saving, never shown by the browser, whatever they say to be.</summary>
[Staff]
public sealed class AttachmentsController(TresenDb db, FileCabinet cabinet, Me me) : TresenController
{
    [HttpGet("/attachments/{id:int}")]
    public async Task<IResult> Fetch(int id, CancellationToken cancel) =>
        await db.Attachments.VisibleTo(me).Where(a => a.Id == id).Select(a => new { a.FileId, a.Name, a.Bytes }).SingleOrDefaultAsync(cancel) is { } file
            ? Download.Of(cabinet, file.FileId, file.Name, file.Bytes)
            : NotFound();
}
