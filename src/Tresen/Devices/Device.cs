using Tresen.Articles;
using Tresen.Customers;
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
        (Name, Article, SerialNumber, Tag, Site, InstalledOn, WarrantyUntil) = (name.Trim(), article, serialNumber.Trim(), tag.Trim(), site, installedOn, warrantyUntil);
        SearchKey = Platform.Text.SortKey.ForSearch($"{Name} {SerialNumber} {Tag}");
        SortKey = Platform.Text.SortKey.Of(Name);
    }

    /// <summary>Takes it out of use, or back.</summary>
    public void Use(bool isActive) => IsActive = isActive;
}
