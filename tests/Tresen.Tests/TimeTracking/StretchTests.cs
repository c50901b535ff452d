using CsCheck;
using Tresen.Platform;
using Tresen.Platform.Time;
using Tresen.TimeTracking;

namespace Tresen.Tests.TimeTracking;

/// <summary>How long work took: midnight, the nights on which the clocks change, the limits.</summary>
public sealed class StretchTests
{
    static readonly Gen<DateOnly> Days = Gen.Int[0, 3650].Select(n => new DateOnly(2020, 1, 1).AddDays(n));
    static readonly Gen<TimeOnly> Times = Gen.Int[0, 1439].Select(m => TimeOnly.MinValue.AddMinutes(m));

    [Fact]
    public void A_shift_over_midnight_counts_for_the_day_it_began()
    {
        var stretch = Stretch.Between(new DateOnly(2026, 11, 23), new TimeOnly(22, 30), new TimeOnly(1, 15));
        stretch.Minutes.ShouldBe(165);
        stretch.Day.ShouldBe(new DateOnly(2026, 11, 23));
    }

    [Theory]
    [InlineData("2026-03-28", 120)] // the clocks jump from two to three: an hour less
    [InlineData("2026-10-24", 240)] // they go back from three to two: an hour more
    [InlineData("2026-11-23", 180)]
    public void From_one_to_four_at_night_is_as_long_as_that_night_was(string eve, int minutes) =>
        Stretch.Between(DateOnly.Parse(eve).AddDays(1), new TimeOnly(1, 0), new TimeOnly(4, 0)).Minutes.ShouldBe(minutes);

    [Fact]
    public void Every_duration_up_to_sixteen_hours_comes_out_as_typed_in_every_night_of_ten_years() =>
        Gen.Select(Days, Times, Gen.Int[0, Stretch.Longest]).Sample((day, from, minutes) =>
            Stretch.From(day, from, minutes).Minutes == minutes && Stretch.Lasting(minutes, Zone.StartOf(day)).Minutes == minutes);

    [Fact]
    public void From_and_to_are_never_negative_and_never_longer_than_sixteen_hours() =>
        Gen.Select(Days, Times, Times).Sample((day, from, to) =>
        {
            try
            {
                return Stretch.Between(day, from, to).Minutes is >= 0 and <= Stretch.Longest;
            }
            catch (BrokenRuleException)
            {
                return from == to || (to - from).TotalMinutes > Stretch.Longest - 61 || Zone.At(day, from) > Zone.At(day, to); // at most an hour lost or won at night
            }
        });

    [Fact]
    public void Two_that_follow_each_other_add_up_to_the_whole() =>
        Gen.Select(Days, Times, Gen.Int[1, 400], Gen.Int[1, 400]).Sample((day, from, first, second) =>
        {
            var (one, both) = (Stretch.From(day, from, first), Stretch.From(day, from, first + second));
            return one.Minutes + (int)(both.End - one.End).TotalMinutes == both.Minutes && !one.Overlaps(Stretch.From(both.Day.AddDays(5), from, second));
        });

    [Fact]
    public void D22_negative_and_endless_times_are_refused()
    {
        Should.Throw<BrokenRuleException>(() => Stretch.From(new DateOnly(2026, 11, 24), new TimeOnly(8, 0), -5));
        Should.Throw<BrokenRuleException>(() => Stretch.From(new DateOnly(2026, 11, 24), new TimeOnly(8, 0), Stretch.Longest + 1));
        Should.Throw<BrokenRuleException>(() => Stretch.Between(new DateOnly(2026, 11, 24), new TimeOnly(8, 0), new TimeOnly(7, 59)));
        Should.Throw<BrokenRuleException>(() => Stretch.Between(new DateOnly(2026, 11, 24), new TimeOnly(8, 0), new TimeOnly(8, 0)));
    }

    [Fact]
    public void Minutes_are_rounded_up_to_the_next_full_step_and_never_by_a_whole_one() =>
        Gen.Select(Gen.Int[0, 5000], Gen.Int[1, 240]).Sample((minutes, step) =>
        {
            var rounded = TimeEntry.RoundUp(minutes, step);
            return rounded >= minutes && rounded - minutes < step && rounded % step == 0;
        });

    [Theory]
    [InlineData("9:00", "10:30", null, 90)]
    [InlineData("9:00", null, "1,5", 90)]
    [InlineData(null, "10:30", "1:30", 90)]
    [InlineData(null, null, "90m", 90)]
    public void A_line_says_the_same_in_each_way_of_typing(string? from, string? to, string? duration, int minutes)
    {
        var line = new BookingLine { From = from is null ? null : TimeOnly.Parse(from), To = to is null ? null : TimeOnly.Parse(to) };
        line.Duration = duration is not null && Duration.TryRead(duration, out var read, out _) ? read : null;
        line.Read(new DateOnly(2026, 11, 24), World.Morning).Minutes.ShouldBe(minutes);
    }

    [Fact]
    public void A_quick_button_counts_only_where_nothing_else_was_typed()
    {
        new BookingLine { Quick = 30 }.Read(new DateOnly(2026, 11, 24), World.Morning).Minutes.ShouldBe(30);
        new BookingLine { Quick = 30, Duration = new Duration(45) }.Read(new DateOnly(2026, 11, 24), World.Morning).Minutes.ShouldBe(45);
        new BookingLine { Quick = 30, From = new(9, 0) }.Read(new DateOnly(2026, 11, 24), World.Morning).Minutes.ShouldBe(30);
        new BookingLine { Quick = 30, From = new(9, 0), To = new(9, 20) }.Read(new DateOnly(2026, 11, 24), World.Morning).Minutes.ShouldBe(20);
    }
}
