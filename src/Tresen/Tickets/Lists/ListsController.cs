using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Tickets.Lists;

/// <summary>The lists that the administrator names, orders and translates. What is in use is removed by saying what takes its place.</summary>
[Needs(Capability.Administration)]
public sealed class ListsController(TresenDb db, IEnumerable<IListUse> uses, TimeProvider clock) : TresenController
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
        if (await db.ListEntryAsync(list, id, cancel) is not { } entry)
        {
            return NotFound();
        }

        var isInUse = entry is FreeField ? await db.Set<FreeValue>().AnyAsync(v => v.FreeFieldId == id, cancel) : entry is Progress && await IsOnTicketsAsync(id, cancel);
        var fits = ModelState.IsValid && await IsNewAsync(list, id, form, cancel) && await LeavesOneAsync(entry, form, cancel) && Try(() =>
        {
            entry.Describe(form.Name!.Trim(), form.English?.Trim() ?? "", form.Position ?? 0, form.IsActive);
            if (entry is Progress progress)
            {
                progress.Join(form.Category ?? progress.Category, isInUse);
                Mean(progress, form);
            }
            else if (entry is FreeField field)
            {
                field.Take(form.FieldKind ?? field.Kind, form.FieldKind is null ? field.OptionLines : form.FieldOptions, isInUse);
            }

            Paint(entry, form);
        });
        if (!fits)
        {
            return await PageAsync(list, id, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/administration/lists/{list}", Words.Of("Gespeichert."));
    }

    /// <summary>One place up or down.</summary>
    [HttpPost("/administration/lists/{list}/{id:int}/place")]
    public async Task<IResult> Move(string list, int id, [FromForm] bool up, CancellationToken cancel)
    {
        if (await db.ListEntryAsync(list, id, cancel) is not { } entry)
        {
            return NotFound();
        }

        var order = await EntriesAsync(list, cancel);
        var from = order.FindIndex(e => e.Id == id);
        var to = Math.Clamp(from + (up ? -1 : 1), 0, order.Count - 1);
        order.RemoveAt(from);
        order.Insert(to, entry);
        for (var place = 0; place < order.Count; place++)
        {
            order[place].MoveTo(place + 1);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/administration/lists/{list}");
    }

    /// <summary>Removes an entry. Where it is in use, <paramref name="replacementId"/> says what takes its place: 0 nothing.</summary>
    [HttpPost("/administration/lists/{list}/{id:int}/removal")]
    public async Task<IResult> Remove(string list, int id, [FromForm] int? replacementId, CancellationToken cancel)
    {
        if (await db.ListEntryAsync(list, id, cancel) is not { } entry)
        {
            return NotFound();
        }

        var removal = await RemovalAsync(list, entry, cancel);
        if (await WhyItStaysAsync(list, entry, cancel) is { } why)
        {
            ModelState.AddModelError("", why);
            return await PageAsync(list, null, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        if (removal.Uses == 0)
        {
            db.Remove(entry);
            await db.SaveChangesAsync(cancel);
            return Done($"/administration/lists/{list}", Words.Of("{0} ist entfernt.", entry.Name));
        }

        var to = removal.Candidates.FirstOrDefault(c => c.Id == replacementId);
        if (to is null && (replacementId != 0 || !removal.MayBeNothing))
        {
            ModelState.AddModelError("ReplacementId", removal.Candidates.Count == 0 && !removal.MayBeNothing
                ? "Es gibt nichts, das an die Stelle treten könnte. Bitte zuerst einen anderen Eintrag anlegen, bei einem Status einen derselben Gruppe."
                : "Bitte sagen, was an die Stelle tritt.");
            return await PageAsync(list, null, cancel, StatusCodes.Status422UnprocessableEntity, removal);
        }

        entry.Retire();
        db.Add(EntryReplacement.JobFor(list, entry, to, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        return Done($"/administration/lists/{list}", to is null
            ? Words.Of("{0} wird überall entfernt. Bei vielen Tickets dauert das einige Minuten.", entry.Name)
            : Words.Of("{0} wird überall durch {1} ersetzt. Bei vielen Tickets dauert das einige Minuten.", entry.Name, to.Name));
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
                var progress = new Progress(name, english, position, form.Category ?? Category.InWork, form.Color ?? "grey");
                Mean(progress, form);
                return progress;
            case "kinds":
                return Paint(new Kind(name, english, position), form);
            case "areas":
                return Paint(new Area(name, english, position), form);
            case "channels":
                return Paint(new Channel(name, english, position), form);
            case "tags":
                var tag = new Tag(name);
                Paint(tag, form);
                return Try(() => tag.Describe(name, english, position, form.IsActive)) ? tag : null;
            case "fields":
                var taken = await db.FreeFields.Select(f => f.Slot).ToListAsync(cancel);
                if (Enumerable.Range(1, FreeField.Most).Except(taken).FirstOrDefault() is var slot and > 0)
                {
                    var field = new FreeField(name, english, position, slot);
                    return Try(() => field.Take(form.FieldKind ?? FreeFieldKind.Text, form.FieldOptions, isFilled: false)) ? field : null;
                }

                ModelState.AddModelError("", "Es gibt höchstens zehn Freifelder. Bitte eines entfernen, das nicht mehr gebraucht wird.");
                return null;
            default:
                return null;
        }
    }

    static ListEntry Paint(ListEntry entry, ListEntryForm form)
    {
        if (entry is ColouredEntry coloured)
        {
            coloured.Paint(form.Color ?? coloured.Color);
        }

        return entry;
    }

    static void Mean(Progress progress, ListEntryForm form) =>
        progress.Means(form.BeginsWork, form.AsksForAppointment).AsksFor(form.AsksForAssignee, form.AsksForDue, form.AsksForRemark, form.AskedFields);

    /// <summary>Why an entry can't go at all.</summary>
    async Task<string?> WhyItStaysAsync(string list, ListEntry entry, CancellationToken cancel)
    {
        if ((await EntryReplacement.LeavingAsync(db, list, cancel)).ContainsKey(entry.Id))
        {
            return "Das wird gerade schon ersetzt. Bitte einen Augenblick warten.";
        }

        return entry switch
        {
            Channel { Use: not ChannelUse.ByHand } => "Über diesen Eingang kommen Anfragen von selbst. Er kann anders heißen, aber nicht entfernt werden.",
            Progress { Category: Category.New or Category.InWork or Category.Closed } p when !await db.Progresses.AnyAsync(o => o.Id != p.Id && o.Category == p.Category && o.IsActive, cancel)
                => "Das ist der letzte Status dieser Gruppe. Einer muss bleiben.",
            Kind k when !await db.Kinds.AnyAsync(o => o.Id != k.Id && o.IsActive, cancel) => "Das ist die letzte Art. Eine muss bleiben.",
            _ => null,
        };
    }

    /// <summary>What has to be said before an entry goes: how often it is named, and what may take its place.</summary>
    async Task<ListsPage.Removal> RemovalAsync(string list, ListEntry entry, CancellationToken cancel)
    {
        var count = 0;
        foreach (var use in uses)
        {
            count += await use.CountAsync(db, entry, cancel);
        }

        var candidates = (await EntriesAsync(list, cancel)).Where(e => e.Id != entry.Id && e.IsActive && (e is not Progress p || p.Category == ((Progress)entry).Category) && (e is not FreeField f || f.TakesAllOf((FreeField)entry)));
        return new ListsPage.Removal(entry, count, [.. candidates], entry is Area or Tag or FreeField);
    }

    async Task<List<ListEntry>> EntriesAsync(string list, CancellationToken cancel) => list switch
    {
        "statuses" => [.. await db.Progresses.OrderBy(p => p.Position).ThenBy(p => p.Id).ToListAsync(cancel)],
        "kinds" => [.. await db.Kinds.OrderBy(p => p.Position).ThenBy(p => p.Id).ToListAsync(cancel)],
        "areas" => [.. await db.Areas.OrderBy(p => p.Position).ThenBy(p => p.Id).ToListAsync(cancel)],
        "channels" => [.. await db.Channels.OrderBy(p => p.Position).ThenBy(p => p.Id).ToListAsync(cancel)],
        "tags" => [.. await db.Tags.OrderBy(t => t.Position).ThenBy(t => t.Name).ToListAsync(cancel)],
        "fields" => [.. await db.FreeFields.OrderBy(p => p.Position).ThenBy(p => p.Id).ToListAsync(cancel)],
        _ => [],
    };

    async Task<IResult> PageAsync(string list, int? edited, CancellationToken cancel, int status = StatusCodes.Status200OK, ListsPage.Removal? removal = null)
    {
        db.ChangeTracker.Clear();
        if (!ListsPage.Knows(list))
        {
            return NotFound();
        }

        var fields = await db.FreeFields.AsNoTracking().Where(f => f.IsActive).OrderBy(f => f.Position).ToListAsync(cancel);
        return ListsPage.Of(new(list, await EntriesAsync(list, cancel), edited, removal, await EntryReplacement.LeavingAsync(db, list, cancel), fields), status);
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

    [EnumDataType(typeof(FreeFieldKind), ErrorMessage = "Bitte auswählen.")]
    public FreeFieldKind? FieldKind { get; set; }

    /// <summary>What may be chosen, one a line.</summary>
    [StringLength(12_000, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? FieldOptions { get; set; }

    public bool BeginsWork { get; set; }

    public bool AsksForAppointment { get; set; }

    public bool AsksForAssignee { get; set; }

    public bool AsksForDue { get; set; }

    public bool AsksForRemark { get; set; }

    /// <summary>Ids of the free fields that entering the status asks for.</summary>
    public List<int> AskedFields { get; set; } = [];
}
