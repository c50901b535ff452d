using Tresen.Conversations;
using Tresen.Platform.Identity;
using Tresen.Tickets;
using Tresen.Workbench.Overview;

namespace Tresen.Api;

/// <summary>A page of tickets.</summary>
/// <param name="Next">What to ask for <c>after</c> to get the next page; null on the last one.</param>
public sealed record TicketsAnswer(IReadOnlyList<TicketSummary> Tickets, string? Next);

/// <summary>An entry of a list: what forms want is the id.</summary>
public sealed record NamedAnswer(int Id, string Name)
{
    /// <summary>The entry, null for none.</summary>
    public static NamedAnswer? Of(int? id, string? name) => id is { } known ? new NamedAnswer(known, name ?? "") : null;
}

/// <summary>A ticket as lists show it. Durations are minutes, instants UTC, days as <c>2026-11-24</c>.</summary>
public sealed record TicketSummary(
    int Number,
    string Subject,
    Priority Priority,
    NamedAnswer? Status,
    Category Category,
    NamedAnswer? Department,
    NamedAnswer? Assignee,
    NamedAnswer? Kind,
    NamedAnswer? Area,
    NamedAnswer? Channel,
    string? CustomerNumber,
    string? CustomerName,
    string RequesterName,
    ApprovalState Approval,
    Ball Ball,
    DateTimeOffset CreatedAt,
    DateTimeOffset WaitingSince,
    DateOnly? DueOn,
    DateTimeOffset? DueAt,
    DateTimeOffset? ClosedAt,
    int? PlannedMinutes,
    int BookedMinutes,
    bool IsChargedExtra,
    string SerialNumber,
    IReadOnlyList<string> Devices,
    IReadOnlyList<string> Tags)
{
    /// <summary>From a row of the overview.</summary>
    public static TicketSummary Of(TicketRow row, Asking asking) => new(
        row.Number,
        row.Subject,
        row.Priority,
        NamedAnswer.Of(row.ProgressId, asking.NameOf(nameof(asking.Progresses), row.ProgressId)),
        row.Category,
        NamedAnswer.Of(row.DepartmentId, asking.NameOf(nameof(asking.Departments), row.DepartmentId)),
        NamedAnswer.Of(row.AssigneeId, asking.NameOf(nameof(asking.Staff), row.AssigneeId)),
        NamedAnswer.Of(row.KindId, asking.NameOf(nameof(asking.Kinds), row.KindId)),
        NamedAnswer.Of(row.AreaId, asking.NameOf(nameof(asking.Areas), row.AreaId)),
        NamedAnswer.Of(row.ChannelId, asking.NameOf(nameof(asking.Channels), row.ChannelId)),
        row.CustomerNumber,
        row.CustomerName,
        row.RequesterName,
        row.ApprovalState,
        row.Ball,
        row.CreatedAt,
        row.WaitingSince,
        row.DueOn,
        row.DueAt,
        row.ClosedAt,
        row.PlannedMinutes,
        row.BookedMinutes,
        row.IsChargedExtra,
        row.SerialNumber,
        row.Devices,
        row.Tags);
}

/// <summary>A dialogue.</summary>
public sealed record DialogueAnswer(long Number, string Subject, Ball Ball, string Department, string? Assignee, DateTimeOffset StartedAt);

/// <summary>A message: from outside, to outside, or a note for ourselves.</summary>
/// <param name="Dialogue">Null: a note on the ticket itself.</param>
/// <param name="Author">Who of ours wrote it; null: somebody outside.</param>
public sealed record MessageAnswer(int Id, long? Dialogue, MessageKind Kind, DateTimeOffset At, string? Author, string SenderName, string SenderAddress, string Subject, string Text);

/// <summary>A request for approval and what became of it.</summary>
public sealed record ApprovalAnswer(ApprovalReason Reason, DateTimeOffset AskedAt, string? DecidedBy, DateTimeOffset? DecidedAt, bool? IsGranted, string Remark, int? Version);

/// <summary>A ticket with what belongs to it. The rate is in euros an hour, and null for whoever doesn't see prices.</summary>
/// <param name="Version">Grows with each change of its fields; granting an approval names the version that was seen.</param>
/// <param name="Description">Cleaned HTML.</param>
public sealed record TicketAnswer(
    int Number,
    int Version,
    string Subject,
    string Description,
    string InternalRemark,
    string RequesterName,
    string RequesterMail,
    string RequesterPhone,
    NamedAnswer? Customer,
    string? CustomerNumber,
    NamedAnswer? Contact,
    NamedAnswer? Site,
    NamedAnswer? BillTo,
    NamedAnswer? Department,
    NamedAnswer? Assignee,
    NamedAnswer? Status,
    Category Category,
    NamedAnswer? Kind,
    NamedAnswer? Area,
    NamedAnswer? Channel,
    Priority Priority,
    NamedAnswer? Article,
    string SerialNumber,
    IReadOnlyList<NamedAnswer> Devices,
    IReadOnlyList<NamedAnswer> Helpers,
    IReadOnlyList<NamedAnswer> Watchers,
    IReadOnlyList<string> Tags,
    IReadOnlyDictionary<string, string> FreeFields,
    DateOnly? DueOn,
    DateTimeOffset? DueAt,
    DateOnly? FollowUpOn,
    DateTimeOffset? Appointment,
    int? PlannedMinutes,
    int BookedMinutes,
    decimal? Rate,
    bool IsChargedExtra,
    ApprovalState Approval,
    IReadOnlyList<ApprovalAnswer> Approvals,
    Ball Ball,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? ClosedAt,
    IReadOnlyList<DialogueAnswer> Dialogues,
    IReadOnlyList<MessageAnswer> Messages,
    IReadOnlyList<TimeAnswer> TimeEntries)
{
    /// <summary>From the ticket, loaded with its parts, and what the reader may see of the rest.</summary>
    public static TicketAnswer Of(Ticket t, IReadOnlyList<FreeField> fields, IReadOnlyList<DialogueAnswer> dialogues, IReadOnlyList<MessageAnswer> messages, IReadOnlyList<TimeAnswer> time, Me me) => new(
        t.Number,
        t.Version,
        t.Subject,
        t.Description,
        t.InternalRemark,
        t.RequesterName,
        t.RequesterMail,
        t.RequesterPhone,
        NamedAnswer.Of(t.CustomerId, t.Customer?.Name),
        t.Customer?.Number,
        NamedAnswer.Of(t.ContactId, t.Contact?.Name),
        NamedAnswer.Of(t.SiteId, t.Site?.Name),
        NamedAnswer.Of(t.BillToId, t.BillTo?.Name),
        NamedAnswer.Of(t.DepartmentId, t.Department.Name),
        NamedAnswer.Of(t.AssigneeId, t.Assignee?.Name),
        NamedAnswer.Of(t.ProgressId, t.Progress.Title),
        t.Category,
        NamedAnswer.Of(t.KindId, t.Kind.Title),
        NamedAnswer.Of(t.AreaId, t.Area?.Title),
        NamedAnswer.Of(t.ChannelId, t.Channel.Title),
        t.Priority,
        NamedAnswer.Of(t.ArticleId, t.Article?.Name),
        t.SerialNumber,
        [.. t.Devices.Select(d => new NamedAnswer(d.DeviceId, d.Device.Name))],
        [.. t.People.Where(p => p.Part == TicketPart.Helper).Select(p => new NamedAnswer(p.StaffMemberId, p.StaffMember.Name))],
        [.. t.People.Where(p => p.Part == TicketPart.Watcher).Select(p => new NamedAnswer(p.StaffMemberId, p.StaffMember.Name))],
        [.. t.Tags.Select(x => x.Tag.Name).Order()],
        fields.ToDictionary(f => f.Title, t.ValueOf),
        t.DueOn,
        t.DueAt,
        t.FollowUpOn,
        t.Appointment,
        t.PlannedMinutes,
        t.BookedMinutes,
        me.Can(Capability.SeePrices) ? t.Rate.Euros : null,
        t.IsChargedExtra,
        t.ApprovalState,
        [.. t.Approvals.Select(a => new ApprovalAnswer(a.Reason, a.AskedAt, a.DecidedBy?.Name, a.DecidedAt, a.IsGranted, a.DecisionRemark, a.Version))],
        t.Ball,
        t.CreatedAt,
        t.ChangedAt,
        t.ClosedAt,
        dialogues,
        messages,
        time);
}
