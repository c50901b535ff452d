using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Tests.Workbench;

/// <summary>Puts tickets on the desk of the world.</summary>
static class Desk
{
    /// <summary>A ticket as a test wants it; whatever it doesn't say is as usual.</summary>
    public sealed record Wanted(string Subject)
    {
        public string Department { get; init; } = World.Technik;

        public Inhabitant? Assignee { get; init; }

        public Inhabitant? Helper { get; init; }

        public string? Customer { get; init; } = World.MuellerBau;

        public Priority Priority { get; init; } = Priority.Normal;

        public string? Progress { get; init; }

        public string? Kind { get; init; }

        public string? Area { get; init; }

        public string? Channel { get; init; }

        public string? Tag { get; init; }

        /// <summary>What stands in the first free field.</summary>
        public string Free { get; init; } = "";

        public bool WithDevice { get; init; }

        public bool IsExtra { get; init; }

        public bool IsClosed { get; init; }

        public bool WantsApproval { get; init; }

        public DateOnly? Due { get; init; }

        public Ball Ball { get; init; } = Ball.Us;

        public int? Planned { get; init; }

        public int Booked { get; init; }

        /// <summary>Minutes before <see cref="World.Morning"/>.</summary>
        public int Age { get; init; } = 60;

        public bool RepliedAfterClosing { get; init; }

        public string Requester { get; init; } = "Karin Müller";

        public string Description { get; init; } = "";
    }

    /// <summary>Puts them there, numbered from 10001 on in this order.</summary>
    public static Task<IReadOnlyList<int>> Puts(this TresenApp app, params Wanted[] wanted) => app.Db(db => PutAsync(db, wanted));

    static async Task<IReadOnlyList<int>> PutAsync(TresenDb db, Wanted[] wanted)
    {
        var departments = await db.Departments.Include(d => d.Company).Include(d => d.Members).ThenInclude(m => m.StaffMember).ToDictionaryAsync(d => d.Name);
        var staff = await db.Staff.ToDictionaryAsync(s => s.Name);
        var customers = await db.Customers.ToDictionaryAsync(c => c.Name);
        var progresses = await db.Progresses.ToDictionaryAsync(p => p.Name);
        var kinds = await db.Kinds.ToDictionaryAsync(k => k.Name);
        var areas = await db.Areas.ToDictionaryAsync(a => a.Name);
        var channels = await db.Channels.ToDictionaryAsync(c => c.Name);
        var tags = await db.Tags.ToDictionaryAsync(t => t.Name);
        var device = await db.Devices.FirstAsync();
        var field = await db.FreeFields.SingleAsync(f => f.Slot == 1);
        var next = 1 + (await db.Tickets.MaxAsync(t => (int?)t.Number) ?? 10_000);
        var ada = staff[World.Ada.Name];
        List<int> numbers = [];
        foreach (var w in wanted)
        {
            var at = World.Morning.AddMinutes(-w.Age);
            var ticket = new Ticket(next, w.Subject, new Requester(w.Requester), departments[w.Department], progresses["angelegt"], kinds[w.Kind ?? "Aufgabe"], channels[w.Channel ?? "Telefon"], ada, at);
            ticket.BelongsTo(w.Customer is null ? null : customers[w.Customer], null, null, ada, at);
            ticket.Classify(kinds[w.Kind ?? "Aufgabe"], w.Area is null ? null : areas[w.Area], channels[w.Channel ?? "Telefon"], ada, at);
            ticket.Assign(w.Assignee is null ? null : staff[w.Assignee.Name], ada, at);
            ticket.Describe(w.Description, ada, at);
            ticket.RateAsProposed(ada, at);
            ticket.Prioritise(w.Priority, ada, at);
            ticket.IsDue(w.Due, ada, at);
            ticket.Plan(w.Planned, ada, at);
            ticket.ChargeExtra(w.IsExtra, ada, at);
            if (w.Helper is { } helper)
            {
                ticket.Involve(staff[helper.Name], TicketPart.Helper, ada, at);
            }

            if (w.Tag is { } name)
            {
                tags.TryAdd(name, new Tag(name));
                ticket.Mark([tags[name]], ada, at);
            }

            ticket.Fill(field, w.Free, ada, at);
            if (w.WithDevice)
            {
                ticket.IsAbout([device], ada, at);
            }

            if (w.Progress is { } progress)
            {
                ticket.Advance(progresses[progress], Entering.Silently with { FollowUpOn = new DateOnly(2026, 12, 1), Appointment = World.Morning.AddDays(3) }, ada, at);
            }

            if (w.Booked > 0)
            {
                ticket.Booked(w.Booked, Tresen.Platform.Money.Zero, w.Booked, at);
            }

            if (w.WantsApproval)
            {
                ticket.AskForApprovalIfWanted(ada, at);
            }

            if (w.Ball != ticket.Ball)
            {
                ticket.Pass(w.Ball, at);
            }

            if (w.IsClosed || w.RepliedAfterClosing)
            {
                ticket.Close(progresses["abgeschlossen"], "", [], ada, at);
            }

            if (w.RepliedAfterClosing)
            {
                ticket.HearAfterClosing(at.AddMinutes(10));
            }

            db.Add(ticket);
            numbers.Add(next++);
        }

        db.Add(new NumberRange(TicketQueries.Range, next));
        if (await db.Set<NumberRange>().AnyAsync(r => r.Name == TicketQueries.Range))
        {
            db.ChangeTracker.Entries<NumberRange>().Single(e => e.State == EntityState.Added).State = EntityState.Detached;
        }

        await db.SaveChangesAsync();
        return numbers;
    }

    /// <summary>The subjects of the rows on a page, in order.</summary>
    public static IReadOnlyList<string> Rows(this Answer page) => page.All(".ticket-list tbody .row-link");

    /// <summary>Opens the overview with this address and says which subjects stand there.</summary>
    public static async Task<IReadOnlyList<string>> Sees(this Browser browser, string query)
    {
        var page = await browser.Open("/tickets?" + query);
        page.Status.ShouldBe(200, page.Text);
        return page.Rows();
    }
}
