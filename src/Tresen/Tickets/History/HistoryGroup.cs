namespace Tresen.Tickets.History;

/// <summary>What one person did within a minute: one entry of the history.</summary>
public sealed record HistoryGroup(string? By, DateTimeOffset At, IReadOnlyList<TicketEvent> Events)
{
    /// <summary>Groups events that stand in the order they happened.</summary>
    public static IReadOnlyList<HistoryGroup> Of(IReadOnlyList<TicketEvent> events)
    {
        var groups = new List<(TicketEvent First, List<TicketEvent> All)>();
        foreach (var entry in events)
        {
            if (groups.Count > 0 && groups[^1] is var last && last.First.ById == entry.ById && entry.At - last.First.At <= TimeSpan.FromMinutes(1))
            {
                last.All.Add(entry);
            }
            else
            {
                groups.Add((entry, [entry]));
            }
        }

        return [.. groups.Select(g => new HistoryGroup(g.First.By?.Name, g.First.At, g.All))];
    }
}
