using Microsoft.EntityFrameworkCore;
using Tresen.Tickets;
using Tresen.Tickets.Checklists;

namespace Tresen.Tests.Tickets;

/// <summary>Checklists, and the steps of a ticket.</summary>
public sealed class ChecklistTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task A_list_is_named_in_the_administration_and_put_onto_a_ticket_with_one_click()
    {
        using var ada = await app.As(World.Ada);
        var page = await ada.Open("/administration/checklists");
        (await ada.Submit(page, "/administration/checklists", ("Name", "Drucker warten"), ("Steps", " \n"))).ShouldSay("mindestens einen Schritt");
        (await ada.Submit(page, "/administration/checklists", ("Name", "Drucker warten"), ("Steps", "Walzen reinigen\n\n Zähler notieren \nProbeseite drucken"))).LedTo.ShouldBe("/administration/checklists");
        (await ada.Submit(page, "/administration/checklists", ("Name", "drucker warten"), ("Steps", "x"))).ShouldSay("So heißt schon eine Checkliste.");
        var list = await app.Db(db => db.Checklists.SingleAsync(l => l.Name == "Drucker warten"));
        list.Steps.ShouldBe(["Walzen reinigen", "Zähler notieren", "Probeseite drucken"]);

        var number = await app.NewTicket("Wartung", World.Technik);
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/{number}")).ShouldSay("Checkliste auflegen");
        await theo.Send($"/tickets/{number}/checklist", ("ChecklistId", $"{list.Id}"));
        (await theo.Send($"/tickets/{number}/checklist", ("ChecklistId", $"{list.Id}"))).ShouldSay("steht schon auf dem Ticket");
        await theo.Send($"/tickets/{number}/checklist", ("Text", "Toner mitnehmen"));
        (await theo.Open($"/tickets/{number}")).ShouldSay("0 von 4").ShouldSay("Zähler notieren").ShouldSay("Checkliste 0/4");

        await ada.Submit(await ada.Open($"/administration/checklists?list={list.Id}"), $"/administration/checklists/{list.Id}", ("Name", "Drucker warten"), ("Steps", "Ganz anders"));
        (await theo.Open($"/tickets/{number}")).ShouldSay("Walzen reinigen").ShouldNotSay("Ganz anders");
    }

    [Fact]
    public async Task A_step_is_ticked_once_however_many_tick_it_and_says_who_did()
    {
        var number = await WithSteps("Anfahrt", "Abfahrt");
        using var theo = await app.As(World.Theo);
        using var lena = await app.As(World.Lena);
        var step = (await Steps(number))[0].Id;
        var page = await theo.Open($"/tickets/{number}");
        (await theo.Submit(page, $"/tickets/{number}/checklist/{step}/done")).LedTo.ShouldBe($"/tickets/{number}");
        await lena.Send($"/tickets/{number}/checklist/{step}/done", ("IsDone", "true"));
        (await theo.Open($"/tickets/{number}/checklist")).ShouldSay("Checkliste: 1 von 2").ShouldSay($"{World.Theo.Name}, ");
        (await theo.Open($"/tickets/{number}/history")).ShouldSay("Schritt erledigt");
        var ticket = await app.Ticket(number);
        (ticket.StepsDone, ticket.OpenSteps, ticket.HistoryHolds).ShouldBe((1, 1, true));

        await theo.Send($"/tickets/{number}/checklist/{step}/done", ("IsDone", "false"));
        await theo.Send($"/tickets/{number}/checklist/{step}/removal");
        ticket = await app.Ticket(number);
        (ticket.StepCount, ticket.StepsDone).ShouldBe((1, 0));
        (await theo.Send($"/tickets/{number}/checklist/{step}/done", ("IsDone", "true"))).ShouldSay("Diesen Schritt gibt es nicht mehr.");
        using var rita = await app.As(World.Rita);
        (await rita.Send($"/tickets/{number}/checklist", ("Text", "x"))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Closing_with_open_steps_asks_first()
    {
        var number = await WithSteps("Sichern", "Einspielen");
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{number}/closure");
        var refused = await theo.Submit(page.ShouldSay("trotzdem abschließen"), $"/tickets/{number}/closure", ("Report", "Erledigt."));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Auf der Checkliste sind noch 2 Schritte offen.").ShouldSay("Erledigt.");
        (await theo.Submit(refused, $"/tickets/{number}/closure", ("DespiteOpenSteps", "true"))).LedTo.ShouldNotBeNull();
        (await app.Ticket(number)).IsClosed.ShouldBeTrue();
        (await theo.Send($"/tickets/{number}/checklist", ("Text", "Noch etwas"))).ShouldSay("Das Ticket ist abgeschlossen.");
    }

    Task<int> WithSteps(params string[] steps) => app.NewTicket("Mit Schritten", World.Technik, also: (ticket, by) =>
    {
        foreach (var step in steps)
        {
            ticket.AddStep(step, by, app.Clock.GetUtcNow());
        }
    });

    Task<List<TicketStep>> Steps(int number) =>
        app.Db(db => db.TicketSteps.Where(s => db.Set<Ticket>().Any(t => t.Id == s.TicketId && t.Number == number)).OrderBy(s => s.Position).ToListAsync());
}
