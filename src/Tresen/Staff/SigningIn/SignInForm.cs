using System.ComponentModel.DataAnnotations;

namespace Tresen.Staff.SigningIn;

/// <summary>What is typed to sign in.</summary>
public sealed class SignInForm
{
    [Required(ErrorMessage = "Bitte die E-Mail-Adresse eingeben.")]
    [StringLength(200, ErrorMessage = "Das ist zu lang.")]
    public string Mail { get; set; } = "";

    [Required(ErrorMessage = "Bitte das Passwort eingeben.")]
    [StringLength(200, ErrorMessage = "Das ist zu lang.")]
    public string Password { get; set; } = "";

    public bool Stay { get; set; }

    /// <summary>Where to go afterwards; only paths of ours are followed.</summary>
    public string? Then { get; set; }

    /// <summary>A form that came too late (<see cref="Platform.Web.HeldForm"/>), which knows its own limits.</summary>
    [StringLength(int.MaxValue)]
    public string? Held { get; set; }
}
