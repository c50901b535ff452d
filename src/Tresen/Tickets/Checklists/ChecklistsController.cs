using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Tickets.Checklists;

/// <summary>The checklists that are offered.</summary>
[Needs(Capability.Administration)]
public sealed class ChecklistsController(TresenDb db) : TresenController
{
    [HttpGet("/administration/checklists")]
    [Menu("Administration", "Checklisten", "list-check", 52)]
    public Task<IResult> All(int? list, CancellationToken cancel) => PageAsync(list, StatusCodes.Status200OK, cancel);

    [HttpPost("/administration/checklists")]
    public async Task<IResult> Add([FromForm] ChecklistForm form, CancellationToken cancel)
    {
        Checklist? made = null;
        if (!await IsNewAsync(form, 0, cancel) || !Try(() => made = new Checklist(form.Name!, Checklist.StepsIn(form.Steps))))
        {
            return await PageAsync(null, StatusCodes.Status422UnprocessableEntity, cancel);
        }

        db.Add(made!);
        await db.SaveChangesAsync(cancel);
        return Done("/administration/checklists", Words.Of("{0} ist hinzugefügt.", made!.Name));
    }

    [HttpPost("/administration/checklists/{id:int}")]
    public async Task<IResult> Change([FromRoute] int id, [FromForm] ChecklistForm form, CancellationToken cancel)
    {
        if (await db.Checklists.FindAsync([id], cancel) is not { } list)
        {
            return NotFound();
        }

        if (!await IsNewAsync(form, id, cancel) || !Try(() => list.Describe(form.Name!, Checklist.StepsIn(form.Steps), form.IsActive)))
        {
            return await PageAsync(id, StatusCodes.Status422UnprocessableEntity, cancel);
        }

        await db.SaveChangesAsync(cancel);
        return Done("/administration/checklists", Words.Of("Gespeichert. Was schon auf Tickets steht, bleibt, wie es ist."));
    }

    async Task<bool> IsNewAsync(ChecklistForm form, int id, CancellationToken cancel)
    {
        var key = Platform.Text.SortKey.Of(form.Name ?? "");
        if (ModelState.IsValid && await db.Checklists.AnyAsync(l => l.SortKey == key && l.Id != id, cancel))
        {
            ModelState.AddModelError(nameof(form.Name), "So heißt schon eine Checkliste.");
        }

        return ModelState.IsValid;
    }

    async Task<IResult> PageAsync(int? edited, int status, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        return ChecklistList.Of(new(await db.Checklists.AsNoTracking().OrderBy(l => l.SortKey).ToListAsync(cancel), edited), status);
    }
}

/// <summary>A checklist as typed.</summary>
public sealed class ChecklistForm
{
    [Required(ErrorMessage = "Bitte einen Namen eingeben.")]
    [StringLength(100, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Name { get; set; }

    /// <summary>One line a step.</summary>
    [StringLength(20_000, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Steps { get; set; }

    public bool IsActive { get; set; } = true;
}
