using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Staff;

namespace Tresen.TimeTracking.Attendances;

/// <summary>What somebody's time was, beside what they did for whom; the numbers are stored.</summary>
public enum AttendanceKind
{
    /// <summary>Arbeit.</summary>
    Work,

    /// <summary>Pause.</summary>
    Break,

    /// <summary>Urlaub.</summary>
    Leave,

    /// <summary>Krankheit.</summary>
    Sickness,

    /// <summary>Freizeitausgleich.</summary>
    TimeOff,

    /// <summary>Feiertag.</summary>
    PublicHoliday,
}

/// <summary>When somebody was there, and why not (<em>Anwesenheit</em>). Another table and other rights than booked time: the
/// kind is seen by the person and by time administration alone, and it reaches no search, report or log.</summary>
public sealed class Attendance
{
    Attendance()
    {
    }

    Attendance(StaffMember person, AttendanceKind kind, DateTimeOffset start, DateTimeOffset end, StaffMember by, Me me, DateTimeOffset at)
    {
        if (person.Id != me.Id && !me.Can(Capability.TimeAdministration))
        {
            throw new BrokenRuleException("Für andere trägt nur die Zeitverwaltung Anwesenheit ein.", "PersonId");
        }

        (Person, PersonId, Kind, Start, End) = (person, person.Id, kind, start, end);
        (RecordedBy, RecordedById, RecordedAt) = (by, by.Id, at);
    }

    public int Id { get; private set; }

    public int PersonId { get; private set; }

    public StaffMember Person { get; private set; } = null!;

    public AttendanceKind Kind { get; private set; }

    public DateTimeOffset Start { get; private set; }

    public DateTimeOffset End { get; private set; }

    public int RecordedById { get; private set; }

    public StaffMember RecordedBy { get; private set; } = null!;

    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>Whether the person isn't there.</summary>
    public bool IsAbsence => Kind is not (AttendanceKind.Work or AttendanceKind.Break);

    public int Minutes => (int)(End - Start).TotalMinutes;

    /// <summary>Work or a break, from one time to another.</summary>
    public static Attendance Of(StaffMember person, AttendanceKind kind, Stretch stretch, StaffMember by, Me me, DateTimeOffset at)
    {
        if (stretch.End > at.AddMinutes(5))
        {
            throw new BrokenRuleException("Das Ende liegt in der Zukunft. Eingetragen wird, was war.", "To");
        }

        return new Attendance(person, kind, stretch.Start, stretch.End, by, me, at);
    }

    /// <summary>Whole days of absence, both included.</summary>
    public static Attendance Days(StaffMember person, AttendanceKind kind, DateOnly first, DateOnly last, StaffMember by, Me me, DateTimeOffset at)
    {
        if (last < first)
        {
            throw new BrokenRuleException("Der letzte Tag liegt vor dem ersten.", "LastDay");
        }

        return last.DayNumber - first.DayNumber <= 366
            ? new Attendance(person, kind, Zone.StartOf(first), Zone.EndOf(last), by, me, at)
            : throw new BrokenRuleException("Bitte höchstens ein Jahr am Stück eintragen.", "LastDay");
    }

    /// <summary>Whether that person may see the kind, and remove the entry.</summary>
    public bool IsOpenTo(Me me) => PersonId == me.Id || me.Can(Capability.TimeAdministration);

    sealed class Mapping : IEntityTypeConfiguration<Attendance>
    {
        public void Configure(EntityTypeBuilder<Attendance> attendance)
        {
            attendance.ToTable("attendances");
            attendance.Ignore(a => a.IsAbsence).Ignore(a => a.Minutes);
            attendance.HasIndex(a => new { a.PersonId, a.Start }); // a person's week
            attendance.HasIndex(a => a.End); // who is away this week
            attendance.HasOne(a => a.Person).WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
            attendance.HasOne(a => a.RecordedBy).WithMany().HasForeignKey(a => a.RecordedById).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
