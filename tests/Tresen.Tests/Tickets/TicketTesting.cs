using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Tests.Tickets;

/// <summary>Tickets for tests, and looking at them.</summary>
static class TicketTesting
{
    /// <summary>A ticket in that department, as if taken in by phone; <paramref name="also"/> tells it more before it is saved.</summary>
    public static Task<int> NewTicket(this TresenApp app, string subject, string department = World.Technik, string? customer = null, Inhabitant? assignee = null, Action<Ticket, StaffMember>? also = null) =>
        app.Db(async db =>
        {
            var by = await db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail);
            var responsible = await db.Departments.Include(d => d.Company).Include(d => d.Members).ThenInclude(m => m.StaffMember).SingleAsync(d => d.Name == department);
            var number = (int)await db.DrawNumberAsync(TicketQueries.Range, TicketQueries.FirstNumber, default);
            var ticket = new Ticket(number, subject, new Requester("Karin Müller", "karin@muellerbau.example", "04921 55511"), responsible,
                await db.Progresses.FirstAsync(p => p.Name == "angelegt"), await db.Kinds.FirstAsync(), await db.Channels.FirstAsync(c => c.Use == ChannelUse.Phone), by, app.Clock.GetUtcNow());
            ticket.RateAsProposed(by, app.Clock.GetUtcNow());
            if (customer is not null)
            {
                ticket.BelongsTo(await db.Set<Tresen.Customers.Customer>().SingleAsync(c => c.Name == customer), null, null, by, app.Clock.GetUtcNow());
            }

            if (assignee is not null)
            {
                ticket.Assign(await db.Staff.SingleAsync(s => s.Mail == assignee.Mail), by, app.Clock.GetUtcNow());
            }

            also?.Invoke(ticket, by);
            ticket.AskForApprovalIfWanted(by, app.Clock.GetUtcNow());
            db.Add(ticket);
            await db.SaveChangesAsync();
            return number;
        });

    /// <summary>The ticket with all its parts.</summary>
    public static Task<Ticket> Ticket(this TresenApp app, int number) =>
        app.Db(db => db.Tickets.WithParts.Include(t => t.Events.OrderBy(e => e.Position)).Include(t => t.CostApprovals).Include(t => t.Files).Include(t => t.Material).SingleAsync(t => t.Number == number));

    /// <summary>The id of a status by its German name.</summary>
    public static Task<string> Progress(this TresenApp app, string name) => app.Db(async db => (await db.Progresses.SingleAsync(p => p.Name == name)).Id.ToString());

    /// <summary>The id of somebody who works in the world.</summary>
    public static Task<string> Id(this TresenApp app, Inhabitant person) => app.Db(async db => (await db.Staff.SingleAsync(s => s.Mail == person.Mail)).Id.ToString());

    /// <summary>The id of a department.</summary>
    public static Task<string> Department(this TresenApp app, string name) => app.Db(async db => (await db.Departments.SingleAsync(d => d.Name == name)).Id.ToString());

    /// <summary>Changes something in the database directly.</summary>
    public static Task Change(this TresenApp app, Func<TresenDb, Task> change) => app.Db(async db =>
    {
        await change(db);
        return await db.SaveChangesAsync();
    });

    /// <summary>Euros an hour.</summary>
    public static HourlyRate Rate(decimal euros) => HourlyRate.Of(euros);
}
