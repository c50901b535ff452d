using Tresen.Tickets;

namespace Tresen.Workbench.Overview;

/// <summary>An order that a list of tickets can have: some terms, and the ticket's id last, so that no two are alike.</summary>
/// <remarks>What may be ordered by is this list; whatever else an address says is ignored.</remarks>
public sealed class TicketOrder
{
    /// <summary>Later than anything: tickets without a day come last.</summary>
    static readonly DateTimeOffset Never = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly Dictionary<string, Func<bool, OrderTerm[]>> Known = new()
    {
        // Emergencies first, then who waits longest.
        ["urgent"] = down => [new OrderTerm<int>(t => t.Priority == Priority.Emergency ? 0 : 1, down), new OrderTerm<DateTimeOffset>(t => t.WaitingSince, down)],
        ["number"] = down => [new OrderTerm<int>(t => t.Number, down)],
        ["date"] = down => [new OrderTerm<DateTimeOffset>(t => t.CreatedAt, down)],
        ["subject"] = down => [new OrderTerm<string>(t => t.SortKey, down)],
        ["customer"] = down => [new OrderTerm<string>(t => t.Customer == null ? "" : t.Customer.SortKey, down)],
        ["priority"] = down => [new OrderTerm<int>(t => (int)t.Priority, down)],
        ["assignee"] = down => [new OrderTerm<string>(t => t.Assignee == null ? "" : t.Assignee.SortKey, down)],
        ["department"] = down => [new OrderTerm<string>(t => t.Department.SortKey, down)],
        ["area"] = down => [new OrderTerm<int>(t => t.Area == null ? 0 : t.Area.Position, down), new OrderTerm<int>(t => t.AreaId ?? 0, down)],
        ["kind"] = down => [new OrderTerm<int>(t => t.Kind.Position, down), new OrderTerm<int>(t => t.KindId, down)],
        ["channel"] = down => [new OrderTerm<int>(t => t.Channel.Position, down), new OrderTerm<int>(t => t.ChannelId, down)],
        ["progress"] = down => [new OrderTerm<int>(t => t.Progress.Position, down), new OrderTerm<int>(t => t.ProgressId, down)],
        ["due"] = down => [new OrderTerm<DateTimeOffset>(t => t.DueAt ?? Never, down)],
        ["waiting"] = down => [new OrderTerm<DateTimeOffset>(t => t.WaitingSince, down)],
        ["planned"] = down => [new OrderTerm<int>(t => t.PlannedMinutes ?? 0, down)],
        ["booked"] = down => [new OrderTerm<int>(t => t.BookedMinutes, down)],
        ["approval"] = down => [new OrderTerm<int>(t => (int)t.ApprovalState, down)],
        ["closed"] = down => [new OrderTerm<DateTimeOffset>(t => t.ClosedAt ?? Never, down)],
        ["changed"] = down => [new OrderTerm<DateTimeOffset>(t => t.ChangedAt, down)],
        // Of several the one that comes first.
        ["tags"] = down => [new OrderTerm<string>(t => t.Tags.Min(x => x.Tag.SortKey) ?? "", down)],
        ["device"] = down => [new OrderTerm<string>(t => t.Devices.Min(d => d.Device.SortKey) ?? "", down)],
    };

    static TicketOrder()
    {
        foreach (var slot in Enumerable.Range(1, FreeField.Most))
        {
            Known[$"free{slot}"] = down => [new OrderTerm<string>(t => t.FreeValues.Where(v => v.FreeField.Slot == slot).Min(v => v.SortKey) ?? "", down)];
        }

        Urgent = Read(null);
    }

    /// <summary>Emergencies first, then who waits longest.</summary>
    public static readonly TicketOrder Urgent;

    TicketOrder(string key, bool isDescending)
    {
        (Key, IsDescending) = (key, isDescending);
        Terms = [.. Known[key](isDescending), new OrderTerm<int>(t => t.Id, isDescending)];
    }

    /// <summary>Its name without the sign.</summary>
    public string Key { get; }

    public bool IsDescending { get; }

    /// <summary>What is compared, one after the other.</summary>
    public IReadOnlyList<OrderTerm> Terms { get; }

    /// <summary>As it stands in an address: <c>due</c>, <c>-due</c>.</summary>
    public string Query => (IsDescending ? "-" : "") + Key;

    /// <summary>Reads an order from an address; <see cref="Urgent"/> where it is none.</summary>
    public static TicketOrder Read(string? sort) => sort is not null && Known.ContainsKey(sort.TrimStart('-'))
        ? new(sort.TrimStart('-'), sort.StartsWith('-'))
        : new("urgent", false);

    /// <summary>Whether lists can be ordered by it.</summary>
    public static bool Knows(string key) => Known.ContainsKey(key);

    /// <summary>The tickets in this order, or in the opposite one.</summary>
    public IQueryable<Ticket> Order(IQueryable<Ticket> tickets, bool backwards = false)
    {
        var ordered = Terms[0].First(tickets, backwards);
        foreach (var term in Terms.Skip(1))
        {
            ordered = term.Then(ordered, backwards);
        }

        return ordered;
    }
}
