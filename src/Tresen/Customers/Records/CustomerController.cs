using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Customers.Records;

/// <summary>One customer's record: the tab <em>Details</em>, and changing it.</summary>
public sealed class CustomerController(TresenDb db, Me me) : TresenController
{
    [HttpGet("/customers/{number}")]
    [CustomerTab("Details", 10)]
    [Staff]
    public async Task<IResult> Details(string number, CancellationToken cancel) =>
        await FindAsync(number, cancel) is { } customer ? CustomerDetails.Of(new(customer, me.Can(Capability.SeePrices), me.Can(Capability.MasterData))) : NotFound();

    [HttpGet("/customers/{number}/edit")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Edit(string number, CancellationToken cancel) =>
        await FindAsync(number, cancel) is { } customer ? Editor(customer) : NotFound();

    [HttpPost("/customers/{number}")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Save([FromRoute] string number, [FromForm] CustomerForm form, CancellationToken cancel)
    {
        var id = await db.Customers.Where(c => c.Number == number).Select(c => c.Id).FirstOrDefaultAsync(cancel);
        await db.LockAsync<Customer>(id, cancel);
        if (await FindAsync(number, cancel) is not { } customer)
        {
            return NotFound();
        }

        var before = (customer.Name, customer.Mail, customer.Phone, customer.VatId);
        var merged = await MergeAsync(form, CustomerForm.Of(customer, me.Can(Capability.Billing)), Shown);
        await db.RefuseForeignDomainsAsync(form, customer.Id, ModelState, cancel);
        if (!merged || !ModelState.IsValid || !Try(() => customer.TakeFrom(form, me)))
        {
            db.ChangeTracker.Clear();
            return Editor((await FindAsync(number, cancel))!, merged ? 422 : 409);
        }

        await db.SaveChangesAsync(cancel);
        var twins = (customer.Name, customer.Mail, customer.Phone, customer.VatId) == before ? [] : await db.TwinsAsync(customer.Name, customer.Mail, customer.Phone, customer.VatId, number, cancel);
        return twins.Count == 0
            ? Done($"/customers/{number}", "Gespeichert.")
            : Done($"/customers/{number}", $"Gespeichert. Ähnlich ist {CustomerTwins.Named(twins)}.");
    }

    IResult Editor(Customer customer, int status = 200) =>
        CustomerEditor.Of(new(customer, CustomerForm.Of(customer, me.Can(Capability.Billing)), me.Can(Capability.Billing)), status);

    Task<Customer?> FindAsync(string number, CancellationToken cancel) => db.Customers.Include(c => c.Domains).SingleOrDefaultAsync(c => c.Number == number, cancel);

    static string Shown(string field, object? value) => value switch
    {
        NoticeKind.None => Words.Of("keiner"),
        NoticeKind.Information => Words.Of("zur Kenntnis"),
        NoticeKind kind => NoticeWords.Short(kind)!,
        _ => "",
    };
}
