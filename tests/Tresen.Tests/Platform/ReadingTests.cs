using System.Globalization;
using CsCheck;
using Tresen.Platform;
using Tresen.Platform.Forms;
using Tresen.Platform.Text;
using Tresen.Platform.Time;

namespace Tresen.Tests.Platform;

/// <summary>What people type is read as they meant it, whatever they type.</summary>
public sealed class ReadingTests
{
    static readonly DateOnly Today = new(2026, 11, 24);

    static readonly Gen<string> Anything = Gen.OneOf(Gen.String[0, 40], Gen.String[Gen.Char["0123456789+-/(). ,:hmin€EUR\u00A0–'%_"], 0, 20]);

    static readonly Gen<(string Area, string Line)> German = Gen.Select(Gen.Int[2, 9], Gen.Int[10, 999], Gen.Int[1000, 9_999_999], (first, area, line) => ($"{first}{area}", $"{line}"));

    [Fact]
    public void A_phone_number_is_the_same_in_every_notation() => German.Sample(number =>
    {
        var (area, line) = number;
        var e164 = $"+49{area}{line}";
        foreach (var typed in new[] { $"0{area}{line}", $"0{area} / {line}", $"(0{area}) {line[..2]} {line[2..]}", $"0{area}-{line}", $"0049 {area} {line}", $"+49 {area} {line}", $"+49 (0){area} {line}", $"  0{area}\u00A0{line} " })
        {
            PhoneNumber.Normal(typed).ShouldBe(e164);
            PhoneNumber.PartOf(typed).ShouldBe(e164);
            PhoneNumber.IsReadable(typed).ShouldBeTrue();
        }

        e164.ShouldContain(PhoneNumber.PartOf(line)!);
        PhoneNumber.Normal(PhoneNumber.Shown(e164)).ShouldBe(e164);
    });

    [Fact]
    public void Whatever_is_typed_a_phone_number_is_normal_once() => Anything.Sample(typed =>
    {
        var once = PhoneNumber.Normal(typed);
        PhoneNumber.Normal(once).ShouldBe(once);
        (PhoneNumber.PartOf(typed) is not { Length: < 3 }).ShouldBeTrue();
        if (PhoneNumber.IsReadable(typed))
        {
            once[1..].ShouldAllBe(c => char.IsAsciiDigit(c));
            PhoneNumber.Normal(PhoneNumber.Shown(once)).ShouldBe(once);
        }
    });

    [Theory]
    [InlineData("karin@muellerbau.example", true)]
    [InlineData(" Karin.Mueller+Rechnung@MuellerBau.example ", true)]
    [InlineData("karin", false)]
    [InlineData("karin@", false)]
    [InlineData("@muellerbau.example", false)]
    [InlineData("karin@muellerbau", false)]
    [InlineData("a@b.example, c@d.example", false)]
    [InlineData("Karin <karin@muellerbau.example>", false)]
    [InlineData("karin@muellerbau.example\r\nBcc: x@y.example", false)]
    [InlineData("\"kar in\"@muellerbau.example", false)]
    [InlineData("karin@@muellerbau.example", false)]
    public void A_mail_address_is_one_plain_address(string typed, bool usable) => MailAddress.IsUsable(typed).ShouldBe(usable);

    [Fact]
    public void A_usable_address_holds_nothing_that_could_end_a_header() => Anything.Sample(typed =>
    {
        if (MailAddress.IsUsable(typed))
        {
            MailAddress.Normal(typed).ShouldAllBe(c => !char.IsControl(c) && !char.IsWhiteSpace(c) && c != '<' && c != '>' && c != ',');
        }
    });

    [Fact]
    public void An_amount_comes_back_as_it_is_shown() => Gen.Long[0, 99_999_999_99].Sample(cents =>
    {
        foreach (var typed in new[] { (cents / 100m).ToString("0.00", CultureInfo.GetCultureInfo("de-DE")), (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture), $"{cents / 100m:0.00} €".Replace('.', ',') })
        {
            Typing.Amount(typed, Today, out var money, out _).ShouldBeTrue(typed);
            money.Cents.ShouldBe(cents);
        }
    });

    [Theory]
    [InlineData("1.234,50")]
    [InlineData("1,234.50")]
    [InlineData("-5")]
    [InlineData("89,505")]
    [InlineData("viel")]
    [InlineData("")]
    [InlineData("1e5")]
    public void An_amount_that_could_mean_two_things_or_nothing_is_refused(string typed) => Typing.Amount(typed, Today, out _, out _).ShouldBeFalse();

    [Fact]
    public void A_day_comes_back_as_it_is_shown() => Gen.Int[0, 40_000].Sample(offset =>
    {
        var day = new DateOnly(1990, 1, 1).AddDays(offset);
        foreach (var typed in new[] { day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture), day.ToString("d.M.yyyy", CultureInfo.InvariantCulture), day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.ToString("d", CultureInfo.GetCultureInfo("en-GB")), day.ToString("d/M/yyyy", CultureInfo.InvariantCulture) })
        {
            Typing.Day(typed, Today, out var read, out _).ShouldBe(day.Year <= 2100);
            (day.Year > 2100 || read == day).ShouldBeTrue();
        }
    });

    [Theory]
    [InlineData("31.02.2026")]
    [InlineData("32.1.2026")]
    [InlineData("0.1.2026")]
    [InlineData("1.13.")]
    [InlineData("29.2.27")]
    [InlineData("12/31/2026")]
    [InlineData("31.11")]
    public void A_day_that_does_not_exist_is_refused_by_name(string typed)
    {
        Typing.Day(typed, Today, out _, out var sentence).ShouldBeFalse();
        sentence.ShouldContain(typed);
    }

    [Theory]
    [InlineData("31/12")]
    [InlineData("31.12")]
    [InlineData("31.12.")]
    [InlineData("31/12/26")]
    [InlineData("2026-12-31")]
    public void A_day_may_be_typed_short(string typed)
    {
        Typing.Day(typed, Today, out var day, out _).ShouldBeTrue();
        day.ShouldBe(new DateOnly(2026, 12, 31));
    }

    [Fact]
    public void Whatever_is_typed_no_reader_throws() => Anything.Sample(typed =>
    {
        Typing.Number(typed, Today, out _, out _);
        Typing.Amount(typed, Today, out _, out _);
        Typing.Rate(typed, Today, out _, out _);
        Typing.Day(typed, Today, out _, out _);
        Typing.Clock(typed, Today, out _, out _);
        Typing.Span(typed, Today, out var span, out _);
        span.Minutes.ShouldBeGreaterThanOrEqualTo(0);
    });

    [Fact]
    public void A_duration_comes_back_as_it_is_shown() => Gen.Int[0, 9_999 * 60].Sample(minutes =>
    {
        foreach (var typed in new[] { new Duration(minutes).ToString(), $"{minutes / 60}h {minutes % 60}m", $"{minutes / 60} Std. {minutes % 60} Min." })
        {
            Duration.TryRead(typed, out var read, out _).ShouldBeTrue(typed);
            read.Minutes.ShouldBe(minutes);
        }
    });

    [Fact]
    public void Money_adds_up_and_rounds_half_away_from_zero() => Gen.Select(Gen.Long[-1_000_000, 1_000_000], Gen.Long[-1_000_000, 1_000_000]).Sample((a, b) =>
    {
        (new Money(a) + new Money(b) - new Money(b)).ShouldBe(new Money(a));
        Money.Of(new Money(a).Euros).ShouldBe(new Money(a));
        Money.Of((a * 10 + Math.Sign(a) * 5) / 1000m).Cents.ShouldBe(a + Math.Sign(a));
    });

    [Fact]
    public void Every_instant_is_on_its_wall_clocks_day() => Gen.Long[new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks, new DateTime(2060, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks].Sample(ticks =>
    {
        var at = new DateTimeOffset(ticks, TimeSpan.Zero);
        var day = Zone.DayOf(at);
        (Zone.StartOf(day) <= at && at < Zone.EndOf(day)).ShouldBeTrue();
        (Zone.EndOf(day) - Zone.StartOf(day)).TotalHours.ShouldBeInRange(23, 25);
    });
}
