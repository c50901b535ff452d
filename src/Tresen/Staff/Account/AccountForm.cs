using System.ComponentModel.DataAnnotations;

namespace Tresen.Staff.Account;

/// <summary>What somebody changes about themselves.</summary>
public sealed class AccountForm
{
    [Required(ErrorMessage = "Bitte den Namen eingeben.")]
    [StringLength(150, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Name { get; set; }

    [StringLength(50, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Phone { get; set; }

    public string Language { get; set; } = "de";

    public bool WantsMail { get; set; } = true;

    /// <summary>The form for a person as stored.</summary>
    public static AccountForm Of(StaffMember person) => new() { Name = person.Name, Phone = person.Phone, Language = person.Language, WantsMail = person.WantsMail };
}

/// <summary>A password and the one before.</summary>
public sealed class PasswordForm
{
    [Required(ErrorMessage = "Bitte das bisherige Passwort eingeben.")]
    [StringLength(200, ErrorMessage = "Das ist zu lang.")]
    public string OldPassword { get; set; } = "";

    [Required(ErrorMessage = "Bitte ein Passwort wählen, mindestens 10 Zeichen.")]
    [StringLength(200, ErrorMessage = "Das ist zu lang.")]
    public string NewPassword { get; set; } = "";
}
