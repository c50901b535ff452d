using Tresen.Platform.Time;

namespace Tresen.Demo;

/// <summary>Nobody in the invented firm works at night or at weekends: what they do is reckoned in hours in the office.</summary>
static class OfficeHours
{
    static readonly TimeOnly Begin = new(7, 0);
    static readonly TimeOnly End = new(17, 30);

    /// <summary>The same as the firm's business hours.</summary>
    public static readonly BusinessHours OfTheFirm = BusinessHours.FromStored("420-1050;420-1050;420-1050;420-1050;420-1050;;");

    /// <summary>So many hours in the office later.</summary>
    public static DateTimeOffset After(DateTimeOffset from, TimeSpan work)
    {
        for (var day = Zone.DayOf(from); ; day = day.AddDays(1))
        {
            var (opens, closes) = On(day);
            var begin = from > opens ? from : opens;
            if (closes - begin is { Ticks: > 0 } rest)
            {
                if (work < rest)
                {
                    return begin + work;
                }

                work -= rest;
            }
        }
    }

    /// <summary>How long the office was open between the two.</summary>
    public static TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var work = TimeSpan.Zero;
        for (var day = Zone.DayOf(from); day <= Zone.DayOf(to); day = day.AddDays(1))
        {
            var (opens, closes) = On(day);
            var (begin, end) = (from > opens ? from : opens, to < closes ? to : closes);
            work += end > begin ? end - begin : TimeSpan.Zero;
        }

        return work;
    }

    /// <summary>When so many minutes of work that end then began: the same day if the office was open long enough, else in the
    /// morning of the day in the office before.</summary>
    public static DateTimeOffset BeginOf(int minutes, DateTimeOffset end)
    {
        var day = Zone.DayOf(end);
        return end.AddMinutes(-minutes) is var begin && begin >= Zone.At(day, Begin) ? begin : Zone.At(Before(day), new TimeOnly(8, 15));
    }

    /// <summary>Empty at weekends.</summary>
    static (DateTimeOffset Opens, DateTimeOffset Closes) On(DateOnly day) =>
        (Zone.At(day, Begin), Zone.At(day, day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? Begin : End));

    static DateOnly Before(DateOnly day) => day.AddDays(day.DayOfWeek switch { DayOfWeek.Monday => -3, DayOfWeek.Sunday => -2, _ => -1 });
}
