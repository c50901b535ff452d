using System.ComponentModel.DataAnnotations;

namespace Tresen.Customers.Places;

/// <summary>A site as typed.</summary>
public sealed class SiteForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    [Required(ErrorMessage = "Bitte eingeben, wie der Standort heißt.")]
    [StringLength(100, ErrorMessage = TooLong)]
    public string? Name { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? Street { get; set; }

    [StringLength(20, ErrorMessage = TooLong)]
    public string? PostalCode { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? Town { get; set; }

    [StringLength(2000, ErrorMessage = TooLong)]
    public string? AccessNote { get; set; }

    public bool IsActive { get; set; } = true;

    /// <summary>The form for a site as it stands.</summary>
    public static SiteForm Of(Site s) => new() { Name = s.Name, Street = s.Street, PostalCode = s.PostalCode, Town = s.Town, AccessNote = s.AccessNote, IsActive = s.IsActive };
}
