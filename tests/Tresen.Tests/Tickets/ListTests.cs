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

    [Fact]
    public async Task A_status_that_nobody_stands_in_may_join_another_group()
    {
        using var ada = await app.As(World.Ada);
        await ada.Submit(await ada.Open("/administration/lists/statuses"), "/administration/lists/statuses", ("Name", "beim Hersteller"), ("Category", "InWork"));
        var id = await app.Progress("beim Hersteller");

        await ada.Submit(await ada.Open($"/administration/lists/statuses?entry={id}"), $"/administration/lists/statuses/{id}", ("Category", "WaitingForThirdParty"));

        (await app.Db(db => db.Progresses.SingleAsync(p => p.Name == "beim Hersteller"))).Category.ShouldBe(Category.WaitingForThirdParty);
    }

    [Fact]
    public async Task No_ticket_opens_or_closes_because_the_group_of_its_status_changed()
    {
        var number = await app.NewTicket("Steht in einem Status");
        using var theo = await app.As(World.Theo);
        await theo.Send($"/tickets/{number}/progress", ("ProgressId", await app.Progress("besprochen")));
        using var ada = await app.As(World.Ada);
        var id = await app.Progress("besprochen");

        var answer = await ada.Submit(await ada.Open($"/administration/lists/statuses?entry={id}"), $"/administration/lists/statuses/{id}", ("Category", "Closed"));

        answer.Status.ShouldBe(422);
        answer.ShouldSay("gingen Tickets von selbst auf oder zu");
        (await app.Ticket(number)).ShouldSatisfyAllConditions(t => t.IsClosed.ShouldBeFalse(), t => t.Progress.Category.ShouldBe(Category.InWork));
    }

    [Fact]
    public async Task Neither_does_a_waiting_ticket_come_back_to_another_group_than_it_left()
    {
        var number = await app.NewTicket("Kommt zurück");
        using var theo = await app.As(World.Theo);
        await theo.Send($"/tickets/{number}/progress", ("ProgressId", await app.Progress("testen")));
        await theo.Send($"/tickets/{number}/progress", ("ProgressId", await app.Progress("warten")), ("FollowUpOn", "01.12.2026"));
        using var ada = await app.As(World.Ada);
        var id = await app.Progress("testen");

        (await ada.Send($"/administration/lists/statuses/{id}", ("Name", "testen"), ("IsActive", "true"), ("Category", "Closed"))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task The_last_status_of_a_group_stays_in_it()
    {
        using var ada = await app.As(World.Ada);
        var id = await app.Progress("abgeschlossen");

        (await ada.Send($"/administration/lists/statuses/{id}", ("Name", "abgeschlossen"), ("IsActive", "true"), ("Category", "InWork"))).ShouldSay("Einer muss bleiben").Status.ShouldBe(422);
    }

    [Fact]
    public async Task A_tag_cut_through_an_emoji_is_the_same_tag_the_next_time()
    {
        var typed = "x" + string.Concat(Enumerable.Repeat("😀", 30));
        using var theo = await app.As(World.Theo);
        for (var i = 0; i < 2; i++)
        {
            (await theo.Send($"/tickets/{await app.NewTicket($"Lachend {i}")}/tags", ("Tags", typed))).Status.ShouldBe(302);
        }

        (await app.Db(db => db.Tags.CountAsync(t => t.Name.StartsWith("x😀")))).ShouldBe(1);
    }

    [Fact]
    public async Task Tags_are_renamed_ordered_and_retired_and_what_is_in_use_stays()
    {
        var number = await app.NewTicket("Mit Tags");
        var other = await app.NewTicket("Ohne Tags");
        using var theo = await app.As(World.Theo);
        await theo.Send($"/tickets/{number}/tags", ("Tags", "Garantie, vor ort"));
        using var ada = await app.As(World.Ada);
        var id = await app.Db(db => db.Tags.Where(t => t.Name == "garantie").Select(t => t.Id).SingleAsync());
        (await ada.Open("/administration/lists/tags")).ShouldSay("garantie").ShouldSay("vor ort");

        var change = $"/administration/lists/tags/{id}";
        (await ada.Send(change, ("Name", "Vor Ort"), ("Position", "1"), ("IsActive", "true"))).ShouldSay("Diesen Tag gibt es schon").Status.ShouldBe(422);
        (await ada.Send(change, ("Name", "a, b"), ("Position", "1"), ("IsActive", "true"))).ShouldSay("enthält kein Komma").Status.ShouldBe(422);
        (await ada.Send(change, ("Name", new string('x', 41)), ("Position", "1"), ("IsActive", "true"))).ShouldSay("1 bis 40 Zeichen").Status.ShouldBe(422);
        (await ada.Send(change + "/removal")).ShouldSay("kann nur abgeschaltet werden").Status.ShouldBe(422);
        await ada.Submit(await ada.Open($"/administration/lists/tags?entry={id}"), change, ("Name", "Gewährleistung"), ("Position", "1"), ("IsActive", "false"));

        (await app.Ticket(number)).Tags.Select(t => t.Tag.Name).ShouldBe(["gewährleistung", "vor ort"], ignoreOrder: true);
        (await theo.Send($"/tickets/{other}/tags", ("Tags", "gewährleistung"))).ShouldSay("nicht mehr in Gebrauch").Status.ShouldBe(422);
        (await theo.Send($"/tickets/{number}/tags", ("Tags", "gewährleistung, eilt"))).Status.ShouldBe(302, "where it is it stays");
        (await theo.Open("/tickets?state=open")).One($"input[name=tag][value='{id}']"); // what a ticket has can be asked for
        (await theo.Open($"/tickets?state=open&tag={id}")).ShouldSay("Mit Tags").ShouldNotSay("Ohne Tags");
        (await theo.Open($"/tickets/{number}/history")).ShouldSay("garantie");
    }

    [Fact]
    public async Task A_new_tag_of_the_administrators_can_be_given_in_bulk_by_its_name_with_a_space()
    {
        var number = await app.NewTicket("Viele");
        using var ada = await app.As(World.Ada);
        await ada.Submit(await ada.Open("/administration/lists/tags"), "/administration/lists/tags", ("Name", "Zweiter Besuch"));
        using var theo = await app.As(World.Theo);

        await theo.Send("/tickets/bulk", ("N", number.ToString()), ("AddTags", "zweiter besuch, kulanz"));

        (await app.Ticket(number)).Tags.Select(t => t.Tag.Name).ShouldBe(["zweiter besuch", "kulanz"], ignoreOrder: true);
    }
}
