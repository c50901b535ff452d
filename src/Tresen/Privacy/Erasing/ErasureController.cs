using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Api;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Privacy.Knowing;
using Tresen.Staff;
using Tresen.Staff.Audit;

namespace Tresen.Privacy.Erasing;

/// <summary>Erasing a person (<em>Löschen</em>, Art. 17 DSGVO): what goes and what stays is shown before it is done.</summary>
[InPerson]
[Needs(Capability.Administration)]
public sealed class ErasureController(TresenDb db, FileCabinet cabinet, ErasureFile file, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/administration/privacy/erasure")]
    public async Task<IResult> Preview([FromQuery] ErasureForm form, CancellationToken cancel)
    {
        ModelState.Clear();
        if (await db.PersonAsync(form.Contact, form.Mail, form.OtherNames, cancel) is { } person)
        {
            await db.NoteAsync(Audited.PersonLookedAt, me, PersonWords.ForAudit(person), clock.GetUtcNow(), cancel);
        }

        return await PageAsync(form, cancel);
    }

    [HttpPost("/administration/privacy/erasure")]
    [OwnWork]
    public async Task<IResult> Erase([FromForm] ErasureForm form, CancellationToken cancel)
    {
        if (await db.PersonAsync(form.Contact, form.Mail, form.OtherNames, cancel) is not { } person)
        {
            return NotFound();
        }

        if (SortKey.Of(form.TypedName ?? "") != SortKey.Of(person.Title))
        {
            ModelState.AddModelError(nameof(form.TypedName), Words.Of("Bitte zur Bestätigung genau „{0}“ eingeben.", person.Title));
        }

        Erasure? erasure = null;
        var now = clock.GetUtcNow();
        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        var pseudonym = Erasure.NewPseudonym();
        while (await db.Set<Erasure>().AnyAsync(e => e.Pseudonym == pseudonym, cancel))
        {
            pseudonym = Erasure.NewPseudonym();
        }

        if (!ModelState.IsValid || !Try(() => erasure = new Erasure(person, pseudonym, new Needles(person).Replaced(form.Reason ?? "", pseudonym), by, now)))
        {
            return await PageAsync(form, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        var nothing = await cabinet.StoreAsync(Stream.Null, cancel);
        await using (var work = await WriteScope.BeginAsync(db, cancel))
        {
            await db.OverwriteDeletedAsync(cancel);
            var broken = default(Platform.BrokenRuleException);
            try
            {
                await new PersonErasure(db, person, nothing).EraseAsync(erasure!, by, now, cancel);
            }
            catch (Platform.BrokenRuleException refused)
            {
                broken = refused;
            }

            if (broken is not null)
            {
                db.ChangeTracker.Clear();
                ModelState.AddModelError("", broken.ForReader);
                return await PageAsync(form, cancel, StatusCodes.Status422UnprocessableEntity);
            }

            db.Add(erasure!);
            db.Add(new AuditEntry(Audited.Erased, me.Id, pseudonym, now));
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }

        await file.AddAsync([erasure!.Note], cancel);
        await db.EmptyLogAsync(cancel);
        return Done("/administration/privacy", Words.Of("Gelöscht. Was bleiben muss, steht jetzt unter „{0}“.", pseudonym));
    }

    async Task<IResult> PageAsync(ErasureForm form, CancellationToken cancel, int status = StatusCodes.Status200OK) =>
        await db.PersonAsync(form.Contact, form.Mail, form.OtherNames, cancel) is { } person
            ? ErasurePage.Of(new(await new PersonErasure(db, person, 0).LookAsync(Zone.DayOf(clock.GetUtcNow()), cancel), form), status)
            : NotFound();
}
