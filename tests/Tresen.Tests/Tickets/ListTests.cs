using Microsoft.EntityFrameworkCore;
using Tresen.Staff;
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
    public async Task The_last_status_of_a_group_can_not_go()
    {
        await app.NewTicket("Benutzt einen Status");
        using var ada = await app.As(World.Ada);
        var status = await app.Progress("angelegt");

        var answer = await ada.Send($"/administration/lists/statuses/{status}/removal");

        answer.Status.ShouldBe(422);
        answer.ShouldSay("Einer muss bleiben");
        (await app.Db(db => db.Progresses.CountAsync(p => p.Name == "angelegt"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_status_in_use_goes_when_it_is_said_what_takes_its_place()
    {
        using var ada = await app.As(World.Ada);
        using var theo = await app.As(World.Theo);
        await ada.Submit(await ada.Open("/administration/lists/statuses"), "/administration/lists/statuses", ("Name", "in Prüfung"), ("Category", "InWork"));
        var (going, stays, waiting) = (await app.Progress("in Prüfung"), await app.Progress("besprochen"), await app.Progress("warten"));
        var (here, comesBack) = (await app.NewTicket("Steht darin"), await app.NewTicket("Kommt dahin zurück"));
        foreach (var number in new[] { here, comesBack })
        {
            await theo.Send($"/tickets/{number}/progress", ("ProgressId", going));
        }

        await theo.Send($"/tickets/{comesBack}/progress", ("ProgressId", waiting), ("FollowUpOn", "01.12.2026"));
        await theo.Send("/tickets/views", ("Name", "Geprüfte"), ("List", $"progress={going}&progress={waiting}"));
        var removal = $"/administration/lists/statuses/{going}/removal";

        var asked = await ada.Send(removal);
        asked.ShouldSay("an 3 Stellen in Gebrauch").ShouldSay("Bitte sagen, was an die Stelle tritt").Status.ShouldBe(422);
        asked.All("select[name=ReplacementId] option").ShouldNotContain("warten", "another group would make tickets wait");
        (await ada.Send(removal, ("ReplacementId", waiting))).Status.ShouldBe(422);
        await ada.Submit(asked, removal, ("ReplacementId", stays));
        (await ada.Open("/administration/lists/statuses")).ShouldSay("wird durch besprochen ersetzt");
        (await ada.Send(removal, ("ReplacementId", stays))).ShouldSay("wird gerade schon ersetzt").Status.ShouldBe(422);
        await app.RunJobs();

        (await app.Db(db => db.Progresses.AnyAsync(p => p.Name == "in Prüfung"))).ShouldBeFalse();
        (await app.Ticket(here)).Progress.Name.ShouldBe("besprochen");
        (await app.Ticket(comesBack)).BeforeWaiting!.Name.ShouldBe("besprochen");
        (await theo.Open($"/tickets/{here}/history")).ShouldSay("in Prüfung").ShouldSay("besprochen");
        (await app.Db(db => db.Set<Tresen.Workbench.Views.SavedView>().Select(v => v.Query).SingleAsync(q => q.Contains("progress"))))
            .ShouldSatisfyAllConditions(q => q.ShouldContain($"progress={stays}"), q => q.ShouldContain($"progress={waiting}"), q => q.ShouldNotContain($"progress={going}"));
    }

    [Fact]
    public async Task An_approval_outlives_the_removal_of_an_entry()
    {
        using var ada = await app.As(World.Ada);
        await ada.Send("/administration/lists/areas", ("Name", "Altes Fach"), ("Position", "50"));
        var number = await app.NewTicket("Freigegeben", World.Vertrieb, assignee: World.Vera, also: (t, by) => t.Plan(600, by, World.Morning));
        await app.Change(async db =>
        {
            var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Number == number);
            ticket.Classify(ticket.Kind, await db.Areas.SingleAsync(a => a.Name == "Altes Fach"), ticket.Channel, await db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail), app.Clock.GetUtcNow());
        });
        using var lena = await app.As(World.Lena);
        await lena.Submit(await lena.Open($"/tickets/{number}/details"), $"/tickets/{number}/approval");
        (await app.Ticket(number)).ApprovalState.ShouldBe(ApprovalState.Granted);
        var area = await app.Db(db => db.Areas.Where(a => a.Name == "Altes Fach").Select(a => a.Id).SingleAsync());

        await ada.Send($"/administration/lists/areas/{area}/removal", ("ReplacementId", "0"));
        await app.RunJobs();

        (await app.Ticket(number)).ShouldSatisfyAllConditions(
            t => t.Area.ShouldBeNull(), t => t.ApprovalState.ShouldBe(ApprovalState.Granted), t => t.ChangedSinceApproval.ShouldBeFalse());
    }

    [Fact]
    public async Task Two_tags_become_one_and_two_free_fields_too()
    {
        using var ada = await app.As(World.Ada);
        using var theo = await app.As(World.Theo);
        var (both, one) = (await app.NewTicket("Beide Tags"), await app.NewTicket("Ein Tag"));
        await theo.Send($"/tickets/{both}/tags", ("Tags", "druckr, drucker"));
        await theo.Send($"/tickets/{one}/tags", ("Tags", "druckr"));
        await ada.Send("/administration/lists/fields", ("Name", "Fassung"), ("Position", "8"));
        var slot = await app.Db(db => db.FreeFields.Where(f => f.Name == "Fassung").Select(f => f.Slot).SingleAsync());
        foreach (var (number, value) in new[] { (both, "9"), (one, "7") })
        {
            var page = await theo.Open($"/tickets/{number}/details");
            await theo.Submit(page, $"/tickets/{number}/details", ($"Free{slot}", value), ("Free1", number == both ? "8" : ""));
        }

        await Replace("tags", await app.Db(db => db.Tags.Where(t => t.Name == "druckr").Select(t => t.Id).SingleAsync()), await app.Db(db => db.Tags.Where(t => t.Name == "drucker").Select(t => t.Id).SingleAsync()));
        await Replace("fields", await app.Db(db => db.FreeFields.Where(f => f.Name == "Fassung").Select(f => f.Id).SingleAsync()), await app.Db(db => db.FreeFields.Where(f => f.Slot == 1).Select(f => f.Id).SingleAsync()));

        (await app.Ticket(both)).ShouldSatisfyAllConditions(t => t.Tags.Single().Tag.Name.ShouldBe("drucker"), t => t.FreeValues.Single().Value.ShouldBe("8", "what stands there stays"));
        (await app.Ticket(one)).ShouldSatisfyAllConditions(t => t.Tags.Single().Tag.Name.ShouldBe("drucker"), t => t.FreeValues.Single().Value.ShouldBe("7"));
        (await theo.Open($"/tickets/{both}/history")).ShouldSay("9");

        async Task Replace(string list, int from, int to)
        {
            (await ada.Send($"/administration/lists/{list}/{from}/removal", ("ReplacementId", to.ToString()))).Status.ShouldBe(302);
            await app.RunJobs();
        }
    }

    [Fact]
    public async Task An_entry_moves_up_and_down()
    {
        using var ada = await app.As(World.Ada);
        var area = await app.Db(db => db.Areas.OrderBy(a => a.Position).Select(a => new { a.Id, a.Name }).FirstAsync());

        await ada.Send($"/administration/lists/areas/{area.Id}/place", ("Up", "false"));
        (await app.Db(db => db.Areas.OrderBy(a => a.Position).Select(a => a.Name).ToListAsync())).IndexOf(area.Name).ShouldBe(1);
        await ada.Send($"/administration/lists/areas/{area.Id}/place", ("Up", "true"));
        await ada.Send($"/administration/lists/areas/{area.Id}/place", ("Up", "true"));
        (await app.Db(db => db.Areas.OrderBy(a => a.Position).Select(a => a.Name).ToListAsync())).IndexOf(area.Name).ShouldBe(0);
    }

    [Fact]
    public async Task A_status_asks_for_what_the_administrator_said_and_takes_it_along()
    {
        using var ada = await app.As(World.Ada);
        var free = await app.Db(db => db.FreeFields.Where(f => f.Slot == 1).Select(f => f.Id).SingleAsync());
        await ada.Submit(await ada.Open("/administration/lists/statuses"), "/administration/lists/statuses", ("Name", "beim Lieferanten"), ("Category", "InWork"),
            ("AsksForAssignee", "true"), ("AsksForDue", "true"), ("AsksForRemark", "true"), ("AskedFields", free.ToString()));
        var status = await app.Progress("beim Lieferanten");
        var number = await app.NewTicket("Wird gefragt");
        using var theo = await app.As(World.Theo);
        var to = $"/tickets/{number}/progress";

        var asked = await theo.Send(to, ("ProgressId", status));
        asked.ShouldSay("muss jemand zuständig sein").Status.ShouldBe(422);
        asked = await theo.Submit(asked, to, ("Given.AssigneeId", await app.Id(World.Theo)));
        asked.ShouldSay("bis zu dem das Ticket abgeschlossen sein soll").Status.ShouldBe(422);
        asked = await theo.Submit(asked, to, ("Given.DueOn", "04.12.2026"));
        asked.ShouldSay("muss „Version“ ausgefüllt sein").Status.ShouldBe(422);
        asked = await theo.Submit(asked, to, ("Given.Fields[1]", "4.2"));
        asked.ShouldSay("Zu diesem Status gehört eine Bemerkung").Status.ShouldBe(422);
        await theo.Submit(asked, to, ("Given.Remark", "Ersatzteil bestellt"));

        var ticket = await app.Ticket(number);
        ticket.ShouldSatisfyAllConditions(
            t => t.Progress.Name.ShouldBe("beim Lieferanten"),
            t => t.Assignee!.Name.ShouldBe(World.Theo.Name),
            t => t.DueOn.ShouldBe(new DateOnly(2026, 12, 4)),
            t => t.FreeValues.Single().Value.ShouldBe("4.2"));
        (await theo.Open($"/tickets/{number}/history")).ShouldSay("Ersatzteil bestellt");
        await theo.Send(to, ("ProgressId", await app.Progress("besprochen")));
        (await theo.Send(to, ("ProgressId", status), ("Given.Remark", "noch einmal"))).Status.ShouldBe(302, "what the ticket has isn't asked again");
        (await theo.Send("/tickets/bulk", ("N", (await app.NewTicket("Im Stapel")).ToString()), ("ProgressId", status))).ShouldSay("muss jemand zuständig sein");
    }

    [Fact]
    public async Task A_closing_status_asks_too_on_the_page_where_one_closes()
    {
        using var ada = await app.As(World.Ada);
        var free = await app.Db(db => db.FreeFields.Where(f => f.Slot == 1).Select(f => f.Id).SingleAsync());
        await ada.Submit(await ada.Open("/administration/lists/statuses"), "/administration/lists/statuses", ("Name", "ausgeliefert"), ("Category", "Closed"),
            ("AsksForRemark", "true"), ("AskedFields", free.ToString()));
        var number = await app.NewTicket("Wird ausgeliefert");
        using var theo = await app.As(World.Theo);
        var to = $"/tickets/{number}/closure";

        var asked = await theo.Submit(await theo.Open(to), to, ("ProgressId", await app.Progress("ausgeliefert")));
        asked.ShouldSay("muss „Version“ ausgefüllt sein").Status.ShouldBe(422);
        asked = await theo.Submit(asked, to, ("Given.Fields[1]", "5.0"));
        asked.ShouldSay("gehört ein Bericht").Status.ShouldBe(422);
        await theo.Submit(asked, to, ("Report", "Ausgeliefert und erklärt."));

        (await app.Ticket(number)).ShouldSatisfyAllConditions(t => t.Progress.Name.ShouldBe("ausgeliefert"), t => t.FreeValues.Single().Value.ShouldBe("5.0"));
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
        var id = await app.Progress("angelegt");

        (await ada.Send($"/administration/lists/statuses/{id}", ("Name", "angelegt"), ("IsActive", "true"), ("Category", "InWork"))).ShouldSay("Einer muss bleiben").Status.ShouldBe(422);
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
        (await ada.Send(change + "/removal")).ShouldSay("Bitte sagen, was an die Stelle tritt").Status.ShouldBe(422);
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
