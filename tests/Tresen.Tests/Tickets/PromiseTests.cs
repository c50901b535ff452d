using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Notifications;
using Tresen.Platform;
using Tresen.Platform.Jobs;
using Tresen.Platform.Time;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Tests.Tickets;

/// <summary>What a department promises, when it counts as kept, who is reminded and who is told of what becomes late.</summary>
public sealed class PromiseTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    [Fact]
    public async Task Nothing_is_promised_until_somebody_promises_it()
    {
        var number = await app.NewTicket("Ohne Zusage");
        var ticket = await app.Ticket(number);
        (ticket.ReactBy, ticket.SolveBy).ShouldBe((null, null));
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/{number}")).ShouldNotSay("zugesagt bis");
    }

    [Fact]
    public async Task A_ticket_taken_in_by_hand_gets_its_times_in_working_time()
    {
        await Promise(("Reaction1", "1"), ("Solution1", "16"));
        app.Clock.Advance(TimeSpan.FromDays(3) + TimeSpan.FromHours(7.5)); // Friday 16:30, half an hour before it closes
        using var theo = await app.As(World.Theo);
        var form = await theo.Open("/tickets/new");
        var made = await theo.Submit(form, "/tickets", ("Subject", "Drucker"), ("RequesterName", "Karin Müller"), ("DepartmentId", await app.Department(World.Technik)));
        var number = int.Parse(made.LedTo!.Split('/')[^1]);
        var ticket = await app.Ticket(number);
        (ticket.ReactBy, ticket.SolveBy).ShouldBe((At("30.11.2026 08:30"), At("01.12.2026 14:30")));
        var page = await theo.Open($"/tickets/{number}");
        page.ShouldSay("Reaktion zugesagt bis Mo 08:30");
        page.ShouldSay("Lösung zugesagt bis Di 14:30");
    }

    [Fact]
    public async Task What_is_promised_to_another_priority_or_by_another_department_counts_from_the_change()
    {
        await Promise(("Reaction1", "4"), ("Reaction3", "30m"));
        var number = await app.NewTicket("Wird dringend");
        (await app.Ticket(number)).ReactBy.ShouldBe(At("24.11.2026 13:00"));
        app.Clock.Advance(TimeSpan.FromHours(2));
        using var theo = await app.As(World.Theo);
        await theo.Send($"/tickets/{number}/priority", ("priority", nameof(Priority.Emergency)));
        (await app.Ticket(number)).ReactBy.ShouldBe(At("24.11.2026 11:30"));
        (await theo.Open($"/tickets/{number}/history")).ShouldSay("Zugesagte Reaktion");
        await theo.Send($"/tickets/{number}/department", ("departmentId", await app.Department(World.Vertrieb)));
        (await app.Ticket(number)).ReactBy.ShouldBeNull("Vertrieb promises nothing");
    }

    [Fact]
    public async Task What_was_missed_stays_missed()
    {
        await Promise(("Reaction1", "1"), ("Reaction3", "30m"));
        var number = await app.NewTicket("Zu spät");
        app.Clock.Advance(TimeSpan.FromHours(3));
        using var theo = await app.As(World.Theo);
        await theo.Send($"/tickets/{number}/priority", ("priority", nameof(Priority.Emergency)));
        (await app.Ticket(number)).ReactBy.ShouldBe(At("24.11.2026 10:00"));
        var page = await theo.Open($"/tickets/{number}");
        page.ShouldSay("Reaktion zugesagt bis heute 10:00 überfällig");
        (await theo.Open("/tickets?broken=1")).ShouldSay("Zu spät");
        await theo.Send($"/tickets/{number}/progress", ("ProgressId", await app.Progress("besprochen")));
        (await theo.Open($"/tickets/{number}")).ShouldSay("heute 10:00 zu spät");
        (await theo.Open("/tickets?broken=1")).All("td.col-main").ShouldNotContain("Zu spät");
    }

    [Fact]
    public async Task Setting_a_status_is_a_reaction_and_closing_the_solution_and_opening_again_promises_anew()
    {
        await Promise(("Reaction1", "1"), ("Solution1", "2"));
        var number = await app.NewTicket("In der Zeit");
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await Change(number, (db, t, by) => t.Advance(db.Progresses.Single(p => p.Name == "besprochen"), Entering.Silently, by, Now));
        (await app.Ticket(number)).ReactedAt.ShouldBe(Now);
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await Change(number, (db, t, by) => t.Close(db.Progresses.Single(p => p.Category == Category.Closed), "", [], by, Now));
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/{number}")).All(".promise").ShouldBe(["Reaktion zugesagt bis heute 10:00 eingehalten", "Lösung zugesagt bis heute 11:00 eingehalten"]);
        app.Clock.Advance(TimeSpan.FromHours(5));
        await Change(number, (db, t, by) => t.Reopen(db.Progresses.Single(p => p.Name == "besprochen"), "doch nicht", by, Now));
        (await app.Ticket(number)).SolveBy.ShouldBe(At("24.11.2026 16:40"));
    }

    [Fact]
    public async Task Internal_work_and_what_Tresen_does_by_itself_is_no_reaction()
    {
        await Promise(("Reaction1", "1"));
        var number = await app.NewTicket("Noch niemand");
        await Change(number, (_, t, by) =>
        {
            t.Assign(by, by, Now);
            t.Record(TicketVerb.Noted, by, Now);
            t.Record(TicketVerb.MessageOut, null, Now);
        });
        (await app.Ticket(number)).ReactedAt.ShouldBeNull();
    }

    [Fact]
    public async Task What_cant_be_promised_is_refused_with_what_was_typed()
    {
        using var ada = await app.As(World.Ada);
        var path = await Path();
        var refused = await ada.Submit(await ada.Open(path), path, ("Reaction2", "4"), ("Solution2", "2"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Die Lösung kann nicht vor der Reaktion zugesagt sein.");
        refused.One("[name=Solution2]").GetAttribute("value").ShouldBe("2");
        foreach (var wrong in new[] { "0", "bald", "9999" })
        {
            (await ada.Submit(await ada.Open(path), path, ("Reaction1", wrong))).Status.ShouldBe(422, wrong);
        }

        (await ada.Submit(await ada.Open(path), path + "/steps", ("After", "201"))).Status.ShouldBe(422);
        (await ada.Send(path + "/steps/removal", ("step", "Solution:60:Lead"))).Status.ShouldBe(404);
        var company = await app.Db(db => db.Companies.Select(c => c.Id).SingleAsync());
        var reminders = $"/administration/promises/reminders/{company}";
        (await ada.Submit(await ada.Open("/administration/promises"), reminders, ("RemindDays", "21"))).Status.ShouldBe(422);
        (await ada.Submit(await ada.Open("/administration/promises"), reminders, ("RemindDays", ""), ("RemindBefore", "2:30"))).LedTo.ShouldBe("/administration/promises");
        var stored = await app.Db(db => db.Companies.SingleAsync());
        (stored.RemindDays, stored.RemindMinutes).ShouldBe((0, 150));
        using var theo = await app.As(World.Theo);
        (await theo.Open(path)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Theo_is_reminded_once_an_hour_of_work_before_a_promised_time()
    {
        await Promise(("Solution1", "8"));
        var number = await app.NewTicket("Bald fällig", assignee: World.Theo); // by 17:00
        await Pass(TimeSpan.FromHours(6.9));
        (await Told(World.Theo, News.Reminded)).ShouldBe(0);
        await Pass(TimeSpan.FromMinutes(10));
        (await Told(World.Theo, News.Reminded)).ShouldBe(1);
        await Pass(TimeSpan.FromMinutes(10));
        await Pass(TimeSpan.FromMinutes(10));
        (await Told(World.Theo, News.Reminded)).ShouldBe(1);
        (await Told(World.Lena, News.Reminded)).ShouldBe(0);
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/{number}")).ShouldSay("erinnert: zugesagte Lösung 24.11.2026 17:00");
        (await theo.Open("/notifications")).ShouldSay("Eine Frist dieses Tickets ist nah.");
        (await app.Ticket(number)).HistoryHolds.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_Abschluss_bis_whoever_is_responsible_hears_as_the_working_day_before_begins_and_else_the_department()
    {
        await app.NewTicket("Freitag fällig", assignee: World.Theo, also: (t, by) => t.IsDue(new DateOnly(2026, 11, 30), by, app.Clock.GetUtcNow()));
        await app.NewTicket("Niemandes", also: (t, by) => t.IsDue(new DateOnly(2026, 11, 30), by, app.Clock.GetUtcNow()));
        await Pass(TimeSpan.FromDays(3) - TimeSpan.FromHours(1.5)); // Friday 7:30
        (await Told(World.Theo, News.Reminded)).ShouldBe(0);
        await Pass(TimeSpan.FromMinutes(35));
        (await Told(World.Theo, News.Reminded)).ShouldBe(2);
        (await Told(World.Lena, News.Reminded)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_done_in_time_reminds_nobody()
    {
        await Promise(("Reaction1", "4"));
        var number = await app.NewTicket("Beantwortet", assignee: World.Theo);
        await Change(number, (_, t, _) => t.React(Now));
        await Pass(TimeSpan.FromHours(3.5));
        (await Told(World.Theo, News.Reminded)).ShouldBe(0);
    }

    [Fact]
    public async Task Each_step_of_escalation_is_told_once_to_whom_it_names()
    {
        await Promise(("Solution1", "2"));
        await Escalate(("Of", nameof(Deadline.Solution)), ("After", "1"), ("Whom", nameof(Hearers.Lead)));
        await Escalate(("Of", nameof(Deadline.Solution)), ("After", "3"), ("Whom", nameof(Hearers.Everybody)));
        var number = await app.NewTicket("Läuft davon", assignee: World.Theo); // by 11:00
        await Pass(TimeSpan.FromHours(2.5));
        (await Told(World.Lena, News.Escalated)).ShouldBe(0);
        await Pass(TimeSpan.FromHours(1));
        ((await Told(World.Lena, News.Escalated)), (await Told(World.Theo, News.Escalated))).ShouldBe((1, 0));
        await Pass(TimeSpan.FromHours(2));
        await Pass(TimeSpan.FromHours(2));
        ((await Told(World.Lena, News.Escalated)), (await Told(World.Theo, News.Escalated))).ShouldBe((2, 1));
        (await Told(World.Vera, News.Escalated)).ShouldBe(0);
        using var lena = await app.As(World.Lena);
        (await lena.Open($"/tickets/{number}")).ShouldSay("Eskalation an Leitung: zugesagte Lösung 24.11.2026 11:00");

        using var ada = await app.As(World.Ada);
        (await ada.Send(await Path() + "/steps/removal", ("step", "Solution:60:Lead"))).Status.ShouldBe(302);
        (await ada.Open(await Path())).All("form[action$='/steps/removal']").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Killed_after_the_record_and_before_its_end_the_worker_writes_no_second_one()
    {
        await Promise(("Solution1", "2"));
        await Escalate(("Of", nameof(Deadline.Solution)), ("After", ""), ("Whom", nameof(Hearers.Lead)));
        var number = await app.NewTicket("Zweimal", assignee: World.Theo);
        await Pass(TimeSpan.FromHours(1.5));
        app.Clock.Advance(TimeSpan.FromHours(1));
        for (var time = 0; time < 3; time++)
        {
            await using var killed = app.Services.CreateAsyncScope();
            await killed.ServiceProvider.GetServices<IWorker>().Single(w => w.Kind == "alarms").WorkAsync("", TestContext.Current.CancellationToken);
        }

        (await app.Ticket(number)).Events.Count(e => e.Verb == TicketVerb.Escalated).ShouldBe(1);
        (await app.Ticket(number)).Events.Count(e => e.Verb == TicketVerb.Reminded).ShouldBe(1);
    }

    [Fact]
    public async Task A_step_that_is_set_up_today_says_nothing_of_what_was_due_last_week()
    {
        await app.NewTicket("Alt", also: (t, by) => t.IsDue(new DateOnly(2026, 11, 25), by, app.Clock.GetUtcNow()));
        app.Clock.Advance(TimeSpan.FromDays(9));
        await Escalate(("Of", nameof(Deadline.Due)), ("After", "1"), ("Whom", nameof(Hearers.Lead)));
        await Pass(TimeSpan.FromMinutes(6));
        (await Told(World.Lena, News.Escalated)).ShouldBe(0);
    }

    [Fact]
    public void What_a_department_promises_and_its_steps_are_kept_as_they_are()
    {
        Tresen.Staff.Promise[] promises = [new(60, 480), Tresen.Staff.Promise.None, new(null, 30), new(15, null)];
        Tresen.Staff.Promise.FromStored(Tresen.Staff.Promise.Stored(promises)).ShouldBe(promises);
        foreach (var step in new[] { new EscalationStep(Deadline.Due, -90, Hearers.Deputies), new EscalationStep(Deadline.Reaction, 0, Hearers.Everybody) })
        {
            EscalationStep.Read(step.Key).ShouldBe(step);
        }

        EscalationStep.Read("Unsinn").ShouldBeNull();
        Should.Throw<BrokenRuleException>(() => new Department("Neu", new Company("Firma", "")).PromiseTimes([new(0, null)])).Field.ShouldBe("Reaction0");
    }

    DateTimeOffset Now => app.Clock.GetUtcNow();

    /// <summary>Time passes, and what is due is done.</summary>
    async Task Pass(TimeSpan time)
    {
        app.Clock.Advance(time);
        await app.RunJobs();
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.RunJobs();
    }

    Task<int> Told(Inhabitant person, News news) => app.Db(async db =>
        (await db.Notifications.Where(n => n.Recipient.Mail == person.Mail).Select(n => n.News).ToListAsync()).Count(n => n.HasFlag(news)));

    async Task<string> Path() => $"/administration/promises/{await app.Department(World.Technik)}";

    async Task Promise(params (string, string?)[] times)
    {
        using var ada = await app.As(World.Ada);
        (await ada.Submit(await ada.Open(await Path()), await Path(), times)).Status.ShouldBe(302);
    }

    async Task Escalate(params (string, string?)[] step)
    {
        using var ada = await app.As(World.Ada);
        (await ada.Submit(await ada.Open(await Path()), await Path() + "/steps", step)).Status.ShouldBe(302);
    }

    Task Change(int number, Action<Tresen.Platform.Data.TresenDb, Ticket, StaffMember> change) => app.Change(async db =>
    {
        var by = await db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail);
        change(db, await db.Tickets.WithParts.SingleAsync(t => t.Number == number), by);
    });

    static DateTimeOffset At(string wall)
    {
        var at = DateTime.ParseExact(wall, "dd.MM.yyyy HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return Zone.At(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
