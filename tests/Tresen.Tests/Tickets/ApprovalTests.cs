using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Time;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Tests.Tickets;

/// <summary>Approval (<em>Freigabe</em>): Vertrieb wants one before the start, above 500 €; Lena leads it.</summary>
public sealed class ApprovalTests(TresenApp app) : IClassFixture<TresenApp>
{
    Task<int> Expensive(string subject, Inhabitant? assignee = null, Priority priority = Priority.Normal) => app.NewTicket(subject, World.Vertrieb, assignee: assignee, also: (t, by) =>
    {
        t.Prioritise(priority, by, World.Morning);
        t.Plan(600, by, World.Morning);
    });

    [Fact]
    public async Task The_lead_approves_what_waits_and_the_work_can_begin()
    {
        var number = await Expensive("Messestand", World.Vera);
        using var vera = await app.As(World.Vera);
        using var lena = await app.As(World.Lena);
        var refused = await vera.Send($"/tickets/{number}/progress", ("ProgressId", await app.Progress("gestartet")));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("noch nicht freigegeben");
        (await vera.Open($"/tickets/{number}/details")).ShouldSay("Noch nicht freigegeben").ShouldSay($"Freigeben darf: {World.Lena.Name}.").ShouldNotSay("Jetzt freigeben");

        var page = await lena.Open($"/tickets/{number}/details");
        (await lena.Submit(page.ShouldSay("Jetzt freigeben"), $"/tickets/{number}/approval")).Status.ShouldBe(302);

        (await vera.Open($"/tickets/{number}")).One(".facts").TextContent.ShouldContain($"von {World.Lena.Name}");
        (await vera.Send($"/tickets/{number}/progress", ("ProgressId", await app.Progress("gestartet")))).Status.ShouldBe(302);
        var ticket = await app.Ticket(number);
        ticket.ApprovalState.ShouldBe(ApprovalState.Granted);
        ticket.ChangedSinceApproval.ShouldBeFalse("how far the work is was not part of what was approved");
        var approval = ticket.Approvals.Single();
        (approval.DecidedBy!.Name, approval.IsGranted, approval.ContentSeen.Contains("geplant 600 min", StringComparison.Ordinal)).ShouldBe((World.Lena.Name, true, true));
    }

    [Fact]
    public async Task Granting_what_changed_meanwhile_shows_the_difference()
    {
        var number = await Expensive("Wird teurer", World.Vera);
        using var vera = await app.As(World.Vera);
        using var lena = await app.As(World.Lena);
        var seen = await lena.Open($"/tickets/{number}/details");
        await vera.Submit(await vera.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("Planned", "40"));

        var conflict = await lena.Submit(seen, $"/tickets/{number}/approval");

        conflict.Status.ShouldBe(409);
        conflict.ShouldSay("Geplante Dauer").ShouldSay("10:00").ShouldSay("40:00");
        (await app.Ticket(number)).ApprovalState.ShouldBe(ApprovalState.Waiting);
        (await lena.Submit(conflict, $"/tickets/{number}/approval")).Status.ShouldBe(302);
        (await app.Ticket(number)).ApprovedMinutes.ShouldBe(2400);
    }

    [Fact]
    public async Task Refusing_needs_a_reason_and_asking_again_opens_it()
    {
        var number = await Expensive("Zu teuer", World.Vera);
        using var lena = await app.As(World.Lena);
        var without = await lena.Send($"/tickets/{number}/approval/refusal", ("Reason", " "));
        without.Status.ShouldBe(422);
        without.ShouldSay("Bitte sagen, warum nicht");

        await lena.Submit(without, $"/tickets/{number}/approval/refusal", ("Reason", "Erst Angebot einholen"));

        using var vera = await app.As(World.Vera);
        var page = await vera.Open($"/tickets/{number}/details");
        page.ShouldSay("Freigabe abgelehnt").ShouldSay("Erst Angebot einholen");
        (await vera.Open($"/tickets/{number}")).One(".event-remark").TextContent.ShouldBe("Erst Angebot einholen");
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await vera.Submit(page, $"/tickets/{number}/approval/request", ("Remark", "Das Angebot liegt jetzt bei"));
        (await app.Ticket(number)).Approvals.Count.ShouldBe(2);
        (await vera.Open($"/tickets/{number}/actions")).ShouldSay("Nach einer Ablehnung erneut erbeten").ShouldSay("abgelehnt");
        (await lena.Open($"/tickets/{number}/details")).ShouldSay("Vera Sommer dazu: „Das Angebot liegt jetzt bei“");
        (await lena.Open($"/tickets/{number}")).All(".event-remark").ShouldBe(["Das Angebot liegt jetzt bei", "Erst Angebot einholen"], ignoreOrder: true);
        var tooLong = await lena.Send($"/tickets/{number}/approval/refusal", ("Reason", new string('ä', 2001)));
        tooLong.Status.ShouldBe(422);
        tooLong.ShouldSay("Bitte höchstens 2000 Zeichen.");
    }

    [Fact]
    public async Task The_assignee_approves_not_their_own_work_unless_allowed_and_then_it_is_marked()
    {
        var number = await Expensive("Eigene Arbeit", World.Lena);
        using var lena = await app.As(World.Lena);
        (await lena.Send($"/tickets/{number}/approval", ("SeenVersion", "1"))).Status.ShouldBe(422);
        (await lena.Open($"/tickets/{number}")).ShouldSay("Freigeben darf, wer Tresen verwaltet.");

        using var ada = await app.As(World.Ada);
        (await ada.Open("/approvals")).ShouldSay("Eigene Arbeit");
        await ada.Submit(await ada.Open($"/tickets/{number}/details"), $"/tickets/{number}/approval");
        (await app.Ticket(number)).ApprovalState.ShouldBe(ApprovalState.Granted, "administrators decide where nobody else of the department can");
    }

    [Fact]
    public async Task Where_the_department_allows_it_the_lead_approves_her_own_work_and_that_is_marked()
    {
        await Allow(true);
        try
        {
            var number = await Expensive("Selbst gemacht", World.Lena);
            using var lena = await app.As(World.Lena);
            (await lena.Open("/approvals")).ShouldSay("Selbst gemacht");

            (await lena.Submit(await lena.Open($"/tickets/{number}/details"), $"/tickets/{number}/approval")).Status.ShouldBe(302);

            var ticket = await app.Ticket(number);
            (ticket.ApprovalState, ticket.Approvals.Single().IsSelfApproval).ShouldBe((ApprovalState.Granted, true));
            (await lena.Open($"/tickets/{number}/actions")).ShouldSay("eigene Arbeit");
            var others = await Expensive("Von Vera", World.Vera);
            await lena.Submit(await lena.Open($"/tickets/{others}/details"), $"/tickets/{others}/approval");
            (await app.Ticket(others)).Approvals.Single().IsSelfApproval.ShouldBeFalse();
            (await lena.Open($"/tickets/{others}/actions")).ShouldNotSay("eigene Arbeit");
        }
        finally
        {
            await Allow(false);
        }

        Task Allow(bool self) => app.Change(async db => (await db.Departments.SingleAsync(d => d.Name == World.Vertrieb)).AskForApproval(ApprovalPoint.BeforeStart, Money.Of(500), self));
    }

    [Fact]
    public async Task A_deputy_decides_beside_the_lead_and_a_mere_member_does_not()
    {
        var (mine, theirs) = (await Expensive("Der Vertretung eigenes", World.Theo), await Expensive("Für die Vertretung", World.Lena));
        using var theo = await app.As(World.Theo);
        (await theo.Open("/approvals")).ShouldNotSay("Für die Vertretung");
        (await theo.Send($"/tickets/{theirs}/approval", ("SeenVersion", "1"))).Status.ShouldBe(422);

        await Become(Standing.Deputy);
        try
        {
            var page = await theo.Open("/approvals");
            page.ShouldSay("Für die Vertretung").ShouldNotSay("Der Vertretung eigenes");
            (await theo.Submit(await theo.Open($"/tickets/{theirs}/details"), $"/tickets/{theirs}/approval")).Status.ShouldBe(302);
            var approval = (await app.Ticket(theirs)).Approvals.Single();
            (approval.DecidedBy!.Name, approval.IsGranted, approval.IsSelfApproval).ShouldBe((World.Theo.Name, true, false));

            (await theo.Send($"/tickets/{mine}/approval", ("SeenVersion", (await app.Ticket(mine)).Version.ToString()))).Status.ShouldBe(422);
            var refused = await theo.Send($"/tickets/{await Expensive("Wird abgelehnt", World.Vera)}/approval/refusal", ("Reason", "Erst Angebot einholen"));
            refused.Status.ShouldBe(302);
        }
        finally
        {
            await Become(null);
        }

        Task Become(Standing? standing) => app.Change(async db =>
        {
            var vertrieb = await db.Departments.Include(d => d.Members).ThenInclude(m => m.StaffMember).SingleAsync(d => d.Name == World.Vertrieb);
            var person = await db.Staff.SingleAsync(s => s.Name == World.Theo.Name);
            if (standing is { } given)
            {
                vertrieb.TakeIn(person, given);
            }
            else
            {
                vertrieb.LetGo(person);
            }
        });
    }

    [Fact]
    public async Task An_emergency_begins_at_once_and_is_approved_afterwards()
    {
        var number = await Expensive("Server brennt", World.Vera, Priority.Emergency);
        using var vera = await app.As(World.Vera);

        (await vera.Send($"/tickets/{number}/progress", ("ProgressId", await app.Progress("gestartet")))).Status.ShouldBe(302);

        (await app.Ticket(number)).ApprovalState.ShouldBe(ApprovalState.Waiting);
    }

    [Theory]
    [InlineData("Rate", "120,00", ApprovalReason.RateRose)]
    [InlineData("Planned", "30", ApprovalReason.PlannedRose)]
    [InlineData("IsChargedExtra", "true", ApprovalReason.ChargedExtra)]
    public async Task What_raises_the_costs_opens_it_again(string field, string value, ApprovalReason reason)
    {
        var number = await Expensive("Steigt " + field, World.Vera);
        using var lena = await app.As(World.Lena);
        await lena.Submit(await lena.Open($"/tickets/{number}/details"), $"/tickets/{number}/approval");

        await lena.Submit(await lena.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", (field, value));

        var ticket = await app.Ticket(number);
        (ticket.ApprovalState, ticket.Approvals.MaxBy(a => a.Id)!.Reason).ShouldBe((ApprovalState.Waiting, reason));
    }

    [Fact]
    public async Task Other_changes_only_say_that_it_was_changed_since()
    {
        var number = await Expensive("Nur umbenannt", World.Vera);
        using var lena = await app.As(World.Lena);
        await lena.Submit(await lena.Open($"/tickets/{number}/details"), $"/tickets/{number}/approval");

        await lena.Submit(await lena.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("Subject", "Anders"), ("Planned", "5"));

        (await app.Ticket(number)).ApprovalState.ShouldBe(ApprovalState.Granted);
        (await lena.Open($"/tickets/{number}/details")).ShouldSay("Geändert seit Freigabe");
    }

    [Fact]
    public async Task Booked_time_past_the_approved_share_opens_it_again_and_is_never_refused()
    {
        var number = await Expensive("Dauert länger", World.Vera);
        using var lena = await app.As(World.Lena);
        await lena.Submit(await lena.Open($"/tickets/{number}/details"), $"/tickets/{number}/approval");
        await Book(660);
        (await app.Ticket(number)).ApprovalState.ShouldBe(ApprovalState.Granted, "ten percent are tolerated");

        await Book(15);

        var ticket = await app.Ticket(number);
        (ticket.BookedMinutes, ticket.ApprovalState, ticket.Approvals.MaxBy(a => a.Id)!.Reason).ShouldBe((675, ApprovalState.Waiting, ApprovalReason.BookedPast));

        Task Book(int minutes) => app.Change(async db =>
            (await db.Tickets.WithParts.SingleAsync(t => t.Number == number)).Booked(minutes, Money.Zero, minutes, app.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Several_are_approved_at_once_each_as_it_was_seen()
    {
        var (one, two) = (await Expensive("Sammel eins", World.Vera), await Expensive("Sammel zwei", World.Vera));
        using var lena = await app.As(World.Lena);
        var page = await lena.Open("/approvals");
        page.ShouldSay("Sammel eins").ShouldSay("890,00");
        var seen = page.Document.QuerySelectorAll("[name=seen]").Select(e => e.GetAttribute("value")!).Where(v => v.StartsWith($"{one}:", StringComparison.Ordinal) || v.StartsWith($"{two}:", StringComparison.Ordinal)).ToList();
        using var vera = await app.As(World.Vera);
        await vera.Send($"/tickets/{two}/tags", ("Tags", "messe"));

        await lena.Send("/approvals", [.. seen.Select(s => ("seen", (string?)s))]);

        ((await app.Ticket(one)).ApprovalState, (await app.Ticket(two)).ApprovalState).ShouldBe((ApprovalState.Granted, ApprovalState.Waiting));
        (await lena.Open("/approvals")).ShouldSay($"inzwischen geändert oder entschieden: {two}").ShouldSay("Sammel zwei").ShouldNotSay("Sammel eins");
    }

    [Fact]
    public async Task The_customers_consent_to_costs_is_recorded()
    {
        var number = await app.NewTicket("Kosten");
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{number}/actions");

        await theo.Submit(page, $"/tickets/{number}/cost-approvals", ("Who", "Karin Müller"), ("How", "am Telefon"), ("UpTo", "450,50"));

        var agreed = (await app.Ticket(number)).CostApprovals.Single();
        (agreed.Who, agreed.UpTo, agreed.On).ShouldBe(("Karin Müller", Money.Of(450.5m), Tresen.Platform.Time.Zone.DayOf(app.Clock.GetUtcNow()))); // others move the clock
        var wrong = await theo.Submit(await theo.Open($"/tickets/{number}/actions"), $"/tickets/{number}/cost-approvals", ("Who", ""), ("On", "31.02.2026"));
        wrong.Status.ShouldBe(422);
        wrong.ShouldSay("Bitte eintragen, wer").One("[name=On]").GetAttribute("value").ShouldBe("31.02.2026");
    }

    [Fact]
    public async Task The_badge_counts_what_waits_for_this_person_alone()
    {
        await Expensive("Zählt", World.Vera);
        using var lena = await app.As(World.Lena);
        using var theo = await app.As(World.Theo);
        int.Parse((await lena.Get("/approvals/count")).Text).ShouldBeGreaterThan(0);
        (await theo.Get("/approvals/count")).Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_waiting_ticket_comes_back_on_its_day_by_itself()
    {
        var number = await app.NewTicket("Kommt zurück");
        using var theo = await app.As(World.Theo);
        await theo.Send($"/tickets/{number}/progress", ("ProgressId", await app.Progress("besprochen")));
        await theo.Send($"/tickets/{number}/progress", ("ProgressId", await app.Progress("Feedback")), ("FollowUpOn", "26.11.2026"));
        await app.RunJobs();
        (await app.Ticket(number)).Progress.Name.ShouldBe("Feedback");

        app.Clock.SetUtcNow(Zone.At(new DateOnly(2026, 11, 26), new TimeOnly(6, 30)));
        await app.RunJobs();

        var ticket = await app.Ticket(number);
        (ticket.Progress.Name, ticket.FollowUpOn, ticket.Ball).ShouldBe(("besprochen", null, Ball.Us));
        ticket.Events.MaxBy(e => e.Id)!.Verb.ShouldBe(TicketVerb.CameBack);
    }

    [Fact]
    public async Task What_waits_for_my_approval_is_one_number_wherever_it_stands_closed_tickets_included()
    {
        await using var app = new TresenApp();
        await app.Change(async db => (await db.Set<Tresen.Staff.Department>().SingleAsync(d => d.Name == World.Technik)).AskForApproval(Tresen.Staff.ApprovalPoint.BeforeBilling, null, allowsSelfApproval: false));
        await app.NewTicket("Offen, wartet");
        await app.NewTicket("Meines, gibt jemand anders frei", assignee: World.Lena);
        var closed = await app.NewTicket("Geschlossen, wartet");
        await app.Change(async db => (await db.Tickets.WithParts.SingleAsync(t => t.Number == closed))
            .Close(await db.Progresses.SingleAsync(p => p.Category == Category.Closed), "", [], await db.Set<Tresen.Staff.StaffMember>().FirstAsync(s => s.Mail == World.Theo.Mail), World.Morning));
        using var lena = await app.As(World.Lena);
        using var ada = await app.As(World.Ada);

        foreach (var (who, number) in new[] { (lena, "2"), (ada, "1") })
        {
            var card = (await who.Open("/")).One(".counter[hx-get*='approval=mine']").GetAttribute("hx-get")!;
            (await who.Get(card)).Text.ShouldBe(number);
            (await who.Get("/approvals/count")).Text.ShouldBe(number);
            (await who.Open("/approvals")).All("input[name=seen]").Count.ToString().ShouldBe(number);
        }
    }

    [Fact]
    public async Task Taken_up_again_it_begins_no_sooner_than_it_is_approved()
    {
        var number = await Expensive("Zu, auf, los");
        await app.Change(async db => (await db.Tickets.WithParts.SingleAsync(t => t.Number == number))
            .Close(await db.Progresses.SingleAsync(p => p.Category == Category.Closed), "", [], await db.Set<Tresen.Staff.StaffMember>().FirstAsync(s => s.Mail == World.Vera.Mail), World.Morning));
        using var vera = await app.As(World.Vera);
        var path = $"/tickets/{number}/closure/reopening";

        var refused = await vera.Send(path, ("Reason", "doch noch"), ("ProgressId", await app.Progress("gestartet")));

        refused.Status.ShouldBe(422);
        refused.ShouldSay("noch nicht freigegeben");
        (await vera.Send(path, ("Reason", "doch noch"), ("ProgressId", await app.Progress("besprochen")))).Status.ShouldBe(302);
        (await app.Ticket(number)).IsClosed.ShouldBeFalse();
    }
}
