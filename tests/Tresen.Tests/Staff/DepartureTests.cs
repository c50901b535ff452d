using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Staff;
using Tresen.Tests.Tickets;
using Tresen.Tickets;

namespace Tresen.Tests.Staff;

/// <summary>What becomes of somebody's work when they leave.</summary>
public sealed class DepartureTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_ticket_of_a_confidential_department_goes_to_its_own_people_not_to_an_outside_successor(bool knowsIt)
    {
        using var ada = await app.As(World.Ada);
        var (open, secret) = (await app.NewTicket("Drucker", assignee: World.Vera), await app.NewTicket("Lohnpfändung", World.Buchhaltung, assignee: World.Vera));
        await app.Change(async db =>
        {
            var buchhaltung = await db.Departments.Include(d => d.Members).SingleAsync(d => d.Name == World.Buchhaltung);
            buchhaltung.TakeIn(await Person(db, World.Vera));
            if (knowsIt)
            {
                buchhaltung.TakeIn(await Person(db, World.Theo));
            }

        });
        var (path, theo) = (await PathOf(World.Vera), await app.Id(World.Theo));
        var page = await ada.Open(path);
        page.ShouldSay("Vera Sommer hat noch 2 offene Tickets.").ShouldSay("Tickets der vertraulichen Abteilung Buchhaltung bekommt nur, wer sie sehen darf.");
        (await ada.Submit(page, path + "/departure", ("successorId", theo))).LedTo.ShouldBe("/administration/staff");

        (await app.Ticket(open)).Assignee!.Name.ShouldBe(World.Theo.Name);
        (await app.Ticket(secret)).Assignee!.Name.ShouldBe(knowsIt ? World.Theo.Name : World.Bodo.Name);
        using var browser = await app.As(World.Theo);
        (await browser.Get($"/tickets/{secret}")).Status.ShouldBe(knowsIt ? 200 : 404);
    }

    [Fact]
    public async Task Where_nobody_leads_a_confidential_ticket_stays_there_with_nobody_and_a_recurring_one_too()
    {
        using var ada = await app.As(World.Ada);
        var secret = await app.NewTicket("Lohnpfändung", World.Buchhaltung, assignee: World.Bodo);
        await app.Change(async db =>
        {
            var (bodo, mueller) = (await Person(db, World.Bodo), await db.Set<Tresen.Customers.Customer>().SingleAsync(c => c.Name == World.MuellerBau));
            var recurring = new Tresen.Tickets.Recurring.RecurringTicket(mueller, bodo, World.Morning);
            recurring.Describe("Monatsabschluss", "", null, await db.Departments.SingleAsync(d => d.Name == World.Buchhaltung), bodo, await db.Kinds.FirstAsync(), null, Priority.Normal, null, null);
            recurring.Schedule(new Tresen.Tickets.Recurring.Rhythm(new DateOnly(2026, 12, 1), 1, Tresen.Tickets.Recurring.RhythmUnit.Month), null, 3, new DateOnly(2026, 11, 24));
            db.Add(recurring);
        });
        var path = await PathOf(World.Bodo);
        (await ada.Open(path)).ShouldSay("1 offenes Ticket").ShouldSay("1 wiederkehrendes Ticket");
        (await ada.Send(path + "/departure", ("successorId", await app.Id(World.Theo)))).LedTo.ShouldBe("/administration/staff");
        (await app.Ticket(secret)).AssigneeId.ShouldBeNull();
        (await app.Db(db => db.Set<Tresen.Tickets.Recurring.RecurringTicket>().SingleAsync())).AssigneeId.ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_leaves_stands_in_for_nobody_and_is_on_no_ticket_any_longer()
    {
        using var ada = await app.As(World.Ada);
        var number = await app.NewTicket("Heizung kalt", assignee: World.Lena);
        var helped = await app.NewTicket("Tor klemmt", assignee: World.Lena);
        var past = new DateOnly(2026, 11, 1);
        await app.Change(async db =>
        {
            var (vera, theo, lena) = (await Person(db, World.Vera), await Person(db, World.Theo), await db.Staff.Include(s => s.Absences).SingleAsync(s => s.Name == World.Lena.Name));
            theo.IsAway(new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 5), vera);
            lena.IsAway(new DateOnly(2026, 12, 8), new DateOnly(2026, 12, 9), vera);
            theo.IsAway(past, past, vera);
            (await db.Tickets.WithParts.SingleAsync(t => t.Number == number)).Involve(vera, TicketPart.Watcher, null, World.Morning);
            (await db.Tickets.WithParts.SingleAsync(t => t.Number == helped)).Involve(vera, TicketPart.Helper, null, World.Morning);
        });
        var (path, lenaId) = (await PathOf(World.Vera), await app.Id(World.Lena));
        (await ada.Open(path)).ShouldSay("die Vertretung für Theo Brandt, Lena Vogt").ShouldSay("2 Beteiligungen an fremden Tickets").ShouldSay("wird sie ausgetragen");
        (await ada.Send(path + "/departure")).Status.ShouldBe(422);
        (await ada.Submit(await ada.Open(path), path + "/departure", ("successorId", lenaId))).LedTo.ShouldBe("/administration/staff");

        var absences = await app.Db(db => db.Absences.Include(a => a.Deputy).OrderBy(a => a.From).ToListAsync());
        absences.Select(a => a.Deputy?.Name).ShouldBe([World.Vera.Name, World.Lena.Name, null], "what is over stays as it was, and nobody stands in for themselves");
        foreach (var ticket in new[] { await app.Ticket(number), await app.Ticket(helped) })
        {
            ticket.People.ShouldBeEmpty();
            ticket.Events.ShouldContain(e => e.Verb == TicketVerb.Excused && e.Before == World.Vera.Name);
        }
    }

    [Fact]
    public async Task Tickets_may_go_to_one_and_the_rest_to_another()
    {
        using var ada = await app.As(World.Ada);
        var number = await app.NewTicket("Heizung kalt", assignee: World.Theo);
        await app.Change(async db =>
        {
            (await Person(db, World.Rita)).IsAway(new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 5), await Person(db, World.Theo));
        });
        var path = await PathOf(World.Theo);
        (await ada.Submit(await ada.Open(path), path + "/departure", ("successorId", await app.Id(World.Lena)), ("Others[deputyships]", await app.Id(World.Vera)))).LedTo.ShouldBe("/administration/staff");
        (await ada.Open("/administration/staff")).ShouldSay("Die Arbeit ist verteilt.");
        (await app.Ticket(number)).Assignee!.Name.ShouldBe(World.Lena.Name);
        (await app.Db(db => db.Absences.Select(a => a.Deputy!.Name).SingleAsync())).ShouldBe(World.Vera.Name);
    }

    static Task<StaffMember> Person(TresenDb db, Inhabitant person) => db.Staff.SingleAsync(s => s.Mail == person.Mail);

    async Task<string> PathOf(Inhabitant person) => "/administration/staff/" + await app.Id(person);
}
