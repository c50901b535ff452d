using Microsoft.EntityFrameworkCore;
using Tresen.Tickets;

namespace Tresen.Tests.Tickets;

/// <summary>Lists that the administrator names, and free fields on the ticket.</summary>
public sealed class ListTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task A_free_field_that_the_administrator_names_is_filled_in_on_the_ticket()
    {
        using var ada = await app.As(World.Ada);
        await ada.Submit(await ada.Open("/administration/lists/fields"), "/administration/lists/fields", ("Name", "Geplant für Version"), ("English", "Planned for version"));
        var number = await app.NewTicket("Mit Freifeld");
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{number}/details");

        await theo.Submit(page.ShouldSay("Geplant für Version"), $"/tickets/{number}/details", ("Free2", "4.2"));

        (await app.Ticket(number)).FreeValues.Single().Value.ShouldBe("4.2");
        (await theo.Open($"/tickets/{number}/history")).ShouldSay("Geplant für Version").ShouldSay("4.2");
    }

    [Fact]
    public async Task What_is_in_use_can_only_be_switched_off()
    {
        await app.NewTicket("Benutzt einen Status");
        using var ada = await app.As(World.Ada);
        var status = await app.Progress("angelegt");

        var answer = await ada.Send($"/administration/lists/statuses/{status}/removal");

        answer.Status.ShouldBe(422);
        answer.ShouldSay("kann nur abgeschaltet werden");
        (await app.Db(db => db.Progresses.CountAsync(p => p.Name == "angelegt"))).ShouldBe(1);
    }

    [Fact]
    public async Task Lists_are_the_administrators()
    {
        using var lena = await app.As(World.Lena);
        (await lena.Get("/administration/lists/statuses")).Status.ShouldBe(403);
        (await lena.Send("/administration/lists/kinds", ("Name", "x"))).Status.ShouldBe(403);
        using var ada = await app.As(World.Ada);
        (await ada.Get("/administration/lists/nonsense")).Status.ShouldBe(404);
    }
}
