using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.TimeTracking;

/// <summary>What the booking form offers: people, activities, the rate that follows, the proposed start.</summary>
/// <param name="Me">Who books.</param>
/// <param name="Ticket">The ticket that the form is about, if it is about one.</param>
/// <param name="Customer">The ticket's customer, or the one whose time was opened.</param>
/// <param name="Activities">In their order.</param>
/// <param name="Staff">Those who may be booked for; empty where only one's own time may be.</param>
/// <param name="Departments">Where time without a ticket may go.</param>
/// <param name="Rate">What an hour costs on the ticket; null where that follows from the customer.</param>
/// <param name="Start">Where the day's last booking ended, if it is over and the ticket was there by then.</param>
/// <param name="WhyNot">What is proposed for <em>Abrechnen</em>; null: yes.</param>
public sealed record BookingOffer(
    Me Me,
    Ticket? Ticket,
    Customer? Customer,
    IReadOnlyList<Activity> Activities,
    IReadOnlyList<Choice> Staff,
    IReadOnlyList<Choice> Departments,
    HourlyRate? Rate,
    TimeOnly? Start,
    NotBillable? WhyNot)
{
    public bool SeesPrices => Me.Can(Capability.SeePrices);

    public bool MayChangeRate => Me.Can(Capability.TimeAdministration);

    /// <summary>Whether billable work must be confirmed because the payer is blocked.</summary>
    public bool AsksAboutBlocked => (Ticket?.BillTo ?? Customer)?.NoticeKind == NoticeKind.Blocked && MayConfirm;

    /// <summary>Whether they may bill a blocked customer at all.</summary>
    public bool MayConfirm => Me.MayConfirmBlocked;

    /// <summary>Reads it for that ticket (loaded with its parts) and day.</summary>
    public static async Task<BookingOffer> ReadAsync(TresenDb db, Me me, Ticket? ticket, DateOnly day, DateTimeOffset now, CancellationToken cancel, Customer? customer = null)
    {
        var start = await db.TimeEntries.ProposedStartOf(me.Id, day, now).FirstOrDefaultAsync(cancel);
        return new BookingOffer(
            me,
            ticket,
            ticket?.Customer ?? customer,
            await db.Activities.AsNoTracking().Active.ToListAsync(cancel),
            me.Can(Capability.BookForOthers) ? await db.Staff.Active.Select(s => new Choice(s.Id.ToString(), s.Name, null)).ToListAsync(cancel) : [],
            ticket is not null ? [] : await db.Departments.Active.Where(d => !me.Hidden.Contains(d.Id)).Select(d => new Choice(d.Id.ToString(), d.Name, null)).ToListAsync(cancel),
            ticket?.Rate,
            // Nobody began on a ticket before it was there.
            start is { } end && Zone.DayOf(end) == day && (ticket is null || Stretch.WholeMinute(ticket.CreatedAt) <= end) ? TimeOnly.FromDateTime(Zone.WallClock(Stretch.WholeMinute(end))) : null,
            ticket is { IsChargedExtra: true } ? null : (await db.TimeRulesAsync(cancel)).ProposedWhyNot);
    }

    /// <summary>An empty form: one line for me with the first activity, starting where the day's last booking ended.</summary>
    public BookingForm Blank(DateOnly day, string? returnTo = null) => new()
    {
        Ticket = Ticket?.Number,
        CustomerId = Customer?.Id,
        CustomerName = Customer?.Name,
        DepartmentId = Me.Departments.Cast<int?>().FirstOrDefault(),
        Day = day,
        ReturnTo = returnTo,
        Lines = [new() { PerformerId = Me.Id, ActivityId = Activities.Count > 0 ? Activities[0].Id : null, From = Start, WhyNot = WhyNot }],
    };
}
