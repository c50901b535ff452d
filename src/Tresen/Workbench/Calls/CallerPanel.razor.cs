using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Tickets;

namespace Tresen.Workbench.Calls;

/// <summary>What is known of who calls: notice, open tickets, devices; or whom to choose from.</summary>
public sealed partial class CallerPanel
{
    const int MostTickets = 10;
    const int MostDevices = 12;

    /// <summary>What the panel shows.</summary>
    /// <param name="Typed">What was typed into the one field.</param>
    /// <param name="Found">Who it may be; more than one is asked, never guessed.</param>
    /// <param name="Picked">Who it is.</param>
    /// <param name="Tickets">Of the customer: the open ones, and those closed lately.</param>
    /// <param name="Name">Who calls, by name.</param>
    /// <param name="Phone">The number to call back.</param>
    /// <param name="Mail">The address to write to; empty: as the contact or customer has it.</param>
    /// <param name="TakesNewcomer">Whether this person may make a customer of who isn't known.</param>
    public sealed record Data(
        string Typed,
        IReadOnlyList<Caller> Found,
        Caller? Picked,
        Customer? Customer,
        IReadOnlyList<TicketRow> Tickets,
        IReadOnlyList<DeviceRow> Devices,
        string Name,
        string Phone,
        string Mail,
        bool TakesNewcomer)
    {
        /// <summary>The ticket that the call is about, as far as it is known.</summary>
        public int? Ticket { get; init; }

        /// <summary>The devices that it is about.</summary>
        public IReadOnlyList<int> Chosen { get; init; } = [];
    }

    /// <summary>A ticket of the customer's.</summary>
    public sealed record TicketRow(int Number, string Subject, Progress Progress, Priority Priority, string? Assignee, DateTimeOffset ChangedAt);

    /// <summary>A device of the customer's.</summary>
    public sealed record DeviceRow(int Id, string Name, string SerialNumber, string Site);

    /// <summary>Reads it. Where the text means one caller alone, that one is picked.</summary>
    public static async Task<Data> ReadAsync(TresenDb db, Me me, string? typed, string? pick, DateTimeOffset now, CancellationToken cancel)
    {
        var (today, text) = (Zone.DayOf(now), PlainText.Line(typed));
        var picked = await Caller.PickedAsync(db, me, pick, today, cancel);
        IReadOnlyList<Caller> found = picked is null ? await Caller.FindAsync(db, me, text, today, cancel) : [];
        if (found is [var alone])
        {
            picked = alone;
        }

        var customer = picked?.CustomerId is { } id ? await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) : null;
        var contact = picked?.ContactId is { } person ? await db.Contacts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == person, cancel) : null;
        var isNumber = PhoneNumber.IsReadable(text);
        return new Data(
            text,
            picked is null ? found : [],
            picked,
            customer,
            picked is null ? [] : await TicketsAsync(db, me, picked, now, cancel),
            customer is null ? [] : await DevicesAsync(db, customer.Id, picked!.DeviceId, cancel),
            picked?.Person is { Length: > 0 } name ? name : "",
            isNumber ? PhoneNumber.Shown(PhoneNumber.Normal(text)) : contact is { } reached ? PhoneNumber.Shown(reached.Phone.Length > 0 ? reached.Phone : reached.Mobile) : customer is null ? "" : PhoneNumber.Shown(customer.Phone),
            contact?.Mail ?? (text.Contains('@') && picked is null ? text : ""),
            me.Can(Capability.MasterData))
        {
            Ticket = picked?.Ticket,
            Chosen = picked?.DeviceId is { } device ? [device] : [],
        };
    }

    static async Task<List<TicketRow>> TicketsAsync(TresenDb db, Me me, Caller picked, DateTimeOffset now, CancellationToken cancel)
    {
        var (customer, number, lately) = (picked.CustomerId, picked.Ticket, now.AddDays(-14));
        return await db.Tickets.VisibleTo(me)
            .Where(t => t.Number == number || (customer != null && t.CustomerId == customer && (t.Category != Category.Closed || t.ClosedAt > lately)))
            .OrderBy(t => t.Number == number ? 0 : t.Category == Category.Closed ? 2 : 1).ThenByDescending(t => t.ChangedAt).ThenByDescending(t => t.Id).Take(MostTickets)
            .Select(t => new TicketRow(t.Number, t.Subject, t.Progress, t.Priority, t.Assignee!.Name, t.ChangedAt)).ToListAsync(cancel);
    }

    static Task<List<DeviceRow>> DevicesAsync(TresenDb db, int customer, int? picked, CancellationToken cancel) =>
        db.Devices.Where(d => d.CustomerId == customer && (d.IsActive || d.Id == picked)).OrderBy(d => d.Id == picked ? 0 : 1).ThenBy(d => d.SortKey).ThenBy(d => d.Id).Take(MostDevices)
            .Select(d => new DeviceRow(d.Id, d.Name, d.SerialNumber, d.Site == null ? "" : d.Site.Name)).ToListAsync(cancel);
}
