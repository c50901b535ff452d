using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Web;
using Tresen.Staff;

namespace Tresen.Templates.Editing;

/// <summary><em>Administration &gt; Einstellungen &gt; System &gt; Ticket-Vorlagen</em>.</summary>
[Needs(Capability.Administration)]
public sealed class TemplatesController(TresenDb db) : TresenController
{
    const string Address = "/administration/templates";

    [HttpGet(Address)]
    [Menu("Administration", "Ticket-Vorlagen", "template", 50)]
    public async Task<IResult> List(CancellationToken cancel) =>
        TemplateList.Of(new(
            await db.TemplateTreeAsync(cancel),
            await db.Templates.Include(t => t.Department).OrderBy(t => t.Position).ThenBy(t => t.Name).ToListAsync(cancel)));

    [HttpGet(Address + "/new")]
    public async Task<IResult> New(int? category, CancellationToken cancel) => await EditorAsync(null, new TemplateForm { CategoryId = category }, cancel);

    [HttpPost(Address)]
    public async Task<IResult> Create([FromForm] TemplateForm form, CancellationToken cancel)
    {
        var (category, department) = await NamedAsync(form, cancel);
        Template? template = null;
        if (!ModelState.IsValid || !Try(() =>
        {
            template = new Template(form.Name!, Html(form), category, department, form.Position ?? 0);
            template.Describe(template.Name, template.Html, category, department, template.Position, form.IsActive);
        }))
        {
            return await EditorAsync(null, form, cancel, 422);
        }

        db.Add(template!);
        await db.SaveChangesAsync(cancel);
        return Done(Address, $"Vorlage „{template!.Name}“ angelegt.");
    }

    [HttpGet(Address + "/{id:int}")]
    public async Task<IResult> Edit(int id, CancellationToken cancel) =>
        await db.Templates.SingleOrDefaultAsync(t => t.Id == id, cancel) is { } template ? await EditorAsync(template, TemplateForm.Of(template), cancel) : NotFound();

    [HttpPost(Address + "/{id:int}")]
    public async Task<IResult> Save(int id, [FromForm] TemplateForm form, CancellationToken cancel)
    {
        await db.LockAsync<Template>(id, cancel);
        if (await db.Templates.SingleOrDefaultAsync(t => t.Id == id, cancel) is not { } template)
        {
            return NotFound();
        }

        if (!await MergeAsync(form, TemplateForm.Of(template)))
        {
            return await EditorAsync(template, form, cancel, 409);
        }

        var (category, department) = await NamedAsync(form, cancel);
        if (!ModelState.IsValid || !Try(() => template.Describe(form.Name!, Html(form), category, department, form.Position ?? 0, form.IsActive)))
        {
            return await EditorAsync(template, form, cancel, 422);
        }

        await db.SaveChangesAsync(cancel);
        return Done(Address, $"Vorlage „{template.Name}“ gespeichert.");
    }

    [HttpPost(Address + "/{id:int}/removal")]
    public async Task<IResult> Remove(int id, CancellationToken cancel)
    {
        if (await db.Templates.SingleOrDefaultAsync(t => t.Id == id, cancel) is not { } template)
        {
            return NotFound();
        }

        db.Remove(template);
        await db.SaveChangesAsync(cancel);
        return Done(Address, "Vorlage gelöscht.");
    }

    static string Html(TemplateForm form) => RichText.Clean(form.Text, form.TextFormat == "html");

    async Task<(TemplateCategory? Category, Department? Department)> NamedAsync(TemplateForm form, CancellationToken cancel)
    {
        var category = form.CategoryId is { } c ? (await db.TemplateTreeAsync(cancel)).FirstOrDefault(x => x.Id == c) : null;
        if (form.CategoryId is not null && category is null)
        {
            ModelState.AddModelError(nameof(form.CategoryId), "Diese Kategorie gibt es nicht mehr. Bitte eine andere wählen.");
        }

        var department = form.DepartmentId is { } d ? await db.Departments.SingleOrDefaultAsync(x => x.Id == d, cancel) : null;
        if (form.DepartmentId is not null && department is null)
        {
            ModelState.AddModelError(nameof(form.DepartmentId), "Diese Abteilung gibt es nicht mehr. Bitte eine andere wählen.");
        }

        return (category, department);
    }

    async Task<IResult> EditorAsync(Template? template, TemplateForm form, CancellationToken cancel, int status = 200) =>
        TemplateEditor.Of(new(template, form, await db.TemplateTreeAsync(cancel), await db.Departments.Active.Select(d => new Platform.Forms.Choice(d.Id.ToString(), d.Name)).ToListAsync(cancel)), status);
}
