using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Articles;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Platform.Views;
using Tresen.Platform.Web;

namespace Tresen.Devices;

/// <summary><em>Stammdaten &gt; Geräte</em>: what is serviced, where it stands and what happened to it.</summary>
public sealed class DevicesController(TresenDb db, TimeProvider clock, Me me) : TresenController
{
    DateOnly Today => Zone.DayOf(clock.GetUtcNow());

    [HttpGet("/devices")]
    [Menu("Stammdaten", "Geräte", "devices", 20)]
    [Staff]
    public async Task<IResult> List(string? q, bool all, int? after, int? before, CancellationToken cancel)
    {
        var page = await db.Devices.Where(d => all || d.IsActive).Matching(q).PageAsync(db, after, before, DeviceTable.Row.Shown, r => r.Id, cancel);
        return DeviceList.Of(new(page, q, all, Today, me.Can(Capability.MasterData)));
    }

    [HttpGet("/devices/new")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> New([FromQuery] string? customer, CancellationToken cancel) =>
        await EditorAsync(null, await db.Customers.Numbered(customer).SingleOrDefaultAsync(cancel), cancel);

    /// <summary>The sites to choose from once the customer is chosen, as a fragment.</summary>
    [HttpGet("/devices/sites")]
    [Staff]
    public async Task<IResult> Sites([FromQuery] int? customerId, CancellationToken cancel) => DeviceSites.Of(new(await SitesAsync(customerId, null, cancel), null));

    [HttpPost("/devices")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Create([FromForm] DeviceForm form, CancellationToken cancel)
    {
        var (customer, article, site) = await ReadAsync(form, cancel);
        await RefuseKnownSerialAsync(form, article, 0, cancel);
        Device? device = null;
        if (!ModelState.IsValid || !Try(() =>
            {
                device = new Device(form.Name ?? "", article, form.SerialNumber ?? "", customer!, site);
                device.Describe(form.Name ?? "", article, form.SerialNumber ?? "", form.Tag ?? "", site, form.InstalledOn, form.WarrantyUntil);
            }))
        {
            return await EditorAsync(null, customer, cancel, 422);
        }

        db.Add(device!);
        await db.SaveChangesAsync(cancel);
        return Done($"/devices/{device!.Id}", $"{device.Name} angelegt.");
    }

    [HttpGet("/devices/{id:int}/edit")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Edit(int id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } device ? await EditorAsync(device, device.Customer, cancel) : NotFound();

    [HttpPost("/devices/{id:int}")]
    [Needs(Capability.MasterData)]
    public async Task<IResult> Save([FromRoute] int id, [FromForm] DeviceForm form, CancellationToken cancel)
    {
        await db.LockAsync<Device>(id, cancel);
        if (await FindAsync(id, cancel) is not { } device)
        {
            return NotFound();
        }

        var storedSite = device.Site?.Name ?? "";
        var merged = await MergeAsync(form, DeviceForm.Of(device), (field, _) => field == nameof(form.SiteId) ? storedSite : "");
        var (customer, article, site) = await ReadAsync(form, cancel);
        await RefuseKnownSerialAsync(form, article, id, cancel);
        if (!merged || !ModelState.IsValid || !Try(() =>
            {
                device.MoveTo(customer!);
                device.Describe(form.Name ?? "", article, form.SerialNumber ?? "", form.Tag ?? "", site, form.InstalledOn, form.WarrantyUntil);
            }))
        {
            db.ChangeTracker.Clear();
            device = (await FindAsync(id, cancel))!;
            return await EditorAsync(device, customer ?? device.Customer, cancel, merged ? 422 : 409);
        }

        device.Use(form.IsActive);
        await db.SaveChangesAsync(cancel);
        return Done($"/devices/{id}", "Gespeichert.");
    }

    /// <summary>Finds what the form names. A text that was changed after its record was chosen counts, not the record.</summary>
    async Task<(Customer? Customer, Article? Article, Site? Site)> ReadAsync(DeviceForm form, CancellationToken cancel)
    {
        var (customer, article) = (form.CustomerName?.Trim() ?? "", form.ArticleName?.Trim() ?? "");
        var customers = await db.Customers.Where(c => c.Id == form.CustomerId && (c.Name == customer || c.Number == customer)).ToListAsync(cancel);
        if (customers.Count == 0)
        {
            customers = await db.Customers.Active.Called(customer).OrderBy(c => c.Id).Take(2).ToListAsync(cancel);
            Refuse(nameof(form.CustomerName), customer.Length == 0 ? "Bitte den Kunden wählen." : One(customers.Count, "Diesen Kunden gibt es nicht. Bitte einen aus der Liste wählen.", "Das passt auf mehrere Kunden. Bitte einen aus der Liste wählen."));
        }

        var articles = await db.Articles.Where(a => a.Id == form.ArticleId && (a.Name == article || a.Number == article)).ToListAsync(cancel);
        if (articles.Count == 0 && article.Length > 0)
        {
            articles = await db.Articles.Where(a => a.IsActive).Called(article).OrderBy(a => a.Id).Take(2).ToListAsync(cancel);
            Refuse(nameof(form.ArticleName), One(articles.Count, "Diesen Artikel gibt es nicht. Bitte einen aus der Liste wählen.", "Das passt auf mehrere Artikel. Bitte einen aus der Liste wählen."));
        }

        var found = customers is [var one] ? one : null;
        var site = found is null ? null : await db.Sites.Include(s => s.Customer).SingleOrDefaultAsync(s => s.Id == form.SiteId && s.CustomerId == found.Id, cancel);
        return (found, articles is [var single] ? single : null, site);

        void Refuse(string field, string? sentence)
        {
            if (sentence is not null)
            {
                ModelState.AddModelError(field, sentence);
            }
        }

        static string? One(int count, string none, string several) => count switch { 0 => none, 1 => null, _ => several };
    }

    async Task RefuseKnownSerialAsync(DeviceForm form, Article? article, int ownId, CancellationToken cancel)
    {
        var serial = PlainText.Line(form.SerialNumber);
        var known = article is null || serial.Length == 0 ? null : await db.Devices
            .Where(d => d.ArticleId == article.Id && d.SerialNumber == serial && d.Id != ownId)
            .Select(d => new { d.Customer.Number, d.Customer.Name }).FirstOrDefaultAsync(cancel);
        if (known is not null)
        {
            ModelState.AddModelError(nameof(form.SerialNumber), Words.Of("{0} mit dieser Seriennummer gibt es schon, bei {1} {2}.", article!.Name, known.Number, known.Name));
        }
    }

    async Task<IResult> EditorAsync(Device? device, Customer? customer, CancellationToken cancel, int status = 200)
    {
        var stored = device is null ? new DeviceForm { CustomerId = customer?.Id, CustomerName = customer?.Name } : DeviceForm.Of(device);
        return DeviceEditor.Of(new(device, customer, stored, await SitesAsync(customer?.Id, device?.SiteId, cancel)), status);
    }

    async Task<IReadOnlyList<Choice>> SitesAsync(int? customerId, int? now, CancellationToken cancel) => customerId is null ? [] :
        [.. (await db.Sites.Where(s => s.CustomerId == customerId && (s.IsActive || s.Id == now)).OrderBy(s => s.Id).Select(s => new { s.Id, s.Name, s.Town }).ToListAsync(cancel))
            .Select(s => new Choice(s.Id.ToString(), s.Town.Length > 0 ? $"{s.Name}, {s.Town}" : s.Name))];

    Task<Device?> FindAsync(int id, CancellationToken cancel) => db.Devices.WithParts.SingleOrDefaultAsync(d => d.Id == id, cancel);
}
