using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Conversations.Writing;

/// <summary>Pictures that go into the text of a mail: taken in while it is written, and shown where it is shown.</summary>
[Staff]
public sealed class PicturesController(TresenDb db, FileCabinet cabinet, HeldUpload held, Me me) : TresenController
{
    /// <summary>Takes a picture in and says where it is, until its mail is saved. Nobody else can show it, or put it into a mail.</summary>
    [HttpPost("/drafts/pictures")]
    [Needs(Capability.Work)]
    public async Task<IResult> Add(Upload[] picture, CancellationToken cancel)
    {
        if (!ModelState.IsValid || picture is not [var one])
        {
            return Results.Text(Words.Of("Bitte ein Bild wählen."), statusCode: 422);
        }

        if (one.Bytes > BodyPictures.MostBytes)
        {
            return Results.Text(Words.Of("Das Bild ist größer als 10 MB. Bitte kleiner einfügen oder als Datei anhängen."), statusCode: 422);
        }

        return BodyPictures.KindOf(await cabinet.OpenAsync(one.FileId, cancel)) is { } kind
            ? Results.Json(new { src = BodyPictures.Loose + held.Pack(one with { ContentType = kind }) })
            : Results.Text(Words.Of("Das ist kein Bild, das in einer Mail gezeigt werden kann. Bitte PNG, JPEG, GIF oder WebP nehmen oder als Datei anhängen."), statusCode: 422);
    }

    /// <summary>A picture that isn't saved yet, for whoever took it in.</summary>
    [HttpGet("/drafts/pictures/{token}")]
    [Needs(Capability.Work)]
    public async Task<IResult> Loose(string token, CancellationToken cancel) =>
        held.Unpack(token) is { } upload && await db.Set<StoredFile>().AnyAsync(f => f.Id == upload.FileId, cancel) ? await ShowAsync(upload.FileId, cancel) : NotFound();

    /// <summary>A picture in a mail of ours, under the rule of its message.</summary>
    [HttpGet("/messages/{id:int}/pictures/{picture:int}")]
    public async Task<IResult> Kept(int id, int picture, CancellationToken cancel) =>
        await db.Attachments.VisibleTo(me).Where(a => a.Id == picture && a.MessageId == id && a.IsInline && a.Message.Kind == MessageKind.Out).Select(a => (int?)a.FileId).SingleOrDefaultAsync(cancel) is { } file
            ? await ShowAsync(file, cancel)
            : NotFound();

    /// <summary>Shown by the browser, but only as the picture that it is.</summary>
    async Task<IResult> ShowAsync(int file, CancellationToken cancel)
    {
        var content = await cabinet.OpenAsync(file, cancel);
        if (content.Length > BodyPictures.MostBytes || BodyPictures.KindOf(content) is not { } kind)
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        Response.Headers.XContentTypeOptions = "nosniff";
        Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        Response.Headers.CacheControl = "private, max-age=3600";
        return Results.Bytes(content.ToArray(), kind);
    }
}
