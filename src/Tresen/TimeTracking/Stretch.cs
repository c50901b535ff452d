using Tresen.Platform;
using Tresen.Platform.Time;

namespace Tresen.TimeTracking;

/// <summary>A stretch of work from one instant to another. It may cross midnight; its length is counted from the instants,
/// so that the nights on which the clocks change are as long as they were.</summary>
public sealed record Stretch
{
    /// <summary>Longer than this is a typing error or against the law.</summary>
    public const int Longest = 16 * 60;

    Stretch(DateTimeOffset start, DateTimeOffset end, bool isClocked)
    {
        (start, end) = (WholeMinute(start), WholeMinute(end));
        if (end < start)
        {
            throw new BrokenRuleException("Das Ende liegt vor dem Beginn.", "To");
        }

        if ((end - start).TotalMinutes > Longest)
        {
            throw new BrokenRuleException("Mehr als 16 Stunden am Stück werden nicht gebucht. Bitte von, bis und Dauer prüfen.", isClocked ? "To" : "Duration");
        }

        (Start, End, IsClocked) = (start, end, isClocked);
    }

    public DateTimeOffset Start { get; }

    public DateTimeOffset End { get; }

    /// <summary>Whether somebody said when it began; else only how long it took, and the start merely keeps the order of the day.</summary>
    public bool IsClocked { get; }

    /// <summary>The instant without its seconds: time is written down and compared in minutes, as it is typed.</summary>
    public static DateTimeOffset WholeMinute(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));

    /// <summary>Whole minutes between the instants.</summary>
    public int Minutes => (int)(End - Start).TotalMinutes;

    /// <summary>The day that it counts for: that of its start.</summary>
    public DateOnly Day => Zone.DayOf(Start);

    /// <summary>From one time on the wall clock to another; a later day's where that isn't after the first.</summary>
    public static Stretch Between(DateOnly day, TimeOnly from, TimeOnly to)
    {
        if (from == to)
        {
            throw new BrokenRuleException("Von und bis sind gleich. Bitte das Ende oder eine Dauer eingeben.", "To");
        }

        return new Stretch(Zone.At(day, from), Zone.At(to > from ? day : day.AddDays(1), to), isClocked: true);
    }

    /// <summary>From a time on the wall clock for so many minutes.</summary>
    public static Stretch From(DateOnly day, TimeOnly from, int minutes) => For(Zone.At(day, from), minutes, isClocked: true);

    /// <summary>So many minutes; nobody said when, so it stands at that instant in the order of the day.</summary>
    public static Stretch Lasting(int minutes, DateTimeOffset standsAt) => For(standsAt, minutes, isClocked: false);

    /// <summary>Whether both were at the same time. Only what was clocked can be.</summary>
    public bool Overlaps(Stretch other) => IsClocked && other.IsClocked && Start < other.End && other.Start < End;

    static Stretch For(DateTimeOffset start, int minutes, bool isClocked)
    {
        if (minutes < 0)
        {
            throw new BrokenRuleException("Eine Dauer kann nicht negativ sein. Bitte z. B. 1,5 oder 90m eingeben.", "Duration");
        }

        return minutes <= Longest
            ? new Stretch(start, start.AddMinutes(minutes), isClocked)
            : throw new BrokenRuleException("Mehr als 16 Stunden am Stück werden nicht gebucht. Bitte die Dauer prüfen.", "Duration");
    }
}
