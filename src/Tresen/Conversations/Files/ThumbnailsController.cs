using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Conversations.Files;

/// <summary>Pictures of messages, small and drawn anew (threats B10, B16): nothing of the original's bytes is shown.</summary>
[Staff]
public sealed class ThumbnailsController(TresenDb db, FileCabinet cabinet, Me me) : TresenController
{
    const int Edge = 240;

    /// <summary>One pixel that nobody sees, where a picture can't be drawn.</summary>
    static readonly byte[] Nothing = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=");

    [HttpGet("/attachments/{id:int}/thumbnail")]
    public async Task<IResult> Show(int id, CancellationToken cancel)
    {
        var file = await db.Attachments.VisibleTo(me).Where(a => a.Id == id).SingleOrDefaultAsync(cancel);
        if (file is not { HasThumbnail: true } || await cabinet.VerdictAsync(file.FileId, cancel) is { Refusal: not null })
        {
            return NotFound();
        }

        // Kept by the browser, but shown only after asking whether it still may be.
        Response.Headers.CacheControl = "private, no-cache";
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        var tag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{file.FileId}-{Edge}\"");
        if (Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false)))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        using var content = await cabinet.OpenAsync(file.FileId, cancel);
        var (drawn, type) = await Picture.RedrawnAsync(content.ToArray(), Edge, cancel) ?? (Nothing, "image/png");
        return Results.Bytes(drawn, type, entityTag: tag);
    }
}
