using System.ComponentModel.DataAnnotations;

namespace Tresen.Staff.SigningIn;

/// <summary>What is typed after the password, where a second factor is on.</summary>
public sealed class CodeForm
{
    /// <summary>That the password was right (<see cref="PasswordProof"/>).</summary>
    public string? Proof { get; set; }

    [Required(ErrorMessage = "Bitte den Code eingeben.")]
    [StringLength(40, ErrorMessage = "Das ist zu lang.")]
    public string Code { get; set; } = "";

    /// <summary>Where to go afterwards; only paths of ours are followed.</summary>
    public string? Then { get; set; }

    /// <summary>A form that came too late (<see cref="Platform.Web.HeldForm"/>), which knows its own limits.</summary>
    [StringLength(int.MaxValue)]
    public string? Held { get; set; }
}
