using System.ComponentModel.DataAnnotations;
using Tresen.Platform;

namespace Tresen.Staff.Departments;

/// <summary>A department as an administrator types it.</summary>
public sealed class DepartmentForm
{
    [Required(ErrorMessage = "Bitte den Namen der Abteilung eingeben.")]
    [StringLength(100, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Name { get; set; }

    [Required(ErrorMessage = "Bitte die Firma wählen.")]
    public int? CompanyId { get; set; }

    public bool IsConfidential { get; set; }

    public bool IsActive { get; set; } = true;

    public HourlyRate? Rate { get; set; }

    public ApprovalPoint ApprovalPoint { get; set; }

    public Money? ApprovalAbove { get; set; }

    public bool AllowsSelfApproval { get; set; }

    [Range(0, 100, ErrorMessage = "Bitte einen Anteil zwischen 0 und 100 Prozent eingeben.")]
    [Required(ErrorMessage = "Bitte einen Anteil zwischen 0 und 100 Prozent eingeben.")]
    public int? ApprovalTolerance { get; set; } = 10;

    [Range(0, 365, ErrorMessage = "Bitte eine Zahl von 0 bis 365 Tagen eingeben.")]
    [Required(ErrorMessage = "Bitte eine Zahl von 0 bis 365 Tagen eingeben.")]
    public int? ReplyDays { get; set; } = 14;

    /// <summary>People and standings, see <see cref="Place"/>.</summary>
    public string[] Places { get; set => field = [.. (value ?? []).Where(p => !string.IsNullOrEmpty(p)).Order(StringComparer.Ordinal)]; } = [];

    /// <summary>The form for a department as stored.</summary>
    public static DepartmentForm Of(Department department) => new()
    {
        Name = department.Name,
        CompanyId = department.CompanyId,
        IsConfidential = department.IsConfidential,
        IsActive = department.IsActive,
        Rate = department.Rate,
        ApprovalPoint = department.ApprovalPoint,
        ApprovalAbove = department.ApprovalAbove,
        AllowsSelfApproval = department.AllowsSelfApproval,
        ApprovalTolerance = department.ApprovalTolerance,
        ReplyDays = department.ReplyDays,
        Places = [.. department.Members.Select(m => new Place(m.StaffMemberId, m.Standing).ToString())],
    };
}
