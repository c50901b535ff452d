using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Web;

namespace Tresen.Staff.Opening;

/// <summary><em>Administration &gt; Geschäftszeiten</em>: when each company is open, whose holidays count, and when it is closed besides.</summary>
[Needs(Capability.Administration)]
public sealed class HoursController(TresenDb db, TimeProvider clock) : TresenController
{
    [HttpGet("/administration/hours")]
    [Menu("Administration", "Geschäftszeiten", "clock", 32)]
    public async Task<IResult> First(CancellationToken cancel) =>
        await db.Companies.OrderBy(c => c.Id).FirstOrDefaultAsync(cancel) is { } company ? await PageAsync(company, cancel) : NotFound();

    [HttpGet("/administration/hours/{id:int}")]
    public async Task<IResult> Look(int id, CancellationToken cancel) => await FindAsync(id, cancel) is { } company ? await PageAsync(company, cancel) : NotFound();

    [HttpPost("/administration/hours/{id:int}")]
    public async Task<IResult> Save([FromRoute] int id, [FromForm] HoursForm form, CancellationToken cancel)
    {
        await db.LockAsync<Company>(id, cancel);
        if (await FindAsync(id, cancel) is not { } company)
        {
            return NotFound();
        }

        var merged = await MergeAsync(form, HoursForm.Of(company), HoursFields.Shown);
        if (!Holidays.Laender.ContainsKey(form.Bundesland ?? ""))
        {
            ModelState.AddModelError(nameof(form.Bundesland), "Bitte das Bundesland wählen.");
        }

        BusinessHours? hours = null;
        if (!merged || !Try(() => hours = form.Read(ModelState)) || hours is null)
        {
            return await PageAsync(company, cancel, merged ? 422 : 409);
        }

        company.Open(hours, form.Bundesland!, form.RegionalHolidays);
        await db.SaveChangesAsync(cancel);
        return Done($"/administration/hours/{id}", "Gespeichert. Was schon zugesagt ist, behält seine Frist.");
    }

    /// <summary>Enters days on which the firm is closed.</summary>
    [HttpPost("/administration/hours/{id:int}/closed")]
    public async Task<IResult> CloseOn([FromRoute] int id, [FromForm] ClosedDaysForm form, CancellationToken cancel)
    {
        await db.LockAsync<Company>(id, cancel);
        if (await FindAsync(id, cancel) is not { } company)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !Try(() => company.CloseOn(form.From!.Value, form.To ?? form.From.Value, form.Name!.Trim())))
        {
            return await PageAsync(company, cancel, 422);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/administration/hours/{id}", $"{form.Name!.Trim()} ist eingetragen.");
    }

    /// <summary>Takes out the days that begin with <paramref name="from"/>.</summary>
    [HttpPost("/administration/hours/{id:int}/closed/removal")]
    public async Task<IResult> OpenAgain([FromRoute] int id, [FromForm] DateOnly? from, CancellationToken cancel)
    {
        await db.LockAsync<Company>(id, cancel);
        if (await FindAsync(id, cancel) is not { } company || from is not { } day || !company.OpenAgain(day))
        {
            return NotFound();
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/administration/hours/{id}", "Die Tage sind gestrichen. Dann ist wieder geöffnet wie sonst.");
    }

    Task<Company?> FindAsync(int id, CancellationToken cancel) => db.Companies.SingleOrDefaultAsync(c => c.Id == id, cancel);

    async Task<IResult> PageAsync(Company company, CancellationToken cancel, int status = 200) => HoursPage.Of(
        new(
            company,
            HoursForm.Of(company),
            await db.Companies.AsNoTracking().OrderBy(c => c.Id).Select(c => new HoursPage.Other(c.Id, c.Name)).ToListAsync(cancel),
            await db.Departments.AsNoTracking().Include(d => d.Company).Where(d => d.CompanyId == company.Id && d.IsActive).OrderBy(d => d.Name).ToListAsync(cancel),
            Zone.DayOf(clock.GetUtcNow())),
        status);
}

/// <summary>The hours of a department, and of a branch in another Land.</summary>
[Needs(Capability.Administration)]
public sealed class DepartmentHoursController(TresenDb db, TimeProvider clock) : TresenController
{
    [HttpGet("/administration/departments/{id:int}/hours")]
    public async Task<IResult> Look(int id, CancellationToken cancel) => await FindAsync(id, cancel) is { } department ? Page(department) : NotFound();

    [HttpPost("/administration/departments/{id:int}/hours")]
    public async Task<IResult> Save([FromRoute] int id, [FromForm] HoursForm form, CancellationToken cancel)
    {
        await db.LockAsync<Department>(id, cancel);
        if (await FindAsync(id, cancel) is not { } department)
        {
            return NotFound();
        }

        var merged = await MergeAsync(form, HoursForm.Of(department), HoursFields.Shown);
        if (!string.IsNullOrEmpty(form.Bundesland) && !Holidays.Laender.ContainsKey(form.Bundesland))
        {
            ModelState.AddModelError(nameof(form.Bundesland), "Bitte das Bundesland wählen.");
        }

        BusinessHours? hours = null;
        if (!merged || !ModelState.IsValid || !Try(() => hours = form.HasOwnHours ? form.Read(ModelState) : null) || !ModelState.IsValid)
        {
            return Page(department, merged ? 422 : 409);
        }

        department.Open(hours, string.IsNullOrEmpty(form.Bundesland) ? null : form.Bundesland, form.RegionalHolidays);
        await db.SaveChangesAsync(cancel);
        return Done($"/administration/departments/{id}/hours", "Gespeichert. Was schon zugesagt ist, behält seine Frist.");
    }

    Task<Department?> FindAsync(int id, CancellationToken cancel) => db.Departments.Include(d => d.Company).SingleOrDefaultAsync(d => d.Id == id, cancel);

    IResult Page(Department department, int status = 200) => DepartmentHoursPage.Of(new(department, HoursForm.Of(department), Zone.DayOf(clock.GetUtcNow())), status);
}
