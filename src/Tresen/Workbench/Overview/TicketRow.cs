using System.Linq.Expressions;
using Tresen.Tickets;

namespace Tresen.Workbench.Overview;

/// <summary>What a list shows of a ticket.</summary>
public sealed class TicketRow
{
    /// <summary>Reads a row: the ticket's own columns and its customer's name. Names of departments, people, statuses come
    /// from <see cref="Asking"/>; tags and devices are read for the whole page where they are shown.</summary>
    public static readonly Expression<Func<Ticket, TicketRow>> Of = t => new TicketRow
    {
        Id = t.Id,
        Number = t.Number,
        Subject = t.Subject,
        CreatedAt = t.CreatedAt,
        RequesterName = t.RequesterName,
        CustomerNumber = t.Customer!.Number,
        CustomerName = t.Customer.Name,
        Priority = t.Priority,
        AssigneeId = t.AssigneeId,
        DepartmentId = t.DepartmentId,
        AreaId = t.AreaId,
        KindId = t.KindId,
        ChannelId = t.ChannelId,
        ProgressId = t.ProgressId,
        Category = t.Category,
        DueOn = t.DueOn,
        DueAt = t.DueAt,
        WaitingSince = t.WaitingSince,
        PlannedMinutes = t.PlannedMinutes,
        BookedMinutes = t.BookedMinutes,
        ApprovalState = t.ApprovalState,
        IsChargedExtra = t.IsChargedExtra,
        Ball = t.Ball,
        SerialNumber = t.SerialNumber,
        ClosedAt = t.ClosedAt,
    };

    public required int Id { get; init; }

    public required int Number { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string RequesterName { get; init; }

    public required string? CustomerNumber { get; init; }

    public required string? CustomerName { get; init; }

    public required Priority Priority { get; init; }

    public required int? AssigneeId { get; init; }

    public required int DepartmentId { get; init; }

    public required int? AreaId { get; init; }

    public required int KindId { get; init; }

    public required int ChannelId { get; init; }

    public required int ProgressId { get; init; }

    public required Category Category { get; init; }

    public required DateOnly? DueOn { get; init; }

    public required DateTimeOffset? DueAt { get; init; }

    public required DateTimeOffset WaitingSince { get; init; }

    public required int? PlannedMinutes { get; init; }

    public required int BookedMinutes { get; init; }

    public required ApprovalState ApprovalState { get; init; }

    public required bool IsChargedExtra { get; init; }

    public required Ball Ball { get; init; }

    public required string SerialNumber { get; init; }

    public required DateTimeOffset? ClosedAt { get; init; }

    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>Their colours, in the same order.</summary>
    public IReadOnlyList<Platform.Shell.Tone> TagTones { get; set; } = [];

    public IReadOnlyList<string> Devices { get; set; } = [];

    /// <summary>What stands in free fields, by their place.</summary>
    public IReadOnlyDictionary<int, string> FreeTexts { get; set; } = new Dictionary<int, string>();

    /// <summary>Its place in the list, for going on from here.</summary>
    public string Cursor { get; set; } = "";

    /// <summary>The devices, else the serial number as given.</summary>
    public IEnumerable<string> DevicesOrSerial => Devices.Count > 0 ? Devices : SerialNumber.Length > 0 ? [SerialNumber] : [];

    public bool IsEmergency => Priority == Priority.Emergency;

    public bool IsClosed => Category == Category.Closed;

    /// <summary>Whether it should have been done by now.</summary>
    public bool IsOverdueAt(DateTimeOffset now) => !IsClosed && DueAt <= now;
}
