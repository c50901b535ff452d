using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Staff;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Tests.TimeTracking;

/// <summary>What the tests of booked time need again and again.</summary>
static class TimeTesting
{
    /// <summary>A ticket of that customer in that department, with the proposed rate; returns its number.</summary>
    public static Task<int> Ticket(this TresenApp app, int number = 10_417, string customer = World.MuellerBau, string department = World.Technik, Action<Ticket, StaffMember>? also = null) =>
        app.Db(async db =>
        {
            var whose = await db.Customers.SingleAsync(c => c.Name == customer);
            var where = await db.Departments.Include(d => d.Company).Include(d => d.Members).ThenInclude(m => m.StaffMember).SingleAsync(d => d.Name == department);
            var lena = await db.Staff.SingleAsync(s => s.Name == World.Lena.Name);
            var ticket = new Ticket(number, "Drucker druckt nur Streifen", new Requester("Karin Müller"), where, await db.Progresses.OrderBy(p => p.Position).FirstAsync(),
                await db.Kinds.FirstAsync(), await db.Channels.FirstAsync(), lena, app.Clock.GetUtcNow());
            ticket.BelongsTo(whose, null, null, lena, app.Clock.GetUtcNow());
            ticket.RateAsProposed(lena, app.Clock.GetUtcNow());
            also?.Invoke(ticket, lena);
            db.Add(ticket);
            await db.SaveChangesAsync();
            return number;
        });

    /// <summary>The id of an activity.</summary>
    public static Task<string> Activity(this TresenApp app, string name = "Arbeit") => app.Db(async db => (await db.Activities.SingleAsync(a => a.Name == name)).Id.ToString());

    /// <summary>The id of somebody.</summary>
    public static Task<string> Staff(this TresenApp app, Inhabitant person) => app.Db(async db => (await db.Staff.SingleAsync(s => s.Name == person.Name)).Id.ToString());

    /// <summary>Everything booked, in the order of booking.</summary>
    public static Task<List<TimeEntry>> Booked(this TresenApp app) =>
        app.Db(db => db.TimeEntries.AsNoTracking().WithParts.Include(e => e.Versions).AsSplitQuery().OrderBy(e => e.Id).ToListAsync());

    /// <summary>The ticket as stored.</summary>
    public static Task<Ticket> Stored(this TresenApp app, int number) => app.Db(db => db.Tickets.AsNoTracking().Include(t => t.Events.OrderBy(e => e.Position)).Include(t => t.Progress).Include(t => t.Closings).AsSplitQuery().SingleAsync(t => t.Number == number));

    /// <summary>Books on a ticket through its form.</summary>
    public static async Task<Answer> Book(this Browser browser, int ticket, params (string Name, string? Value)[] fields) =>
        await browser.Submit(await browser.Open($"/time/new?ticket={ticket}"), "/time", fields);

    /// <summary>Changes the firm's rules.</summary>
    public static Task Rules(this TresenApp app, DateOnly? closedUntil) => app.Db(async db =>
    {
        var rules = new TimeRules();
        rules.Decide(1, 62, closedUntil);
        db.Add(rules);
        return await db.SaveChangesAsync();
    });
}
