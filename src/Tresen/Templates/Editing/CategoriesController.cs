using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Templates.Editing;

/// <summary>The tree that templates are kept in.</summary>
[Needs(Capability.Administration)]
public sealed class CategoriesController(TresenDb db) : TresenController
{
    const string List = "/administration/templates";
    const string Address = "/administration/template-categories";

    [HttpGet(Address + "/new")]
    public async Task<IResult> New(int? parent, CancellationToken cancel) => await EditorAsync(null, new CategoryForm { ParentId = parent }, cancel);

    [HttpPost(Address)]
    public async Task<IResult> Create([FromForm] CategoryForm form, CancellationToken cancel)
    {
        var parent = await ParentAsync(form, cancel);
        TemplateCategory? category = null;
        if (!ModelState.IsValid || !Try(() => category = new TemplateCategory(form.Name!, parent, form.Position ?? 0)))
        {
            return await EditorAsync(null, form, cancel, 422);
        }

        db.Add(category!);
        await db.SaveChangesAsync(cancel);
        return Done(List, $"Kategorie „{category!.Name}“ angelegt.");
    }

    [HttpGet(Address + "/{id:int}")]
    public async Task<IResult> Edit(int id, CancellationToken cancel) =>
        await db.TemplateCategories.SingleOrDefaultAsync(c => c.Id == id, cancel) is { } category ? await EditorAsync(category, CategoryForm.Of(category), cancel) : NotFound();

    [HttpPost(Address + "/{id:int}")]
    public async Task<IResult> Save(int id, [FromForm] CategoryForm form, CancellationToken cancel)
    {
        var tree = await db.TemplateTreeAsync(cancel);
        if (tree.FirstOrDefault(c => c.Id == id) is not { } category)
        {
            return NotFound();
        }

        var parent = await ParentAsync(form, cancel);
        if (!ModelState.IsValid || !Try(() => category.Describe(form.Name!, parent, form.Position ?? 0)))
        {
            return await EditorAsync(category, form, cancel, 422);
        }

        await db.SaveChangesAsync(cancel);
        return Done(List, $"Kategorie „{category.Name}“ gespeichert.");
    }

    [HttpPost(Address + "/{id:int}/removal")]
    public async Task<IResult> Remove(int id, CancellationToken cancel)
    {
        if (await db.TemplateCategories.SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } category)
        {
            return NotFound();
        }

        if (await db.Templates.AnyAsync(t => t.CategoryId == id, cancel) || await db.TemplateCategories.AnyAsync(c => c.ParentId == id, cancel))
        {
            ModelState.AddModelError("", "In dieser Kategorie liegt noch etwas. Bitte erst leeren.");
            return await EditorAsync(category, CategoryForm.Of(category), cancel, 422);
        }

        db.Remove(category);
        await db.SaveChangesAsync(cancel);
        return Done(List, "Kategorie gelöscht.");
    }

    async Task<TemplateCategory?> ParentAsync(CategoryForm form, CancellationToken cancel)
    {
        var parent = form.ParentId is { } id ? (await db.TemplateTreeAsync(cancel)).FirstOrDefault(c => c.Id == id) : null;
        if (form.ParentId is not null && parent is null)
        {
            ModelState.AddModelError(nameof(form.ParentId), "Diese Kategorie gibt es nicht mehr. Bitte eine andere wählen.");
        }

        return parent;
    }

    async Task<IResult> EditorAsync(TemplateCategory? category, CategoryForm form, CancellationToken cancel, int status = 200) =>
        CategoryEditor.Of(new(category, form, await db.TemplateTreeAsync(cancel)), status);
}
