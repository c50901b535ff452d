using System.Globalization;
using System.Text.RegularExpressions;
using Tresen.Platform.Views;

namespace Tresen.Platform.Time;

/// <summary>A duration in whole minutes, as people type it: <c>1,5</c> and <c>1.5</c> are hours, <c>1:30</c> hours and
/// minutes, <c>90m</c> minutes, <c>2h</c> and <c>1h 30m</c> what they say.</summary>
public readonly partial record struct Duration(int Minutes)
{
    /// <summary>Reads what was typed; on failure <paramref name="sentence"/> says what to do.</summary>
    public static bool TryRead(string typed, out Duration duration, out string sentence)
    {
        duration = default;
        sentence = Words.Of("Bitte eine Dauer wie 1,5 oder 1:30 oder 90m eingeben.");
        typed = typed.Trim().ToLowerInvariant();
        if (typed.StartsWith('-'))
        {
            sentence = Words.Of("Eine Dauer kann nicht negativ sein. Bitte z. B. 1,5 oder 90m eingeben.");
            return false;
        }

        if (Minutes() is { } minutes)
        {
            duration = new Duration(minutes);
            return true;
        }

        return false;

        int? Minutes()
        {
            if (Clock().Match(typed) is { Success: true } clock)
            {
                return (Number(clock, 1) * 60) + Number(clock, 2);
            }

            if (Units().Match(typed) is { Success: true } units && typed.Length > 0)
            {
                return (Number(units, 1) * 60) + Number(units, 2);
            }

            return Hours().IsMatch(typed)
                && decimal.TryParse(typed.TrimEnd('h', ' ').Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours)
                    ? (int)Math.Round(hours * 60, MidpointRounding.AwayFromZero)
                    : null;
        }

        static int Number(Match match, int group) =>
            match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>As hours and minutes, <c>1:30</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Minutes / 60}:{Minutes % 60:00}");

    [GeneratedRegex(@"^(\d{1,4}):([0-5]\d)(?: ?h)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(?:(\d{1,4}) ?(?:h|std\.?|stunden?))? ?(?:(\d{1,5}) ?(?:m|min\.?|minuten?))?$", RegexOptions.NonBacktracking)]
    private static partial Regex Units();

    [GeneratedRegex(@"^\d{1,4}(?:[.,]\d{1,3})? ?h?$", RegexOptions.NonBacktracking)]
    private static partial Regex Hours();
}
