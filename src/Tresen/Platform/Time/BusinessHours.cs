using System.Globalization;
using System.Text.RegularExpressions;
using Tresen.Platform.Views;

namespace Tresen.Platform.Time;

/// <summary>From when until when it is open on a day.</summary>
/// <param name="From">Minutes after midnight on the wall clock.</param>
/// <param name="Until">The first minute that is closed again; 1440 is the end of the day.</param>
public readonly record struct OpenSpan(int From, int Until)
{
    /// <summary>As people read and type it, <c>8:00–12:30</c>.</summary>
    public override string ToString() => $"{Clock(From)}–{Clock(Until)}";

    static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");
}

/// <summary><em>Geschäftszeiten</em>: when it is open, weekday by weekday; open at least once a week.</summary>
public sealed partial class BusinessHours : IEquatable<BusinessHours>
{
    /// <summary>More spans than these on one day are a typing error.</summary>
    public const int MostSpans = 4;

    /// <summary>Characters that <see cref="Stored"/> has room for.</summary>
    public const int MostStored = 300;

    /// <summary>Where nobody has said otherwise: Monday to Friday, 8 to 17.</summary>
    public static readonly BusinessHours Usual = FromStored("480-1020;480-1020;480-1020;480-1020;480-1020;;");

    readonly IReadOnlyList<OpenSpan>[] week;

    BusinessHours(IReadOnlyList<OpenSpan>[] week) =>
        (this.week, Stored) = (week, string.Join(';', week.Select(day => string.Join(',', day.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.From}-{s.Until}"))))));

    /// <summary>How they are kept: seven days from Monday, minutes after midnight, <c>480-720,780-1020;…;;</c>.</summary>
    public string Stored { get; }

    /// <summary>When it is open on that weekday, the earliest first; none: closed.</summary>
    public IReadOnlyList<OpenSpan> On(DayOfWeek day) => week[((int)day + 6) % 7];

    /// <summary>Hours of a week.</summary>
    /// <param name="week">Seven days from Monday, each as <see cref="TryReadDay"/> reads it.</param>
    /// <exception cref="BrokenRuleException">It is never open.</exception>
    public static BusinessHours Of(IReadOnlyList<IReadOnlyList<OpenSpan>> week)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(week.Count, 7);
        return week.Any(day => day.Count > 0)
            ? new BusinessHours([.. week])
            : throw new BrokenRuleException("Bitte mindestens an einem Tag Zeiten eintragen: Sonst ließe sich nie sagen, bis wann etwas fällig ist.", nameof(DayOfWeek.Monday));
    }

    /// <summary>Reads what was typed for a day: <c>8:00–12:00, 13–17 Uhr</c>; nothing or <c>geschlossen</c> is closed. On failure
    /// <paramref name="sentence"/> says what to do.</summary>
    public static bool TryReadDay(string? typed, out IReadOnlyList<OpenSpan> day, out string sentence)
    {
        (day, sentence) = ([], "");
        var text = Joint().Replace((typed ?? "").Trim().ToLowerInvariant(), ",").Replace("uhr", "", StringComparison.Ordinal);
        text = To().Replace(text, "-");
        if (text is "" or "-" or "geschlossen" or "zu" or "closed")
        {
            return true;
        }

        var spans = new List<OpenSpan>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Span().Match(part) is not { Success: true } span || Minutes(span, 1) is not { } from || Minutes(span, 3) is not { } until)
            {
                sentence = Words.Of("Bitte wie 8:00–12:00, 13:00–17:00 eingeben; leer heißt geschlossen.");
                return false;
            }

            if (until <= from)
            {
                sentence = Words.Of("Das Ende muss nach dem Anfang liegen. Was über Mitternacht geht, bitte auf zwei Tage verteilen.");
                return false;
            }

            spans.Add(new OpenSpan(from, until));
        }

        spans.Sort((a, b) => a.From.CompareTo(b.From));
        if (spans.Count > MostSpans || spans.Zip(spans.Skip(1)).Any(pair => pair.Second.From < pair.First.Until))
        {
            sentence = spans.Count > MostSpans ? Words.Of("Bitte höchstens {0} Zeiten für einen Tag eingeben.", MostSpans) : Words.Of("Die Zeiten eines Tages dürfen sich nicht überschneiden.");
            return false;
        }

        day = spans;
        return true;

        static int? Minutes(Match match, int group) =>
            Number(match, group) is var hours and <= 24 && Number(match, group + 1) is var minutes and < 60 && (hours * 60) + minutes is var all and <= 1440 ? all : null;

        static int Number(Match match, int group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>A day as it is typed, <c>8:00–12:00, 13:00–17:00</c>.</summary>
    public string Typed(DayOfWeek day) => string.Join(", ", On(day));

    /// <summary>What <see cref="Stored"/> says.</summary>
    public static BusinessHours FromStored(string stored) => new([.. stored.Split(';').Select(Day)]);

    /// <inheritdoc/>
    public bool Equals(BusinessHours? other) => other?.Stored == Stored;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BusinessHours);

    /// <inheritdoc/>
    public override int GetHashCode() => Stored.GetHashCode(StringComparison.Ordinal);

    static IReadOnlyList<OpenSpan> Day(string stored) => [.. stored.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(span => span.Split('-'))
        .Select(ends => new OpenSpan(int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[1], CultureInfo.InvariantCulture)))];

    [GeneratedRegex(@"\s*(?:[;/+&]|\bund\b|\band\b)\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Joint();

    [GeneratedRegex(@"\s*(?:[–—−]|\bbis\b|\bto\b)\s*", RegexOptions.NonBacktracking)]
    private static partial Regex To();

    [GeneratedRegex(@"^(\d{1,2})(?:[:.](\d{2}))?\s*-\s*(\d{1,2})(?:[:.](\d{2}))?$", RegexOptions.NonBacktracking)]
    private static partial Regex Span();
}
