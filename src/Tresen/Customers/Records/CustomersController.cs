using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Customers.Records;

/// <summary><em>Stammdaten &gt; Adressen</em>: who there is, and new ones.</summary>
public sealed class CustomersController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    /// <summary>The list, by name; <paramref name="all"/> shows those no longer in use too.</summary>
    [HttpGet("/customers")]
    [Menu("Stammdaten", "Adressen", "address-book", 10)]
    [Staff]
    public async Task<IResult> List(string? q, bool all, int? after, int? before, CancellationToken cancel)
    {
        var page = await db.Customers.Where(c => c.MergedIntoId == null && (all || c.IsActive)).Matching(q).PageAsync(
            db,
            after,
            before,
            c => new CustomerList.Row(c.Id, c.Number, c.Name, c.PostalCode, c.Town, c.Phone, c.Mail, c.NoticeKind, c.IsInternal, c.IsActive),
            r => r.Id,
            cancel);
        return CustomerList.Of(new(page, q, all, me.Can(Capability.MasterData)));
    }

    [HttpGet("/customers/new")]
    [Needs(Capability.MasterData)]
    public IResult New() => NewCustomer.Of(new(me.Can(Capability.Billing)));

    /// <summary>Customers that may be the one being typed, as a fragment.</summary>
    [HttpGet("/customers/twins")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Twins([FromQuery] string? name, [FromQuery] string? mail, [FromQuery] string? phone, [FromQuery] string? vatId, [FromQuery] string? except, CancellationToken cancel) =>
        CustomerTwins.Of(await db.TwinsAsync(name, mail, phone, vatId, except, cancel));

    [HttpPost("/customers")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Create([FromForm] CustomerForm form, CancellationToken cancel)
    {
        var typed = form.Number?.Trim() ?? "";
        if (typed.Length > 0 && await db.Customers.AnyAsync(c => c.Number == typed, cancel))
        {
            ModelState.AddModelError(nameof(form.Number), Words.Of("Die Nummer {0} hat schon ein anderer Kunde. Leer lassen, um die nächste freie zu bekommen.", typed));
        }

        await db.RefuseForeignDomainsAsync(form, 0, ModelState, cancel);
        if (!ModelState.IsValid)
        {
            return NewCustomer.Of(new(me.Can(Capability.Billing)), 422);
        }

        var twins = await db.TwinsAsync(form.Name, form.Mail, form.Phone, form.VatId, null, cancel);
        Customer? customer = null;
        var number = typed.Length > 0 ? typed : await db.NextCustomerNumberAsync(cancel);
        if (!Try(() => customer = new Customer(number, form.Name!, clock.GetUtcNow())) || !Try(() => customer!.TakeFrom(form, me)))
        {
            return NewCustomer.Of(new(me.Can(Capability.Billing)), 422);
        }

        db.Add(customer!);
        await db.SaveChangesAsync(cancel);
        return twins.Count == 0
            ? Done($"/customers/{number}", $"{customer!.Name} hat die Nummer {number}.")
            : Done($"/customers/{number}", $"{customer!.Name} hat die Nummer {number}. Ähnlich ist {CustomerTwins.Named(twins)}.");
    }
}
