using Tresen.Tickets.Recurring;

namespace Tresen.Tickets;

/// <summary>Tickets that come again by themselves.</summary>
public sealed partial class Ticket
{
    /// <summary>Was made by that rule.</summary>
    public void ComesFrom(RecurringTicket recurring, DateTimeOffset at) => Record(TicketVerb.Recurred, null, at, to: Said.Text(recurring.Subject, recurring.Id));
}
