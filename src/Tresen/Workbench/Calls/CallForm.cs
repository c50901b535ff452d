using System.ComponentModel.DataAnnotations;
using Tresen.Platform.Time;
using Tresen.Tickets;

namespace Tresen.Workbench.Calls;

/// <summary>A call as it is typed. Sent as a new ticket it has the names that a new ticket's form has.</summary>
public sealed class CallForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    /// <summary>What was typed to find who calls.</summary>
    public string? Q { get; set; }

    /// <summary>Who was picked (<see cref="Caller.Key"/>).</summary>
    public string? Pick { get; set; }

    /// <summary>The ticket that the call is about.</summary>
    public int? Ticket { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? Subject { get; set; }

    [StringLength(200_000, ErrorMessage = TooLong)]
    public string? Description { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? RequesterName { get; set; }

    [StringLength(60, ErrorMessage = TooLong)]
    public string? RequesterPhone { get; set; }

    [StringLength(250, ErrorMessage = TooLong)]
    public string? RequesterMail { get; set; }

    public Duration? Planned { get; set; }

    public int[] DeviceIds { get; set; } = [];

    [EnumDataType(typeof(Priority), ErrorMessage = "Bitte die Priorität wählen.")]
    public Priority Priority { get; set; } = Priority.Normal;

    public int? DepartmentId { get; set; }

    public int? AssigneeId { get; set; }

    public DateOnly? DueOn { get; set; }
}
