using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
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
    public async Task<IResult> Download(int id, CancellationToken cancel) =>
        await db.Attachments.VisibleTo(me).Where(a => a.Id == id).Select(a => new { a.FileId, a.Name, a.Bytes }).SingleOrDefaultAsync(cancel) is { } file
            ? new Saved(cabinet, file.FileId, file.Name, file.Bytes)
            : NotFound();

    sealed class Saved(FileCabinet cabinet, int fileId, string name, long bytes) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(name);
            var headers = http.Response.Headers;
            http.Response.ContentType = "application/octet-stream";
            http.Response.ContentLength = bytes;
            headers.ContentDisposition = disposition.ToString();
            headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-store";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            await foreach (var chunk in cabinet.ReadAsync(fileId, http.RequestAborted))
            {
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
            }
        }
    }
}
