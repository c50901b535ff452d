using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Staff;

namespace Tresen.Tickets.Promising;

/// <summary>Looks every few minutes which deadlines are near or past, and records what is to be told of them. The record in the
/// ticket's history, written under its lock, is what keeps it from being told twice.</summary>
public sealed class Alarms(TresenDb db, TimeProvider clock) : IRecurringWorker
{
    static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    /// <summary>Working time is at most stretched so far by weekends, holidays and closed days.</summary>
    static readonly TimeSpan Around = TimeSpan.FromDays(90);

    /// <inheritdoc/>
    public string Kind => "alarms";

    /// <inheritdoc/>
    public DateTimeOffset NextAfter(DateTimeOffset now) => now + Every;

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (from, until) = (now - Around, now + Around);
        var departments = await db.Departments.AsNoTracking().Include(d => d.Company).ToDictionaryAsync(d => d.Id, cancel);
        var open = await db.Tickets.Open
            .Where(t => (t.DueAt > from && t.DueAt < until) || (t.SolveBy > from && t.SolveBy < until) || (t.ReactedAt == null && t.ReactBy > from && t.ReactBy < until))
            .Select(t => new { t.Id, t.DepartmentId, Deadlines = new Deadlines(t.CreatedAt, t.ReactedAt == null ? t.ReactBy : null, t.SolveBy, t.DueOn, t.DueAt) })
            .ToListAsync(cancel);
        var due = open.SelectMany(t => t.Deadlines.Due(departments[t.DepartmentId], now), (t, alarm) => (t.Id, alarm)).ToList();
        var told = await ToldAsync([.. due.Select(d => d.Id).Distinct()], cancel);
        foreach (var id in due.Where(d => !told.Contains(d)).Select(d => d.Id).Distinct().Order().ToList())
        {
            await TellAsync(id, now, cancel);
        }
    }

    async Task TellAsync(int id, DateTimeOffset now, CancellationToken cancel)
    {
        await using var work = await WriteScope.BeginAsync(db, cancel);
        db.ChangeTracker.Clear();
        await db.LockAsync<Ticket>(id, cancel);
        var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Id == id, cancel);
        if (ticket.IsClosed)
        {
            return;
        }

        var told = await ToldAsync([id], cancel);
        foreach (var alarm in ticket.Deadlines.Due(ticket.Department, now).Where(alarm => !told.Contains((id, alarm))))
        {
            ticket.Record(alarm.Verb, null, now, alarm.Key, to: alarm.Kept);
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    async Task<HashSet<(int, Alarm)>> ToldAsync(List<int> tickets, CancellationToken cancel)
    {
        var told = new HashSet<(int, Alarm)>();
        foreach (var some in tickets.Chunk(500))
        {
            var lines = await db.TicketEvents.Where(e => some.Contains(e.TicketId) && (e.Verb == TicketVerb.Reminded || e.Verb == TicketVerb.Escalated))
                .Select(e => new { e.TicketId, e.Verb, e.Field, e.To }).ToListAsync(cancel);
            told.UnionWith(lines.Select(l => (l.TicketId, new Alarm(l.Verb, l.Field, DateTimeOffset.Parse(l.To!, System.Globalization.CultureInfo.InvariantCulture)))));
        }

        return told;
    }
}
