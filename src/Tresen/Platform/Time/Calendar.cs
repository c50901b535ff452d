using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Tresen.Platform.Time;

/// <summary>The public holidays of a Bundesland, year by year, looked up by day.</summary>
public sealed class Calendar
{
    static readonly ConcurrentDictionary<(string Land, RegionalHolidays Regional), Calendar> Known = new();

    readonly string land;
    readonly RegionalHolidays regional;
    readonly ConcurrentDictionary<int, FrozenDictionary<DateOnly, string>> years = new();

    Calendar(string land, RegionalHolidays regional) => (this.land, this.regional) = (land, regional);

    /// <summary>The calendar of that Bundesland, as a company has it (<c>NW</c>). An unknown one has the holidays of all Germany.</summary>
    /// <param name="regional">Those of its regions that count as well.</param>
    public static Calendar Of(string bundesland, RegionalHolidays regional = RegionalHolidays.None) =>
        Known.GetOrAdd((bundesland.Trim().ToUpperInvariant(), regional), key => new Calendar(key.Land, key.Regional));

    /// <summary>The German name of the holiday on that day, or null.</summary>
    public string? HolidayOn(DateOnly day) => years.GetOrAdd(day.Year, Year).GetValueOrDefault(day);

    FrozenDictionary<DateOnly, string> Year(int year) => Holidays.In(land, year, regional)
        .GroupBy(h => h.Day).ToFrozenDictionary(day => day.Key, day => string.Join(", ", day.Select(h => h.Name))); // 1 May 2008 was Ascension Day too
}
