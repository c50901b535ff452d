using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Tickets.Details;
using Tresen.Tickets.Relations;

namespace Tresen.Tickets.Intake;

/// <summary>Taking in a request by hand, from any source.</summary>
[Needs(Capability.Work)]
public sealed class NewTicketController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    /// <param name="form">What is typed already on the page of a call.</param>
    /// <param name="customer">Their number.</param>
    [HttpGet("/tickets/new")]
    public async Task<IResult> New([FromQuery] NewTicketForm form, string? customer, int? device, string? phone, string? name, string? mail, CancellationToken cancel)
    {
        ModelState.Clear(); // it is looked at when it is sent
        var usual = await db.UsualAsync(Me, cancel);
        (form.ChannelId, form.KindId, form.DepartmentId) = (form.ChannelId ?? usual.ChannelId, form.KindId ?? usual.KindId, form.DepartmentId ?? usual.DepartmentId);
        (form.RequesterName, form.RequesterPhone, form.RequesterMail) = (name ?? form.RequesterName, phone ?? form.RequesterPhone, mail ?? form.RequesterMail);
        form.Description = RichText.Clean(form.Description, isHtml: false);
        if (device is { } id && await db.Devices.Include(d => d.Customer).SingleOrDefaultAsync(d => d.Id == id, cancel) is { } thing)
        {
            (form.DeviceId, form.DeviceName, form.SiteId, customer) = (thing.Id, thing.Name, thing.SiteId, thing.Customer.Number);
        }

        if (form.Follows is { } earlier && !await GoOnAsync(form, earlier, cancel))
        {
            form.Follows = null;
        }

        if (await db.Customers.Numbered(customer).SingleOrDefaultAsync(cancel) is { } known)
        {
            (form.CustomerId, form.CustomerName) = (known.Id, known.Name);
            await FindCallerAsync(form, known, cancel);
        }

        return await PageAsync(form, cancel);
    }

    /// <summary>What helps beside the form, fetched again while it is filled in.</summary>
    /// <param name="alone">Without the fields of the form that go along with it.</param>
    [HttpGet("/tickets/new/context")]
    public async Task<IResult> Context([FromQuery] int? customerId, [FromQuery] string? customerName, [FromQuery] bool isNewCustomer, [FromQuery] int? articleId, [FromQuery] int? departmentId, [FromQuery] Priority priority, [FromQuery] string? requesterMail, [FromQuery] string? requesterPhone, [FromQuery] Duration? planned, [FromQuery] HourlyRate? rate, [FromQuery] string? serialNumber, [FromQuery] bool alone, CancellationToken cancel) =>
        IntakeContext.Of(await IntakeContext.ReadAsync(db, Me, new(customerId, customerName, articleId, departmentId, priority, requesterMail, requesterPhone, planned, rate, serialNumber), Now, cancel) with { IsFragment = !alone, TakesNewcomer = isNewCustomer });

    [HttpPost("/tickets")]
    public async Task<IResult> Create([FromForm] NewTicketForm form, CancellationToken cancel)
    {
        if (form.ChooseCustomerId is { } choice && await db.Customers.FindAsync([choice], cancel) is { } pressed)
        {
            ModelState.Clear();
            Put(nameof(form.CustomerId), pressed.Id.ToString());
            Put(nameof(form.CustomerName), pressed.Name);
            foreach (var (key, value) in Request.Form.Where(f => f.Key is not (nameof(form.CustomerId) or nameof(form.CustomerName))))
            {
                ModelState.SetModelValue(key, new ValueProviderResult(value)); // everything typed stays
            }

            (form.CustomerId, form.CustomerName) = (pressed.Id, pressed.Name);
            return await PageAsync(form, cancel);
        }

        if (PhoneNumber.IsReadable(form.Q))
        {
            form.RequesterPhone ??= form.Q; // typed to find who it is, and not found
        }
        else if (form is { Q: { } typed, CustomerId: null } && string.IsNullOrWhiteSpace(form.CustomerName) && string.IsNullOrWhiteSpace(form.RequesterName))
        {
            form.CustomerName = typed; // the field that asks which one, or whether it is a new one
        }

        await TakeDeviceAsync(form, cancel);
        var isNew = form.IsNewCustomer && Me.Can(Capability.MasterData);
        var chosen = await ChosenRecords.FindAsync(db, form, ModelState, Zone.DayOf(Now), cancel, isNew);
        if (chosen.AddsCustomer && string.IsNullOrWhiteSpace(form.RequesterName))
        {
            form.RequesterName = string.IsNullOrWhiteSpace(form.ContactName) ? form.CustomerName : form.ContactName;
        }

        var requester = Dictation.RequesterIn(form, chosen);
        if (requester.Name.Length == 0)
        {
            ModelState.AddModelError(nameof(form.RequesterName), "Bitte eintragen, wer sich gemeldet hat, oder einen Kunden wählen.");
        }

        Ticket? ticket = null;
        if (ModelState.IsValid)
        {
            await chosen.FindTagsAsync(db, form.Tags, cancel);
            ticket = await WriteDownAsync(form, chosen, requester, cancel);
        }

        if (ticket is null)
        {
            db.ChangeTracker.Clear();
            (form.CustomerId, form.CustomerName) = !chosen.AddsCustomer && chosen.Customer is { } found ? (found.Id, found.Name) : (form.CustomerId, form.CustomerName);
            return await PageAsync(form, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        var warning = await db.WarningOfSightAsync(ticket.AssigneeId, ticket.DepartmentId, cancel);
        return Done(
            form.Next == "another" ? "/tickets/new" : $"/tickets/{ticket.Number}",
            (chosen is { AddsCustomer: true, Customer: { } newcomer }
                ? Words.Of("Ticket {0} ist angelegt. {1} hat die Kundennummer {2}.", ticket.Number, newcomer.Name, newcomer.Number)
                : Words.Of("Ticket {0} ist angelegt.", ticket.Number)) + warning);
    }

    /// <summary>The ticket, and its customer where that is a new one: both or neither. Null where a rule is broken.</summary>
    async Task<Ticket?> WriteDownAsync(NewTicketForm form, ChosenRecords chosen, Requester requester, CancellationToken cancel)
    {
        var by = await MyselfAsync(cancel);
        var start = await db.Progresses.Where(p => p.IsActive && p.Category == Category.New).OrderBy(p => p.Position).FirstAsync(cancel);
        var number = (int)await db.DrawNumberAsync(TicketQueries.Range, TicketQueries.FirstNumber, cancel);
        var customerNumber = chosen.AddsCustomer ? await db.NextCustomerNumberAsync(cancel) : null;
        if (customerNumber is not null)
        {
            if (!Try(() => chosen.Welcome(Newcomer.Of(customerNumber, form.CustomerName!, string.IsNullOrWhiteSpace(form.ContactName) ? requester : requester with { Name = form.ContactName }, Now))))
            {
                return null;
            }

            db.Add(chosen.Customer!);
            await db.SaveChangesAsync(cancel); // the ticket's history names its id
        }

        Ticket? ticket = null;
        var fine = Try(() =>
        {
            ticket = new Ticket(number, form.Subject!, requester, chosen.Department!, start, chosen.Kind!, chosen.Channel!, by, Now);
            ticket.RateAsProposed(by, Now);
            ticket.Tell(form, chosen, Me, by, Now);
            ticket.AskForApprovalIfWanted(by, Now);
        });
        if (!fine)
        {
            return null;
        }

        foreach (var upload in form.Files)
        {
            ticket!.Attach(await db.Set<StoredFile>().SingleAsync(f => f.Id == upload.FileId, cancel), upload.Name, upload.ContentType, by, Now);
        }

        db.Add(ticket!);
        await db.SaveChangesAsync(cancel);
        if (form.Follows is { } goesOnFrom && await db.TicketToChangeAsync(Me, goesOnFrom, cancel) is { } earlier)
        {
            ticket!.Relate(earlier, RelationKind.Follows, [], by, Now);
            await db.SaveChangesAsync(cancel);
        }

        return ticket;
    }

    /// <summary>Takes over whose the earlier ticket is and what it is about, where this person may see it.</summary>
    async Task<bool> GoOnAsync(NewTicketForm form, int earlier, CancellationToken cancel)
    {
        if (await db.Tickets.VisibleTo(Me).WithParts.AsNoTrackingWithIdentityResolution().SingleOrDefaultAsync(t => t.Number == earlier, cancel) is not { } before)
        {
            return false;
        }

        (form.Subject, form.DepartmentId, form.AreaId, form.KindId) = (form.Subject ?? before.Subject, before.DepartmentId, before.AreaId, before.KindId);
        (form.CustomerId, form.CustomerName, form.SiteId) = (before.CustomerId, before.Customer?.Name, before.SiteId);
        (form.ContactId, form.ContactName) = (before.ContactId, before.Contact?.Name);
        (form.RequesterName, form.RequesterMail, form.RequesterPhone) = (before.RequesterName, before.RequesterMail, before.RequesterPhone);
        (form.DeviceIds, form.SerialNumber, form.ArticleId, form.ArticleName) = ([.. before.Devices.Select(d => d.DeviceId)], before.SerialNumber, before.ArticleId, before.Article?.Name);
        return true;
    }

    /// <summary>A serial number alone names its device, and with it customer and site, where exactly one has it.</summary>
    async Task TakeDeviceAsync(NewTicketForm form, CancellationToken cancel)
    {
        if (form is { DeviceIds.Length: 0, DeviceId: null } && string.IsNullOrWhiteSpace(form.DeviceName) && !string.IsNullOrWhiteSpace(form.SerialNumber)
            && await db.DevicesWithSerialAsync(form.SerialNumber, cancel) is [var one] && IntakeContext.IsOf(one, form.CustomerId, form.CustomerName))
        {
            form.DeviceIds = [one.Id];
        }
    }

    /// <summary>Fills in who calls, where exactly one contact of the customer has that number or address.</summary>
    async Task FindCallerAsync(NewTicketForm form, Customer customer, CancellationToken cancel)
    {
        var (phone, mail) = (PhoneNumber.Normal(form.RequesterPhone), MailAddress.Normal(form.RequesterMail ?? ""));
        if (phone.Length == 0 && mail.Length == 0)
        {
            return;
        }

        var callers = await db.Contacts.ActingFor(customer.Id, Zone.DayOf(Now), db)
            .Where(c => (phone != "" && (c.Phone == phone || c.Mobile == phone)) || (mail != "" && c.Mail == mail)).Take(2).ToListAsync(cancel);
        if (callers.Count == 1)
        {
            (form.ContactId, form.ContactName) = (callers[0].Id, callers[0].Name);
            form.RequesterName ??= callers[0].Name;
            form.RequesterMail ??= callers[0].Mail;
        }
    }

    async Task<IResult> PageAsync(NewTicketForm form, CancellationToken cancel, int status = StatusCodes.Status200OK) =>
        NewTicketPage.Of(
            new NewTicketPage.Data(
                await TicketFields.ReadAsync(db, Me, form, Now, cancel),
                await IntakeContext.ReadAsync(db, Me, new(form.CustomerId, form.CustomerName, form.ArticleId, form.DepartmentId, form.Priority, form.RequesterMail, form.RequesterPhone, form.Planned, form.Rate, form.SerialNumber), Now, cancel),
                status == StatusCodes.Status200OK && HttpMethods.IsGet(Request.Method) ? $"{form.CustomerId}-{form.DeviceId}-{form.Follows}" : null),
            status);

    void Put(string field, string value) => ModelState.SetModelValue(field, new ValueProviderResult(value));
}
