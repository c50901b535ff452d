using System.ComponentModel.DataAnnotations;

namespace Tresen.Conversations.Moving;

/// <summary>A dialogue handed to another department, or back, as typed.</summary>
public sealed class ForwardForm
{
    public int? DepartmentId { get; set; }

    [StringLength(2000, ErrorMessage = "Bitte höchstens 2.000 Zeichen.")]
    public string? Remark { get; set; }
}
