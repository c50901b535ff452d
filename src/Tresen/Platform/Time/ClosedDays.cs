using System.Text.Json;

namespace Tresen.Platform.Time;

/// <summary>Days on which a firm is closed besides the public holidays (<em>Betriebsferien</em>), the last one included.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Name">What they are called.</param>
public sealed record ClosedDays(DateOnly From, DateOnly To, string Name)
{
    /// <summary>Whether that day is one of them.</summary>
    public bool Contains(DateOnly day) => From <= day && day <= To;

    /// <summary>How several of them are kept, as text.</summary>
    public static string Stored(IReadOnlyList<ClosedDays> days) => days.Count == 0 ? "" : JsonSerializer.Serialize(days);

    /// <summary>What <see cref="Stored"/> says.</summary>
    public static IReadOnlyList<ClosedDays> FromStored(string stored) => stored.Length == 0 ? [] : JsonSerializer.Deserialize<List<ClosedDays>>(stored)!;
}
