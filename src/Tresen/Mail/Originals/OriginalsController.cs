using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Web;
using Tresen.Post;

namespace Tresen.Mail.Originals;

/// <summary><em>Original anzeigen</em>: head and source of a mail as text, as it came or went. Nothing in it is followed or drawn.</summary>
[Staff]
public sealed class OriginalsController(TresenDb db, FileCabinet cabinet, Me me) : TresenController
{
    /// <summary>So much of a mail is shown; the rest is to be loaded.</summary>
    const int MostBytes = 256 * 1024;

    /// <summary>A mail that came in.</summary>
    [HttpGet("/mail/originals/{id:int}")]
    public async Task<IResult> Incoming(int id, CancellationToken cancel) =>
        await db.OriginalAsync(me, id, cancel) is { } file ? await ShowAsync(file, $"/mail/raw/{id}", cancel) : NotFound();

    /// <summary>A mail that went out.</summary>
    [HttpGet("/mail/outbox/{id:guid}/original")]
    public async Task<IResult> Outgoing(Guid id, CancellationToken cancel) =>
        await db.OutgoingMails.VisibleTo(me).Where(m => m.Id == id && (!m.IsSealed || me.IsAdministrator)).Select(m => m.BytesFileId).FirstOrDefaultAsync(cancel) is { } file
            ? await ShowAsync(file, $"/mail/outbox/{id}/raw", cancel)
            : NotFound();

    async Task<IResult> ShowAsync(int file, string load, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await foreach (var chunk in cabinet.ReadAsync(file, cancel))
        {
            bytes.Write(chunk);
            if (bytes.Length > MostBytes)
            {
                break;
            }
        }

        var shown = bytes.GetBuffer().AsSpan(0, (int)Math.Min(bytes.Length, MostBytes));
        var source = Visible(shown);
        var end = source.IndexOf("\n\n", StringComparison.Ordinal);
        return OriginalPage.Of(new(end < 0 ? source : source[..end], end < 0 ? "" : source[(end + 2)..], load, bytes.Length > MostBytes));
    }

    /// <summary>The bytes as text; what would change how the page reads stands there by its number.</summary>
    static string Visible(ReadOnlySpan<byte> bytes)
    {
        var decoded = PlainText.IsUtf8(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
        var text = new StringBuilder(decoded.Length);
        foreach (var rune in decoded.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format))
            {
                text.Append(rune);
            }
            else
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            }
        }

        return text.ToString();
    }
}
