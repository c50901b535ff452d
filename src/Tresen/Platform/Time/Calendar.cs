using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Tresen.Platform.Time;

/// <summary>Working days (<em>Werktage, Montag bis Freitag</em>) and public holidays of a Bundesland.</summary>
public sealed class Calendar
{
    static readonly ConcurrentDictionary<string, Calendar> Known = new();

    readonly string land;
    readonly ConcurrentDictionary<int, FrozenDictionary<DateOnly, string>> years = new();

    Calendar(string land) => this.land = land;

    /// <summary>The calendar of that Bundesland, as a company has it (<c>NW</c>). An unknown one has the holidays of all Germany.</summary>
    public static Calendar Of(string bundesland) => Known.GetOrAdd(bundesland.Trim().ToUpperInvariant(), land => new Calendar(land));

    /// <summary>The German name of the holiday on that day, or null.</summary>
    public string? HolidayOn(DateOnly day) => years.GetOrAdd(day.Year, Year).GetValueOrDefault(day);

    /// <summary>Monday to Friday and no holiday.</summary>
    public bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && HolidayOn(day) is null;

    /// <summary>The day that so many working days after (or, negative, before) that day. One working day after a Saturday is the
    /// Monday; nought leaves the day as it is.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int count)
    {
        var step = Math.Sign(count);
        for (var left = Math.Abs(count); left > 0;)
        {
            day = day.AddDays(step);
            left -= IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>The first working day after that day.</summary>
    public DateOnly NextWorkingDay(DateOnly day) => AddWorkingDays(day, 1);

    /// <summary>How many working days lie after <paramref name="from"/> up to and including <paramref name="to"/>.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            count += IsWorkingDay(day) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The instant at which the next working day after <paramref name="at"/> ends, on the firm's wall clock.</summary>
    public DateTimeOffset EndOfNextWorkingDay(DateTimeOffset at) => Zone.EndOf(NextWorkingDay(Zone.DayOf(at)));

    FrozenDictionary<DateOnly, string> Year(int year) => Holidays.In(land, year)
        .GroupBy(h => h.Day).ToFrozenDictionary(day => day.Key, day => string.Join(", ", day.Select(h => h.Name))); // 1 May 2008 was Ascension Day too
}
