using Microsoft.EntityFrameworkCore;
using Tresen.Tickets;

namespace Tresen.Tests.Tickets;

/// <summary>Changing a ticket: its details, and from its right column.</summary>
public sealed class EditingTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task A_text_of_umlauts_is_no_longer_stored_than_typed_and_one_that_does_not_fit_is_refused_and_kept()
    {
        var number = await app.NewTicket("Langer Text");
        using var theo = await app.As(World.Theo);
        var long1 = new string('ö', 150_000);
        (await theo.Submit(await theo.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("Description", long1))).Status.ShouldBe(302);
        (await app.Ticket(number)).Description.ShouldBe(long1);

        var refused = await theo.Submit(await theo.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("Description", new string('<', 100_000)));
        refused.ShouldSay("Dieser Text ist zu lang. Bitte kürzen oder als Datei anhängen.").Status.ShouldBe(422);
        refused.One("[name=Description]").TextContent.Trim().Length.ShouldBe(100_000);
    }

    [Fact]
    public async Task Two_who_change_different_fields_lose_nothing()
    {
        var number = await app.NewTicket("Zwei zugleich");
        using var theo = await app.As(World.Theo);
        using var lena = await app.As(World.Lena);
        var his = await theo.Open($"/tickets/{number}/details");
        var hers = await lena.Open($"/tickets/{number}/details");

        (await theo.Submit(his, $"/tickets/{number}/details", ("Subject", "Neuer Betreff"))).Status.ShouldBe(302);
        (await lena.Submit(hers, $"/tickets/{number}/details", ("InternalRemark", "Schlüssel liegt vorn"))).Status.ShouldBe(302);

        var ticket = await app.Ticket(number);
        (ticket.Subject, ticket.InternalRemark).ShouldBe(("Neuer Betreff", "Schlüssel liegt vorn"));
    }

    [Fact]
    public async Task Two_who_change_the_same_field_see_both_values()
    {
        var number = await app.NewTicket("Alt");
        using var theo = await app.As(World.Theo);
        using var lena = await app.As(World.Lena);
        var his = await theo.Open($"/tickets/{number}/details");
        var hers = await lena.Open($"/tickets/{number}/details");
        await theo.Submit(his, $"/tickets/{number}/details", ("Subject", "Von Theo"));

        var conflict = await lena.Submit(hers, $"/tickets/{number}/details", ("Subject", "Von Lena"));

        conflict.Status.ShouldBe(409);
        conflict.ShouldSay("Von Theo").One(".form [name=Subject]").GetAttribute("value").ShouldBe("Von Lena");
        (await lena.Submit(conflict, $"/tickets/{number}/details")).Status.ShouldBe(302);
        (await app.Ticket(number)).Subject.ShouldBe("Von Lena");
    }

    [Fact]
    public async Task Another_customer_brings_another_rate_but_one_by_hand_stays()
    {
        var number = await app.NewTicket("Satz");
        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("CustomerName", World.MuellerBau));
        (await app.Ticket(number)).Rate.ShouldBe(TicketTesting.Rate(95));

        await theo.Submit(await theo.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("Rate", "70,50"));
        await theo.Submit(await theo.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("CustomerName", World.OhlsenLogistik), ("CustomerId", ""));

        var ticket = await app.Ticket(number);
        (ticket.Rate, ticket.RateSource).ShouldBe((TicketTesting.Rate(70.5m), RateSource.ByHand));

        await theo.Submit(await theo.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("RateAsProposed", "true"));
        (await app.Ticket(number)).RateSource.ShouldBe(RateSource.Company);
    }

    [Fact]
    public async Task Saving_without_a_change_records_nothing()
    {
        var number = await app.NewTicket("Unverändert", customer: World.MuellerBau, assignee: World.Theo, also: (t, by) => t.Describe("<div>Text</div>", by, World.Morning));
        var before = await app.Ticket(number);
        using var theo = await app.As(World.Theo);

        await theo.Submit(await theo.Open($"/tickets/{number}/details"), $"/tickets/{number}/details");

        var after = await app.Ticket(number);
        after.Events.Skip(before.Events.Count).Select(e => e.Field).ShouldBeEmpty();
        after.Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task Waiting_asks_for_the_day_and_proposes_five_working_days()
    {
        var number = await app.NewTicket("Wartet");
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{number}/details");

        var asked = await theo.Submit(page, $"/tickets/{number}/progress", ("ProgressId", await app.Progress("Feedback")));

        asked.Status.ShouldBe(422);
        asked.One("[name=FollowUpOn]").GetAttribute("value").ShouldBe("01.12.2026");
        var done = await theo.Submit(asked, $"/tickets/{number}/progress");
        done.LedTo.ShouldBe($"/tickets/{number}/details");
        var ticket = await app.Ticket(number);
        (ticket.Progress.Name, ticket.FollowUpOn).ShouldBe(("Feedback", new DateOnly(2026, 12, 1)));
    }

    [Fact]
    public async Task An_appointment_is_asked_for_and_kept()
    {
        var number = await app.NewTicket("Termin");
        using var theo = await app.As(World.Theo);

        var asked = await theo.Send($"/tickets/{number}/progress", ("ProgressId", await app.Progress("terminiert")));
        asked.Status.ShouldBe(422);
        asked = await theo.Submit(asked, $"/tickets/{number}/progress", ("AppointmentOn", "27.11."));
        asked.Status.ShouldBe(422, "a time that nobody said would stand in mails to the customer");
        asked.ShouldSay("Um wie viel Uhr?");
        await theo.Submit(asked, $"/tickets/{number}/progress", ("AppointmentOn", "27.11."), ("AppointmentTime", "14:30"));

        (await app.Ticket(number)).Appointment.ShouldBe(new DateTimeOffset(2026, 11, 27, 13, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_ticket_may_be_due_at_a_time_of_day()
    {
        var number = await app.NewTicket("Bis zwei Uhr");
        using var theo = await app.As(World.Theo);
        var details = $"/tickets/{number}/details";

        await theo.Submit(await theo.Open(details), details, ("DueOn", "30.11.2026"), ("DueTime", "14:00"));

        (await app.Ticket(number)).DueAt.ShouldBe(new DateTimeOffset(2026, 11, 30, 13, 0, 0, TimeSpan.Zero));
        (await theo.Open(details)).ShouldSay("30.11.2026 14:00").One("[name=DueTime]").GetAttribute("value").ShouldBe("14:00");
        (await theo.Open($"/tickets/{number}/history")).ShouldSay("30.11.2026 14:00");
        (await theo.Open("/tickets?state=open&cols=number,due")).ShouldSay("30.11.2026 14:00");

        (await theo.Submit(await theo.Open(details), details, ("DueOn", ""))).ShouldSay("auch den Tag").Status.ShouldBe(422);
        await theo.Submit(await theo.Open(details), details, ("DueTime", ""));
        (await app.Ticket(number)).ShouldSatisfyAllConditions(t => t.DueTime.ShouldBeNull(), t => t.DueAt.ShouldBe(new DateTimeOffset(2026, 11, 30, 23, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task Closing_is_not_a_status_like_others()
    {
        var number = await app.NewTicket("Nicht so");
        using var theo = await app.As(World.Theo);

        var answer = await theo.Send($"/tickets/{number}/progress", ("ProgressId", await app.Progress("abgeschlossen")));

        answer.Status.ShouldBe(422);
        answer.ShouldSay("„Ticket schließen“ benutzen");
        (await app.Ticket(number)).IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task Assigning_to_somebody_who_is_away_warns_and_names_the_deputy()
    {
        await app.Change(async db =>
        {
            var lena = await db.Set<Tresen.Staff.StaffMember>().Include(s => s.Absences).SingleAsync(s => s.Mail == World.Lena.Mail);
            lena.IsAway(new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 27), await db.Set<Tresen.Staff.StaffMember>().SingleAsync(s => s.Mail == World.Theo.Mail));
        });
        var number = await app.NewTicket("Für Lena");
        using var theo = await app.As(World.Theo);

        await theo.Submit(await theo.Open($"/tickets/{number}/details"), $"/tickets/{number}/assignment", ("AssigneeId", await app.Id(World.Lena)));

        (await theo.Open($"/tickets/{number}/details")).ShouldSay("bis 27.11.2026 abwesend").ShouldSay("Vertretung: Theo Brandt");
        (await app.Ticket(number)).Assignee!.Name.ShouldBe(World.Lena.Name);
    }

    [Fact]
    public async Task A_requester_known_to_two_customers_is_assigned_by_one_click()
    {
        var number = await app.NewTicket("Wessen?");
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{number}/details");
        page.ShouldSay("Das passt zu mehreren Kunden").ShouldSay(World.OhlsenLogistik);
        var ohlsen = await app.Db(db => db.Set<Tresen.Customers.Customer>().SingleAsync(c => c.Name == World.OhlsenLogistik));

        await theo.Send($"/tickets/{number}/customer", ("CustomerId", ohlsen.Id.ToString()));

        var ticket = await app.Ticket(number);
        (ticket.Customer!.Name, ticket.Contact!.Name).ShouldBe((World.OhlsenLogistik, "Karin Müller"));
    }

    [Fact]
    public async Task Given_to_a_confidential_department_it_is_out_of_sight()
    {
        var number = await app.NewTicket("Lohn");
        using var theo = await app.As(World.Theo);

        var answer = await theo.Send($"/tickets/{number}/department", ("DepartmentId", await app.Department(World.Buchhaltung)));

        answer.LedTo.ShouldBe("/tickets");
        (await theo.Get($"/tickets/{number}/details")).Status.ShouldBe(404);
        foreach (var what in new[] { "progress", "assignment", "priority", "department", "people", "tags", "customer", "details", "approval" })
        {
            (await theo.Send($"/tickets/{number}/{what}", ("Subject", "x"))).Status.ShouldBe(404, what);
        }
    }

    [Fact]
    public async Task Who_may_only_read_sees_no_buttons_and_changes_nothing()
    {
        var number = await app.NewTicket("Nur lesen");
        using var rita = await app.As(World.Rita);

        var page = await rita.Open($"/tickets/{number}/details");

        page.ShouldSay("Nur lesen").ShouldNotSay("Ticket schließen");
        page.Document.Forms.Where(f => f.GetAttribute("method") == "post").Select(f => f.GetAttribute("action") ?? "").Where(a => a.StartsWith($"/tickets/{number}", StringComparison.Ordinal)).ShouldBeEmpty();
        (await rita.Send($"/tickets/{number}/priority", ("Priority", "High"))).Status.ShouldBe(403);
        (await rita.Send($"/tickets/{number}/details", ("Subject", "x"))).Status.ShouldBe(403);
    }
}
