using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Text;
using Tresen.Platform.Views;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Privacy.Knowing;

/// <summary>All that is stored about a person, to hand over (<em>Auskunft</em>, Art. 15 DSGVO): a ZIP with a page to read, the same as JSON, and the files that they
/// sent. It is written as it is read, one ticket at a time; nothing of it stays here. What others wrote or are called is blacked out.</summary>
sealed class PersonExport(TresenDb db, FileCabinet cabinet, Findings findings, DateTimeOffset at)
{
    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    Person Who => findings.Person;

    /// <summary>The answer that sends it. It is put together in a file without a name, which is gone with the answer: the format's writer can't write to the network without
    /// holding up a thread.</summary>
    public async Task<IResult> AnswerAsync(CancellationToken cancel)
    {
        var spool = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await WriteAsync(spool, cancel);
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }

        spool.Position = 0;
        return Results.Stream(spool, "application/zip", $"Auskunft {at:yyyy-MM-dd}.zip");
    }

    async Task WriteAsync(Stream file, CancellationToken cancel)
    {
        var black = await BlackingAsync(cancel);
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await WriteAsync(zip, "auskunft.json", JsonAsync(black, cancel), cancel);
        await WriteAsync(zip, "Auskunft.html", HtmlAsync(black, cancel), cancel);
        var sent = await db.WrittenBy(Who).SelectMany(m => m.Attachments).OrderBy(a => a.Id).Select(a => new { a.Id, a.FileId, a.Name }).ToListAsync(cancel);
        foreach (var one in sent)
        {
            await using var entry = await zip.CreateEntry($"Dateien/{one.Id} {Upload.Harmless(one.Name)}").OpenAsync(cancel);
            await foreach (var chunk in cabinet.ReadAsync(one.FileId, cancel))
            {
                await entry.WriteAsync(chunk, cancel);
            }
        }
    }

    static async Task WriteAsync(ZipArchive zip, string name, IAsyncEnumerable<string> parts, CancellationToken cancel)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancel);
        await foreach (var part in parts)
        {
            await entry.WriteAsync(Encoding.UTF8.GetBytes(part), cancel);
        }
    }

    /// <summary>Everybody who might be named: our people, the others who speak for the same customers, and who else wrote on these tickets.</summary>
    async Task<Blacking> BlackingAsync(CancellationToken cancel)
    {
        var (id, tickets) = (Who.ContactId ?? 0, findings.Tickets.Select(t => t.Id).ToList());
        var ours = await db.Staff.Select(s => s.Name).ToListAsync(cancel);
        var places = db.CustomerContacts.Where(p => p.ContactId == id).Select(p => p.CustomerId);
        var colleagues = await db.CustomerContacts.Where(p => p.ContactId != id && places.Contains(p.CustomerId)).Select(p => p.Contact.FirstName + " " + p.Contact.LastName).ToListAsync(cancel);
        var writers = await db.Messages.Where(m => tickets.Contains(m.TicketId) && m.SenderName != "").Select(m => m.SenderName).Distinct().ToListAsync(cancel);
        return new Blacking(Who, [.. ours, .. colleagues, .. writers]);
    }

    async IAsyncEnumerable<string> JsonAsync(Blacking black, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var head = JsonSerializer.Serialize(new { Erstellt = at, Person = new { Who.Name, EMail = Who.Mail, Telefon = Who.Phones, AnsprechpartnerVon = findings.Places }, Anzahl = new { Tickets = findings.Tickets.Count, NachrichtenVon = findings.MessagesFrom, NachrichtenAn = findings.MessagesTo, EingegangeneMails = findings.RawMails, GesendeteMails = findings.OutgoingMails } }, Json);
        yield return head[..^1].TrimEnd() + ",\n  \"Tickets\": [";
        var first = true;
        await foreach (var ticket in EachAsync(black, cancel))
        {
            yield return (first ? "\n" : ",\n") + JsonSerializer.Serialize(ticket, Json);
            first = false;
        }

        yield return "\n  ]\n}\n";
    }

    async IAsyncEnumerable<string> HtmlAsync(Blacking black, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        yield return $"""
            <!doctype html><html lang="de"><head><meta charset="utf-8"><title>Auskunft über gespeicherte Daten</title>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>body{"{"}font:16px/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem{"}"}pre{"{"}white-space:pre-wrap;font:inherit;border-left:3px solid #ccc;padding-left:1rem{"}"}</style></head><body>
            <h1>Auskunft über gespeicherte Daten</h1><p>Nach Art. 15 DSGVO, Stand {Show.Instant(at)}.</p>
            <h2>Angaben zur Person</h2><ul><li>Name: {Safe(Who.Name)}</li><li>E-Mail: {Safe(Who.Mail)}</li><li>Telefon: {Safe(string.Join(", ", Who.Phones))}</li><li>Ansprechpartner von: {Safe(string.Join(", ", findings.Places))}</li></ul>
            <h2>Wozu und wie lange</h2><p>Die Daten dienen dazu, Anfragen zu bearbeiten, zu beantworten und abzurechnen. Geschäftsbriefe werden mindestens sechs, Belege mindestens acht Jahre aufbewahrt (§ 147 AO, § 257 HGB), gerechnet vom Ende des Kalenderjahres. Sie stammen von Ihnen selbst oder von dem Kunden, für den Sie sprechen. Sie können verlangen, dass Falsches berichtigt und nicht mehr Benötigtes gelöscht wird, und sich bei einer Aufsichtsbehörde beschweren.</p>
            <p>Angaben über andere Menschen sind geschwärzt (█████).</p><h2>Tickets und Nachrichten</h2>
            """;
        await foreach (var ticket in EachAsync(black, cancel))
        {
            var text = new StringBuilder($"<h3>Ticket {ticket.Nummer}: {Safe(ticket.Betreff)}</h3><p>Angelegt {Show.Instant(ticket.Angelegt)}{(ticket.Abgeschlossen is { } closed ? $", abgeschlossen {Show.Instant(closed)}" : "")}. Aufbewahrt als: {Safe(ticket.AufbewahrtAls)}, bis: {Safe(ticket.AufbewahrtBis)}.</p>");
            Say(text, "Beschreibung", ticket.Beschreibung);
            Say(text, "Interne Bemerkung", ticket.InterneBemerkung);
            foreach (var message in ticket.Nachrichten)
            {
                Say(text, $"{message.Art}, {Show.Instant(message.Am)}: {message.Betreff}", message.Text);
            }

            yield return text.ToString();
        }

        yield return "</body></html>\n";

        static void Say(StringBuilder text, string head, string said)
        {
            if (said.Length > 0)
            {
                text.Append("<h4>").Append(Safe(head)).Append("</h4><pre>").Append(Safe(said)).Append("</pre>");
            }
        }
    }

    /// <summary>The person's tickets, and those on which they only wrote: of these their own messages alone.</summary>
    async IAsyncEnumerable<TicketPart> EachAsync(Blacking black, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var own = findings.Tickets.ToDictionary(t => t.Id);
        var (from, to) = (db.WrittenBy(Who), db.WrittenTo(Who));
        var ids = own.Keys.Union(await from.Union(to).Select(m => m.TicketId).Distinct().ToListAsync(cancel)).Order().ToList();
        foreach (var id in ids)
        {
            var ticket = await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == id, cancel);
            var kept = own.GetValueOrDefault(id);
            var messages = db.Messages.Where(m => m.TicketId == id && !m.IsErased);
            messages = kept is null ? messages.Where(m => from.Any(f => f.Id == m.Id) || (!m.IsDraft && to.Any(t => t.Id == m.Id))) : messages;
            var rows = await messages.OrderBy(m => m.At).ThenBy(m => m.Id).Select(m => new { m.At, m.Kind, m.IsDraft, m.Subject, m.Text }).ToListAsync(cancel);
            yield return new TicketPart(
                ticket.Number,
                black.Of(kept is null ? "" : ticket.Subject),
                ticket.CreatedAt,
                ticket.ClosedAt,
                kept is null ? "" : black.Of(RichText.ToPlain(ticket.Description)),
                kept is null ? "" : black.Of(RichText.ToPlain(ticket.InternalRemark)),
                kept is null ? "" : PersonWords.Of(kept.Retention.Class),
                kept is null ? "" : PersonWords.Until(kept.Retention),
                [.. rows.Select(m => new MessagePart(m.At, m.IsDraft ? "Entwurf" : m.Kind switch { MessageKind.In => "Erhalten", MessageKind.Out => "Gesendet", _ => "Interne Notiz" }, black.Of(m.Subject), black.Of(m.Text)))]);
        }
    }

    static string Safe(string text) => WebUtility.HtmlEncode(text);

    sealed record TicketPart(int Nummer, string Betreff, DateTimeOffset Angelegt, DateTimeOffset? Abgeschlossen, string Beschreibung, string InterneBemerkung, string AufbewahrtAls, string AufbewahrtBis, IReadOnlyList<MessagePart> Nachrichten);

    sealed record MessagePart(DateTimeOffset Am, string Art, string Betreff, string Text);
}
