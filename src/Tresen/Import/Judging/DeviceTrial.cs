using Microsoft.EntityFrameworkCore;
using Tresen.Articles;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;

namespace Tresen.Import.Judging;

/// <summary>Lines that are devices.</summary>
public sealed class DeviceTrial(TresenDb db, Me me, Assignment assignment, DateTimeOffset now) : Trial(db, me, assignment, now)
{
    readonly Dictionary<string, List<Article>> articles = [];
    readonly Dictionary<string, List<Device>> bySerial = [];
    readonly Dictionary<string, List<Device>> byTag = [];

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancel)
    {
        await base.LoadAsync(cancel);
        await Db.Sites.LoadAsync(cancel);
        foreach (var article in await Db.Articles.OrderBy(a => a.Id).ToListAsync(cancel))
        {
            foreach (var key in new[] { article.SortKey, SortKey.Of(article.Name) }.Distinct())
            {
                Add(articles, key, article);
            }
        }

        foreach (var device in await Db.Devices.OrderBy(d => d.Id).ToListAsync(cancel))
        {
            Remember(device);
        }
    }

    void Remember(Device device)
    {
        Add(bySerial, device.SerialNumber, device);
        Add(byTag, device.Tag, device);
    }

    static void Add<T>(Dictionary<string, List<T>> index, string key, T one)
    {
        if (key.Length == 0)
        {
            return;
        }

        if (!index.TryGetValue(key, out var same))
        {
            index[key] = same = [];
        }

        if (!same.Contains(one))
        {
            same.Add(one);
        }
    }

    /// <inheritdoc/>
    protected override Task<Finding> TakeAsync(Cells cells, CancellationToken cancel)
    {
        var article = ArticleIn(cells);
        var known = Find(cells, article);
        var customer = CustomerIn(cells) ?? known?.Customer ?? throw new BrokenRuleException("Die Kundennummer fehlt. Bitte eintragen, zu welchem Kunden das Gerät gehört.", "Customer");
        var wanted = new State(
            customer,
            cells.Or("Name", known?.Name ?? ""),
            article ?? (cells.Clears("Article") ? null : known?.Article),
            cells.Given("SerialNumber") ?? known?.SerialNumber ?? "",
            cells.Or("Tag", known?.Tag ?? ""),
            SiteIn(cells, customer) ?? (cells.Clears("Site") || known?.Site?.Customer != customer ? null : known.Site),
            cells.Day("InstalledOn", known?.InstalledOn),
            cells.Day("WarrantyUntil", known?.WarrantyUntil),
            cells.Yes("IsActive", known?.IsActive ?? true));
        MustBeUnique(wanted, known);
        return Task.FromResult(known is null ? Create(wanted, cells.Line) : ChangeKnown(known, wanted, cells.Line));
    }

    Finding Create(State wanted, int line)
    {
        var device = new Device(wanted.Name, wanted.Article, wanted.Serial, wanted.Customer, wanted.Site);
        wanted.PutOn(device);
        Meet(device, line, device.Name);
        Remember(device);
        Db.Add(device);
        var empty = KnownFields.OfDevices.Select(_ => "").ToArray();
        return new Finding(line, Outcome.New, Name(device), [.. Differences(KnownFields.OfDevices, empty, Values(KnownFields.OfDevices, device)).Where(c => c.Field != "IsActive")]) { Device = device, Customer = device.Customer };
    }

    Finding ChangeKnown(Device device, State wanted, int line)
    {
        Meet(device, line, Name(device));
        var (before, was) = (Values(KnownFields.OfDevices, device), State.Of(device));
        try
        {
            wanted.PutOn(device);
        }
        catch (BrokenRuleException)
        {
            was.PutOn(device);
            throw;
        }

        Remember(device);
        var changes = Differences(KnownFields.OfDevices, before, Values(KnownFields.OfDevices, device));
        return new Finding(line, changes.Count > 0 ? Outcome.Changed : Outcome.Unchanged, Name(device), changes) { Device = device, Customer = device.Customer };
    }

    Device? Find(Cells cells, Article? article)
    {
        if (Key == RecordKey.Tag)
        {
            var tag = cells.Given("Tag") ?? throw new BrokenRuleException("Die Inventarnummer fehlt. Bitte eintragen, oder Geräte an der Seriennummer erkennen lassen.", "Tag");
            return One(byTag.GetValueOrDefault(PlainText.Line(tag)) ?? [], "Tag");
        }

        var serial = cells.Given("SerialNumber") ?? throw new BrokenRuleException("Die Seriennummer fehlt. Bitte eintragen, oder Geräte an der Inventarnummer erkennen lassen.", "SerialNumber");
        var found = bySerial.GetValueOrDefault(PlainText.Line(serial)) ?? [];
        return article is null ? One(found, "SerialNumber") : found.Find(d => d.Article == article) ?? One([.. found.Where(d => d.Article is null)], "SerialNumber");
    }

    static Device? One(List<Device> found, string field) => found switch
    {
        [] => null,
        [var one] => one,
        _ => throw new BrokenRuleException("Diese Nummer haben mehrere Geräte. Bitte auch den Artikel eintragen.", field),
    };

    Article? ArticleIn(Cells cells) => cells.Given("Article") is not { } text ? null : (articles.GetValueOrDefault(SortKey.Of(PlainText.Line(text))) ?? []) switch
    {
        [var one] => one,
        [] => throw new BrokenRuleException($"Einen Artikel „{Cut(text, 60)}“ gibt es nicht. Bitte Nummer oder Bezeichnung prüfen oder den Artikel zuerst anlegen.", "Article"),
        _ => throw new BrokenRuleException($"„{Cut(text, 60)}“ heißen mehrere Artikel. Bitte die Artikelnummer eintragen.", "Article"),
    };

    static Site? SiteIn(Cells cells, Customer customer) => cells.Given("Site") is not { } text ? null
        : customer.Sites.FirstOrDefault(s => SortKey.Of(s.Name) == SortKey.Of(PlainText.Line(text)))
        ?? throw new BrokenRuleException($"{customer.Number} {customer.Name} hat keinen Standort „{Cut(text, 60)}“. Bitte den Namen prüfen oder den Standort zuerst anlegen.", "Site");

    void MustBeUnique(State wanted, Device? known)
    {
        var serial = PlainText.Line(wanted.Serial);
        if (wanted.Article is { } article && (bySerial.GetValueOrDefault(serial) ?? []).Find(d => d != known && d.Article == article && d.SerialNumber == serial) is { } other)
        {
            throw new BrokenRuleException($"{article.Name} mit dieser Seriennummer gibt es schon, bei {other.Customer.Number} {other.Customer.Name}.", "SerialNumber");
        }
    }

    static string Name(Device device) => device.SerialNumber.Length > 0 ? $"{device.Name}, {device.SerialNumber}" : device.Name;

    /// <summary>What a device says, to put it there and back.</summary>
    sealed record State(Customer Customer, string Name, Article? Article, string Serial, string Tag, Site? Site, DateOnly? InstalledOn, DateOnly? WarrantyUntil, bool IsActive)
    {
        public static State Of(Device d) => new(d.Customer, d.Name, d.Article, d.SerialNumber, d.Tag, d.Site, d.InstalledOn, d.WarrantyUntil, d.IsActive);

        public void PutOn(Device device)
        {
            device.MoveTo(Customer);
            device.Describe(Name, Article, Serial, Tag, Site, InstalledOn, WarrantyUntil);
            device.Use(IsActive);
        }
    }
}
