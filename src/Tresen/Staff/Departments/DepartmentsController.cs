using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Staff.Departments;

/// <summary><em>Administration &gt; Abteilungen</em>: who belongs where, what an hour costs, when an approval is needed.</summary>
[Needs(Capability.Administration)]
public sealed class DepartmentsController(TresenDb db) : TresenController
{
    [HttpGet("/administration/departments")]
    [Menu("Administration", "Abteilungen", "building", 20)]
    public async Task<IResult> List(CancellationToken cancel) => DepartmentList.Of(await db.Departments
        .OrderBy(d => d.IsActive ? 0 : 1).ThenBy(d => d.Name)
        .Select(d => new DepartmentList.Row(
            d.Id,
            d.Name,
            d.Company.Name,
            d.IsConfidential,
            d.IsActive,
            d.Rate,
            d.ApprovalPoint,
            d.ApprovalAbove,
            d.Members.Count(m => m.StaffMember.IsActive),
            d.Members.Where(m => m.Standing == Standing.Lead && m.StaffMember.IsActive).OrderBy(m => m.StaffMember.Name).Select(m => m.StaffMember.Name).ToList()))
        .ToListAsync(cancel));

    [HttpGet("/administration/departments/new")]
    public async Task<IResult> New(CancellationToken cancel) =>
        await EditorAsync(null, new DepartmentForm { CompanyId = await db.Companies.MinAsync(c => (int?)c.Id, cancel) }, cancel);

    [HttpPost("/administration/departments")]
    public async Task<IResult> Create([FromForm] DepartmentForm form, CancellationToken cancel)
    {
        var company = await db.Companies.SingleOrDefaultAsync(c => c.Id == form.CompanyId, cancel);
        if (!await IsRightAsync(0, form, company, cancel))
        {
            return await EditorAsync(null, form, cancel, 422);
        }

        var department = new Department(form.Name!.Trim(), company!);
        await FillAsync(department, form, company!, cancel);
        db.Add(department);
        await db.SaveChangesAsync(cancel);
        return Done("/administration/departments", $"Abteilung {department.Name} angelegt.");
    }

    [HttpGet("/administration/departments/{id:int}")]
    public async Task<IResult> Edit(int id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } department ? await EditorAsync(department, DepartmentForm.Of(department), cancel) : NotFound();

    [HttpPost("/administration/departments/{id:int}")]
    public async Task<IResult> Save(int id, [FromForm] DepartmentForm form, CancellationToken cancel)
    {
        await db.LockAsync<Department>(id, cancel);
        if (await FindAsync(id, cancel) is not { } department)
        {
            return NotFound();
        }

        var people = await db.Staff.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        var companies = await db.Companies.ToDictionaryAsync(c => c.Id, cancel);
        var merged = await MergeAsync(form, DepartmentForm.Of(department), (field, value) => field switch
        {
            nameof(form.CompanyId) => companies.GetValueOrDefault(value as int? ?? 0)?.Name ?? "",
            nameof(form.ApprovalPoint) => DepartmentList.PointTitle((ApprovalPoint)value!),
            nameof(form.Places) => string.Join(", ", Place.Read((string[])value!).Select(p => $"{people.GetValueOrDefault(p.Key)} ({Place.TitleOf(p.Value)})")),
            _ => "",
        });
        var company = companies.GetValueOrDefault(form.CompanyId ?? 0);
        if (!merged || !await IsRightAsync(id, form, company, cancel))
        {
            return await EditorAsync(department, form, cancel, merged ? 422 : 409);
        }

        await FillAsync(department, form, company!, cancel);
        await db.SaveChangesAsync(cancel);
        return Done("/administration/departments", $"{department.Name} gespeichert.");
    }

    async Task<bool> IsRightAsync(int id, DepartmentForm form, Company? company, CancellationToken cancel)
    {
        var name = (form.Name ?? "").Trim();
        if (await db.Departments.AnyAsync(d => d.Name == name && d.Id != id, cancel))
        {
            ModelState.AddModelError(nameof(form.Name), "Eine Abteilung mit diesem Namen gibt es schon.");
        }

        if (company is null && form.CompanyId is not null)
        {
            ModelState.AddModelError(nameof(form.CompanyId), "Diese Firma gibt es nicht mehr. Bitte eine andere wählen.");
        }

        return ModelState.IsValid;
    }

    async Task FillAsync(Department department, DepartmentForm form, Company company, CancellationToken cancel)
    {
        department.Describe(form.Name!.Trim(), form.IsConfidential, form.IsActive);
        department.BelongTo(company);
        department.Charge(form.Rate);
        department.AskForApproval(form.ApprovalPoint, form.ApprovalAbove, form.AllowsSelfApproval, form.ApprovalTolerance!.Value);
        department.KeepRepliesFor(form.ReplyDays!.Value);
        var wanted = Place.Read(form.Places);
        foreach (var person in await db.Staff.ToListAsync(cancel))
        {
            if (wanted.TryGetValue(person.Id, out var standing))
            {
                department.TakeIn(person, standing);
            }
            else if (person.IsActive) // whoever left keeps their place for the day they return
            {
                department.LetGo(person);
            }
        }
    }

    Task<Department?> FindAsync(int id, CancellationToken cancel) =>
        db.Departments.Include(d => d.Members).ThenInclude(m => m.StaffMember).SingleOrDefaultAsync(d => d.Id == id, cancel);

    async Task<IResult> EditorAsync(Department? department, DepartmentForm form, CancellationToken cancel, int status = 200) => DepartmentEditor.Of(
        new(
            department,
            form,
            await db.Companies.OrderBy(c => c.Name).Select(c => new Choice(c.Id.ToString(), c.Name, null)).ToListAsync(cancel),
            [.. (await db.Staff.Active.Select(s => new { s.Id, s.Name }).ToListAsync(cancel)).Select(s => (s.Id, s.Name))]),
        status);
}
