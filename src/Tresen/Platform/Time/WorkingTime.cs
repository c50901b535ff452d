namespace Tresen.Platform.Time;

/// <summary>When people are at work: business hours without the public holidays of their Land and the days on which the firm is
/// closed, on the firm's wall clock (<see cref="Zone"/>). On the days on which the clock is changed an hour counts as the hour
/// that passes.</summary>
/// <param name="hours">Open at least once a week.</param>
/// <param name="calendar">The holidays.</param>
/// <param name="closed">Days closed besides.</param>
public sealed class WorkingTime(BusinessHours hours, Calendar calendar, IReadOnlyList<ClosedDays> closed)
{
    /// <summary>Why it is closed on that day whatever the weekday: the holiday's name, or that of the closed days; null if it isn't.</summary>
    public string? ClosedFor(DateOnly day) => calendar.HolidayOn(day) ?? closed.FirstOrDefault(c => c.Contains(day))?.Name;

    /// <summary>A weekday with business hours, and neither a holiday nor closed (<em>Werktag</em>).</summary>
    public bool IsWorkingDay(DateOnly day) => hours.On(day.DayOfWeek).Count > 0 && ClosedFor(day) is null;

    /// <summary>Whether somebody is at work at that instant.</summary>
    public bool IsOpen(DateTimeOffset at) => Stretches(Zone.DayOf(at)).Any(s => s.From <= at && at < s.Until);

    /// <summary>That instant if it is open then, else the instant at which it opens next.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset at)
    {
        for (var day = Zone.DayOf(at); ; day = day.AddDays(1))
        {
            foreach (var (from, until) in Stretches(day))
            {
                if (until > at)
                {
                    return from > at ? from : at;
                }
            }
        }
    }

    /// <summary>The instant at which so much working time has passed since <paramref name="at"/>. Time that ends with the business
    /// day ends when it closes, not when it opens again; no time at all is the next opening.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public DateTimeOffset Add(DateTimeOffset at, TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        if (time == TimeSpan.Zero)
        {
            return NextOpening(at);
        }

        for (var day = Zone.DayOf(at); ; day = day.AddDays(1))
        {
            foreach (var (from, until) in Stretches(day).Where(s => s.Until > at))
            {
                var begin = from > at ? from : at;
                if (until - begin >= time)
                {
                    return begin + time;
                }

                time -= until - begin;
            }
        }
    }

    /// <summary>The instant from which so much working time passes until <paramref name="at"/>; no time at all is that instant.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public DateTimeOffset Subtract(DateTimeOffset at, TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        for (var day = Zone.DayOf(at); time > TimeSpan.Zero; day = day.AddDays(-1))
        {
            foreach (var (from, until) in Stretches(day).Where(s => s.From < at).Reverse())
            {
                var end = until < at ? until : at;
                if (end - from >= time)
                {
                    return end - time;
                }

                time -= end - from;
            }
        }

        return at;
    }

    /// <summary>How much working time lies between the two instants; none where the second isn't the later one.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        for (var (day, last) = (Zone.DayOf(from), Zone.DayOf(to)); day <= last; day = day.AddDays(1))
        {
            foreach (var (opens, closes) in Stretches(day))
            {
                var (begin, end) = (opens > from ? opens : from, closes < to ? closes : to);
                sum += end > begin ? end - begin : TimeSpan.Zero;
            }
        }

        return sum;
    }

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

    /// <summary>The instant at which the next working day after <paramref name="at"/> ends, with midnight.</summary>
    public DateTimeOffset EndOfNextWorkingDay(DateTimeOffset at) => Zone.EndOf(AddWorkingDays(Zone.DayOf(at), 1));

    /// <summary>When it is open on that day, as instants. Where the clock is put forward two spans may meet in the hour that is left out;
    /// none counts twice.</summary>
    IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> Stretches(DateOnly day)
    {
        if (!IsWorkingDay(day))
        {
            yield break;
        }

        var after = DateTimeOffset.MinValue;
        foreach (var span in hours.On(day.DayOfWeek))
        {
            var (from, until) = (At(span.From), At(span.Until));
            from = from > after ? from : after;
            if (until > from)
            {
                yield return (from, until);
                after = until;
            }
        }

        DateTimeOffset At(int minutes) => minutes == 1440 ? Zone.EndOf(day) : Zone.At(day, TimeOnly.MinValue.AddMinutes(minutes));
    }
}
