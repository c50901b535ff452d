using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Tickets;

/// <summary>The tab <em>Service</em> of a customer's record: their tickets, and a new one.</summary>
[Staff]
public sealed class CustomerTicketsController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    const int PageSize = 50;

    readonly TresenDb db = db;

    [HttpGet("/customers/{number}/tickets")]
    [CustomerTab("Service", 50, Badge = "/customers/{number}/tickets/count")]
    public async Task<IResult> List(string number, int? before, CancellationToken cancel)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, cancel) is not { } customer)
        {
            return NotFound();
        }

        var rows = await db.Tickets.VisibleTo(Me).Where(t => t.CustomerId == customer.Id && (before == null || t.Number < before)).ListedNewestFirst.Take(PageSize + 1).ToListAsync(cancel);
        return CustomerTicketsPage.Of(new(customer, [.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Number : null, Me.Can(Capability.Work)));
    }

    /// <summary>How many are open.</summary>
    [HttpGet("/customers/{number}/tickets/count")]
    public async Task<IResult> Count(string number, CancellationToken cancel)
    {
        var open = await db.Tickets.VisibleTo(Me).Open.CountAsync(t => t.Customer!.Number == number, cancel);
        return Results.Text(open == 0 ? "" : open.ToString(System.Globalization.CultureInfo.InvariantCulture), "text/html");
    }
}

/// <summary>A ticket as a line in lists of the records it belongs to.</summary>
public sealed record TicketLine(int Number, DateTimeOffset CreatedAt, string Subject, string? Article, Progress Progress, Priority Priority, string? Assignee);
