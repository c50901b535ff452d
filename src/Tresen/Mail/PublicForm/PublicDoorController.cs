using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;
using Tresen.Staff;

namespace Tresen.Mail.PublicForm;

/// <summary>The setting of the public form.</summary>
[Needs(Capability.Administration)]
public sealed class PublicDoorController(TresenDb db) : TresenController
{
    const string Address = "/administration/request-form";

    [HttpGet(Address)]
    [Menu("Administration", "Öffentliches Formular", "world-www", 45)]
    public async Task<IResult> Edit(CancellationToken cancel) => PublicDoorPage.Of(await TellAsync(cancel));

    [HttpPost(Address)]
    public async Task<IResult> Save([FromForm] PublicDoorForm form, CancellationToken cancel)
    {
        var department = form.DepartmentId is { } id ? await db.Departments.Active.SingleOrDefaultAsync(d => d.Id == id, cancel) : null;
        if (form.DepartmentId is not null && department is null)
        {
            ModelState.AddModelError(nameof(form.DepartmentId), "Diese Abteilung gibt es nicht mehr. Bitte eine andere wählen.");
        }

        if (!ModelState.IsValid)
        {
            return PublicDoorPage.Of(await TellAsync(cancel), StatusCodes.Status422UnprocessableEntity);
        }

        var door = await db.PublicDoorAsync(cancel);
        door.Set(form.IsOpen, department);
        if (door.Id == 0)
        {
            db.Add(door);
        }

        await db.SaveChangesAsync(cancel);
        return Done(Address, "Gespeichert.");
    }

    async Task<PublicDoorPage.Data> TellAsync(CancellationToken cancel) =>
        new(await db.PublicDoorAsync(cancel), [.. (await db.Departments.Active.Select(d => new { d.Id, d.Name }).ToListAsync(cancel)).Select(d => new Choice(d.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), d.Name))]);
}

/// <summary>The setting as an administrator types it.</summary>
public sealed class PublicDoorForm
{
    public bool IsOpen { get; set; }

    public int? DepartmentId { get; set; }
}
