using Tresen.Platform.Views;

namespace Tresen.TimeTracking;

/// <summary>How the values of a booking read on the screen and in exports.</summary>
public static class TimeShow
{
    /// <summary>Why it isn't billable.</summary>
    public static string Of(NotBillable? why) => why switch
    {
        NotBillable.Goodwill => Words.Of("Kulanz"),
        NotBillable.Warranty => Words.Of("Gewährleistung"),
        NotBillable.Agreement => Words.Of("im Vertrag enthalten"),
        NotBillable.OurMistake => Words.Of("eigener Fehler"),
        NotBillable.Internal => Words.Of("interne Arbeit"),
        NotBillable.Activity => Words.Of("Tätigkeit wird nie abgerechnet"),
        NotBillable.Other => Words.Of("Sonstiges"),
        _ => "",
    };

    /// <summary>The rule that made the accounted minutes.</summary>
    public static string Of(MinutesRule rule, int roundedUpTo) => rule switch
    {
        MinutesRule.RoundedUp => Words.Of("auf {0} min aufgerundet", roundedUpTo),
        MinutesRule.NotByTime => Words.Of("nicht nach Zeit"),
        MinutesRule.NotBillable => Words.Of("nicht abrechenbar"),
        _ => Words.Of("wie gearbeitet"),
    };

    /// <summary>Where the rate came from.</summary>
    public static string Of(RateRule rule) => rule switch
    {
        RateRule.Ticket => Words.Of("vom Ticket"),
        RateRule.Customer => Words.Of("vom Kunden"),
        RateRule.Department => Words.Of("von der Abteilung"),
        RateRule.Company => Words.Of("von der Firma"),
        _ => Words.Of("von der Zeitverwaltung geändert"),
    };

    /// <summary>What an activity is charged by.</summary>
    public static string Of(Accounting accounting) => accounting switch
    {
        Accounting.Kilometres => Words.Of("nach Kilometern"),
        Accounting.Flat => Words.Of("als Pauschale"),
        _ => Words.Of("nach Zeit"),
    };

    /// <summary>What a booking comes to: <c>1:24 h → 1:30 h × 95,00 €/h = 142,50 €</c>.</summary>
    public static string Worth(TimeEntry entry, bool seesPrices)
    {
        var worked = entry.WorkedMinutes > 0 || entry.Accounting == Accounting.Time ? Show.Hours(entry.WorkedMinutes) : "";
        if (!entry.IsBillable)
        {
            return Words.Of("{0} nicht abgerechnet: {1}", worked, Of(entry.WhyNot)).Trim();
        }

        var (what, price) = entry.Accounting switch
        {
            Accounting.Kilometres => ($"{entry.Kilometres} km", Show.Amount(entry.UnitPrice)),
            Accounting.Flat => (Of(Accounting.Flat), ""),
            _ => (worked + (entry.AccountedMinutes == entry.WorkedMinutes ? "" : $" → {Show.Hours(entry.AccountedMinutes)}"), Show.Rate(entry.Rate)),
        };
        return !seesPrices ? what : price.Length == 0 ? $"{what} {Show.Amount(entry.Amount)}" : $"{what} × {price} = {Show.Amount(entry.Amount)}";
    }

    /// <summary>What was booked, in short: hours of what is charged by time, then what is charged otherwise by its name, so that
    /// a journey at a flat rate doesn't read like working hours.</summary>
    public static string Of(IReadOnlyList<TimeEntry> entries)
    {
        var hours = entries.Where(e => e.Accounting == Accounting.Time).Sum(e => e.WorkedMinutes);
        var others = entries.Where(e => e.Accounting != Accounting.Time).Select(e => e.Kilometres is { } km ? Words.Of("{0} ({1} km)", e.Activity.Title, km) : e.Activity.Title);
        return string.Join(", ", (hours == 0 ? [] : new[] { Show.Hours(hours) }).Concat(others));
    }

    /// <summary>From and to, or nothing where only a duration was said. A later day's end is marked.</summary>
    public static string Span(DateTimeOffset start, DateTimeOffset end, bool isClocked) => !isClocked ? ""
        : $"{Show.Time(start)}–{Show.Time(end)}{(Platform.Time.Zone.DayOf(start) == Platform.Time.Zone.DayOf(end) ? "" : " +1")}";
}
