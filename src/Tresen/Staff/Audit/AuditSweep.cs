using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Platform.Time;

namespace Tresen.Staff.Audit;

/// <summary>Lines of the <em>Protokoll</em> go when their year is over.</summary>
public sealed class AuditSweep(TresenDb db, TimeProvider clock) : IRecurringWorker
{
    static readonly TimeOnly Night = new(3, 20);

    /// <inheritdoc/>
    public string Kind => "audit-sweep";

    /// <inheritdoc/>
    public DateTimeOffset NextAfter(DateTimeOffset now) => Zone.At(Zone.DayOf(now).AddDays(1), Night);

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var oldest = clock.GetUtcNow() - AuditEntry.Kept;
        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.AuditEntries.Where(e => e.At < oldest).ExecuteDeleteAsync(cancel);
        await work.CommitAsync(cancel);
    }
}
