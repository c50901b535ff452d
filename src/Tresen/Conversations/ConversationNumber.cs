using System.Globalization;

namespace Tresen.Conversations;

/// <summary>The number of a dialogue: the day in Berlin and at least four digits, <c>202611240001</c>. The ten-thousandth of a
/// day has five and is still the day's own.</summary>
public static class ConversationNumber
{
    /// <summary>The number range that the numbers of a day are drawn from.</summary>
    public static string Range(DateOnly day) => $"conversation-{Day(day)}";

    /// <summary>The so-and-so-many-th number of a day.</summary>
    public static long Of(DateOnly day, long count) => long.Parse(Day(day) + count.ToString("0000", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
