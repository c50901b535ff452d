using System.ComponentModel.DataAnnotations;
using Tresen.Platform.Identity;

namespace Tresen.Staff.Roles;

/// <summary>A role as an administrator types it.</summary>
public sealed class RoleForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    [Required(ErrorMessage = "Bitte eingeben, wie die Rolle heißt.")]
    [StringLength(60, ErrorMessage = TooLong)]
    public string? Title { get; set; }

    [StringLength(60, ErrorMessage = TooLong)]
    public string? English { get; set; }

    [Range(0, 9999, ErrorMessage = "Bitte eine Zahl von {1} bis {2}.")]
    public int? Position { get; set; }

    public Capability[] Rights { get; set; } = [];

    /// <summary>The form for a role as stored.</summary>
    public static RoleForm Of(Role role) => new() { Title = role.Title, English = role.English, Position = role.Position, Rights = [.. role.Rights.Each()] };
}
