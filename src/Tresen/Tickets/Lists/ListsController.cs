using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Tickets.Lists;

/// <summary>The lists that the administrator names, orders and translates. What is in use can't be removed, only switched off.</summary>
[Needs(Capability.Administration)]
public sealed class ListsController(TresenDb db) : TresenController
{
    [HttpGet("/administration/lists")]
    [Menu("Administration", "Listen", "list-details", 50)]
    public Task<IResult> First(CancellationToken cancel) => PageAsync("statuses", null, cancel);

    [HttpGet("/administration/lists/{list}")]
    public Task<IResult> Show(string list, int? entry, CancellationToken cancel) => PageAsync(list, entry, cancel);

    [HttpPost("/administration/lists/{list}")]
    public async Task<IResult> Add(string list, [FromForm] ListEntryForm form, CancellationToken cancel)
    {
        if (ModelState.IsValid && await IsNewAsync(list, 0, form, cancel) && await MakeAsync(list, form, cancel) is { } made)
        {
            db.Add(made);
            await db.SaveChangesAsync(cancel);
            return Done($"/administration/lists/{list}", Words.Of("{0} ist hinzugefügt.", form.Name));
        }

        return await PageAsync(list, null, cancel, StatusCodes.Status422UnprocessableEntity);
    }

    [HttpPost("/administration/lists/{list}/{id:int}")]
    public async Task<IResult> Change(string list, int id, [FromForm] ListEntryForm form, CancellationToken cancel)
    {
        if (await FindAsync(list, id, cancel) is not { } entry)
        {
            return NotFound();
        }

        var isInUse = entry is Progress && await IsOnTicketsAsync(id, cancel);
        var fits = ModelState.IsValid && await IsNewAsync(list, id, form, cancel) && await LeavesOneAsync(entry, form, cancel) && Try(() =>
        {
            entry.Describe(form.Name!.Trim(), form.English?.Trim() ?? "", form.Position ?? 0, form.IsActive);
            if (entry is Progress progress)
            {
                progress.Join(form.Category ?? progress.Category, isInUse);
                progress.Paint(form.Color ?? "grey");
                progress.Means(form.BeginsWork, form.AsksForAppointment);
            }
        });
        if (!fits)
        {
            return await PageAsync(list, id, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/administration/lists/{list}", Words.Of("Gespeichert."));
    }

    [HttpPost("/administration/lists/{list}/{id:int}/removal")]
    public async Task<IResult> Remove(string list, int id, CancellationToken cancel)
    {
        if (await FindAsync(list, id, cancel) is not { } entry)
        {
            return NotFound();
        }

        if (await IsInUseAsync(entry, cancel))
        {
            ModelState.AddModelError("", "Das ist in Gebrauch und kann nur abgeschaltet werden.");
            return await PageAsync(list, id, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        db.Remove(entry);
        await db.SaveChangesAsync(cancel);
        return Done($"/administration/lists/{list}", Words.Of("{0} ist entfernt.", entry.Name));
    }

    /// <summary>Tags are found by their names: there is one of each.</summary>
    async Task<bool> IsNewAsync(string list, int id, ListEntryForm form, CancellationToken cancel)
    {
        var name = Tag.Normal(form.Name!);
        if (list == "tags" && await db.Tags.AnyAsync(t => t.Name == name && t.Id != id, cancel))
        {
            ModelState.AddModelError(nameof(form.Name), "Diesen Tag gibt es schon.");
        }

        return ModelState.IsValid;
    }

    /// <summary>New tickets, reopened ones and closed ones need a status to stand in.</summary>
    async Task<bool> LeavesOneAsync(ListEntry entry, ListEntryForm form, CancellationToken cancel)
    {
        if (entry is Progress { Category: Category.New or Category.InWork or Category.Closed } progress && (!form.IsActive || (form.Category ?? progress.Category) != progress.Category)
            && !await db.Progresses.AnyAsync(p => p.IsActive && p.Category == progress.Category && p.Id != progress.Id, cancel))
        {
            ModelState.AddModelError(form.IsActive ? nameof(form.Category) : nameof(form.IsActive), "Das ist der letzte Status dieser Gruppe. Einer muss bleiben.");
        }

        return ModelState.IsValid;
    }

    /// <summary>Whether a ticket stands in that status, or comes back to it from waiting.</summary>
    Task<bool> IsOnTicketsAsync(int progress, CancellationToken cancel) => db.Tickets.AnyAsync(t => t.ProgressId == progress || t.BeforeWaitingId == progress, cancel);

    async Task<ListEntry?> MakeAsync(string list, ListEntryForm form, CancellationToken cancel)
    {
        var (name, english, position) = (form.Name!.Trim(), form.English?.Trim() ?? "", form.Position ?? 99);
        switch (list)
        {
            case "statuses":
                return new Progress(name, english, position, form.Category ?? Category.InWork, form.Color ?? "grey").Means(form.BeginsWork, form.AsksForAppointment);
            case "kinds":
                return new Kind(name, english, position);
            case "areas":
                return new Area(name, english, position);
            case "channels":
                return new Channel(name, english, position);
            case "tags":
                var tag = new Tag(name);
                return Try(() => tag.Describe(name, english, position, form.IsActive)) ? tag : null;
            case "fields":
                var taken = await db.FreeFields.Select(f => f.Slot).ToListAsync(cancel);
                if (Enumerable.Range(1, FreeField.Most).Except(taken).FirstOrDefault() is var slot and > 0)
                {
                    return new FreeField(name, english, position, slot);
                }

                ModelState.AddModelError("", "Es gibt höchstens zehn Freifelder. Bitte eines entfernen, das nicht mehr gebraucht wird.");
                return null;
            default:
                return null;
        }
    }

    async Task<ListEntry?> FindAsync(string list, int id, CancellationToken cancel) => list switch
    {
        "statuses" => await db.Progresses.FindAsync([id], cancel),
        "kinds" => await db.Kinds.FindAsync([id], cancel),
        "areas" => await db.Areas.FindAsync([id], cancel),
        "channels" => await db.Channels.FindAsync([id], cancel),
        "tags" => await db.Tags.FindAsync([id], cancel),
        "fields" => await db.FreeFields.FindAsync([id], cancel),
        _ => null,
    };

    async Task<bool> IsInUseAsync(ListEntry entry, CancellationToken cancel) => entry switch
    {
        Progress p => await IsOnTicketsAsync(p.Id, cancel)
            || !await db.Progresses.AnyAsync(o => o.Id != p.Id && o.Category == p.Category && o.IsActive, cancel),
        Kind k => await db.Tickets.AnyAsync(t => t.KindId == k.Id, cancel),
        Area a => await db.Tickets.AnyAsync(t => t.AreaId == a.Id, cancel),
        Channel c => c.Use != ChannelUse.ByHand || await db.Tickets.AnyAsync(t => t.ChannelId == c.Id, cancel),
        Tag t => await db.Set<TicketTag>().AnyAsync(x => x.TagId == t.Id, cancel),
        FreeField f => await db.Set<FreeValue>().AnyAsync(v => v.FreeFieldId == f.Id, cancel),
        _ => true,
    };

    async Task<IResult> PageAsync(string list, int? edited, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        db.ChangeTracker.Clear();
        IReadOnlyList<ListEntry>? entries = list switch
        {
            "statuses" => await db.Progresses.AsNoTracking().OrderBy(p => p.Position).ToListAsync(cancel),
            "kinds" => await db.Kinds.AsNoTracking().OrderBy(p => p.Position).ToListAsync(cancel),
            "areas" => await db.Areas.AsNoTracking().OrderBy(p => p.Position).ToListAsync(cancel),
            "channels" => await db.Channels.AsNoTracking().OrderBy(p => p.Position).ToListAsync(cancel),
            "tags" => await db.Tags.AsNoTracking().OrderBy(t => t.Position).ThenBy(t => t.Name).ToListAsync(cancel),
            "fields" => await db.FreeFields.AsNoTracking().OrderBy(p => p.Position).ToListAsync(cancel),
            _ => null,
        };
        return entries is null ? NotFound() : ListsPage.Of(new(list, entries, edited), status);
    }
}

/// <summary>An entry of a list as typed.</summary>
public sealed class ListEntryForm
{
    [Required(ErrorMessage = "Bitte einen Namen eingeben.")]
    [StringLength(100, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Name { get; set; }

    [StringLength(100, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? English { get; set; }

    [Range(0, 9999, ErrorMessage = "Bitte eine Zahl von 0 bis 9999.")]
    public int? Position { get; set; }

    public bool IsActive { get; set; } = true;

    [EnumDataType(typeof(Category), ErrorMessage = "Bitte auswählen.")]
    public Category? Category { get; set; }

    [RegularExpression("^[A-Za-z]{3,10}$", ErrorMessage = "Bitte auswählen.")]
    public string? Color { get; set; }

    public bool BeginsWork { get; set; }

    public bool AsksForAppointment { get; set; }
}
