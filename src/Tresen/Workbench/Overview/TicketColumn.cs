using Tresen.Platform.Views;
using Tresen.Tickets;

namespace Tresen.Workbench.Overview;

/// <summary>A column that a list of tickets can show.</summary>
/// <param name="Key">In addresses, as order (<see cref="TicketOrder"/>) and as text filter (<c>in.subject</c>).</param>
/// <param name="Label">German.</param>
/// <param name="Text">What a cell says in an export.</param>
public sealed record TicketColumn(string Key, string Label, Func<TicketRow, Asking, string> Text)
{
    /// <summary>All there are, in the order in which they stand beside each other.</summary>
    public static readonly IReadOnlyList<TicketColumn> All =
    [
        new("number", "Ticket", (t, _) => t.Number.ToString()),
        new("date", "Datum", (t, _) => Show.Day(t.CreatedAt)),
        new("subject", "Betreff", (t, _) => t.Subject) { IsFixed = true },
        new("customer", "Kunde", (t, _) => t.CustomerName ?? t.RequesterName),
        new("priority", "Prio", (t, _) => TicketWords.Of(t.Priority)),
        new("assignee", "Zugewiesen an", (t, asking) => asking.NameOf(nameof(Asking.Staff), t.AssigneeId)),
        new("department", "Abteilung", (t, asking) => asking.NameOf(nameof(Asking.Departments), t.DepartmentId)),
        new("area", "Bereich", (t, asking) => asking.NameOf(nameof(Asking.Areas), t.AreaId)),
        new("kind", "Art", (t, asking) => asking.NameOf(nameof(Asking.Kinds), t.KindId)),
        new("channel", "Eingang", (t, asking) => asking.NameOf(nameof(Asking.Channels), t.ChannelId)),
        new("progress", "Status", (t, asking) => asking.NameOf(nameof(Asking.Progresses), t.ProgressId)),
        new("due", "Fällig", (t, _) => Show.Due(t.DueOn, t.DueAt)),
        new("waiting", "Wartet seit", (t, _) => t.Category == Category.Closed ? "" : Show.Day(t.WaitingSince)),
        new("planned", "Geplant", (t, _) => Show.Hours(t.PlannedMinutes)) { IsNumber = true },
        new("booked", "Gebucht", (t, _) => Show.Hours(t.BookedMinutes)) { IsNumber = true },
        new("approval", "Freigabe", (t, _) => Criteria.ApprovalNames.TryGetValue(t.ApprovalState, out var state) ? Words.Of(state) : ""),
        new("tags", "Tags", (t, _) => string.Join(", ", t.Tags)),
        new("device", "Gerät", (t, _) => string.Join(", ", t.DevicesOrSerial)),
        new("closed", "Abgeschlossen", (t, _) => Show.Day(t.ClosedAt)),
        .. Enumerable.Range(1, FreeField.Most).Select(slot => new TicketColumn($"free{slot}", "Freies Feld", (t, _) => t.FreeTexts.GetValueOrDefault(slot, "")) { Slot = slot }),
    ];

    /// <summary>Those shown to whoever hasn't chosen; the customer stands below the subject.</summary>
    public static readonly IReadOnlyList<TicketColumn> Standard = Of("number,subject,priority,assignee,progress,due,waiting");

    /// <summary>Those in the files of whoever hasn't chosen: there is room for more.</summary>
    public static readonly IReadOnlyList<TicketColumn> StandardOfFiles = Of("number,date,subject,customer,priority,assignee,department,progress,due,waiting");

    /// <summary>Always shown.</summary>
    public bool IsFixed { get; init; }

    /// <summary>At the right.</summary>
    public bool IsNumber { get; init; }

    /// <summary>The place of the free field that it shows: it is called as the administrator calls it.</summary>
    public int? Slot { get; init; }

    /// <summary>What stands above it, in the reader's language.</summary>
    public string Title(Asking asking) => Slot is { } slot && asking.FreeFields.TryGetValue(slot, out var field) ? field.Title : Words.Of(Label);

    /// <summary>Whether there is such a column: free fields are only where an administrator has added one.</summary>
    public bool Exists(Asking asking) => Slot is not { } slot || asking.FreeFields.ContainsKey(slot);

    /// <summary>Reads the columns chosen, <c>number,subject</c>; <see cref="Standard"/> or what is given where none is known.</summary>
    public static IReadOnlyList<TicketColumn> Of(string? keys, IReadOnlyList<TicketColumn>? others = null)
    {
        var chosen = (keys ?? "").Split(',').ToHashSet();
        return All.Any(c => chosen.Contains(c.Key)) ? [.. All.Where(c => c.IsFixed || chosen.Contains(c.Key))] : others ?? Standard;
    }

    /// <summary>The columns as they are kept.</summary>
    public static string Keys(IEnumerable<TicketColumn> columns) => string.Join(',', columns.Select(c => c.Key));
}
