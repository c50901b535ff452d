using Tresen.Platform.Identity;
using Tresen.TimeTracking;

namespace Tresen.Api;

/// <summary>A booking. Durations are minutes; rate (euros an hour) and amount (euros) are null for whoever doesn't see prices.</summary>
/// <param name="WhyNot">Why it isn't billable; null: it is.</param>
public sealed record TimeAnswer(
    int Id,
    DateOnly Day,
    DateTimeOffset Start,
    DateTimeOffset End,
    string Performer,
    string Activity,
    int? TicketNumber,
    string CustomerNumber,
    string Customer,
    int WorkedMinutes,
    int AccountedMinutes,
    int? Kilometres,
    decimal? Rate,
    decimal? Amount,
    NotBillable? WhyNot,
    string Description,
    string InternalComment,
    DateTimeOffset? BilledAt,
    string BillingReference,
    bool IsReversed,
    bool IsReversal)
{
    /// <summary>From a row of a list.</summary>
    public static TimeAnswer Of(TimeEntryRow row, Me me) => new(
        row.Id,
        row.Day,
        row.Start,
        row.End,
        row.Performer,
        row.Activity.Title,
        row.TicketNumber,
        row.CustomerNumber,
        row.Customer,
        row.Worked,
        row.Accounted,
        row.Kilometres,
        me.Can(Capability.SeePrices) ? row.Rate.Euros : null,
        me.Can(Capability.SeePrices) ? row.Amount.Euros : null,
        row.WhyNot,
        row.Description,
        row.InternalComment,
        row.BilledAt,
        row.BillingReference,
        row.IsReversed,
        row.IsReversal);
}
