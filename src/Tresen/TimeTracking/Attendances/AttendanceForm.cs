namespace Tresen.TimeTracking.Attendances;

/// <summary>Attendance as a person types it: times for work and breaks, days for absences.</summary>
public sealed class AttendanceForm
{
    public int? PersonId { get; set; }

    public AttendanceKind Kind { get; set; }

    public DateOnly? Day { get; set; }

    public TimeOnly? From { get; set; }

    public TimeOnly? To { get; set; }

    /// <summary>For absences: the last day; empty: the first.</summary>
    public DateOnly? LastDay { get; set; }
}
