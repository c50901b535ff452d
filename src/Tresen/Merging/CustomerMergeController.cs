using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Platform.Web;
using Tresen.Staff;
using Tresen.Tickets;
using Tresen.Tickets.Recurring;

namespace Tresen.Merging;

/// <summary>Two records of one customer become one: what that would do is shown before it is done.</summary>
[Needs(Capability.MasterData)]
public sealed class CustomerMergeController(TresenDb db, Me me, TimeProvider clock) : TresenController
{
    [HttpGet("/customers/{number}/merging")]
    public Task<IResult> Preview(string number, [FromQuery] CustomerMergeForm form, CancellationToken cancel)
    {
        ModelState.Clear();
        return PageAsync(number, form, cancel);
    }

    /// <summary>Does it. Whoever saw other records than stand now is shown them anew (409).</summary>
    [HttpPost("/customers/{number}/merging")]
    public async Task<IResult> Merge(string number, [FromForm] CustomerMergeForm form, CancellationToken cancel)
    {
        var chosen = await FindAsync(db.Customers.Where(c => c.Number == number && c.MergedIntoId == null), cancel);
        var other = form.FromId is { } id ? await FindAsync(db.Customers.Where(c => c.Id == id), cancel) : null;
        if (chosen is null)
        {
            return NotFound();
        }

        if (other is null)
        {
            ModelState.AddModelError(nameof(form.FromName), "Bitte den zweiten Datensatz wählen.");
            return await PageAsync(number, form, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        foreach (var record in new[] { chosen.Id, other.Id }.Order()) // always in this order, so that two who merge don't wait for each other
        {
            await db.LockAsync<Customer>(record, cancel);
        }

        if (form.Seen != CustomerMergePage.SeenOf(chosen, other))
        {
            ModelState.AddModelError("", "Einer der beiden Datensätze ist inzwischen geändert. Bitte noch einmal ansehen.");
            return await PageAsync(number, form, cancel, StatusCodes.Status409Conflict);
        }

        var (by, now) = (await db.Staff.SingleAsync(s => s.Id == me.Id, cancel), clock.GetUtcNow());
        if (!Try(() => chosen.Absorb(other, now)))
        {
            db.ChangeTracker.Clear();
            return await PageAsync(number, form, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        foreach (var earlier in await db.Customers.Where(c => c.MergedIntoId == other.Id).ToListAsync(cancel))
        {
            earlier.Follow(chosen);
        }

        var tickets = await MoveAsync(other, chosen, by, now, cancel);
        await db.SaveChangesAsync(cancel);
        return Done($"/customers/{chosen.Number}", tickets == 1
            ? Words.Of("{0} ist in {1} aufgegangen, mit 1 Ticket. Wer die alte Nummer eingibt, landet hier.", other.Number, chosen.Number)
            : Words.Of("{0} ist in {1} aufgegangen, mit {2} Tickets. Wer die alte Nummer eingibt, landet hier.", other.Number, chosen.Number, tickets));
    }

    /// <summary>Devices, files and tickets go along, those that this person doesn't see too. What was booked stays as it was booked.</summary>
    /// <returns>How many tickets.</returns>
    async Task<int> MoveAsync(Customer from, Customer into, StaffMember by, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var device in await db.Devices.Include(d => d.Customer).Where(d => d.CustomerId == from.Id).ToListAsync(cancel))
        {
            device.GoAlong(into);
        }

        foreach (var recurring in await db.RecurringTickets.Where(r => r.CustomerId == from.Id).ToListAsync(cancel))
        {
            recurring.GoAlong(into);
        }

        foreach (var file in await db.CustomerFiles.Where(f => f.CustomerId == from.Id).ToListAsync(cancel))
        {
            file.GoTo(into);
        }

        var ids = await db.Tickets.Where(t => t.CustomerId == from.Id || t.BillToId == from.Id).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync(cancel);
        foreach (var id in ids)
        {
            await db.LockAsync<Ticket>(id, cancel);
        }

        foreach (var ticket in await db.Tickets.Include(t => t.Customer).Include(t => t.BillTo).Where(t => ids.Contains(t.Id)).ToListAsync(cancel))
        {
            ticket.GoAlong(from, into, by, now);
        }

        return ids.Count;
    }

    static Task<Customer?> FindAsync(IQueryable<Customer> customers, CancellationToken cancel) => customers
        .Include(c => c.Contacts).ThenInclude(p => p.Contact).Include(c => c.Sites).Include(c => c.Domains).AsSplitQuery().SingleOrDefaultAsync(cancel);

    async Task<IResult> PageAsync(string number, CustomerMergeForm form, CancellationToken cancel, int status = StatusCodes.Status200OK) =>
        await CustomerMergePage.ReadAsync(db, me, number, form, cancel) is { } data ? CustomerMergePage.Of(data, status) : NotFound();
}
