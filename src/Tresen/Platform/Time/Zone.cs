namespace Tresen.Platform.Time;

/// <summary>The firm's time zone (Europe/Berlin unless configured). Days, due dates and conversation numbers are reckoned
/// in it; everything stored is an instant in UTC.</summary>
public static class Zone
{
    /// <summary>The zone; set once at start-up from <c>Tresen:TimeZone</c>.</summary>
    public static TimeZoneInfo Local { get; set; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>The wall clock at that instant.</summary>
    public static DateTime WallClock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Local).DateTime;

    /// <summary>The calendar day at that instant.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(WallClock(at));

    /// <summary>The first instant of the day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>The first instant after the day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));

    /// <summary>The instant at which the wall clock shows this. A time skipped in spring means as much later; one that comes
    /// twice in autumn means the first.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var wall = day.ToDateTime(time);
        if (Local.IsInvalidTime(wall))
        {
            var before = Local.GetUtcOffset(wall.AddHours(-3));
            return new DateTimeOffset(wall, before).ToUniversalTime();
        }

        var offset = Local.IsAmbiguousTime(wall) ? Local.GetAmbiguousTimeOffsets(wall).Max() : Local.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }
}
