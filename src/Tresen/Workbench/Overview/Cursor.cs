using System.Linq.Expressions;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Tresen.Tickets;

namespace Tresen.Workbench.Overview;

/// <summary>A place in an order: what the terms say of the ticket that stands there. It keeps its place when that ticket is
/// closed, changed or gone meanwhile.</summary>
public sealed class Cursor
{
    readonly TicketOrder order;
    readonly object[] values;

    Cursor(TicketOrder order, object[] values) => (this.order, this.values) = (order, values);

    /// <summary>The place of a ticket of which the terms say this.</summary>
    public static string Write(TicketOrder order, IReadOnlyList<object> values) => WebEncoders.Base64UrlEncode(
        JsonSerializer.SerializeToUtf8Bytes(order.Terms.Select((term, i) => term.Write(values[i]))));

    /// <summary>The place that an address names; null where it doesn't fit the order.</summary>
    public static Cursor? Read(TicketOrder order, string? written)
    {
        if (written is not { Length: > 0 and <= 2000 })
        {
            return null;
        }

        try
        {
            var parts = JsonSerializer.Deserialize<string[]>(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(written)));
            var values = parts?.Length == order.Terms.Count ? parts.Select((part, i) => part is null || part.Contains('\0', StringComparison.Ordinal) ? null : order.Terms[i].Read(part)).ToArray() : [];
            return values.Length > 0 && values.All(v => v is not null) ? new Cursor(order, values!) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null; // somebody typed it
        }
    }

    /// <summary>Those of the tickets that come behind this place, or before it.</summary>
    public IQueryable<Ticket> Beyond(IQueryable<Ticket> tickets, bool backwards)
    {
        var ticket = Expression.Parameter(typeof(Ticket), "t");
        Expression? beyond = null;
        for (var last = order.Terms.Count - 1; last >= 0; last--)
        {
            var here = order.Terms[last].IsBeyond(ticket, values[last], backwards);
            // beyond by this term; or at the same, and beyond by the terms after it
            beyond = beyond is null ? here : Expression.OrElse(here, Expression.AndAlso(order.Terms[last].IsAt(ticket, values[last]), beyond));
        }

        return tickets.Where(Expression.Lambda<Func<Ticket, bool>>(beyond!, ticket));
    }
}
