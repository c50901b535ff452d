using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Web;
using Tresen.Privacy.Erasing;
using Tresen.Privacy.Knowing;
using Tresen.Staff.Audit;

namespace Tresen.Privacy;

/// <summary><em>Administration &gt; Datenschutz</em>: what is known about whom, and who was erased.</summary>
[Needs(Capability.Administration)]
public sealed class PrivacyController(TresenDb db, FileCabinet cabinet, TimeProvider clock, Me me) : TresenController
{
    const int MostFound = 20;

    [HttpGet("/administration/privacy")]
    [Menu("Administration", "Datenschutz", "shield-lock", 95)]
    public async Task<IResult> Look(string? q, CancellationToken cancel)
    {
        var asked = (q ?? "").Trim();
        var found = new List<Person>();
        if (asked.Length > 0)
        {
            foreach (var id in await db.Contacts.Matching(asked).OrderBy(c => c.SortKey).ThenBy(c => c.Id).Take(MostFound).Select(c => c.Id).ToListAsync(cancel))
            {
                found.Add((await db.PersonAsync(id, null, [], cancel))!);
            }

            if (found.Count == 0 && await db.PersonAsync(null, asked, [], cancel) is { } stranger)
            {
                found.Add(stranger);
            }
        }

        var erasures = await db.Set<Erasure>().OrderByDescending(e => e.Id).Take(100)
            .Select(e => new PrivacyPage.ErasedRow(e.At, e.Pseudonym, e.Reason, e.By!.Name, e.Tickets, e.KeptTickets, e.Messages, e.Files, e.Mentions)).ToListAsync(cancel);
        return PrivacyPage.Of(new(asked, found, erasures));
    }

    /// <summary>What is stored about somebody (<em>Auskunft</em>, Art. 15 DSGVO).</summary>
    [HttpGet("/administration/privacy/person")]
    public async Task<IResult> Person(int? contact, string? mail, CancellationToken cancel)
    {
        if (await db.PersonAsync(contact, mail, [], cancel) is not { } person)
        {
            return NotFound();
        }

        var now = clock.GetUtcNow();
        await db.NoteAsync(Audited.PersonLookedAt, me, PersonWords.ForAudit(person), now, cancel);
        return PersonPage.Of(await new PersonErasure(db, person, 0).LookAsync(Zone.DayOf(now), cancel));
    }

    /// <summary>The same to take away; that it is taken stands in the Protokoll, without the name.</summary>
    [HttpGet("/administration/privacy/export")]
    public async Task<IResult> Export(int? contact, string? mail, CancellationToken cancel)
    {
        if (await db.PersonAsync(contact, mail, [], cancel) is not { } person)
        {
            return NotFound();
        }

        var now = clock.GetUtcNow();
        var findings = await new PersonErasure(db, person, 0).LookAsync(Zone.DayOf(now), cancel);
        await db.NoteAsync(Audited.Informed, me, PersonWords.ForAudit(person), now, cancel);
        return await new PersonExport(db, cabinet, findings, now).AnswerAsync(cancel);
    }
}
