using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Conversations.Timeline;

/// <summary>HTML that others wrote, shut in: shown in a frame without script, without our address, without anything from elsewhere until somebody asks for it.</summary>
[Staff]
public sealed class MailFrameController(TresenDb db, FileCabinet cabinet, OutgoingHttp http, Me me) : TresenController
{
    const string Policy = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";

    /// <summary>Nothing is fetched for it.</summary>
    [HttpGet("/messages/{id:int}/frame")]
    public Task<IResult> Show(int id, CancellationToken cancel) => ShowAsync(id, _ => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>()), cancel);

    /// <summary>Somebody asks for the pictures from elsewhere.</summary>
    [InPerson]
    [HttpPost("/messages/{id:int}/frame")]
    [OwnWork]
    public Task<IResult> ShowPictures(int id, CancellationToken cancel) => ShowAsync(id, html => RemotePictures.LoadAsync(http, InlinePictures.Elsewhere(html), cancel), cancel);

    async Task<IResult> ShowAsync(int id, Func<string, Task<IReadOnlyDictionary<string, string>>> fetch, CancellationToken cancel)
    {
        var message = await db.Messages.VisibleTo(me).Where(m => m.Id == id && m.Html != "").Select(m => new { m.Html, m.Attachments }).SingleOrDefaultAsync(cancel);
        if (message is null)
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = Policy;
        Response.Headers.XFrameOptions = "SAMEORIGIN";
        Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Results.Text(await InlinePictures.InAsync(message.Html, message.Attachments, cabinet, await fetch(message.Html), cancel), "text/html; charset=utf-8");
    }
}
