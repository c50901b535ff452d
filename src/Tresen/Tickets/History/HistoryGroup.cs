namespace Tresen.Tickets.History;

/// <summary>What one person did within a minute: one entry of the history.</summary>
/// <param name="By">Who; null: the program, or somebody outside.</param>
/// <param name="Events">None: what happened, and who did it, isn't for this reader.</param>
public sealed record HistoryGroup(string? By, DateTimeOffset At, IReadOnlyList<TicketEvent> Events)
{
    /// <summary>Something that this reader isn't told of.</summary>
    public bool IsConcealed => Events.Count == 0;

    /// <summary>Groups events that stand in the order they happened. What may not be told stands as one entry that says nothing,
    /// however much it was.</summary>
    /// <param name="mayBeTold">Whether the reader may know of it; null: of everything.</param>
    public static IReadOnlyList<HistoryGroup> Of(IReadOnlyList<TicketEvent> events, Func<TicketEvent, bool>? mayBeTold = null)
    {
        var groups = new List<(TicketEvent First, List<TicketEvent> All)>();
        foreach (var entry in events)
        {
            var isConcealed = mayBeTold is not null && !mayBeTold(entry);
            if (groups.Count > 0 && groups[^1] is var last && (isConcealed
                ? last.All.Count == 0
                : last.All.Count > 0 && last.First.ById == entry.ById && entry.At - last.First.At <= TimeSpan.FromMinutes(1)))
            {
                last.All.AddRange(isConcealed ? [] : [entry]);
            }
            else
            {
                groups.Add((entry, isConcealed ? [] : [entry]));
            }
        }

        return [.. groups.Select(g => new HistoryGroup(g.All.Count > 0 ? g.First.By?.Name : null, g.First.At, g.All))];
    }
}
