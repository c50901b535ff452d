namespace Tresen.Tickets.Recurring;

/// <summary>What a rhythm counts in; the numbers are stored.</summary>
public enum RhythmUnit
{
    Day,
    Week,
    Month,
    Year,
}

/// <summary>Days that come again: every so many days, weeks, months or years from a first one. Each is reckoned from the first, so that
/// a short month moves none that follow: 31 January, 28 February, 31 March.</summary>
/// <param name="From">The first.</param>
/// <param name="Every">How many units lie between two, at least 1.</param>
public readonly record struct Rhythm(DateOnly From, int Every, RhythmUnit Unit)
{
    /// <summary>The day of that place, from 0.</summary>
    public DateOnly this[int place] => Unit switch
    {
        RhythmUnit.Day => From.AddDays(place * Every),
        RhythmUnit.Week => From.AddDays(7 * place * Every),
        RhythmUnit.Month => From.AddMonths(place * Every),
        _ => From.AddYears(place * Every),
    };

    /// <summary>The place of the first day that isn't before that one.</summary>
    public int PlaceFrom(DateOnly day)
    {
        if (day <= From)
        {
            return 0;
        }

        var apart = Unit switch
        {
            RhythmUnit.Day => day.DayNumber - From.DayNumber,
            RhythmUnit.Week => (day.DayNumber - From.DayNumber) / 7,
            RhythmUnit.Month => ((day.Year - From.Year) * 12) + day.Month - From.Month,
            _ => day.Year - From.Year,
        };
        var place = Math.Max(0, (apart / Every) - 1);
        while (this[place] < day)
        {
            place++;
        }

        return place;
    }
}
