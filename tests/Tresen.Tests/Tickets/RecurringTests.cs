using CsCheck;
using Microsoft.EntityFrameworkCore;
using Tresen.Tickets;
using Tresen.Tickets.Recurring;

namespace Tresen.Tests.Tickets;

/// <summary>Recurring tickets: on their day, once, however often somebody looks and however long nobody did.</summary>
public sealed class RecurringTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_monthly_visit_comes_two_weeks_ahead_with_its_checklist_and_only_once()
    {
        using var ada = await app.As(World.Ada);
        await ada.Send("/administration/checklists", ("Name", "Wartung"), ("Steps", "Lüfter\nFilter"));
        var id = await Create("Monatliche Wartung", ("From", "08.12.2026"), ("Every", "1"), ("Unit", "Month"), ("DaysAhead", "14"),
            ("ChecklistId", await app.Db(async db => (await db.Set<Tresen.Tickets.Checklists.Checklist>().SingleAsync()).Id.ToString())));

        await app.RunJobs();
        var ticket = await app.Ticket(await Only(id));
        ticket.ShouldSatisfyAllConditions(
            t => t.Subject.ShouldBe("Monatliche Wartung"),
            t => t.Customer!.Name.ShouldBe("Müller Bau GmbH"),
            t => t.DueOn.ShouldBe(new DateOnly(2026, 12, 8)),
            t => t.StepCount.ShouldBe(2),
            t => t.CreatedById.ShouldBeNull(),
            t => t.HistoryHolds.ShouldBeTrue());
        app.Clock.Advance(TimeSpan.FromHours(3));
        await app.RunJobs();
        (await Turns(id)).Count.ShouldBe(1, "not again within the month");
        app.Clock.Advance(TimeSpan.FromDays(31));
        await app.RunJobs();
        (await Turns(id)).Count.ShouldBe(2);

        using var theo = await app.As(World.Theo);
        (await theo.Open($"/recurring/{id}")).ShouldSay("08.12.2026").ShouldSay(ticket.Number.ToString());
        (await theo.Open($"/tickets/{ticket.Number}")).ShouldSay("kommt regelmäßig: Monatliche Wartung");
    }

    [Fact]
    public async Task After_a_long_standstill_there_is_one_ticket_and_the_rest_is_named_as_skipped()
    {
        var id = await Create("Wöchentlicher Rundgang", ("From", "25.11.2026"), ("Every", "1"), ("Unit", "Week"), ("DaysAhead", "0"));
        app.Clock.Advance(TimeSpan.FromDays(30));
        await app.RunJobs();

        var turns = await Turns(id);
        turns.Select(t => t.TicketId is null).ShouldBe([true, true, true, true, false]);
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/recurring/{id}")).ShouldSay("ausgelassen");
    }

    [Fact]
    public async Task A_day_on_which_nobody_works_means_the_next_working_day()
    {
        var id = await Create("Neujahrscheck", ("From", "01.01.2027"), ("Every", "1"), ("Unit", "Year"), ("DaysAhead", "60"));
        await app.RunJobs();

        (await app.Ticket(await Only(id))).DueOn.ShouldBe(new DateOnly(2027, 1, 4), "Friday is New Year, Monday the first working day");
    }

    [Fact]
    public async Task It_pauses_goes_on_without_making_up_and_ends()
    {
        var id = await Create("Quartalsgespräch", ("From", "01.12.2026"), ("Every", "1"), ("Unit", "Month"), ("DaysAhead", "0"), ("Until", "01.04.2027"));
        using var theo = await app.As(World.Theo);
        await theo.Send($"/recurring/{id}/pause", ("Paused", "true"));
        app.Clock.Advance(TimeSpan.FromDays(50)); // 13 January
        await app.RunJobs();
        (await Turns(id)).ShouldBeEmpty();
        using var again = await app.As(World.Theo); // his session from before is over
        (await again.Send($"/recurring/{id}/pause", ("Paused", "false"))).LedTo.ShouldBe($"/recurring/{id}");
        await app.RunJobs();
        (await Turns(id)).ShouldBeEmpty("what fell into the pause isn't made up for");
        app.Clock.Advance(TimeSpan.FromDays(200));
        await app.RunJobs();
        (await Turns(id)).Max(t => t.Day).ShouldBe(new DateOnly(2027, 4, 1));
        using var later = await app.As(World.Theo);
        (await later.Open($"/recurring/{id}")).ShouldSay("Es kommt kein weiteres.");
    }

    [Fact]
    public async Task The_next_can_be_made_now_and_what_was_made_stays_when_the_rule_goes()
    {
        var id = await Create("Frühjahrswartung", ("From", "01.03.2027"), ("Every", "1"), ("Unit", "Year"), ("DaysAhead", "14"));
        using var theo = await app.As(World.Theo);
        (await theo.Send($"/recurring/{id}/ticket")).LedTo.ShouldStartWith("/tickets/");
        var number = await Only(id);
        (await theo.Open($"/recurring/{id}")).ShouldSay("01.03.2028");
        await theo.Send($"/recurring/{id}/removal");
        (await app.Ticket(number)).Subject.ShouldBe("Frühjahrswartung");
        (await theo.Get($"/recurring/{id}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task What_can_not_be_is_said_beside_its_field_and_kept()
    {
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/recurring/new");
        (await theo.Submit(page, "/recurring", ("CustomerName", "Niemand"), ("Subject", "Was"))).ShouldSay("Diesen Kunden gibt es nicht").ShouldSay("Was").Status.ShouldBe(422);
        (await theo.Submit(page, "/recurring", ("CustomerName", "10001"), ("Subject", "Was"), ("Every", "0"))).ShouldSay("von 1 bis 400").Status.ShouldBe(422);
        (await theo.Submit(page, "/recurring", ("CustomerName", "10001"), ("Subject", "Was"), ("From", "02.01.2027"), ("Until", "01.01.2027"))).ShouldSay("Das Ende liegt vor dem ersten Tag").Status.ShouldBe(422);
        using var rita = await app.As(World.Rita);
        (await rita.Get("/recurring/new")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Who_leaves_hands_it_over_and_a_kind_that_goes_is_replaced()
    {
        var id = await Create("Übergabe", ("From", "01.03.2027"), ("AssigneeId", await app.Id(World.Theo)));
        using var ada = await app.As(World.Ada);
        await ada.Send($"/administration/staff/{await app.Id(World.Theo)}/departure", ("SuccessorId", await app.Id(World.Lena)));
        (await app.Db(db => db.RecurringTickets.SingleAsync(r => r.Id == int.Parse(id)))).AssigneeId.ShouldBe(int.Parse(await app.Id(World.Lena)));
        var recurring = await app.Db(db => db.RecurringTickets.SingleAsync(r => r.Id == int.Parse(id)));
        var other = await app.Db(db => db.Kinds.Where(k => k.Id != recurring.KindId).Select(k => k.Id).FirstAsync());
        await ada.Send($"/administration/lists/kinds/{recurring.KindId}/removal", ("ReplacementId", other.ToString()));
        await app.RunJobs();
        (await app.Db(db => db.RecurringTickets.SingleAsync(r => r.Id == int.Parse(id)))).KindId.ShouldBe(other);
    }

    [Fact]
    public void Days_never_drift_and_their_place_is_found_again() =>
        Gen.Select(Gen.Int[0, 3650], Gen.Int[1, 40], Gen.Enum<RhythmUnit>(), Gen.Int[0, 60]).Sample((start, every, unit, place) =>
        {
            var rhythm = new Rhythm(new DateOnly(2024, 1, 1).AddDays(start), every, unit);
            var day = rhythm[place];
            rhythm.PlaceFrom(day).ShouldBe(place);
            rhythm.PlaceFrom(day.AddDays(1)).ShouldBe(place + 1);
            rhythm[place + 1].ShouldBeGreaterThan(day);
            if (unit is RhythmUnit.Month or RhythmUnit.Year)
            {
                day.Day.ShouldBe(Math.Min(rhythm.From.Day, DateTime.DaysInMonth(day.Year, day.Month)), "a short month moves none that follow");
            }
        });

    async Task<string> Create(string subject, params (string, string?)[] fields)
    {
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/recurring/new?customer=10001");
        var answer = await theo.Submit(page, "/recurring", [("Subject", subject), .. fields]);
        answer.Status.ShouldBe(302, answer.Text);
        return answer.LedTo!.Split('/')[^1];
    }

    Task<List<RecurringTurn>> Turns(string id) => app.Db(db => db.Set<RecurringTurn>().Where(t => t.RecurringTicketId == int.Parse(id)).OrderBy(t => t.Place).ToListAsync());

    async Task<int> Only(string id)
    {
        var ticket = (await Turns(id)).Single().TicketId;
        return await app.Db(db => db.Tickets.Where(t => t.Id == ticket).Select(t => t.Number).SingleAsync());
    }
}
