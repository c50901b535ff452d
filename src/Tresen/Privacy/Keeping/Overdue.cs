using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Time;
using Tresen.Tickets;

namespace Tresen.Privacy.Keeping;

/// <summary>Why a ticket doesn't go yet.</summary>
public enum Staying
{
    /// <summary>Work goes on.</summary>
    Open,

    /// <summary><em>Löschsperre</em>.</summary>
    Held,

    /// <summary>Something of it waits to be billed.</summary>
    Unbilled,

    /// <summary>A booking of it was booked anew on a ticket that is still there.</summary>
    BookedAnew,

    /// <summary>Its years aren't over.</summary>
    InYears,

    /// <summary>No law wants it kept, and nobody has said how long it is.</summary>
    Unsaid,
}

/// <summary>A ticket of the preview.</summary>
/// <param name="Why">Null: it goes.</param>
public sealed record DueTicket(int Number, string Subject, DateTimeOffset ClosedAt, Retention Retention, Staying? Why);

/// <summary>What would go on that day, by class and one by one, and what stays.</summary>
/// <param name="LooseMails">Mails of no ticket: spam, and what needed no message.</param>
/// <param name="Old">What would be old enough and stays all the same.</param>
public sealed record RetentionPlan(
    DateOnly Day,
    IReadOnlyList<DueTicket> Going,
    IReadOnlyDictionary<RetentionClass, Amounts> ByClass,
    int LooseMails,
    IReadOnlyDictionary<Staying, int> Staying,
    IReadOnlyList<DueTicket> Old)
{
    /// <summary>Whether there is anything to do.</summary>
    public bool IsEmpty => Going.Count == 0 && LooseMails == 0;
}

/// <summary>Finds what is kept long enough on a day, a batch at a time.</summary>
sealed class Overdue(TresenDb db, DateOnly day, int? freeYears, int? spamDays)
{
    const int BatchSize = 500;

    /// <summary>How long a ticket is kept.</summary>
    public Retention Of(TicketFacts facts) => Retention.Of(facts, freeYears);

    /// <summary>The next tickets, in the order of their ids, that may be old enough.</summary>
    public Task<List<TicketFacts>> NextAsync(int after, int most, CancellationToken cancel)
    {
        var letters = Zone.StartOf(new DateOnly(day.Year - Retention.LetterYears, 1, 1));
        return db.FactsOf(db.Tickets.Where(t => t.Id > after && t.ClosedAt != null && (t.ClosedAt < letters || t.CustomerId == null || t.Customer!.IsInternal)).OrderBy(t => t.Id).Take(most)).ToListAsync(cancel);
    }

    /// <summary>Mails of no ticket that are old enough: called spam, or in need of no message. What somebody still has to look at stays.</summary>
    public IQueryable<RawMail> LooseMails()
    {
        var before = spamDays is { } days ? Zone.StartOf(day.AddDays(-days)) : DateTimeOffset.MinValue;
        return db.RawMails.Where(r => spamDays != null && r.TicketId == null && (r.State == RawMailState.Spam || r.State == RawMailState.Ignored) && r.FetchedAt < before);
    }

    /// <summary>Whether anything is.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel)
    {
        if (await LooseMails().AnyAsync(cancel))
        {
            return true;
        }

        for (var after = 0; await NextAsync(after, BatchSize, cancel) is { Count: > 0 } batch; after = batch[^1].Id)
        {
            if (batch.Exists(f => Of(f).IsOverOn(day)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All of it, before anything is done.</summary>
    public async Task<RetentionPlan> PlanAsync(CancellationToken cancel)
    {
        var (going, old, staying) = (new List<DueTicket>(), new List<DueTicket>(), new Dictionary<Staying, int>());
        var amounts = new Dictionary<RetentionClass, Amounts>();
        for (var after = 0; await NextAsync(after, BatchSize, cancel) is { Count: > 0 } batch; after = batch[^1].Id)
        {
            foreach (var group in batch.GroupBy(f => (Retention: Of(f), Why: WhyStays(f))).GroupBy(g => (g.Key.Retention.Class, g.Key.Why), g => g.ToList()))
            {
                var facts = group.SelectMany(f => f).ToList();
                var rows = facts.Select(f => new DueTicket(f.Number, f.Subject, f.ClosedAt!.Value, Of(f), group.Key.Why));
                if (group.Key.Why is { } why)
                {
                    staying[why] = staying.GetValueOrDefault(why) + facts.Count;
                    old.AddRange(why is Staying.InYears or Staying.Unsaid ? [] : rows);
                    continue;
                }

                going.AddRange(rows);
                amounts[group.Key.Class] = amounts.GetValueOrDefault(group.Key.Class, Amounts.None) + await AmountsAsync([.. facts.Select(f => f.Id)], cancel);
            }
        }

        var closed = await db.Tickets.CountAsync(t => t.ClosedAt != null && t.HeldSince == null, cancel);
        staying[Staying.Open] = await db.Tickets.CountAsync(t => t.ClosedAt == null && t.HeldSince == null, cancel);
        staying[Staying.Held] = await db.Tickets.CountAsync(t => t.HeldSince != null, cancel);
        staying[Staying.Unbilled] = await db.Tickets.CountAsync(t => t.ClosedAt != null && t.HeldSince == null && (t.UnbilledMinutes != 0 || t.UnbilledAmount != Money.Zero), cancel);
        staying[Staying.InYears] = closed - going.Count - staying[Staying.Unbilled] - staying.GetValueOrDefault(Staying.BookedAnew) - staying.GetValueOrDefault(Staying.Unsaid);
        return new RetentionPlan(day, [.. going.OrderBy(t => t.Number)], amounts, await LooseMails().CountAsync(cancel), staying, [.. old.OrderBy(t => t.Number)]);
    }

    /// <summary>Null: nothing keeps it.</summary>
    Staying? WhyStays(TicketFacts facts)
    {
        var retention = Of(facts);
        return retention.IsOverOn(day) ? null
            : facts.HeldSince is not null ? Staying.Held
            : facts.IsUnbilled ? Staying.Unbilled
            : facts.IsBookedAnew ? Staying.BookedAnew
            : retention.DeleteOn is null ? Staying.Unsaid
            : Staying.InYears;
    }

    async Task<Amounts> AmountsAsync(List<int> tickets, CancellationToken cancel) => new(
        tickets.Count,
        await db.Messages.CountAsync(m => tickets.Contains(m.TicketId), cancel),
        await db.RawMails.CountAsync(r => r.TicketId != null && tickets.Contains(r.TicketId.Value) && r.State != RawMailState.Erased, cancel),
        await db.TicketFiles.CountAsync(f => tickets.Contains(f.TicketId), cancel) + await db.Set<Attachment>().CountAsync(a => tickets.Contains(a.Message.TicketId), cancel),
        await db.Set<TimeTracking.TimeEntry>().CountAsync(e => e.TicketId != null && tickets.Contains(e.TicketId.Value), cancel));
}
