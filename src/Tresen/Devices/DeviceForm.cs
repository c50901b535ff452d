using System.ComponentModel.DataAnnotations;

namespace Tresen.Devices;

/// <summary>A device as typed. Customer and article come as chosen from the list (id) or as their name or number alone.</summary>
public sealed class DeviceForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    [StringLength(200, ErrorMessage = TooLong)]
    public string? Name { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? ArticleName { get; set; }

    public int? ArticleId { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? SerialNumber { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? Tag { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? CustomerName { get; set; }

    public int? CustomerId { get; set; }

    public int? SiteId { get; set; }

    public DateOnly? InstalledOn { get; set; }

    public DateOnly? WarrantyUntil { get; set; }

    public bool IsActive { get; set; } = true;

    /// <summary>The form for a device as it stands.</summary>
    public static DeviceForm Of(Device d) => new()
    {
        Name = d.Name,
        ArticleName = d.Article?.Name,
        ArticleId = d.ArticleId,
        SerialNumber = d.SerialNumber,
        Tag = d.Tag,
        CustomerName = d.Customer.Name,
        CustomerId = d.CustomerId,
        SiteId = d.SiteId,
        InstalledOn = d.InstalledOn,
        WarrantyUntil = d.WarrantyUntil,
        IsActive = d.IsActive,
    };
}
