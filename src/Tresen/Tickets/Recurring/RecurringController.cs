using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Tickets.Checklists;

namespace Tresen.Tickets.Recurring;

/// <summary><em>Wiederkehrend</em>: tickets that come by themselves, for a device or a customer.</summary>
[Needs(Capability.Work)]
public sealed class RecurringController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    DateTimeOffset Now { get; } = clock.GetUtcNow();

    DateOnly Today => Zone.DayOf(Now);

    [HttpGet("/recurring")]
    [Menu("Verkauf", "Wiederkehrend", "repeat", 45)]
    public async Task<IResult> List(CancellationToken cancel) => RecurringList.Of(new(await RowsAsync(db.RecurringTickets, cancel)));

    [HttpGet("/devices/{id:int}/recurring")]
    [DeviceTab("Wiederkehrend", 50)]
    public async Task<IResult> OfDevice(int id, CancellationToken cancel) => await db.DeviceFrameAsync(me, id, Now, cancel) is { } frame
        ? DeviceRecurringPage.Of(new(frame, await RowsAsync(db.RecurringTickets.Where(r => r.DeviceId == id), cancel)))
        : NotFound();

    [HttpGet("/customers/{number}/recurring")]
    [CustomerTab("Wiederkehrend", 55)]
    public async Task<IResult> OfCustomer(string number, CancellationToken cancel) => await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, cancel) is { } customer
        ? CustomerRecurringPage.Of(new(customer, await RowsAsync(db.RecurringTickets.Where(r => r.CustomerId == customer.Id), cancel)))
        : NotFound();

    /// <summary>A new one, for a customer, a device, or like a ticket that was there already.</summary>
    [HttpGet("/recurring/new")]
    public async Task<IResult> New(string? customer, int? device, int? ticket, CancellationToken cancel)
    {
        var form = new RecurringForm { From = Today };
        if (ticket is { } number && await db.Tickets.VisibleTo(me).AsNoTracking().Include(t => t.Customer).Include(t => t.Devices).SingleOrDefaultAsync(t => t.Number == number, cancel) is { } like)
        {
            (form.Subject, form.Description, form.DepartmentId, form.AssigneeId, form.KindId, form.AreaId) = (like.Subject, like.Description, like.DepartmentId, like.AssigneeId, like.KindId, like.AreaId);
            (form.CustomerId, form.CustomerName, form.DeviceId) = (like.CustomerId, like.Customer?.Name, like.Devices.Count == 1 ? like.Devices[0].DeviceId : null);
            form.Planned = like.PlannedMinutes is { } minutes ? new Duration(minutes) : null;
            form.Priority = like.Priority == Priority.Emergency ? Priority.High : like.Priority;
        }
        else
        {
            var usual = await db.UsualAsync(me, cancel);
            (form.DepartmentId, form.KindId) = (usual.DepartmentId, usual.KindId);
            var about = device is { } id ? await db.Devices.AsNoTracking().Include(d => d.Customer).SingleOrDefaultAsync(d => d.Id == id, cancel) : null;
            var whose = about?.Customer ?? await db.Customers.AsNoTracking().Numbered(customer).SingleOrDefaultAsync(cancel);
            (form.CustomerId, form.CustomerName, form.DeviceId) = (whose?.Id, whose?.Name, about?.Id);
        }

        return await PageAsync(null, form, StatusCodes.Status200OK, cancel);
    }

    [HttpPost("/recurring")]
    public async Task<IResult> Create([FromForm] RecurringForm form, CancellationToken cancel)
    {
        var customer = await CustomerAsync(form, cancel);
        var by = await db.Staff.SingleAsync(s => s.Id == me.Id, cancel);
        RecurringTicket? made = null;
        if (customer is not null)
        {
            made = new RecurringTicket(customer, by, Now);
        }

        if (made is null || !await TellAsync(made, form, cancel))
        {
            return await PageAsync(null, form, StatusCodes.Status422UnprocessableEntity, cancel);
        }

        db.Add(made);
        await db.SaveChangesAsync(cancel);
        return Done($"/recurring/{made.Id}", made.NextOn is { } next ? Words.Of("Angelegt. Das erste Ticket kommt zum {0}.", Show.Day(next)) : Words.Of("Angelegt. Es kommt kein Ticket: Das Ende ist schon vorbei."));
    }

    [HttpGet("/recurring/{id:int}")]
    public async Task<IResult> Edit(int id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } recurring ? await PageAsync(recurring, RecurringForm.Of(recurring), StatusCodes.Status200OK, cancel) : NotFound();

    [HttpPost("/recurring/{id:int}")]
    public Task<IResult> Save([FromRoute] int id, [FromForm] RecurringForm form, CancellationToken cancel) => ChangeAsync(id, async recurring =>
    {
        if (!await TellAsync(recurring, form, cancel))
        {
            db.ChangeTracker.Clear();
            return await PageAsync(await FindAsync(id, cancel), form, StatusCodes.Status422UnprocessableEntity, cancel);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/recurring/{id}", "Gespeichert. Was schon angelegt ist, bleibt, wie es ist.");
    }, cancel);

    /// <summary>Makes nothing for a while, or goes on.</summary>
    [HttpPost("/recurring/{id:int}/pause")]
    public Task<IResult> Pause([FromRoute] int id, [FromForm] bool paused, CancellationToken cancel) => ChangeAsync(id, async recurring =>
    {
        recurring.Pause(paused, Today);
        await db.SaveChangesAsync(cancel);
        return Done($"/recurring/{id}", paused ? "Angehalten. Es kommt kein Ticket, bis es weitergeht." : "Es geht weiter.");
    }, cancel);

    /// <summary>The next ticket now instead of on its day.</summary>
    [HttpPost("/recurring/{id:int}/ticket")]
    public Task<IResult> Make([FromRoute] int id, CancellationToken cancel) => ChangeAsync(id, async recurring =>
    {
        if (recurring.NextOn is null)
        {
            return Done($"/recurring/{id}", "Es kommt kein weiteres: Das Ende ist vorbei.");
        }

        var ticket = await db.MakeAsync(recurring, Now, cancel);
        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{ticket.Number}", Words.Of("Ticket {0} ist angelegt.", ticket.Number));
    }, cancel);

    [HttpPost("/recurring/{id:int}/removal")]
    public Task<IResult> Remove([FromRoute] int id, CancellationToken cancel) => ChangeAsync(id, async recurring =>
    {
        db.Remove(recurring);
        await db.SaveChangesAsync(cancel);
        return Done("/recurring", Words.Of("{0} kommt nicht mehr. Die Tickets bleiben.", recurring.Subject));
    }, cancel);

    async Task<IResult> ChangeAsync(int id, Func<RecurringTicket, Task<IResult>> change, CancellationToken cancel)
    {
        await db.LockAsync<RecurringTicket>(id, cancel);
        return await FindAsync(id, cancel) is { } recurring ? await change(recurring) : NotFound();
    }

    /// <summary>Tells it what the form says; sentences beside the fields where it can't be.</summary>
    async Task<bool> TellAsync(RecurringTicket recurring, RecurringForm form, CancellationToken cancel)
    {
        var department = await db.Departments.Include(d => d.Company).Include(d => d.Members).ThenInclude(m => m.StaffMember).SingleOrDefaultAsync(d => d.Id == form.DepartmentId && d.IsActive, cancel);
        var kind = await db.Kinds.SingleOrDefaultAsync(k => k.Id == form.KindId, cancel);
        Missing(department is null && form.DepartmentId is not null, nameof(form.DepartmentId), "Diese Abteilung gibt es nicht. Bitte eine andere wählen.");
        Missing(kind is null && form.KindId is not null, nameof(form.KindId), "Diese Art gibt es nicht. Bitte eine andere wählen.");
        var device = form.DeviceId is { } deviceId ? await db.Devices.Include(d => d.Site).SingleOrDefaultAsync(d => d.Id == deviceId, cancel) : null;
        var assignee = form.AssigneeId is { } assigneeId ? await db.Staff.SingleOrDefaultAsync(s => s.Id == assigneeId && s.IsActive, cancel) : null;
        var area = form.AreaId is { } areaId ? await db.Areas.FindAsync([areaId], cancel) : null;
        var list = form.ChecklistId is { } listId ? await db.Checklists.FindAsync([listId], cancel) : null;
        return ModelState.IsValid && Try(() =>
        {
            recurring.Describe(form.Subject!, Platform.Text.RichText.Clean(form.Description, form.DescriptionFormat == "html"), device, department!, assignee, kind!, area, form.Priority, list, form.Planned?.Minutes);
            recurring.Schedule(new Rhythm(form.From!.Value, form.Every!.Value, form.Unit), form.Until, form.DaysAhead!.Value, Today);
        });

        void Missing(bool isMissing, string field, string sentence)
        {
            if (isMissing)
            {
                ModelState.AddModelError(field, sentence);
            }
        }
    }

    async Task<Customer?> CustomerAsync(RecurringForm form, CancellationToken cancel)
    {
        var name = form.CustomerName?.Trim() ?? "";
        var found = await db.Customers.Where(c => c.Id == form.CustomerId && (name.Length == 0 || c.Name == name || c.Number == name)).ToListAsync(cancel);
        if (found.Count == 0)
        {
            found = name.Length == 0 ? [] : await db.Customers.Active.Called(name).OrderBy(c => c.Id).Take(2).ToListAsync(cancel);
        }

        if (found is [var one])
        {
            return one;
        }

        ModelState.AddModelError(nameof(form.CustomerName), name.Length == 0 ? "Bitte den Kunden wählen." : found.Count == 0 ? "Diesen Kunden gibt es nicht. Bitte einen aus der Liste wählen." : "Das passt auf mehrere Kunden. Bitte einen aus der Liste wählen.");
        return null;
    }

    Task<RecurringTicket?> FindAsync(int id, CancellationToken cancel) => db.RecurringTickets.VisibleTo(me).WithParts.SingleOrDefaultAsync(r => r.Id == id, cancel);

    async Task<IReadOnlyList<RecurringTable.Row>> RowsAsync(IQueryable<RecurringTicket> recurring, CancellationToken cancel) =>
        [.. (await recurring.VisibleTo(me).AsNoTracking().Include(r => r.Customer).Include(r => r.Device).Include(r => r.Assignee).Include(r => r.Department).OrderBy(r => r.Customer.SortKey).ThenBy(r => r.Id).Take(500).ToListAsync(cancel))
            .Select(r => new RecurringTable.Row(r.Id, r.Subject, r.Customer.Name, r.Device?.Name, r.Rhythm, r.IsPaused ? null : r.NextOn, r.IsPaused, r.Assignee?.Name ?? r.Department.Name))];

    async Task<IResult> PageAsync(RecurringTicket? recurring, RecurringForm form, int status, CancellationToken cancel)
    {
        var (customer, device, kind, area) = (form.CustomerId, form.DeviceId, form.KindId, form.AreaId);
        var devices = customer is null ? [] : await db.Devices.Where(d => d.CustomerId == customer && (d.IsActive || d.Id == device)).OrderBy(d => d.SortKey).Take(500).Select(d => new { d.Id, d.Name, d.SerialNumber }).ToListAsync(cancel);
        var turns = recurring is null ? [] : await db.Set<RecurringTurn>().Where(t => t.RecurringTicketId == recurring.Id).OrderByDescending(t => t.Place).Take(50)
            .Select(t => new RecurringPage.Turn(t.Day, t.Ticket == null ? null : t.Ticket.Number)).ToListAsync(cancel);
        return RecurringPage.Of(new(
            recurring,
            form,
            await db.DepartmentChoicesAsync(cancel),
            await db.StaffChoicesAsync(Today, cancel),
            [.. (await db.Kinds.AsNoTracking().Where(k => k.IsActive || k.Id == kind).OrderBy(k => k.Position).ToListAsync(cancel)).Select(k => new Choice(k.Id.ToString(), k.Title))],
            [.. (await db.Areas.AsNoTracking().Where(a => a.IsActive || a.Id == area).OrderBy(a => a.Position).ToListAsync(cancel)).Select(a => new Choice(a.Id.ToString(), a.Title))],
            await db.ChecklistChoicesAsync(cancel),
            [.. devices.Select(d => new Choice(d.Id.ToString(), $"{d.Name} {d.SerialNumber}".Trim()))],
            turns), status);
    }
}
