using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Tresen.Articles;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Text;
using Tresen.Platform.Views;
using Tresen.Staff;

namespace Tresen.Tickets.Details;

/// <summary>The records that a ticket's form names, found by id or, where only text came (without script), by exact number or
/// name.</summary>
public sealed class ChosenRecords
{
    ChosenRecords()
    {
    }

    public Customer? Customer { get; private set; }

    /// <summary>Nobody is called as typed, and who typed it wants that to be a customer.</summary>
    public bool AddsCustomer { get; private set; }

    public Contact? Contact { get; private set; }

    public Site? Site { get; private set; }

    public Customer? BillTo { get; private set; }

    public IReadOnlyList<Device> Devices { get; private set; } = [];

    public Article? Article { get; private set; }

    public Department? Department { get; private set; }

    public Kind? Kind { get; private set; }

    public Area? Area { get; private set; }

    public Channel? Channel { get; private set; }

    public StaffMember? Assignee { get; private set; }

    public IReadOnlyList<StaffMember> Helpers { get; private set; } = [];

    public IReadOnlyList<StaffMember> Watchers { get; private set; } = [];

    public IReadOnlyList<Tag> Tags { get; private set; } = [];

    public IReadOnlyList<FreeField> FreeFields { get; private set; } = [];

    /// <summary>Finds them; what isn't there gets a sentence beside its field, except a customer who is to be added.</summary>
    public static async Task<ChosenRecords> FindAsync(TresenDb db, TicketForm form, ModelStateDictionary errors, DateOnly today, CancellationToken cancel, bool newCustomer = false)
    {
        var chosen = new ChosenRecords
        {
            Customer = await CustomerAsync(db, form.CustomerId, form.CustomerName, nameof(form.CustomerName), errors, cancel, mayBeNew: newCustomer),
            BillTo = await CustomerAsync(db, form.BillToId, form.BillToName, nameof(form.BillToName), errors, cancel),
            Article = await ArticleAsync(db, form, errors, cancel),
            Department = await db.Departments.Include(d => d.Company).Include(d => d.Members).ThenInclude(m => m.StaffMember).SingleOrDefaultAsync(d => d.Id == form.DepartmentId, cancel),
            Kind = await db.Kinds.SingleOrDefaultAsync(k => k.Id == form.KindId, cancel),
            Area = await db.Areas.SingleOrDefaultAsync(a => a.Id == form.AreaId, cancel),
            Channel = await db.Channels.SingleOrDefaultAsync(c => c.Id == form.ChannelId, cancel),
            FreeFields = await db.FreeFields.Where(f => f.IsActive).OrderBy(f => f.Position).ToListAsync(cancel),
        };
        chosen.AddsCustomer = newCustomer && chosen.Customer is null && !string.IsNullOrWhiteSpace(form.CustomerName);
        Missing(chosen.Department is null && form.DepartmentId is not null, nameof(form.DepartmentId), "Diese Abteilung gibt es nicht. Bitte eine andere wählen.");
        Missing(chosen.Kind is null && form.KindId is not null, nameof(form.KindId), "Diese Art gibt es nicht. Bitte eine andere wählen.");
        Missing(chosen.Area is null && form.AreaId is not null, nameof(form.AreaId), "Diesen Bereich gibt es nicht. Bitte einen anderen wählen.");
        Missing(chosen.Channel is null && form.ChannelId is not null, nameof(form.ChannelId), "Diesen Eingang gibt es nicht. Bitte einen anderen wählen.");
        await chosen.FindDevicesAsync(db, form, errors, cancel);
        await chosen.FindPlaceAsync(db, form, errors, today, cancel);
        await chosen.FindPeopleAsync(db, form, errors, cancel);
        return chosen;

        void Missing(bool isMissing, string field, string sentence)
        {
            if (isMissing)
            {
                errors.AddModelError(field, sentence);
            }
        }
    }

    /// <summary>The customer and contact that are added along with the ticket.</summary>
    public void Welcome((Customer Customer, Contact? Contact) newcomer) => (Customer, Contact) = newcomer;

    /// <summary>The tags, which are added where they are new; asked for last, when the form is otherwise fine.</summary>
    public async Task FindTagsAsync(TresenDb db, string? typed, CancellationToken cancel) => Tags = await db.TagsNamedAsync(typed, cancel);

    static async Task<Customer?> CustomerAsync(TresenDb db, int? id, string? text, string field, ModelStateDictionary errors, CancellationToken cancel, bool mayBeNew = false)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return id is { } only && text is null ? await db.Customers.FindAsync([only], cancel) : null;
        }

        if (id is { } known && await db.Customers.FindAsync([known], cancel) is { } chosen && chosen.Name == text.Trim())
        {
            return chosen;
        }

        var found = await db.Customers.Called(text).Take(2).ToListAsync(cancel);
        if (found.Count != 1 && !(found.Count == 0 && mayBeNew))
        {
            errors.AddModelError(field, found.Count == 0
                ? "Diesen Kunden gibt es nicht. Bitte aus der Liste wählen, die Kundennummer eingeben oder das Feld leeren."
                : "So heißen mehrere Kunden. Bitte die Kundennummer eingeben.");
        }

        return found.Count == 1 ? found[0] : null;
    }

    static async Task<Article?> ArticleAsync(TresenDb db, TicketForm form, ModelStateDictionary errors, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(form.ArticleName))
        {
            return form.ArticleId is { } only && form.ArticleName is null ? await db.Articles.FindAsync([only], cancel) : null;
        }

        var text = form.ArticleName.Trim();
        var found = form.ArticleId is { } id && await db.Articles.FindAsync([id], cancel) is { } chosen && chosen.Name == text
            ? chosen
            : await db.Articles.Where(a => a.Number == text || a.Name == text).OrderBy(a => a.Number == text ? 0 : 1).FirstOrDefaultAsync(cancel);
        if (found is null)
        {
            errors.AddModelError(nameof(form.ArticleName), "Diesen Artikel gibt es nicht. Bitte aus der Liste wählen oder die Artikelnummer eingeben.");
        }

        return found;
    }

    async Task FindDevicesAsync(TresenDb db, TicketForm form, ModelStateDictionary errors, CancellationToken cancel)
    {
        var ids = form.DeviceIds;
        var devices = ids.Length == 0 ? [] : await db.Devices.Include(d => d.Customer).Include(d => d.Site).Where(d => ids.Contains(d.Id)).ToListAsync(cancel);
        if (!string.IsNullOrWhiteSpace(form.DeviceName) || (form.DeviceId is not null && form.DeviceName is null))
        {
            var text = form.DeviceName?.Trim() ?? "";
            var found = await db.Devices.Include(d => d.Customer).Include(d => d.Site)
                .Where(d => d.Id == form.DeviceId || d.Name == text || d.SerialNumber == text || d.Tag == text).Where(d => text == "" || form.DeviceId == null || d.Name == text || d.Id != form.DeviceId)
                .Where(d => Customer == null || d.CustomerId == Customer.Id || d.Id == form.DeviceId).Take(3).ToListAsync(cancel);
            var one = found.Find(d => d.Id == form.DeviceId) ?? (found.Count == 1 ? found[0] : null);
            if (one is null)
            {
                errors.AddModelError(nameof(form.DeviceName), found.Count == 0
                    ? "Dieses Gerät gibt es nicht. Bitte aus der Liste wählen oder die Seriennummer daneben eintragen."
                    : "So heißen mehrere Geräte. Bitte aus der Liste wählen oder die Seriennummer eingeben.");
            }
            else if (!devices.Contains(one))
            {
                devices.Add(one);
            }
        }

        Customer ??= AddsCustomer ? null : devices.FirstOrDefault()?.Customer; // a device is one customer's
        if (devices.Find(d => d.CustomerId != Customer?.Id) is { } foreign)
        {
            errors.AddModelError(nameof(form.DeviceName), Words.Of("Das Gerät „{0}“ gehört zu einem anderen Kunden.", foreign.Name));
        }

        Devices = devices;
    }

    async Task FindPlaceAsync(TresenDb db, TicketForm form, ModelStateDictionary errors, DateOnly today, CancellationToken cancel)
    {
        Site = form.SiteId is { } id ? await db.Sites.SingleOrDefaultAsync(s => s.Id == id, cancel) : Devices.Count == 1 ? Devices[0].Site : null;
        if (Site is not null && Site.CustomerId != Customer?.Id)
        {
            Site = null; // the customer was changed, the site of the one before falls away
        }

        if (AddsCustomer || (string.IsNullOrWhiteSpace(form.ContactName) && (form.ContactId is null || form.ContactName is not null))) // nobody acts for a new one yet
        {
            return;
        }

        if (Customer is null)
        {
            errors.AddModelError(nameof(form.ContactName), "Ein Ansprechpartner gehört zu einem Kunden. Bitte zuerst den Kunden wählen.");
            return;
        }

        var acting = await db.Contacts.ActingFor(Customer.Id, today, db).ToListAsync(cancel);
        Contact = acting.Find(c => c.Id == form.ContactId && (form.ContactName is null || c.Name == form.ContactName.Trim()))
            ?? acting.Find(c => SortKey.Of(c.Name) == SortKey.Of(form.ContactName ?? ""));
        if (Contact is null)
        {
            errors.AddModelError(nameof(form.ContactName), Words.Of("Diesen Ansprechpartner gibt es bei {0} nicht. Bitte aus der Liste wählen oder den Namen unter „Anfrage von“ eintragen.", Customer.Name));
        }
    }

    async Task FindPeopleAsync(TresenDb db, TicketForm form, ModelStateDictionary errors, CancellationToken cancel)
    {
        int[] ids = [.. form.HelperIds, .. form.WatcherIds, .. form.AssigneeId is { } a ? [a] : Array.Empty<int>()];
        var people = ids.Length == 0 ? [] : await db.Staff.Where(s => ids.Contains(s.Id)).ToListAsync(cancel);
        Assignee = people.Find(p => p.Id == form.AssigneeId);
        if (Assignee is null && form.AssigneeId is not null)
        {
            errors.AddModelError(nameof(form.AssigneeId), "Diese Person gibt es nicht. Bitte jemand anders wählen.");
        }

        Helpers = [.. people.Where(p => form.HelperIds.Contains(p.Id))];
        Watchers = [.. people.Where(p => form.WatcherIds.Contains(p.Id) && !form.HelperIds.Contains(p.Id))];
    }
}
