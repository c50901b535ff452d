using Tresen.Platform;
using Tresen.Platform.Time;
using Tresen.Tickets;

namespace Tresen.Billing;

/// <summary>A line of material as a <em>Zeitkonto</em> shows it.</summary>
public sealed record MaterialRow(
    int Id,
    DateTimeOffset AddedAt,
    string? AddedBy,
    int TicketNumber,
    string TicketSubject,
    string? Customer,
    string? CustomerNumber,
    string Text,
    string Unit,
    long Thousandths,
    Money Price,
    bool IsBillable,
    DateTimeOffset? BilledAt,
    string BillingReference)
{
    /// <summary>The day it was written down.</summary>
    public DateOnly Day => Zone.DayOf(AddedAt);

    public decimal Quantity => Thousandths / 1000m;

    public Money Amount => Price.Times(Quantity);

    /// <summary>Whether it waits to be billed.</summary>
    public bool IsOpen => IsBillable && BilledAt is null;
}

/// <summary>Reading rows.</summary>
public static class MaterialRows
{
    /// <summary>The lines as rows, in the order in which they were written down.</summary>
    public static IQueryable<MaterialRow> AsRows(this IQueryable<MaterialLine> lines) => lines.OrderBy(m => m.AddedAt).ThenBy(m => m.Id).Select(m => new MaterialRow(
        m.Id, m.AddedAt, m.AddedBy!.Name, m.Ticket.Number, m.Ticket.Subject, m.Ticket.Customer!.Name, m.Ticket.Customer.Number,
        m.Text, m.Unit, m.Thousandths, m.Price, m.IsBillable, m.BilledAt, m.BillingReference));
}
