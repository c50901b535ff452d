using System.ComponentModel.DataAnnotations;
using Tresen.Platform;

namespace Tresen.Staff.Companies;

/// <summary>A company as an administrator types it.</summary>
public sealed class CompanyForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    [Required(ErrorMessage = "Bitte den Namen der Firma eingeben.")]
    [StringLength(200, ErrorMessage = TooLong)]
    public string? Name { get; set; }

    [Required(ErrorMessage = "Bitte die Pflichtangaben eingeben: Rechtsform, Sitz, Registergericht und Nummer, Geschäftsführung.")]
    [StringLength(2000, ErrorMessage = TooLong)]
    public string? Particulars { get; set; }

    [StringLength(150, ErrorMessage = TooLong)]
    public string? Street { get; set; }

    [StringLength(20, ErrorMessage = TooLong)]
    public string? PostalCode { get; set; }

    [StringLength(100, ErrorMessage = TooLong)]
    public string? Town { get; set; }

    [Required(ErrorMessage = "Bitte einen Stundensatz wie 89,50 eingeben.")]
    public HourlyRate? Rate { get; set; }

    [Required(ErrorMessage = "Bitte einen Zuschlag zwischen 0 und 300 Prozent eingeben.")]
    [Range(0, 300, ErrorMessage = "Bitte einen Zuschlag zwischen 0 und 300 Prozent eingeben.")]
    public int? EmergencySurcharge { get; set; }

    [Required(ErrorMessage = "Bitte 0 bis 1440 Minuten eingeben; 0 heißt nie.")]
    [Range(0, 1440, ErrorMessage = "Bitte 0 bis 1440 Minuten eingeben; 0 heißt nie.")]
    public int? EmergencyMinutes { get; set; } = 10;

    /// <summary>The form for a company as stored.</summary>
    public static CompanyForm Of(Company company) => new()
    {
        Name = company.Name,
        Particulars = company.Particulars,
        Street = company.Street,
        PostalCode = company.PostalCode,
        Town = company.Town,
        Rate = company.Rate,
        EmergencySurcharge = company.EmergencySurcharge,
        EmergencyMinutes = company.EmergencyMinutes,
    };
}
