using System.ComponentModel.DataAnnotations;
using Tresen.Platform;
using Tresen.Platform.Forms;

namespace Tresen.Customers.Records;

/// <summary>A customer as typed. The rate is there for those alone who may change it.</summary>
public sealed class CustomerForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    /// <summary>Asked for a new customer alone; empty: the next one.</summary>
    [StringLength(40, ErrorMessage = TooLong)]
    public string? Number { get; set; }

    [Required(ErrorMessage = "Bitte den Namen eingeben.")]
    [StringLength(200, ErrorMessage = TooLong)]
    public string? Name { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? Street { get; set; }

    [StringLength(20, ErrorMessage = TooLong)]
    public string? PostalCode { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? Town { get; set; }

    [UsableMail]
    [StringLength(250, ErrorMessage = TooLong)]
    public string? Mail { get; set; }

    [ReadablePhone]
    [StringLength(50, ErrorMessage = TooLong)]
    public string? Phone { get; set; }

    [ReadableVatId]
    [StringLength(30, ErrorMessage = TooLong)]
    public string? VatId { get; set; }

    [StringLength(2000, ErrorMessage = TooLong)]
    public string? Domains { get; set; }

    public NoticeKind NoticeKind { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Notice { get; set; }

    [StringLength(20_000, ErrorMessage = TooLong)]
    public string? Remark { get; set; }

    public HourlyRate? Rate { get; set; }

    public bool IsActive { get; set; } = true;

    /// <summary>The domains, one a line or separated by commas.</summary>
    public IReadOnlyList<string> EachDomain => [.. (Domains ?? "").Split(['\n', '\r', ',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(d => d.TrimStart('@').ToLowerInvariant()).Distinct()];

    /// <summary>The form for a customer as it stands.</summary>
    public static CustomerForm Of(Customer c, bool withRate) => new()
    {
        Name = c.Name,
        Street = c.Street,
        PostalCode = c.PostalCode,
        Town = c.Town,
        Mail = c.Mail,
        Phone = c.Phone,
        VatId = c.VatId,
        Domains = string.Join('\n', c.Domains.Select(d => d.Domain).Order(StringComparer.Ordinal)),
        NoticeKind = c.NoticeKind,
        Notice = c.Notice,
        Remark = c.Remark,
        Rate = withRate ? c.Rate : null,
        IsActive = c.IsActive,
    };
}
