using Tresen.Articles;
using Tresen.Customers;
using Tresen.Platform;
using Tresen.Platform.Text;

namespace Tresen.Devices;

/// <summary>A thing that is serviced (<em>Gerät</em>).</summary>
public sealed class Device : ISorted
{
    Device()
    {
    }

    /// <summary>A device of that customer.</summary>
    public Device(string name, Article? article, string serialNumber, Customer customer, Site? site)
    {
        Customer = customer;
        Describe(name, article, serialNumber, "", site, null, null);
    }

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public int? ArticleId { get; private set; }

    public Article? Article { get; private set; }

    public string SerialNumber { get; private set; } = "";

    /// <summary>Our own label on it (<em>Inventarnummer</em>).</summary>
    public string Tag { get; private set; } = "";

    public string SearchKey { get; private set; } = "";

    public string SortKey { get; private set; } = "";

    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    public int? SiteId { get; private set; }

    public Site? Site { get; private set; }

    public DateOnly? InstalledOn { get; private set; }

    public DateOnly? WarrantyUntil { get; private set; }

    public bool IsActive { get; private set; } = true;

    /// <summary>Changes what it is and where it stands.</summary>
    public void Describe(string name, Article? article, string serialNumber, string tag, Site? site, DateOnly? installedOn, DateOnly? warrantyUntil)
    {
        Name = PlainText.Line(name) is { Length: > 0 } typed ? typed : article?.Name ?? throw new BrokenRuleException("Bitte eingeben, was es ist, oder einen Artikel wählen.", "Name");
        if (site is not null && site.Customer != Customer)
        {
            throw new BrokenRuleException("Dieser Standort gehört zu einem anderen Kunden.", "SiteId");
        }

        if (warrantyUntil < installedOn)
        {
            throw new BrokenRuleException("Die Garantie kann nicht vor dem Einbau enden.", "WarrantyUntil");
        }

        (Article, SerialNumber, Tag, Site, InstalledOn, WarrantyUntil) = (article, PlainText.Line(serialNumber), PlainText.Line(tag), site, installedOn, warrantyUntil);
        SearchKey = Platform.Text.SortKey.ForSearch($"{Name} {SerialNumber} {Tag}");
        SortKey = Platform.Text.SortKey.Of(Name);
    }

    /// <summary>It is another customer's from now on, and stands at none of the old one's sites. Its tickets stay as they are.</summary>
    public void MoveTo(Customer customer)
    {
        if (customer != Customer)
        {
            (Customer, Site) = (customer, null);
        }
    }

    /// <summary>Its customer's record went into another: it goes along with its site.</summary>
    public void GoAlong(Customer into) => Customer = into;

    /// <summary>Whether its warranty was still running on that day; null where none is known.</summary>
    public bool? IsUnderWarranty(DateOnly day) => WarrantyUntil is { } until ? day <= until : null;

    /// <summary>A serial number by which two are compared: letters and digits alone, folded.</summary>
    public static string Bare(string? serialNumber) => string.Concat(Platform.Text.SortKey.Of(serialNumber ?? "").Where(char.IsLetterOrDigit));

    /// <summary>Takes it out of use, or back.</summary>
    public void Use(bool isActive) => IsActive = isActive;
}
