using CsCheck;
using Tresen.Platform;
using Tresen.Platform.Time;

namespace Tresen.Tests.Platform;

/// <summary>When people are at work, and how working time is reckoned.</summary>
public class WorkingTimeTests
{
    static readonly BusinessHours WithLunch = Week("8:00–12:00, 13:00–17:00", "8:00–12:00, 13:00–17:00", "8:00–12:00, 13:00–17:00", "8:00–12:00, 13:00–17:00", "8–12", "", "");

    static readonly WorkingTime Emden = new(WithLunch, Calendar.Of("NI"), [new ClosedDays(new DateOnly(2026, 12, 28), new DateOnly(2026, 12, 30), "Betriebsferien")]);

    /// <summary>Open on Sundays over the hour at which the clock is changed, in two spans that meet in it.</summary>
    static readonly WorkingTime Nights = new(Week("22–24", "0–6", "", "", "", "", "1:00–2:45, 3:00–5:00"), Calendar.Of("NI"), []);

    static readonly Gen<WorkingTime> Any = Gen.Select(
        Gen.Int[0, 2].Select(n => new[] { WithLunch, BusinessHours.Usual, Week("22–24", "0–6, 7:15–9:45", "", "", "", "10–14", "1:30–2:15, 2:30–3:30, 4–24") }[n]),
        Gen.Int[0, 15].Select(n => Holidays.Laender.Keys.ElementAt(n)),
        Gen.Int[0, 3000].Select(n => new DateOnly(2024, 1, 1).AddDays(n)),
        (hours, land, from) => new WorkingTime(hours, Calendar.Of(land), [new ClosedDays(from, from.AddDays(9), "Betriebsferien")]));

    static readonly Gen<DateTimeOffset> Instants = Gen.Int[0, 8 * 365 * 24 * 60].Select(minutes => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));

    static readonly Gen<TimeSpan> Times = Gen.Int[1, 200 * 60].Select(minutes => TimeSpan.FromMinutes(minutes));

    [Theory]
    [InlineData("24.11.2026 07:59", false)]
    [InlineData("24.11.2026 08:00", true)]
    [InlineData("24.11.2026 12:00", false)]
    [InlineData("24.11.2026 12:59", false)]
    [InlineData("24.11.2026 16:59", true)]
    [InlineData("24.11.2026 17:00", false)]
    [InlineData("27.11.2026 13:00", false)] // Friday afternoon
    [InlineData("28.11.2026 09:00", false)] // Saturday
    [InlineData("25.12.2026 09:00", false)] // a holiday, on a Friday
    [InlineData("29.12.2026 09:00", false)] // Betriebsferien
    [InlineData("31.12.2026 09:00", true)]
    public void It_is_open(string at, bool isOpen) => Emden.IsOpen(At(at)).ShouldBe(isOpen);

    [Theory]
    [InlineData("24.11.2026 09:00", 60, "24.11.2026 10:00")]
    [InlineData("24.11.2026 11:30", 60, "24.11.2026 13:30")] // over lunch
    [InlineData("24.11.2026 16:00", 60, "24.11.2026 17:00")] // ends with the day, not with the next
    [InlineData("24.11.2026 16:00", 61, "25.11.2026 08:01")]
    [InlineData("27.11.2026 11:30", 60, "30.11.2026 08:30")] // over the weekend
    [InlineData("28.11.2026 15:00", 0, "30.11.2026 08:00")]
    [InlineData("24.12.2026 16:30", 60, "31.12.2026 08:30")] // over Christmas and the Betriebsferien
    [InlineData("02.04.2026 16:30", 480, "07.04.2026 16:30")] // over Easter
    public void Working_time_added(string from, int minutes, string until) => Emden.Add(At(from), TimeSpan.FromMinutes(minutes)).ShouldBe(At(until));

    [Theory]
    [InlineData("24.11.2026 10:00", 60, "24.11.2026 09:00")]
    [InlineData("24.11.2026 13:30", 60, "24.11.2026 11:30")]
    [InlineData("30.11.2026 08:30", 60, "27.11.2026 11:30")]
    [InlineData("31.12.2026 08:30", 60, "24.12.2026 16:30")]
    [InlineData("24.11.2026 09:00", 0, "24.11.2026 09:00")]
    public void Working_time_taken_off(string until, int minutes, string from) => Emden.Subtract(At(until), TimeSpan.FromMinutes(minutes)).ShouldBe(At(from));

    [Theory]
    [InlineData("29.03.2026 00:00", "29.03.2026 06:00", 180)] // 1 to 2, and 3 to 5: what lies between is left out
    [InlineData("25.10.2026 00:00", "25.10.2026 06:00", 225)] // the hour between 2 and 3 comes twice: a time in it means the first
    [InlineData("22.03.2026 00:00", "22.03.2026 06:00", 225)]
    public void Where_the_clock_is_changed_the_hours_that_pass_count(string from, string to, int minutes) =>
        Nights.Between(At(from), At(to)).ShouldBe(TimeSpan.FromMinutes(minutes));

    [Theory]
    [InlineData("29.03.2026", 23)]
    [InlineData("25.10.2026", 25)]
    [InlineData("24.11.2026", 24)]
    public void Whoever_is_always_there_is_there_as_long_as_the_day_lasts(string day, int hours)
    {
        var always = new WorkingTime(Week("0–24", "0–24", "0–24", "0–24", "0–24", "0–24", "0–24"), Calendar.Of("NI"), []);
        var from = At(day + " 00:00");
        always.Between(from, Zone.EndOf(Zone.DayOf(from))).ShouldBe(TimeSpan.FromHours(hours));
        always.Add(from, TimeSpan.FromHours(hours)).ShouldBe(Zone.EndOf(Zone.DayOf(from)));
    }

    [Fact]
    public void The_day_before_the_clock_is_changed_and_the_day_after_have_the_same_hours_on_the_wall()
    {
        Emden.Add(At("27.03.2026 11:00"), TimeSpan.FromHours(2)).ShouldBe(At("30.03.2026 09:00"));
        Emden.Add(At("23.10.2026 11:00"), TimeSpan.FromHours(2)).ShouldBe(At("26.10.2026 09:00"));
    }

    [Fact]
    public void A_night_goes_on_over_midnight() => Nights.Add(At("23.11.2026 23:00"), TimeSpan.FromHours(3)).ShouldBe(At("24.11.2026 02:00"));

    [Fact]
    public void Five_working_days_from_before_Easter_pass_over_both_holidays() => Emden.AddWorkingDays(new DateOnly(2026, 4, 1), 5).ShouldBe(new DateOnly(2026, 4, 10));

    [Fact]
    public void What_ends_with_the_next_working_day_ends_on_Monday_night_when_it_began_on_Friday() =>
        Emden.EndOfNextWorkingDay(World.Morning.AddDays(3)).ShouldBe(Zone.StartOf(new DateOnly(2026, 12, 1)));

    [Fact]
    public void What_was_added_lies_between() => Gen.Select(Any, Instants, Times).Sample((time, at, much) => time.Between(at, time.Add(at, much)) == much);

    [Fact]
    public void What_was_taken_off_lies_between() => Gen.Select(Any, Instants, Times).Sample((time, at, much) => time.Between(time.Subtract(at, much), at) == much);

    [Fact]
    public void Later_begun_is_never_sooner_done() => Gen.Select(Any, Instants, Gen.Int[0, 5000], Times).Sample((time, at, later, much) =>
        time.Add(at, much) <= time.Add(at.AddMinutes(later), much) && time.Add(at, much) < time.Add(at, much + TimeSpan.FromMinutes(1)));

    [Fact]
    public void Spans_that_follow_each_other_add_up() => Gen.Select(Any, Instants, Gen.Int[0, 20_000], Gen.Int[0, 20_000]).Sample((time, at, first, second) =>
    {
        var (middle, end) = (at.AddMinutes(first), at.AddMinutes(first + second));
        return time.Between(at, end) == time.Between(at, middle) + time.Between(middle, end) && time.Between(end, at) == TimeSpan.Zero;
    });

    [Fact]
    public void Work_ends_while_it_is_open_or_as_it_closes() => Gen.Select(Any, Instants, Times).Sample((time, at, much) =>
    {
        var done = time.Add(at, much);
        return time.IsOpen(done.AddMinutes(-1)) && time.ClosedFor(Zone.DayOf(done.AddMinutes(-1))) is null;
    });

    [Fact]
    public void It_is_open_at_the_next_opening_and_not_before() => Gen.Select(Any, Instants).Sample((time, at) =>
    {
        var opens = time.NextOpening(at);
        return opens >= at && time.IsOpen(opens) && (opens == at || (!time.IsOpen(at) && time.Between(at, opens) == TimeSpan.Zero));
    });

    [Fact]
    public void Adding_and_counting_working_days_agree() => Gen.Select(Any, Gen.Int[0, 2500].Select(n => new DateOnly(2024, 1, 1).AddDays(n)), Gen.Int[1, 60]).Sample((time, day, count) =>
    {
        var then = time.AddWorkingDays(day, count);
        var passed = 0;
        for (var next = day.AddDays(1); next <= then; next = next.AddDays(1))
        {
            passed += time.IsWorkingDay(next) ? 1 : 0;
        }

        return time.IsWorkingDay(then) && passed == count && time.AddWorkingDays(then, -count) == (time.IsWorkingDay(day) ? day : time.AddWorkingDays(day, -1));
    });

    [Theory]
    [InlineData("8:00–12:00, 13:00–17:00", "8:00–12:00, 13:00–17:00")]
    [InlineData("13-17 Uhr und 08.00 bis 12.00 Uhr", "8:00–12:00, 13:00–17:00")]
    [InlineData("8-12;13-17:30", "8:00–12:00, 13:00–17:30")]
    [InlineData("0–24", "0:00–24:00")]
    [InlineData("9 to 17", "9:00–17:00")]
    [InlineData("", "")]
    [InlineData(" Geschlossen ", "")]
    [InlineData("-", "")]
    public void A_day_is_read_as_people_write_it(string typed, string shown)
    {
        BusinessHours.TryReadDay(typed, out var day, out _).ShouldBeTrue();
        string.Join(", ", day).ShouldBe(shown);
    }

    [Theory]
    [InlineData("immer", "Bitte wie 8:00")]
    [InlineData("8", "Bitte wie 8:00")]
    [InlineData("8-25", "Bitte wie 8:00")]
    [InlineData("8:70-12", "Bitte wie 8:00")]
    [InlineData("8-24:01", "Bitte wie 8:00")]
    [InlineData("8-12-17", "Bitte wie 8:00")]
    [InlineData(",", "Bitte wie 8:00")]
    [InlineData("17-8", "nach dem Anfang")]
    [InlineData("8-8", "nach dem Anfang")]
    [InlineData("8-12, 11-17", "überschneiden")]
    [InlineData("1-2, 3-4, 5-6, 7-8, 9-10", "höchstens 4")]
    public void What_cant_be_read_says_what_to_do(string typed, string sentence)
    {
        BusinessHours.TryReadDay(typed, out var day, out var said).ShouldBeFalse();
        (said.Contains(sentence, StringComparison.Ordinal), day.Count).ShouldBe((true, 0), said);
    }

    [Fact]
    public void Whoever_is_never_open_could_never_be_late() =>
        Should.Throw<BrokenRuleException>(() => Week("", "", "", "", "", "", "")).Message.ShouldStartWith("Bitte mindestens an einem Tag");

    [Fact]
    public void Hours_are_kept_as_they_are() => Gen.Select(Gen.Int[0, 1438], Gen.Int[1, 1439], Gen.Int[0, 6]).Sample((from, length, day) =>
    {
        var week = Enumerable.Repeat<IReadOnlyList<OpenSpan>>([], 7).ToList();
        week[day] = [new OpenSpan(from, Math.Min(1440, from + length))];
        var hours = BusinessHours.Of(week);
        return BusinessHours.FromStored(hours.Stored).Equals(hours)
            && BusinessHours.TryReadDay(hours.Typed((DayOfWeek)((day + 1) % 7)), out var read, out _) && read.SequenceEqual(week[day]);
    });

    static BusinessHours Week(params string[] days) =>
        BusinessHours.Of([.. days.Select(typed => BusinessHours.TryReadDay(typed, out var day, out var sentence) ? day : throw new FormatException(sentence))]);

    static DateTimeOffset At(string wall)
    {
        var at = DateTime.ParseExact(wall, "dd.MM.yyyy HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return Zone.At(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at));
    }
}
