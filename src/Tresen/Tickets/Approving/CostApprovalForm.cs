using System.ComponentModel.DataAnnotations;
using Tresen.Platform;

namespace Tresen.Tickets.Approving;

/// <summary>A consent of the customer's to costs, as typed.</summary>
public sealed class CostApprovalForm
{
    [Required(ErrorMessage = "Bitte eintragen, wer die Kosten freigegeben hat.")]
    [StringLength(200, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Who { get; set; }

    [Required(ErrorMessage = "Bitte eintragen, wann das war.")]
    public DateOnly? On { get; set; }

    /// <summary>In which way: by phone, by mail.</summary>
    [StringLength(200, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? How { get; set; }

    /// <summary>Empty: without limit.</summary>
    public Money? UpTo { get; set; }
}
