using System.ComponentModel.DataAnnotations;
using Tresen.Platform;

namespace Tresen.TimeTracking.Settings;

/// <summary>The firm's rules about booking time, as typed.</summary>
public sealed class TimeRulesForm
{
    [Required(ErrorMessage = "Bitte 0 bis 30 Werktage angeben.")]
    public int? EditableWorkingDays { get; set; }

    [Required(ErrorMessage = "Bitte 1 bis 3660 Tage angeben.")]
    public int? BookableDays { get; set; }

    public DateOnly? ClosedUntil { get; set; }

    /// <summary>Empty: it is billed.</summary>
    public NotBillable? ProposedWhyNot { get; set; }
}

/// <summary>An activity, as typed.</summary>
public sealed class ActivityForm
{
    [Required(ErrorMessage = "Bitte einen Namen eingeben.")]
    [StringLength(80, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Name { get; set; }

    [StringLength(80, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? English { get; set; }

    public int? Position { get; set; }

    public Accounting Accounting { get; set; }

    public Money? Price { get; set; }

    public int? RoundUpTo { get; set; } = 15;

    public bool IsBillable { get; set; } = true;

    public bool IsActive { get; set; } = true;

    /// <summary>The form for an activity as it stands.</summary>
    public static ActivityForm Of(Activity a) => new()
    {
        Name = a.Name, English = a.English, Position = a.Position, Accounting = a.Accounting,
        Price = a.Price, RoundUpTo = a.RoundUpTo, IsBillable = a.IsBillable, IsActive = a.IsActive,
    };
}
