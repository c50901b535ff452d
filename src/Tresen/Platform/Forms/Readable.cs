using System.ComponentModel.DataAnnotations;
using Tresen.Platform.Text;

namespace Tresen.Platform.Forms;

/// <summary>On a form's field for a phone number: any notation that can be dialled.</summary>
public sealed class ReadablePhoneAttribute() : ValidationAttribute("Bitte eine Telefonnummer mit Vorwahl eingeben, z. B. 0221 12345.")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is not string typed || string.IsNullOrWhiteSpace(typed) || PhoneNumber.IsReadable(typed);
}

/// <summary>On a form's field for one mail address.</summary>
public sealed class UsableMailAttribute() : ValidationAttribute("Bitte eine E-Mail-Adresse wie name@firma.example eingeben.")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is not string typed || string.IsNullOrWhiteSpace(typed) || MailAddress.IsUsable(typed);
}
