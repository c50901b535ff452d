using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Web;
using Tresen.Staff;

namespace Tresen.TimeTracking.Attendances;

/// <summary><em>Anwesenheit</em>: one's own week with kinds, and who else is away, without why.</summary>
[Staff]
public sealed class AttendanceController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    [HttpGet("/time/attendance")]
    public async Task<IResult> Look(DateOnly? day, int? person, CancellationToken cancel)
    {
        var shown = day ?? Zone.DayOf(clock.GetUtcNow());
        return await PageAsync(shown, person, new AttendanceForm { Day = shown, PersonId = person ?? me.Id }, cancel);
    }

    [HttpPost("/time/attendance")]
    [Needs(Capability.Work)]
    public async Task<IResult> Add([FromForm] AttendanceForm form, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var day = form.Day ?? Zone.DayOf(now);
        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        var person = form.PersonId is null || form.PersonId == me.Id ? by : await db.Staff.SingleOrDefaultAsync(s => s.Id == form.PersonId && s.IsActive, cancel);
        if (person is null)
        {
            ModelState.AddModelError(nameof(form.PersonId), "Bitte wählen, um wen es geht.");
        }

        if (!ModelState.IsValid || !Try(() => db.Add(Made(form, person!, day, by, now))))
        {
            return await PageAsync(day, me.Can(Capability.TimeAdministration) ? form.PersonId : null, form, cancel, 422);
        }

        await db.SaveChangesAsync(cancel);
        return Done(AttendancePage.Href(day, person!.Id == me.Id ? null : person.Id), "Eingetragen.");
    }

    [HttpPost("/time/attendance/{id:int}/removal")]
    [Needs(Capability.Work)]
    public async Task<IResult> Remove(int id, CancellationToken cancel)
    {
        var known = await db.Set<Attendance>().SingleOrDefaultAsync(a => a.Id == id, cancel);
        if (known is null || !known.IsOpenTo(me))
        {
            return NotFound();
        }

        db.Remove(known);
        await db.SaveChangesAsync(cancel);
        return Done(AttendancePage.Href(Zone.DayOf(known.Start), known.PersonId == me.Id ? null : known.PersonId), "Entfernt.");
    }

    Attendance Made(AttendanceForm form, StaffMember person, DateOnly day, StaffMember by, DateTimeOffset now)
    {
        if (form.Kind is not (AttendanceKind.Work or AttendanceKind.Break))
        {
            return Attendance.Days(person, form.Kind, day, form.LastDay ?? day, by, me, now);
        }

        return form is { From: { } from, To: { } to }
            ? Attendance.Of(person, form.Kind, Stretch.Between(day, from, to), by, me, now)
            : throw new BrokenRuleException("Bitte von und bis eingeben.", form.From is null ? "From" : "To");
    }

    async Task<IResult> PageAsync(DateOnly day, int? person, AttendanceForm form, CancellationToken cancel, int status = 200)
    {
        if (person is not null && person != me.Id && !me.Can(Capability.TimeAdministration))
        {
            return NotFound();
        }

        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        var (start, end) = (Zone.StartOf(monday), Zone.EndOf(monday.AddDays(6)));
        var whose = person ?? me.Id;
        var rows = await db.Set<Attendance>().AsNoTracking().Where(a => a.PersonId == whose && a.Start < end && a.End > start).OrderBy(a => a.Start).ToListAsync(cancel);
        // Kind and recorder aren't even read: others learn that somebody is away, not why.
        var away = await db.Set<Attendance>()
            .Where(a => a.PersonId != whose && a.Start < end && a.End > start && a.Kind != AttendanceKind.Work && a.Kind != AttendanceKind.Break)
            .OrderBy(a => a.Start).ThenBy(a => a.Person.Name).Select(a => new AttendancePage.Away(a.Person.Name, a.Start, a.End)).ToListAsync(cancel);
        var people = me.Can(Capability.TimeAdministration) ? await db.Staff.Active.Select(s => new Choice(s.Id.ToString(), s.Name, null)).ToListAsync(cancel) : [];
        var name = whose == me.Id ? me.Name : await db.Staff.Where(s => s.Id == whose).Select(s => s.Name).FirstOrDefaultAsync(cancel) ?? "";
        return AttendancePage.Of(new(day, monday, me, person, name, rows, away, people, form), status);
    }
}
