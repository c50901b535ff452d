using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>A booking as lists show it.</summary>
public sealed record TimeEntryRow
{
    public required int Id { get; init; }

    public required DateOnly Day { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public required bool IsClocked { get; init; }

    public required string Performer { get; init; }

    /// <summary>Null without a ticket, or where the reader may not see it.</summary>
    public required int? TicketNumber { get; init; }

    public required string? TicketSubject { get; init; }

    public required string Customer { get; init; }

    public required string CustomerNumber { get; init; }

    public required Activity Activity { get; init; }

    public required string Place { get; init; }

    public required string Description { get; init; }

    public required string InternalComment { get; init; }

    public required int Worked { get; init; }

    public required int Accounted { get; init; }

    public required MinutesRule MinutesRule { get; init; }

    public required int RoundedUpTo { get; init; }

    public required HourlyRate Rate { get; init; }

    public required RateRule RateRule { get; init; }

    public required Accounting Accounting { get; init; }

    public required int? Kilometres { get; init; }

    public required Money Amount { get; init; }

    public required NotBillable? WhyNot { get; init; }

    public required DateTimeOffset? BilledAt { get; init; }

    public required string BillingReference { get; init; }

    public required bool IsReversed { get; init; }

    public required bool IsReversal { get; init; }

    /// <summary>Whether it waits to be billed.</summary>
    public required bool IsOpen { get; init; }

    public required string Reason { get; init; }
}

/// <summary>Reading rows.</summary>
public static class TimeEntryRows
{
    /// <summary>The bookings as rows, in the order of their day and start.</summary>
    public static IQueryable<TimeEntryRow> AsRows(this IQueryable<TimeEntry> entries, TresenDb db, Me me, bool byTicket = false)
    {
        var tickets = db.Set<Ticket>().VisibleTo(me);
        var days = entries.OrderBy(e => e.Day);
        return (byTicket ? days.ThenBy(e => e.TicketId).ThenBy(e => e.Start) : days.ThenBy(e => e.Start)).ThenBy(e => e.Id).Select(e => new TimeEntryRow
        {
            Id = e.Id,
            Day = e.Day,
            Start = e.Start,
            End = e.End,
            IsClocked = e.IsClocked,
            Performer = e.Performer.Name,
            TicketNumber = tickets.Where(t => t.Id == e.TicketId).Select(t => (int?)t.Number).FirstOrDefault(),
            TicketSubject = tickets.Where(t => t.Id == e.TicketId).Select(t => t.Subject).FirstOrDefault(),
            Customer = e.Customer.Name,
            CustomerNumber = e.Customer.Number,
            Activity = e.Activity,
            Place = e.Place,
            Description = e.Description,
            InternalComment = e.InternalComment,
            Worked = e.WorkedMinutes,
            Accounted = e.AccountedMinutes,
            MinutesRule = e.MinutesRule,
            RoundedUpTo = e.RoundedUpTo,
            Rate = e.Rate,
            RateRule = e.RateRule,
            Accounting = e.Accounting,
            Kilometres = e.Kilometres,
            Amount = e.Amount,
            WhyNot = e.WhyNot,
            BilledAt = e.BilledAt,
            BillingReference = e.BillingReference,
            IsReversed = e.ReversedAt != null,
            IsReversal = e.ReversesId != null,
            IsOpen = e.IsBillable && e.BilledAt == null && (e.ReversesId == null ? e.ReversedAt == null : e.Reverses!.BilledAt != null),
            Reason = e.Reason,
        });
    }
}
