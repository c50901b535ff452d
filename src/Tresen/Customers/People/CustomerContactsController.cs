using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Platform.Web;
using Tresen.Post;

namespace Tresen.Customers.People;

/// <summary>The tab <em>Ansprechpartner</em> of a customer: who speaks for them, as what and until when.</summary>
public sealed class CustomerContactsController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    DateOnly Today => Zone.DayOf(clock.GetUtcNow());

    [HttpGet("/customers/{number}/contacts")]
    [CustomerTab("Ansprechpartner", 20)]
    [Staff]
    public async Task<IResult> List(string number, CancellationToken cancel)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Number == number, cancel) is not { } customer)
        {
            return NotFound();
        }

        var people = await db.CustomerContacts.Where(p => p.CustomerId == customer.Id).Include(p => p.Contact).OrderBy(p => p.Contact.SortKey).ThenBy(p => p.Id).ToListAsync(cancel);
        return ContactList.Of(new(customer, people, await OthersAsync(customer, cancel), await db.DeadOfAsync(me, people.Select(p => p.Contact.Mail), cancel), Today, me.Can(Capability.MasterData)));
    }

    [HttpGet("/customers/{number}/contacts/new")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> New(string number, CancellationToken cancel) =>
        await db.Customers.SingleOrDefaultAsync(c => c.Number == number, cancel) is { } customer ? NewContact.Of(customer) : NotFound();

    /// <summary>Somebody new.</summary>
    [HttpPost("/customers/{number}/contacts")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Create([FromRoute] string number, [FromForm] ContactForm form, CancellationToken cancel)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Number == number, cancel) is not { } customer)
        {
            return NotFound();
        }

        Contact? person = null;
        if (!ModelState.IsValid || !Try(() => person = new Contact(form.Salutation ?? "", form.FirstName ?? "", form.LastName!, form.Mail ?? "", form.Phone ?? "", form.Mobile ?? "")))
        {
            return NewContact.Of(customer, 422);
        }

        customer.ActsThrough(person!, form.Role ?? "").Describe(form.Role ?? "", form.Until);
        await db.SaveChangesAsync(cancel);
        return Done($"/customers/{number}/contacts", $"{person!.Name} ist jetzt Ansprechpartner.");
    }

    /// <summary>Somebody who acts for another customer already.</summary>
    [HttpPost("/customers/{number}/contacts/known")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Add([FromRoute] string number, [FromForm] KnownContactForm form, CancellationToken cancel)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Number == number, cancel) is not { } customer)
        {
            return NotFound();
        }

        var person = await KnownAsync(form, cancel);
        if (person is not null && await db.CustomerContacts.AnyAsync(p => p.CustomerId == customer.Id && p.ContactId == person.Id, cancel))
        {
            ModelState.AddModelError(nameof(form.KnownName), "Diese Person ist hier schon Ansprechpartner.");
        }

        if (!ModelState.IsValid)
        {
            return NewContact.Of(customer, 422);
        }

        customer.ActsThrough(person!, form.KnownRole ?? "");
        await db.SaveChangesAsync(cancel);
        return Done($"/customers/{number}/contacts", $"{person!.Name} ist jetzt Ansprechpartner.");
    }

    [HttpGet("/customers/{number}/contacts/{id:int}")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Edit(string number, int id, CancellationToken cancel) =>
        await FindAsync(number, id, cancel) is { } place ? await EditorAsync(place, cancel) : NotFound();

    [HttpPost("/customers/{number}/contacts/{id:int}")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Save([FromRoute] string number, [FromRoute] int id, [FromForm] ContactForm form, CancellationToken cancel)
    {
        await db.LockAsync<CustomerContact>(id, cancel);
        if (await FindAsync(number, id, cancel) is not { } place)
        {
            return NotFound();
        }

        var merged = await MergeAsync(form, ContactForm.Of(place));
        if (!merged || !ModelState.IsValid
            || !Try(() => place.Contact.Describe(form.Salutation ?? "", form.FirstName ?? "", form.LastName!, form.Mail ?? "", form.Phone ?? "", form.Mobile ?? "")))
        {
            db.ChangeTracker.Clear();
            return await EditorAsync((await FindAsync(number, id, cancel))!, cancel, merged ? 422 : 409);
        }

        place.Describe(form.Role ?? "", form.Until);
        await db.SaveChangesAsync(cancel);
        return Done($"/customers/{number}/contacts", "Gespeichert.");
    }

    /// <summary>That person was never theirs: takes the part away. Whoever has left gets a last day instead.</summary>
    [HttpPost("/customers/{number}/contacts/{id:int}/removal")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Remove([FromRoute] string number, [FromRoute] int id, CancellationToken cancel)
    {
        if (await FindAsync(number, id, cancel) is not { } place)
        {
            return NotFound();
        }

        db.Remove(place);
        await db.SaveChangesAsync(cancel);
        return Done($"/customers/{number}/contacts", $"{place.Contact.Name} ist hier nicht mehr Ansprechpartner.");
    }

    async Task<Contact?> KnownAsync(KnownContactForm form, CancellationToken cancel)
    {
        var key = SortKey.ForSearch(form.KnownName ?? "");
        var found = form.KnownId is { } id
            ? await db.Contacts.Where(c => c.Id == id).ToListAsync(cancel)
            : key.Length == 0 ? [] : await db.Contacts.Matching(form.KnownName).OrderBy(c => c.Id).Take(2).ToListAsync(cancel);
        if (found.Count != 1)
        {
            ModelState.AddModelError(nameof(form.KnownName), found.Count == 0
                ? "Diese Person ist noch nicht bekannt. Bitte eine aus der Liste wählen oder neu anlegen."
                : "Das passt auf mehrere Personen. Bitte eine aus der Liste wählen.");
        }

        return found.Count == 1 ? found[0] : null;
    }

    async Task<IResult> EditorAsync(CustomerContact place, CancellationToken cancel, int status = 200) => ContactEditor.Of(new(
        place,
        ContactForm.Of(place),
        await db.CustomerContacts.Where(p => p.ContactId == place.ContactId && p.Id != place.Id).OrderBy(p => p.Customer.SortKey).Select(p => p.Customer.Name).ToListAsync(cancel),
        me.IsAdministrator), status);

    /// <summary>For whom else this customer's people act.</summary>
    async Task<ILookup<int, ContactList.Other>> OthersAsync(Customer customer, CancellationToken cancel)
    {
        var others = await db.CustomerContacts
            .Where(p => p.CustomerId != customer.Id && db.Set<CustomerContact>().Any(own => own.CustomerId == customer.Id && own.ContactId == p.ContactId))
            .OrderBy(p => p.Customer.SortKey)
            .Select(p => new { p.ContactId, Other = new ContactList.Other(p.Customer.Number, p.Customer.Name) })
            .ToListAsync(cancel);
        return others.ToLookup(o => o.ContactId, o => o.Other);
    }

    Task<CustomerContact?> FindAsync(string number, int id, CancellationToken cancel) =>
        db.CustomerContacts.Include(p => p.Contact).Include(p => p.Customer).SingleOrDefaultAsync(p => p.Id == id && p.Customer.Number == number, cancel);
}
