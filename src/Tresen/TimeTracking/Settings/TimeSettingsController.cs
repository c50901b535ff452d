using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.TimeTracking.Settings;

/// <summary><em>Administration &gt; Zeiterfassung</em>: until when bookings may be edited, closed periods, activities.</summary>
[Needs(Capability.Administration)]
public sealed class TimeSettingsController(TresenDb db) : TresenController
{
    [HttpGet("/administration/time")]
    [Menu("Administration", "Zeiten und Tätigkeiten", "clock", 70)]
    public Task<IResult> Look(CancellationToken cancel) => PageAsync(cancel);

    [HttpPost("/administration/time")]
    public async Task<IResult> Decide([FromForm] TimeRulesForm form, CancellationToken cancel)
    {
        var rules = await db.TimeRulesAsync(cancel);
        if (!ModelState.IsValid || !Try(() => rules.Decide(form.EditableWorkingDays!.Value, form.BookableDays!.Value, form.ClosedUntil, form.ProposedWhyNot)))
        {
            db.ChangeTracker.Clear();
            return await PageAsync(cancel, 422);
        }

        db.Update(rules);
        await db.SaveChangesAsync(cancel);
        return Done("/administration/time", "Gespeichert. Was schon gebucht ist, behält seine Frist.");
    }

    [HttpGet("/administration/activities/new")]
    public IResult New() => ActivityEditor.Of(new(null, new ActivityForm()));

    [HttpPost("/administration/activities")]
    public Task<IResult> Create([FromForm] ActivityForm form, CancellationToken cancel) => SaveAsync(null, form, cancel);

    [HttpGet("/administration/activities/{id:int}")]
    public async Task<IResult> Edit(int id, CancellationToken cancel) =>
        await db.Activities.SingleOrDefaultAsync(a => a.Id == id, cancel) is { } activity ? ActivityEditor.Of(new(id, ActivityForm.Of(activity))) : NotFound();

    [HttpPost("/administration/activities/{id:int}")]
    public async Task<IResult> Change(int id, [FromForm] ActivityForm form, CancellationToken cancel) =>
        await db.Activities.AnyAsync(a => a.Id == id, cancel) ? await SaveAsync(id, form, cancel) : NotFound();

    async Task<IResult> SaveAsync(int? id, ActivityForm form, CancellationToken cancel)
    {
        var last = await db.Activities.MaxAsync(a => (int?)a.Position, cancel) ?? 0;
        var activity = id is null ? new Activity("", "", last + 1) : await db.Activities.SingleAsync(a => a.Id == id, cancel);
        if (!ModelState.IsValid || !Try(() =>
            {
                activity.Describe(form.Name!.Trim(), form.English?.Trim() ?? "", form.Position ?? activity.Position, form.IsActive);
                activity.Charge(form.Accounting, form.Price ?? Money.Zero, form.RoundUpTo ?? 1, form.IsBillable);
            }))
        {
            db.ChangeTracker.Clear();
            return ActivityEditor.Of(new(id, form), 422);
        }

        db.Update(activity);
        await db.SaveChangesAsync(cancel);
        return Done("/administration/time", "Gespeichert. Was schon gebucht ist, bleibt, wie es war.");
    }

    async Task<IResult> PageAsync(CancellationToken cancel, int status = 200) => TimeSettingsPage.Of(
        new(await db.TimeRulesAsync(cancel), await db.Activities.AsNoTracking().OrderBy(a => a.Position).ThenBy(a => a.Id).ToListAsync(cancel)), status);
}
