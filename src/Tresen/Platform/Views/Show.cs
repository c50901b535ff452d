using System.Globalization;
using Tresen.Platform.Time;

namespace Tresen.Platform.Views;

/// <summary>How values look on the screen, in the reader's language and the firm's time zone.</summary>
public static class Show
{
    static CultureInfo Reader => CultureInfo.CurrentCulture;

    /// <summary><c>24.11.2026</c>; nothing for null.</summary>
    public static string Day(DateOnly? day) => day?.ToString("d", Reader) ?? "";

    /// <summary>A day that something is due on, with the time where it doesn't end with the day.</summary>
    public static string Due(DateOnly? day, DateTimeOffset? at) => day is { } on && at is { } instant && instant != Zone.EndOf(on) ? Instant(instant) : Day(day);

    /// <summary><c>24.11.2026</c>, the day of an instant.</summary>
    public static string Day(DateTimeOffset? at) => at is { } instant ? Day(Zone.DayOf(instant)) : "";

    /// <summary><c>24.11.2026 15:45</c>.</summary>
    public static string Instant(DateTimeOffset? at) => at is { } instant ? Zone.WallClock(instant).ToString("g", Reader) : "";

    /// <summary>An instant near now: <c>heute 15:45</c>, <c>Mo 08:30</c> within six days, else as <see cref="Instant"/>.</summary>
    public static string Near(DateTimeOffset at, DateTimeOffset now)
    {
        var days = Zone.DayOf(at).DayNumber - Zone.DayOf(now).DayNumber;
        return days == 0 ? Words.Of("heute {0}", Time(at))
            : days is > 0 and <= 6 ? $"{Zone.WallClock(at).ToString("ddd", Reader)} {Time(at)}"
            : Instant(at);
    }

    /// <summary><c>15:45</c>.</summary>
    public static string Time(DateTimeOffset? at) => at is { } instant ? Zone.WallClock(instant).ToString("t", Reader) : "";

    /// <summary>For <c>&lt;time datetime&gt;</c>, in UTC.</summary>
    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary><c>1.234,50 €</c>.</summary>
    public static string Amount(Money? money) => money is { } amount ? amount.Euros.ToString("N2", Reader) + "\u00A0€" : "";

    /// <summary><c>89,00 €/h</c>.</summary>
    public static string Rate(HourlyRate? rate) => rate is { } hourly ? hourly.Euros.ToString("N2", Reader) + "\u00A0€/h" : "";

    /// <summary>Minutes as hours and minutes, <c>1:30\u00A0h</c>.</summary>
    public static string Hours(int? minutes) => minutes is { } m ? $"{(m < 0 ? "−" : "")}{Math.Abs(m) / 60}:{Math.Abs(m) % 60:00}\u00A0h" : "";

    /// <summary>An amount as it is typed, <c>89,50</c>, for a field.</summary>
    public static string? Typed(Money? money) => money?.Euros.ToString("0.00", Reader);

    /// <summary>A rate as it is typed, for a field.</summary>
    public static string? Typed(HourlyRate? rate) => rate?.Euros.ToString("0.00", Reader);

    /// <summary>A number as it is typed, for a field.</summary>
    public static string? Typed(decimal? number) => number?.ToString("0.###", Reader);

    /// <summary>A day as it is typed, for a field; <c>24.11.2026</c> or <c>24/11/2026</c>, as the reader's dates look everywhere.</summary>
    public static string? Typed(DateOnly? day) => day?.ToString("d", Reader);

    /// <summary>A duration as it is typed, <c>1:30</c>, for a field.</summary>
    public static string? TypedMinutes(int? minutes) => minutes is { } m ? new Duration(m).ToString() : null;

    /// <summary>Bytes for people, <c>1,2 MB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes}\u00A0B",
        < 1024 * 1024 => (bytes / 1024m).ToString("N0", Reader) + "\u00A0KB",
        _ => (bytes / 1024m / 1024m).ToString("N1", Reader) + "\u00A0MB",
    };

    /// <summary>How long ago, roughly: <c>5 min</c>, <c>3 h</c>, <c>12 Tage</c>.</summary>
    public static string Age(DateTimeOffset since, DateTimeOffset now)
    {
        var age = now - since;
        return age.TotalMinutes < 60 ? Words.Of("{0} min", (int)Math.Max(0, age.TotalMinutes))
            : age.TotalHours < 24 ? Words.Of("{0} h", (int)age.TotalHours)
            : age.TotalDays < 2 ? Words.Of("1 Tag")
            : Words.Of("{0} Tage", (int)age.TotalDays);
    }
}
