using System.ComponentModel.DataAnnotations;
using Tresen.Platform.Identity;

namespace Tresen.Staff.People;

/// <summary>Somebody who works here, as an administrator types it.</summary>
public sealed class StaffForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    [Required(ErrorMessage = "Bitte den Namen eingeben.")]
    [StringLength(150, ErrorMessage = TooLong)]
    public string? Name { get; set; }

    [Required(ErrorMessage = "Bitte die E-Mail-Adresse eingeben, mit der sich die Person anmeldet.")]
    [StringLength(200, ErrorMessage = TooLong)]
    public string? Mail { get; set; }

    [StringLength(50, ErrorMessage = TooLong)]
    public string? Phone { get; set; }

    public string RoleName { get; set; } = Role.Agent.Name;

    public Capability[] Rights { get; set; } = [];

    public string Language { get; set; } = "de";

    public bool WantsMail { get; set; } = true;

    /// <summary>Departments and standings, see <see cref="Place"/>.</summary>
    public string[] Places { get; set => field = [.. (value ?? []).Where(p => !string.IsNullOrEmpty(p)).Order(StringComparer.Ordinal)]; } = [];

    /// <summary>The form for a person as stored.</summary>
    public static StaffForm Of(StaffMember person) => new()
    {
        Name = person.Name,
        Mail = person.Mail,
        Phone = person.Phone,
        RoleName = person.RoleName,
        Rights = [.. person.Rights.Each()],
        Language = person.Language,
        WantsMail = person.WantsMail,
        Places = [.. person.Memberships.Select(m => new Place(m.DepartmentId, m.Standing).ToString())],
    };

    /// <summary>The rights that are meant: those ticked, but the preset of a role that was chosen anew and left alone otherwise.</summary>
    public Capability RightsFor(StaffMember person, Role role) =>
        role.Name != person.RoleName && Rights.Together() == person.Rights ? role.Rights : Rights.Together();
}
