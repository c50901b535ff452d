using Microsoft.EntityFrameworkCore;
using Tresen.Articles;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Staff;

namespace Tresen.Tickets.Intake;

/// <summary>What helps while a request is taken in: the customer's notice and open tickets, whose call it may be, the rate that
/// would hold.</summary>
public sealed partial class IntakeContext
{
    const int MostPlaces = 6;

    /// <summary>What was typed so far that the help depends on.</summary>
    public sealed record Asked(int? CustomerId, string? CustomerName, int? ArticleId, int? DepartmentId, Priority Priority, string? RequesterMail, string? RequesterPhone, Duration? Planned, HourlyRate? Rate, string? SerialNumber = null);

    /// <summary>What the help says.</summary>
    public sealed record Data(
        Customer? Customer,
        IReadOnlyList<TicketFrame.Neighbour> Open,
        IReadOnlyList<Customer> Candidates,
        (HourlyRate Rate, RateSource Source, int Surcharge)? Rate,
        ApprovalAhead? Approval,
        IReadOnlyList<Choice> Sites,
        string? Newcomer,
        bool IsFragment = false,
        bool TakesNewcomer = false)
    {
        /// <summary>Devices with the serial number that is typed.</summary>
        public IReadOnlyList<Device> Things { get; init; } = [];

        /// <summary>Whether it is taken along by the number alone.</summary>
        public bool IsTaken { get; init; }

        public DateOnly Today { get; init; }

        /// <summary>The customer's sites with their address and how to get in, the first few.</summary>
        public IReadOnlyList<Site> Places { get; init; } = [];
    }

    /// <summary>Whether the device is the customer's as far as one is named.</summary>
    public static bool IsOf(Device device, int? customerId, string? customerName) =>
        customerId is { } id ? device.CustomerId == id : string.IsNullOrWhiteSpace(customerName) || device.Customer.SortKey == SortKey.Of(customerName) || device.Customer.Number == customerName.Trim();

    /// <summary>The approval that tickets of the department need.</summary>
    /// <param name="Above">Only where more than that is planned or booked; null: always.</param>
    /// <param name="By">Who may approve; empty: administrators.</param>
    /// <param name="Planned">What comes to by the planned hours; null where it isn't known yet or this person sees no prices.</param>
    public sealed record ApprovalAhead(ApprovalPoint Point, Money? Above, IReadOnlyList<string> By, Money? Planned = null);

    /// <summary>Reads it.</summary>
    public static async Task<Data> ReadAsync(TresenDb db, Me me, Asked asked, DateTimeOffset now, CancellationToken cancel)
    {
        var customer = asked.CustomerId is { } id ? await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) : null;
        var proposed = me.Can(Capability.SeePrices) ? await RateAsync(db, customer, asked, cancel) : null;
        var planned = proposed is { } offer && asked.Planned is { Minutes: > 0 and var minutes } ? (asked.Rate ?? offer.Item1).For(minutes) : (Money?)null;
        var things = await db.DevicesWithSerialAsync(asked.SerialNumber, cancel);
        return new Data(
            customer,
            customer is null ? [] : await db.Tickets.VisibleTo(me).Open.Where(t => t.CustomerId == customer.Id).OrderByDescending(t => t.Number)
                .Select(t => new TicketFrame.Neighbour(t.Number, t.Subject, t.Progress, t.Priority)).Take(8).ToListAsync(cancel),
            customer is null ? await db.CandidatesAsync(MailAddress.Normal(asked.RequesterMail ?? ""), asked.RequesterPhone ?? "", Zone.DayOf(now), cancel) : [],
            proposed,
            await ApprovalAsync(db, asked, cancel) is { } ahead ? ahead with { Planned = planned } : null,
            await db.SiteChoicesAsync(customer?.Id, cancel),
            customer is null && things.Count == 0 && me.Can(Capability.MasterData) ? await NewcomerAsync(db, asked.CustomerName, cancel) : null)
        {
            Things = things,
            IsTaken = things is [var one] && IsOf(one, asked.CustomerId, asked.CustomerName),
            Today = Zone.DayOf(now),
            Places = customer is null ? [] : await db.Sites.AsNoTracking().Where(s => s.CustomerId == customer.Id && s.IsActive).OrderBy(s => s.Id).Take(MostPlaces).ToListAsync(cancel),
        };
    }

    /// <summary>What was typed as the customer, where nobody is called so; null where somebody is.</summary>
    static async Task<string?> NewcomerAsync(TresenDb db, string? typed, CancellationToken cancel)
    {
        var name = PlainText.Line(typed);
        return name.Length == 0 || name.Length > 200 || await db.Customers.Called(name).AnyAsync(cancel) ? null : name;
    }

    static async Task<ApprovalAhead?> ApprovalAsync(TresenDb db, Asked asked, CancellationToken cancel)
    {
        var department = await db.Departments.AsNoTracking().Where(d => d.Id == asked.DepartmentId && d.ApprovalPoint != ApprovalPoint.Never)
            .Select(d => new
            {
                d.ApprovalPoint,
                d.ApprovalAbove,
                By = d.Members.Where(m => m.Standing != Standing.Member && m.StaffMember.IsActive)
                    .OrderBy(m => m.Standing == Standing.Lead ? 0 : 1).ThenBy(m => m.StaffMember.SortKey).Select(m => m.StaffMember.Name).ToList(),
            })
            .SingleOrDefaultAsync(cancel);
        return department is null ? null : new(department.ApprovalPoint, department.ApprovalAbove, department.By);
    }

    static async Task<(HourlyRate, RateSource, int)?> RateAsync(TresenDb db, Customer? customer, Asked asked, CancellationToken cancel)
    {
        var department = await db.Departments.AsNoTracking().Include(d => d.Company).SingleOrDefaultAsync(d => d.Id == asked.DepartmentId, cancel);
        var article = asked.ArticleId is { } id ? await db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) : null;
        return department is null ? null : Ticket.ProposeRate(customer, article, department, asked.Priority);
    }
}
