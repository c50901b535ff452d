using System.ComponentModel.DataAnnotations;
using Tresen.Platform.Time;

namespace Tresen.Tickets.Recurring;

/// <summary>A recurring ticket as typed. The customer comes as chosen from the list (id) or as name or number alone.</summary>
public sealed class RecurringForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    [StringLength(200, ErrorMessage = TooLong)]
    public string? CustomerName { get; set; }

    public int? CustomerId { get; set; }

    [Required(ErrorMessage = "Bitte einen Betreff eingeben.")]
    [StringLength(200, ErrorMessage = TooLong)]
    public string? Subject { get; set; }

    [StringLength(100_000, ErrorMessage = TooLong)]
    public string? Description { get; set; }

    public string? DescriptionFormat { get; set; }

    public int? DeviceId { get; set; }

    [Required(ErrorMessage = "Bitte eine Abteilung wählen.")]
    public int? DepartmentId { get; set; }

    public int? AssigneeId { get; set; }

    [Required(ErrorMessage = "Bitte eine Art wählen.")]
    public int? KindId { get; set; }

    public int? AreaId { get; set; }

    [EnumDataType(typeof(Priority), ErrorMessage = "Bitte auswählen.")]
    public Priority Priority { get; set; } = Priority.Normal;

    public int? ChecklistId { get; set; }

    public Duration? Planned { get; set; }

    [Required(ErrorMessage = "Bitte den ersten Tag eintragen.")]
    public DateOnly? From { get; set; }

    [Required(ErrorMessage = "Bitte eine Zahl eintragen.")]
    public int? Every { get; set; } = 1;

    [EnumDataType(typeof(RhythmUnit), ErrorMessage = "Bitte auswählen.")]
    public RhythmUnit Unit { get; set; } = RhythmUnit.Year;

    public DateOnly? Until { get; set; }

    [Required(ErrorMessage = "Bitte eine Zahl eintragen.")]
    public int? DaysAhead { get; set; } = 14;

    /// <summary>One as it stands.</summary>
    public static RecurringForm Of(RecurringTicket r) => new()
    {
        CustomerId = r.CustomerId,
        CustomerName = r.Customer.Name,
        Subject = r.Subject,
        Description = r.Description,
        DeviceId = r.DeviceId,
        DepartmentId = r.DepartmentId,
        AssigneeId = r.AssigneeId,
        KindId = r.KindId,
        AreaId = r.AreaId,
        Priority = r.Priority,
        ChecklistId = r.ChecklistId,
        Planned = r.PlannedMinutes is { } minutes ? new Duration(minutes) : null,
        From = r.From,
        Every = r.Every,
        Unit = r.Unit,
        Until = r.Until,
        DaysAhead = r.DaysAhead,
    };
}
