using System.ComponentModel.DataAnnotations;
using Tresen.Platform.Forms;

namespace Tresen.Customers.People;

/// <summary>A person and their part at a customer, as typed.</summary>
public sealed class ContactForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    [StringLength(20, ErrorMessage = TooLong)]
    public string? Salutation { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? FirstName { get; set; }

    [Required(ErrorMessage = "Bitte den Nachnamen eingeben.")]
    [StringLength(100, ErrorMessage = TooLong)]
    public string? LastName { get; set; }

    [UsableMail]
    [StringLength(250, ErrorMessage = TooLong)]
    public string? Mail { get; set; }

    [ReadablePhone]
    [StringLength(50, ErrorMessage = TooLong)]
    public string? Phone { get; set; }

    [ReadablePhone]
    [StringLength(50, ErrorMessage = TooLong)]
    public string? Mobile { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? Role { get; set; }

    public DateOnly? Until { get; set; }

    /// <summary>The form for a person as they stand at that customer.</summary>
    public static ContactForm Of(CustomerContact place) => new()
    {
        Salutation = place.Contact.Salutation,
        FirstName = place.Contact.FirstName,
        LastName = place.Contact.LastName,
        Mail = place.Contact.Mail,
        Phone = place.Contact.Phone,
        Mobile = place.Contact.Mobile,
        Role = place.Role,
        Until = place.Until,
    };
}

/// <summary>A person known already, who acts for another customer too.</summary>
public sealed class KnownContactForm
{
    [StringLength(200, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? KnownName { get; set; }

    public int? KnownId { get; set; }

    [StringLength(100, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? KnownRole { get; set; }
}
