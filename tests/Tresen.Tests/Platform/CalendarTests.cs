using CsCheck;
using Tresen.Platform.Time;

namespace Tresen.Tests.Platform;

/// <summary>Public holidays against the official lists, and what follows from them.</summary>
public class CalendarTests
{
    [Theory]
    [InlineData(2024, "31.03")]
    [InlineData(2025, "20.04")]
    [InlineData(2026, "05.04")]
    [InlineData(2027, "28.03")]
    [InlineData(2038, "25.04")] // the latest there is
    [InlineData(2285, "22.03")] // the earliest
    [InlineData(1954, "18.04")] // both exceptions of Gauss's rule
    [InlineData(1981, "19.04")]
    public void Easter_falls_on(int year, string day) => Holidays.Easter(year).ToString("dd.MM").ShouldBe(day);

    /// <summary>Every holiday from Monday to Friday, as the ministries of the interior list them.</summary>
    [Theory]
    [InlineData("BW", 2024, "01.01 06.01 29.03 01.04 01.05 09.05 20.05 30.05 03.10 01.11 25.12 26.12")]
    [InlineData("BY", 2024, "01.01 06.01 29.03 01.04 01.05 09.05 20.05 30.05 15.08 03.10 01.11 25.12 26.12")]
    [InlineData("BE", 2024, "01.01 08.03 29.03 01.04 01.05 09.05 20.05 03.10 25.12 26.12")]
    [InlineData("BE", 2025, "01.01 08.03 18.04 21.04 01.05 08.05 29.05 09.06 03.10 25.12 26.12")]
    [InlineData("BB", 2025, "01.01 18.04 20.04 21.04 01.05 29.05 08.06 09.06 03.10 31.10 25.12 26.12")]
    [InlineData("HB", 2025, "01.01 18.04 21.04 01.05 29.05 09.06 03.10 31.10 25.12 26.12")]
    [InlineData("HH", 2025, "01.01 18.04 21.04 01.05 29.05 09.06 03.10 31.10 25.12 26.12")]
    [InlineData("HE", 2025, "01.01 18.04 21.04 01.05 29.05 09.06 19.06 03.10 25.12 26.12")]
    [InlineData("MV", 2022, "01.01 15.04 18.04 01.05 26.05 06.06 03.10 31.10 25.12 26.12")]
    [InlineData("MV", 2026, "01.01 08.03 03.04 06.04 01.05 14.05 25.05 03.10 31.10 25.12 26.12")]
    [InlineData("NI", 2026, "01.01 03.04 06.04 01.05 14.05 25.05 03.10 31.10 25.12 26.12")]
    [InlineData("NI", 2016, "01.01 25.03 28.03 01.05 05.05 16.05 03.10 25.12 26.12")]
    [InlineData("NI", 2017, "01.01 14.04 17.04 01.05 25.05 05.06 03.10 31.10 25.12 26.12")]
    [InlineData("NW", 2026, "01.01 03.04 06.04 01.05 14.05 25.05 04.06 03.10 01.11 25.12 26.12")]
    [InlineData("RP", 2026, "01.01 03.04 06.04 01.05 14.05 25.05 04.06 03.10 01.11 25.12 26.12")]
    [InlineData("SL", 2026, "01.01 03.04 06.04 01.05 14.05 25.05 04.06 15.08 03.10 01.11 25.12 26.12")]
    [InlineData("SN", 2024, "01.01 29.03 01.04 01.05 09.05 20.05 03.10 31.10 20.11 25.12 26.12")]
    [InlineData("SN", 2025, "01.01 18.04 21.04 01.05 29.05 09.06 03.10 31.10 19.11 25.12 26.12")]
    [InlineData("SN", 2026, "01.01 03.04 06.04 01.05 14.05 25.05 03.10 31.10 18.11 25.12 26.12")]
    [InlineData("SN", 2027, "01.01 26.03 29.03 01.05 06.05 17.05 03.10 31.10 17.11 25.12 26.12")]
    [InlineData("ST", 2027, "01.01 06.01 26.03 29.03 01.05 06.05 17.05 03.10 31.10 25.12 26.12")]
    [InlineData("SH", 2027, "01.01 26.03 29.03 01.05 06.05 17.05 03.10 31.10 25.12 26.12")]
    [InlineData("TH", 2018, "01.01 30.03 02.04 01.05 10.05 21.05 03.10 31.10 25.12 26.12")]
    [InlineData("TH", 2027, "01.01 26.03 29.03 01.05 06.05 17.05 20.09 03.10 31.10 25.12 26.12")]
    public void The_holidays_of_a_Land_are(string land, int year, string days) =>
        string.Join(' ', Holidays.In(land, year).Select(h => h.Day.ToString("dd.MM"))).ShouldBe(days);

    [Fact]
    public void Five_working_days_from_before_Easter_pass_over_both_holidays() =>
        Calendar.Of("NI").AddWorkingDays(new DateOnly(2026, 4, 1), 5).ShouldBe(new DateOnly(2026, 4, 10));

    [Fact]
    public void What_ends_with_the_next_working_day_ends_on_Monday_night_when_it_began_on_Friday() =>
        Calendar.Of("NI").EndOfNextWorkingDay(World.Morning.AddDays(3)).ShouldBe(Zone.StartOf(new DateOnly(2026, 12, 1)));

    [Fact]
    public void Two_holidays_may_share_a_day() => Calendar.Of("NW").HolidayOn(new DateOnly(2008, 5, 1)).ShouldBe("Tag der Arbeit, Christi Himmelfahrt");

    [Fact]
    public void Adding_and_counting_working_days_agree()
    {
        var lands = Gen.Int[0, 15].Select(n => Holidays.Laender.Keys.ElementAt(n));
        var days = Gen.Int[0, 20_000].Select(n => new DateOnly(2000, 1, 1).AddDays(n));
        Gen.Select(lands, days, Gen.Int[1, 60]).Sample((land, day, count) =>
        {
            var calendar = Calendar.Of(land);
            var then = calendar.AddWorkingDays(day, count);
            return calendar.IsWorkingDay(then)
                && calendar.WorkingDaysBetween(day, then) == count
                && calendar.AddWorkingDays(then, -count) == (calendar.IsWorkingDay(day) ? day : calendar.AddWorkingDays(day, -1));
        });
    }
}
