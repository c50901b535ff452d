using System.ComponentModel.DataAnnotations;
using Tresen.Tickets;

namespace Tresen.Workbench.Bulk;

/// <summary>What shall become of many tickets. What is left empty stays as it is on each.</summary>
public sealed class BulkForm
{
    /// <summary>Numbers of the tickets …</summary>
    public IReadOnlyList<int>? N { get; set; } // null until bound: a list that is there already would not be replaced

    /// <summary>… or all that the list shows.</summary>
    public bool All { get; set; }

    /// <summary>The list that the tickets were chosen in, as it stands in an address.</summary>
    public string? List { get; set; }

    /// <summary>How many were spoken of when it was asked for.</summary>
    public int Confirmed { get; set; }

    /// <summary>When the page was shown, in ticks: what changed later hasn't been seen.</summary>
    public long SeenAt { get; set; }

    /// <summary>Id of a person, or <c>0</c> for nobody.</summary>
    public int? AssigneeId { get; set; }

    public int? DepartmentId { get; set; }

    public int? ProgressId { get; set; }

    public DateOnly? FollowUpOn { get; set; }

    public DateOnly? AppointmentOn { get; set; }

    public TimeOnly? AppointmentAt { get; set; }

    /// <summary>Said along with the status; some ask for it.</summary>
    [StringLength(2000, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Remark { get; set; }

    public Priority? Priority { get; set; }

    public DateOnly? DueOn { get; set; }

    /// <summary>Takes the due date away.</summary>
    public bool NoDue { get; set; }

    [StringLength(300, ErrorMessage = "Das sind zu viele Tags auf einmal: höchstens 300 Zeichen.")]
    public string? AddTags { get; set; }

    public IReadOnlyList<int>? RemoveTags { get; set; }

    public bool Approve { get; set; }

    [StringLength(500, ErrorMessage = "Die Bemerkung ist zu lang: höchstens 500 Zeichen.")]
    public string? ApprovalRemark { get; set; }

    /// <summary>Whether anything shall change at all.</summary>
    public bool IsEmpty => AssigneeId is null && DepartmentId is null && ProgressId is null && Priority is null && DueOn is null && !NoDue
        && Tags.Count == 0 && RemoveTags is not { Count: > 0 } && !Approve;

    /// <summary>The tags to add, as they are kept.</summary>
    public IReadOnlyList<string> Tags => Tag.In(AddTags);
}
