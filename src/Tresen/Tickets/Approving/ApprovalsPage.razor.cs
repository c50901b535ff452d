using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Tickets.Approving;

/// <summary>What waits for approval by this person, by department.</summary>
public sealed partial class ApprovalsPage
{
    /// <summary>What the page shows.</summary>
    public sealed record Data(IReadOnlyList<Row> Rows, bool SeesPrices, bool MayWork, DateTimeOffset Now);

    /// <summary>A ticket that waits.</summary>
    public sealed record Row(int Number, int Version, string Subject, string? Customer, string? Assignee, string Department, Priority Priority, int? PlannedMinutes, HourlyRate Rate, int BookedMinutes, bool IsChargedExtra, bool IsClosed, ApprovalReason Reason, DateTimeOffset AskedAt)
    {
        /// <summary>What it will cost as planned, or has by now if that is more.</summary>
        public Money Amount => Rate.For(Math.Max(PlannedMinutes ?? 0, BookedMinutes));
    }

    /// <summary>Reads it: emergencies first, then what waits longest.</summary>
    public static async Task<Data> ReadAsync(TresenDb db, Me me, DateTimeOffset now, CancellationToken cancel) => new(
        [.. (await db.Tickets.VisibleTo(me).AwaitingDecisionOf(me)
            .OrderByDescending(t => t.Priority).ThenBy(t => t.Number)
            .Select(t => new
            {
                t.Number,
                t.Version,
                t.Subject,
                Customer = t.Customer!.Name,
                Assignee = t.Assignee!.Name,
                Department = t.Department.Name,
                t.Priority,
                t.PlannedMinutes,
                t.Rate,
                t.BookedMinutes,
                t.IsChargedExtra,
                IsClosed = t.Category == Category.Closed,
                Asked = t.Approvals.Where(a => a.DecidedAt == null).OrderByDescending(a => a.Id).Select(a => new { a.Reason, a.AskedAt }).FirstOrDefault(),
            })
            .Take(500).ToListAsync(cancel))
            .Select(t => new Row(t.Number, t.Version, t.Subject, t.Customer, t.Assignee, t.Department, t.Priority, t.PlannedMinutes, t.Rate, t.BookedMinutes, t.IsChargedExtra, t.IsClosed, t.Asked?.Reason ?? ApprovalReason.Department, t.Asked?.AskedAt ?? now))
            .OrderBy(r => r.Department, StringComparer.CurrentCulture).ThenBy(r => r.Priority == Priority.Emergency ? 0 : 1).ThenBy(r => r.AskedAt)],
        me.Can(Capability.SeePrices),
        me.Can(Capability.Work),
        now);
}
