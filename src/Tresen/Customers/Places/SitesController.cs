using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Web;

namespace Tresen.Customers.Places;

/// <summary>The tab <em>Standorte</em> of a customer: where their things stand and how to get in.</summary>
public sealed class SitesController(TresenDb db, Me me) : TresenController
{
    [HttpGet("/customers/{number}/sites")]
    [CustomerTab("Standorte", 30)]
    [Staff]
    public async Task<IResult> List(string number, CancellationToken cancel) =>
        await db.Customers.Include(c => c.Sites).SingleOrDefaultAsync(c => c.Number == number, cancel) is { } customer
            ? SiteList.Of(new(customer, me.Can(Capability.MasterData)))
            : NotFound();

    [HttpGet("/customers/{number}/sites/new")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> New(string number, CancellationToken cancel) =>
        await db.Customers.SingleOrDefaultAsync(c => c.Number == number, cancel) is { } customer ? SiteEditor.Of(new(customer, null, new SiteForm())) : NotFound();

    [HttpPost("/customers/{number}/sites")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Create([FromRoute] string number, [FromForm] SiteForm form, CancellationToken cancel)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Number == number, cancel) is not { } customer)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !Try(() => customer.HasSite(form.Name!, form.Street ?? "", form.PostalCode ?? "", form.Town ?? "", form.AccessNote ?? "")))
        {
            return SiteEditor.Of(new(customer, null, new SiteForm()), 422);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/customers/{number}/sites", $"Standort {form.Name!.Trim()} angelegt.");
    }

    [HttpGet("/customers/{number}/sites/{id:int}")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Edit(string number, int id, CancellationToken cancel) =>
        await FindAsync(number, id, cancel) is { } site ? SiteEditor.Of(new(site.Customer, site, SiteForm.Of(site))) : NotFound();

    [HttpPost("/customers/{number}/sites/{id:int}")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Save([FromRoute] string number, [FromRoute] int id, [FromForm] SiteForm form, CancellationToken cancel)
    {
        await db.LockAsync<Site>(id, cancel);
        if (await FindAsync(number, id, cancel) is not { } site)
        {
            return NotFound();
        }

        var merged = await MergeAsync(form, SiteForm.Of(site));
        if (!merged || !ModelState.IsValid || !Try(() => site.Describe(form.Name!, form.Street ?? "", form.PostalCode ?? "", form.Town ?? "", form.AccessNote ?? "")))
        {
            db.ChangeTracker.Clear();
            site = (await FindAsync(number, id, cancel))!;
            return SiteEditor.Of(new(site.Customer, site, SiteForm.Of(site)), merged ? 422 : 409);
        }

        site.Use(form.IsActive);
        await db.SaveChangesAsync(cancel);
        return Done($"/customers/{number}/sites", "Gespeichert.");
    }

    Task<Site?> FindAsync(string number, int id, CancellationToken cancel) =>
        db.Sites.Include(s => s.Customer).SingleOrDefaultAsync(s => s.Id == id && s.Customer.Number == number, cancel);
}
