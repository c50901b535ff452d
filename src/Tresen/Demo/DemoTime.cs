using Tresen.Billing;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;
using Tresen.Staff;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Demo;

/// <summary>The hours that went into the requests. Those of the months before last are billed.</summary>
sealed class DemoTime(TresenDb db, DemoPeople firm, Random chance, DateTimeOffset now)
{
    readonly TimeRules rules = new();
    readonly List<TimeEntry> entries = [];
    List<Activity> activities = [];

    /// <summary>What can be booked; before the first booking.</summary>
    public void Prepare()
    {
        StandardActivities.AddTo(db);
        activities = [.. db.Activities.Local];
    }

    /// <summary>Books what a finished request took, on the day it ended, sometimes in two lines and with the journey.</summary>
    public void Book(DemoTickets.Made made, StaffMember person, DateTimeOffset until)
    {
        var minutes = Math.Max(5, made.Story.Minutes * chance.Next(60, 140) / 100 / 5 * 5);
        var onSite = made.Story.Department == DemoPeople.House || minutes > 100;
        var start = Zone.At(Zone.DayOf(until), new TimeOnly(7 + chance.Next(3), chance.Next(12) * 5));
        if (start.AddMinutes(minutes) > until)
        {
            start = OfficeHours.BeginOf(minutes, until);
        }

        var kulanz = chance.Next(12) == 0;
        Add(made, person, Activity(made.Story.Department == DemoPeople.House ? "Wartung" : onSite ? "Arbeit" : "Fernwartung"), Stretch.From(Zone.DayOf(start), TimeOnly.FromDateTime(Zone.WallClock(start)), minutes), made.Tell(made.Story.Report), kulanz ? NotBillable.Goodwill : null, until);
        if (onSite)
        {
            Add(made, person, Activity("Fahrt nach Kilometern"), Stretch.Lasting(0, start), "Hin- und Rückfahrt", kulanz ? NotBillable.Goodwill : null, until, chance.Next(8, 60));
        }
    }

    /// <summary>Everything older than two months that may be billed went into invoices, month by month; call when all is saved.</summary>
    public void BillOldMonths()
    {
        var (open, by) = (Zone.DayOf(now).AddMonths(-2), firm.LeadOf(DemoPeople.Books));
        var months = entries.Where(e => e.IsBillable && e.Day < open && MayBeBilled(e.Ticket!)).GroupBy(e => (Month: new DateOnly(e.Day.Year, e.Day.Month, 1), e.BillTo));
        foreach (var month in months.OrderBy(m => m.Key.Month).ThenBy(m => m.Key.BillTo.Number))
        {
            var at = Zone.At(month.Key.Month.AddMonths(1).AddDays(3), new TimeOnly(9, 30));
            db.Add(new BillingRun(month.Key.BillTo, $"RE-{month.Key.Month:yyyyMM}-{month.Key.BillTo.Number}", [.. month], [], by, at));
        }
    }

    static bool MayBeBilled(Ticket ticket) =>
        ticket.Department.ApprovalPoint != ApprovalPoint.BeforeBilling || ticket.ApprovalState is ApprovalState.Granted or ApprovalState.NotNeeded;

    void Add(DemoTickets.Made made, StaffMember person, Activity activity, Stretch stretch, string description, NotBillable? whyNot, DateTimeOffset at, int? kilometres = null)
    {
        var department = firm.Department(made.Story.Department);
        var me = new Me(person.Id, person.Name, person.Mail, person.Rights | Capability.TimeAdministration | Capability.Approve, [department.Id], [], []);
        var entry = TimeEntry.Book(new Work(person, made.Ticket, made.Customer, department, activity, stretch) { Description = description, WhyNot = whyNot, Kilometres = kilometres, ConfirmsBlocked = true }, person, me, rules, at);
        entries.Add(entry);
        db.Add(entry);
    }

    Activity Activity(string name) => activities.Single(a => a.Name == name);
}
