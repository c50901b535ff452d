using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Staff;

namespace Tresen.Tickets.Changes;

/// <summary>How urgent it is.</summary>
[Needs(Capability.Work)]
public sealed class PriorityController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    [HttpPost("/tickets/{number:int}/priority")]
    public async Task<IResult> Prioritise(int number, [FromForm] Priority? priority, [FromForm] string? then, CancellationToken cancel) =>
        await ChangeAsync(number, Change.Priority, then, (ticket, by) =>
        {
            var to = priority is { } chosen && Enum.IsDefined(chosen) ? chosen : throw new BrokenRuleException("Bitte auswählen.", "Priority");
            ticket.Prioritise(to, by, Now);
            return Task.FromResult<string?>(Words.Of("Priorität: {0}.", TicketWords.Of(to)));
        }, cancel);
}

/// <summary>Which department is responsible.</summary>
[Needs(Capability.Work)]
public sealed class DepartmentController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    [HttpPost("/tickets/{number:int}/department")]
    public async Task<IResult> Move(int number, [FromForm] int? departmentId, [FromForm] string? then, CancellationToken cancel) =>
        await ChangeAsync(number, Change.Department, then, async (ticket, by) =>
        {
            var to = await db.Departments.Include(d => d.Company).Include(d => d.Members).ThenInclude(m => m.StaffMember).SingleOrDefaultAsync(d => d.Id == departmentId, cancel)
                ?? throw new BrokenRuleException("Bitte auswählen.", "DepartmentId");
            ticket.MoveTo(to, by, Now);
            return Words.Of("Jetzt ist {0} verantwortlich.", to.Name);
        }, cancel);
}

/// <summary>The words a ticket is marked with.</summary>
[Needs(Capability.Work)]
public sealed class TagsController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    [HttpPost("/tickets/{number:int}/tags")]
    public async Task<IResult> Mark(int number, [FromForm] string? tags, [FromForm] string? then, CancellationToken cancel) =>
        await ChangeAsync(number, Change.Tags, then, async (ticket, by) =>
        {
            ticket.Mark([.. await db.TagsNamedAsync(tags, cancel)], by, Now);
            return null;
        }, cancel);
}

/// <summary>Whose ticket it is, where that wasn't known at first.</summary>
[Needs(Capability.Work)]
public sealed class TicketCustomerController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    [HttpPost("/tickets/{number:int}/customer")]
    public async Task<IResult> Belongs(int number, [FromForm] int? customerId, [FromForm] string? sideCustomerName, [FromForm] string? newCustomerName, [FromForm] string? then, CancellationToken cancel) =>
        await ChangeAsync(number, Change.Customer, then, async (ticket, by) =>
        {
            if (!string.IsNullOrWhiteSpace(newCustomerName))
            {
                var newcomer = await NewcomerAsync(ticket, newCustomerName, cancel);
                ticket.BelongsTo(newcomer.Customer, newcomer.Contact, null, by, Now);
                return Words.Of("{0} hat die Kundennummer {1}.", newcomer.Customer.Name, newcomer.Customer.Number);
            }

            var customer = customerId is { } id ? await db.Customers.FindAsync([id], cancel) : await CalledAsync(sideCustomerName, cancel);
            if (customer is null)
            {
                throw new BrokenRuleException("Diesen Kunden gibt es nicht. Bitte einen vorhandenen wählen.", "CustomerId");
            }

            ticket.BelongsTo(customer, await ContactAsync(ticket, customer, cancel), null, by, Now);
            return Words.Of("Kunde: {0}.", customer.Name);
        }, cancel);

    /// <summary>Whoever asked becomes a customer of that name. Saved before the ticket, whose history names its id.</summary>
    async Task<(Customer Customer, Contact? Contact)> NewcomerAsync(Ticket ticket, string name, CancellationToken cancel)
    {
        if (!Me.Can(Capability.MasterData))
        {
            throw new BrokenRuleException("Neue Kunden legt an, wer Stammdaten pflegen darf. Bitte jemanden mit diesem Recht bitten.", "NewCustomerName");
        }

        if (name.Length > 200 || await db.Customers.Called(name).AnyAsync(cancel))
        {
            throw new BrokenRuleException(name.Length > 200 ? "Bitte höchstens 200 Zeichen." : "So heißt schon ein Kunde. Bitte ihn suchen und zuordnen oder den Namen ergänzen, zum Beispiel um den Ort.", "NewCustomerName");
        }

        var newcomer = Newcomer.Of(await db.NextCustomerNumberAsync(cancel), name, new Requester(ticket.RequesterName, ticket.RequesterMail, ticket.RequesterPhone), Now);
        db.Add(newcomer.Customer);
        await db.SaveChangesAsync(cancel);
        return newcomer;
    }

    async Task<Customer?> CalledAsync(string? typed, CancellationToken cancel)
    {
        var found = await db.Customers.Called(typed).Take(2).ToListAsync(cancel);
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>The contact whose address the requester wrote from, if there is exactly one.</summary>
    async Task<Contact?> ContactAsync(Ticket ticket, Customer customer, CancellationToken cancel)
    {
        if (ticket.RequesterMail.Length == 0)
        {
            return null;
        }

        var found = await db.Contacts.ActingFor(customer.Id, Zone.DayOf(Now), db).Where(c => c.Mail == ticket.RequesterMail).Take(2).ToListAsync(cancel);
        return found.Count == 1 ? found[0] : null;
    }
}
