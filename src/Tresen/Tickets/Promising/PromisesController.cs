using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Staff;

namespace Tresen.Tickets.Promising;

/// <summary><em>Administration &gt; Zusagen und Erinnerungen</em>: what each department promises, who is reminded when, and who is told
/// of what becomes late.</summary>
[Needs(Capability.Administration)]
public sealed class PromisesController(TresenDb db) : TresenController
{
    [HttpGet("/administration/promises")]
    [Menu("Administration", "Zusagen", "alarm", 34)]
    public Task<IResult> List(CancellationToken cancel) => ListAsync(null, null, cancel);

    /// <summary>Changes how long before a deadline a company's people are reminded.</summary>
    [HttpPost("/administration/promises/reminders/{id:int}")]
    public async Task<IResult> Remind([FromRoute] int id, [FromForm] ReminderForm form, CancellationToken cancel)
    {
        await db.LockAsync<Company>(id, cancel);
        if (await db.Companies.SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } company)
        {
            return NotFound();
        }

        var merged = await MergeAsync(form, ReminderForm.Of(company));
        if (!merged || !ModelState.IsValid || !Try(() => company.Remind(form.RemindDays ?? 0, form.RemindBefore?.Minutes ?? 0)))
        {
            db.ChangeTracker.Clear();
            return await ListAsync(id, merged ? 422 : 409, cancel);
        }

        await db.SaveChangesAsync(cancel);
        return Done("/administration/promises", "Gespeichert.");
    }

    [HttpGet("/administration/promises/{id:int}")]
    public async Task<IResult> Look(int id, CancellationToken cancel) => await FindAsync(id, cancel) is { } department ? PromisePage.Of(new(department)) : NotFound();

    [HttpPost("/administration/promises/{id:int}")]
    public async Task<IResult> Promise([FromRoute] int id, [FromForm] PromiseForm form, CancellationToken cancel)
    {
        await db.LockAsync<Department>(id, cancel);
        if (await FindAsync(id, cancel) is not { } department)
        {
            return NotFound();
        }

        var merged = await MergeAsync(form, PromiseForm.Of(department));
        if (!merged || !ModelState.IsValid || !Try(() => department.PromiseTimes(form.Promises)))
        {
            return PromisePage.Of(new(department), merged ? 422 : 409);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/administration/promises/{id}", "Gespeichert. Was schon zugesagt ist, behält seine Frist.");
    }

    /// <summary>Adds a step of escalation.</summary>
    [HttpPost("/administration/promises/{id:int}/steps")]
    public async Task<IResult> Escalate([FromRoute] int id, [FromForm] StepForm form, CancellationToken cancel)
    {
        await db.LockAsync<Department>(id, cancel);
        if (await FindAsync(id, cancel) is not { } department)
        {
            return NotFound();
        }

        if (form.Read(ModelState) is not { } step || !Try(() => department.Escalate(step)))
        {
            return PromisePage.Of(new(department), 422);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/administration/promises/{id}", "Die Stufe ist eingetragen.");
    }

    /// <summary>Takes a step of escalation away.</summary>
    [HttpPost("/administration/promises/{id:int}/steps/removal")]
    public async Task<IResult> NoLongerEscalate([FromRoute] int id, [FromForm] string? step, CancellationToken cancel)
    {
        await db.LockAsync<Department>(id, cancel);
        if (await FindAsync(id, cancel) is not { } department || EscalationStep.Read(step) is not { } known || !department.NoLongerEscalate(known))
        {
            return NotFound();
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/administration/promises/{id}", "Die Stufe ist gestrichen.");
    }

    Task<Department?> FindAsync(int id, CancellationToken cancel) => db.Departments.Include(d => d.Company).SingleOrDefaultAsync(d => d.Id == id, cancel);

    async Task<IResult> ListAsync(int? refused, int? status, CancellationToken cancel) => PromiseList.Of(
        new(
            await db.Companies.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancel),
            await db.Departments.AsNoTracking().Where(d => d.IsActive).OrderBy(d => d.Name).ToListAsync(cancel),
            refused),
        status ?? 200);
}
