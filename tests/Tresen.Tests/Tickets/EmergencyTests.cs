using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Notifications;
using Tresen.Tickets;

namespace Tresen.Tests.Tickets;

/// <summary>An emergency is everybody's until somebody takes it.</summary>
public sealed class EmergencyTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task It_stands_with_all_of_the_department_until_one_takes_it()
    {
        var number = await Emergency("Wasser im Serverraum");
        using var theo = await app.As(World.Theo);
        using var vera = await app.As(World.Vera);
        using var lena = await app.As(World.Lena);
        (await theo.Open("/emergencies")).ShouldSay($"Notfall {number}").ShouldSay("Ich übernehme");
        (await vera.Open("/emergencies")).ShouldNotSay($"{number}");
        (await theo.Open("/customers")).Document.QuerySelectorAll("[hx-get='/emergencies']").Length.ShouldBe(1);

        var page = await theo.Open($"/tickets/{number}");
        (await theo.Submit(page.ShouldSay("Noch niemand hat ihn übernommen."), $"/tickets/{number}/acceptance")).LedTo.ShouldBe($"/tickets/{number}");
        var ticket = await app.Ticket(number);
        (ticket.Assignee!.Name, ticket.AcceptedAt).ShouldBe((World.Theo.Name, app.Clock.GetUtcNow()));
        (await theo.Open("/emergencies")).ShouldNotSay($"{number}");

        await lena.Send($"/tickets/{number}/acceptance");
        (await lena.Open($"/tickets/{number}")).ShouldSay($"{World.Theo.Name} hat den Notfall schon übernommen.");
        (await app.Ticket(number)).Assignee!.Name.ShouldBe(World.Theo.Name);
    }

    [Fact]
    public async Task Who_is_merely_named_has_not_taken_it_who_takes_it_on_has()
    {
        var number = await Emergency("Aufzug steckt");
        using var lena = await app.As(World.Lena);
        await lena.Send($"/tickets/{number}/assignment", ("AssigneeId", await app.Id(World.Theo)));
        (await app.Ticket(number)).IsUnaccepted.ShouldBeTrue();
        (await lena.Open($"/tickets/{number}")).ShouldSay($"{World.Theo.Name} ist zuständig, hat ihn aber noch nicht übernommen.");
        using var theo = await app.As(World.Theo);
        await theo.Send($"/tickets/{number}/acceptance");
        (await app.Ticket(number)).IsUnaccepted.ShouldBeFalse();

        await lena.Send($"/tickets/{number}/assignment", ("AssigneeId", await app.Id(World.Lena)));
        var other = await Emergency("Strom weg");
        await lena.Send($"/tickets/{other}/assignment", ("AssigneeId", await app.Id(World.Lena)));
        (await app.Ticket(other)).IsUnaccepted.ShouldBeFalse();
        await lena.Send($"/tickets/{other}/department", ("DepartmentId", await app.Department(World.Vertrieb)));
        (await app.Ticket(other)).IsUnaccepted.ShouldBeTrue("another department has to take it");
    }

    [Fact]
    public async Task Where_nobody_takes_it_lead_and_deputies_are_called_once_each_time()
    {
        var number = await Emergency("Halle unter Rauch");
        await Look();
        (await Calls(number)).ShouldBe(0);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await Look();
        await Look();
        (await Calls(number)).ShouldBe(1);
        app.Clock.Advance(TimeSpan.FromMinutes(19));
        await Look();
        (await Calls(number)).ShouldBe(1);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Look();
        (await Calls(number)).ShouldBe(2);

        await app.RunJobs();
        var told = await app.Db(db => db.Notifications.Where(n => n.Ticket.Number == number && (n.News & News.EmergencyCalled) != 0).Select(n => n.Recipient.Name).Distinct().ToListAsync());
        told.ShouldContain(World.Lena.Name);

        using var theo = await app.As(World.Theo);
        await theo.Send($"/tickets/{number}/acceptance");
        app.Clock.Advance(TimeSpan.FromHours(5));
        await Look();
        (await Calls(number)).ShouldBe(2);
    }

    [Fact]
    public async Task What_came_due_while_the_program_stood_still_is_one_call()
    {
        var number = await Emergency("Nachts um drei");
        app.Clock.Advance(TimeSpan.FromDays(2));
        await Look();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Look();
        (await Calls(number)).ShouldBe(1);
    }

    Task<int> Emergency(string subject) => app.NewTicket(subject, also: (t, by) => t.Prioritise(Priority.Emergency, null, app.Clock.GetUtcNow()));

    async Task<int> Calls(int number) => (await app.Ticket(number)).Events.Count(e => e.Verb == TicketVerb.EmergencyCalled);

    async Task Look()
    {
        await using var scope = app.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<Emergencies>(scope.ServiceProvider).WorkAsync("", default);
    }
}
