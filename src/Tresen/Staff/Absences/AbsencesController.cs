using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Web;

namespace Tresen.Staff.Absences;

/// <summary><em>Team &gt; Abwesenheiten</em>: who is away when, and who stands in. Why is nobody's business. Everybody enters
/// their own, leads and deputies those of their departments, administrators all.</summary>
[Staff]
public sealed class AbsencesController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    [HttpGet("/absences")]
    [Menu("Team", "Abwesenheiten", "calendar-event", 40)]
    public Task<IResult> List(CancellationToken cancel) => PageAsync(new AbsenceForm { StaffMemberId = me.Id }, cancel);

    [HttpPost("/absences")]
    public async Task<IResult> Enter([FromForm] AbsenceForm form, CancellationToken cancel)
    {
        var ids = await MineToEnter(db, me).Select(s => s.Id).ToListAsync(cancel);
        var person = await db.Staff.Include(s => s.Absences).SingleOrDefaultAsync(s => s.Id == form.StaffMemberId && ids.Contains(s.Id), cancel);
        var deputy = form.DeputyId is null ? null : await db.Staff.SingleOrDefaultAsync(s => s.Id == form.DeputyId && s.IsActive, cancel);
        if (person is null)
        {
            ModelState.AddModelError(nameof(form.StaffMemberId), "Für diese Person können Sie nichts eintragen.");
        }

        if (form.DeputyId is not null && deputy is null)
        {
            ModelState.AddModelError(nameof(form.DeputyId), "Diese Person arbeitet nicht mehr hier. Bitte jemand anders wählen.");
        }

        if (!ModelState.IsValid || !Try(() => person!.IsAway(form.From!.Value, form.To ?? form.From.Value, deputy)))
        {
            return await PageAsync(form, cancel, 422);
        }

        await db.SaveChangesAsync(cancel);
        return person!.Id == me.Id
            ? Done("/absences", "Ihre Abwesenheit ist eingetragen.")
            : Done("/absences", $"Die Abwesenheit von {person.Name} ist eingetragen.");
    }

    [HttpPost("/absences/{id:int}/cancellation")]
    public async Task<IResult> Cancel(int id, CancellationToken cancel)
    {
        var ids = await MineToEnter(db, me).Select(s => s.Id).ToListAsync(cancel);
        return await db.Absences.Where(a => a.Id == id && ids.Contains(a.StaffMemberId)).ExecuteDeleteAsync(cancel) == 0 ? NotFound() : Done("/absences", "Die Abwesenheit ist gestrichen.");
    }

    static IQueryable<StaffMember> MineToEnter(TresenDb db, Me me)
    {
        var (id, leads, all) = (me.Id, me.Leads, me.IsAdministrator);
        return db.Staff.Where(s => s.IsActive && (all || s.Id == id || s.Memberships.Any(m => leads.Contains(m.DepartmentId)))).OrderBy(s => s.Name);
    }

    async Task<IResult> PageAsync(AbsenceForm form, CancellationToken cancel, int status = 200)
    {
        var today = Zone.DayOf(clock.GetUtcNow());
        var enter = await MineToEnter(db, me).Select(s => new { s.Id, s.Name }).ToListAsync(cancel);
        var mine = enter.Select(e => e.Id).ToHashSet();
        var rows = await db.Absences.Where(a => a.To >= today && a.StaffMember.IsActive).OrderBy(a => a.From).ThenBy(a => a.StaffMember.Name).Take(500)
            .Select(a => new { a.Id, a.StaffMemberId, a.StaffMember.Name, a.From, a.To, Deputy = a.Deputy == null ? null : a.Deputy.Name }).ToListAsync(cancel);
        return AbsencesPage.Of(
            new(
                [.. rows.Select(r => new AbsencesPage.Row(r.Id, r.Name, r.From, r.To, r.Deputy, mine.Contains(r.StaffMemberId)))],
                form,
                [.. enter.Select(e => new Choice(e.Id.ToString(), e.Name))],
                await db.Staff.Active.Select(s => new Choice(s.Id.ToString(), s.Name, null)).ToListAsync(cancel),
                today),
            status);
    }
}

/// <summary>Days away as typed. Without an end it is one day.</summary>
public sealed class AbsenceForm
{
    [Required(ErrorMessage = "Bitte wählen, wer abwesend ist.")]
    public int? StaffMemberId { get; set; }

    [Required(ErrorMessage = "Bitte den ersten Tag eingeben.")]
    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    public int? DeputyId { get; set; }
}
