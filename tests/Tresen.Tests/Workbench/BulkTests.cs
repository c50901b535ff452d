using Microsoft.EntityFrameworkCore;
using Tresen.Tickets;

namespace Tresen.Tests.Workbench;

/// <summary>Many tickets change in one go, each by its own rules.</summary>
public sealed class BulkTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Several_are_assigned_prioritised_moved_dated_and_tagged_in_one_go()
    {
        var numbers = await app.Puts(new("Eins") { Tag = "alt" }, new("Zwei") { Tag = "bleibt" }, new("Drei"));
        using var lena = await app.As(World.Lena);
        var page = await lena.Open($"/tickets/bulk?n={numbers[0]}&n={numbers[1]}&list={Uri.EscapeDataString("state=open")}");
        page.ShouldSay("2 Tickets ändern").ShouldSay("Eins").ShouldNotSay("Drei");

        var answer = await lena.Submit(page, "/tickets/bulk",
            ("AssigneeId", await Id("Theo Brandt")), ("DepartmentId", await Id(World.Vertrieb)), ("Priority", "High"), ("DueOn", "1.12.2026"), ("AddTags", "Neu, #Eilig"), ("RemoveTags", await Id("alt")));

        answer.LedTo.ShouldBe("/tickets?state=open");
        (await lena.Open(answer.LedTo!)).ShouldSay("2 Tickets geändert.");
        foreach (var number in numbers.Take(2))
        {
            var ticket = await Ticket(number);
            ticket.Assignee!.Name.ShouldBe(World.Theo.Name);
            ticket.Department.Name.ShouldBe(World.Vertrieb);
            ticket.Priority.ShouldBe(Priority.High);
            ticket.DueOn.ShouldBe(new DateOnly(2026, 12, 1));
        }

        (await Ticket(numbers[0])).Tags.Select(t => t.Tag.Name).ShouldBe(["neu", "eilig"], ignoreOrder: true);
        (await Ticket(numbers[1])).Tags.Select(t => t.Tag.Name).ShouldBe(["bleibt", "neu", "eilig"], ignoreOrder: true);
        (await Ticket(numbers[2])).Priority.ShouldBe(Priority.Normal);
        (await app.Db(db => db.Set<TicketEvent>().CountAsync(e => e.Verb == TicketVerb.Assigned && e.TicketId == 1 && e.By!.Name == World.Lena.Name))).ShouldBe(1);
    }

    [Fact]
    public async Task All_that_match_are_counted_confirmed_and_changed_in_batches()
    {
        await app.Puts([.. Enumerable.Range(0, 70).Select(i => new Desk.Wanted($"Welle {i}")), new Desk.Wanted("Anderes"), new Desk.Wanted("Welle im Vertrieb") { Department = World.Vertrieb }]);
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/bulk?all=true&list={Uri.EscapeDataString("q=welle&department=" + await Id(World.Technik))}");
        page.ShouldSay("Betrifft alle 70 Tickets");

        var done = await theo.Open((await theo.Submit(page, "/tickets/bulk", ("Priority", "Low"))).LedTo!);

        done.ShouldSay("70 Tickets geändert.");
        (await app.Db(db => db.Tickets.CountAsync(t => t.Priority == Priority.Low))).ShouldBe(70);
    }

    [Fact]
    public async Task If_other_tickets_match_meanwhile_it_is_asked_again()
    {
        await app.Puts(new Desk.Wanted("Welle 1"));
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/tickets/bulk?all=true&list=q%3Dwelle");
        await app.Puts(new Desk.Wanted("Welle 2"));

        var answer = await theo.Submit(page, "/tickets/bulk", ("Priority", "Low"), ("AddTags", "kenne ich"));

        answer.Status.ShouldBe(409);
        answer.ShouldSay("die Zahl hat sich geändert").ShouldSay("Betrifft alle 2 Tickets");
        answer.One("[name=AddTags]").GetAttribute("value").ShouldBe("kenne ich");
        (await app.Db(db => db.Tickets.CountAsync(t => t.Priority == Priority.Low))).ShouldBe(0);
        (await theo.Submit(answer, "/tickets/bulk", ("Priority", "Low"))).LedTo.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_waiting_status_asks_for_the_day_it_comes_back()
    {
        var numbers = await app.Puts(new Desk.Wanted("Eins"));
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/bulk?n={numbers[0]}");

        var refused = await theo.Submit(page, "/tickets/bulk", ("ProgressId", await Id("warten")));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("wieder vorgelegt werden sollen");

        (await theo.Submit(refused, "/tickets/bulk", ("FollowUpOn", "1.12.2026"))).LedTo.ShouldNotBeNull();
        (await Ticket(numbers[0])).FollowUpOn.ShouldBe(new DateOnly(2026, 12, 1));
    }

    [Fact]
    public async Task Who_is_refused_is_named_with_the_reason_and_stays_wholly_as_it_was()
    {
        var numbers = await app.Puts(
            new("Darf starten"),
            new("Braucht Freigabe") { Department = World.Vertrieb, Planned = 6000, WantsApproval = true },
            new("Ist zu") { IsClosed = true });
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/tickets/bulk?" + string.Join('&', numbers.Select(n => $"n={n}")));

        var answer = await theo.Submit(page, "/tickets/bulk", ("ProgressId", await Id("gestartet")), ("Priority", "High"));

        answer.Status.ShouldBe(200);
        answer.ShouldSay("1 Ticket geändert, 2 nicht.").ShouldSay("noch nicht freigegeben").ShouldSay("Bitte zuerst wieder öffnen");
        (await Ticket(numbers[0])).Progress.Name.ShouldBe("gestartet");
        var waiting = await Ticket(numbers[1]);
        waiting.Progress.Name.ShouldBe("angelegt");
        waiting.Priority.ShouldBe(Priority.Normal);
        waiting.ApprovalState.ShouldBe(ApprovalState.Waiting);
    }

    [Fact]
    public async Task Nothing_is_closed_this_way()
    {
        var numbers = await app.Puts(new Desk.Wanted("Offen"));
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/bulk?n={numbers[0]}");
        page.All("[name=ProgressId] option").ShouldNotContain("abgeschlossen");

        var answer = await theo.Submit(page, "/tickets/bulk", ("ProgressId", await Id("abgeschlossen")));

        answer.ShouldSay("Ticket schließen");
        (await Ticket(numbers[0])).IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task Approvals_are_granted_by_who_may_and_not_for_what_changed_since()
    {
        var numbers = await app.Puts(
            new("Veras Angebot") { Department = World.Vertrieb, Planned = 6000, WantsApproval = true, Assignee = World.Vera },
            new("Lenas eigenes") { Department = World.Vertrieb, Planned = 6000, WantsApproval = true, Assignee = World.Lena },
            new("Braucht keine"));
        var address = "/tickets/bulk?" + string.Join('&', numbers.Select(n => $"n={n}"));
        using var vera = await app.As(World.Vera);
        using var lena = await app.As(World.Lena);
        (await vera.Submit(await vera.Open(address), "/tickets/bulk", ("Approve", "true"))).ShouldSay("0 Tickets geändert, 3 nicht.");
        (await Ticket(numbers[0])).ApprovalState.ShouldBe(ApprovalState.Waiting);

        var page = await lena.Open(address);
        var answer = await lena.Submit(page, "/tickets/bulk", ("Approve", "true"));
        answer.ShouldSay("1 Ticket geändert, 2 nicht.").ShouldSay("gibt jemand anders frei").ShouldSay("Hier wartet keine Freigabe");
        (await Ticket(numbers[0])).ApprovalState.ShouldBe(ApprovalState.Granted);
        (await Ticket(numbers[1])).ApprovalState.ShouldBe(ApprovalState.Waiting);

        var more = await app.Puts(new Desk.Wanted("Wird teurer") { Department = World.Vertrieb, Planned = 6000, WantsApproval = true });
        var seen = await lena.Open($"/tickets/bulk?n={more[0]}");
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await lena.Submit(await lena.Open($"/tickets/bulk?n={more[0]}"), "/tickets/bulk", ("Priority", "High"));
        (await lena.Submit(seen, "/tickets/bulk", ("Approve", "true"))).ShouldSay("hat sich geändert, seit die Seite geöffnet wurde");
        (await Ticket(more[0])).ApprovalState.ShouldBe(ApprovalState.Waiting);
    }

    [Fact]
    public async Task Nothing_chosen_is_said_before_anything_is_asked()
    {
        var numbers = await app.Puts(new Desk.Wanted("Eins"));
        using var theo = await app.As(World.Theo);

        (await theo.Open("/tickets/bulk")).ShouldSay("Bitte zuerst Tickets auswählen.");
        (await theo.Submit(await theo.Open($"/tickets/bulk?n={numbers[0]}"), "/tickets/bulk")).ShouldSay("Bitte wählen, was sich ändern soll.");
        var wrong = await theo.Submit(await theo.Open($"/tickets/bulk?n={numbers[0]}"), "/tickets/bulk", ("DueOn", "31.02.2026"));
        wrong.Status.ShouldBe(422);
        wrong.One("[name=DueOn]").GetAttribute("value").ShouldBe("31.02.2026");
    }

    Task<Ticket> Ticket(int number) => app.Db(db => db.Tickets.WithParts.AsNoTracking().SingleAsync(t => t.Number == number));

    /// <summary>The id of the department, person, status or tag of that name.</summary>
    Task<string> Id(string name) => app.Db(async db =>
    {
        var id = await db.Set<Tresen.Staff.Department>().Where(d => d.Name == name).Select(d => (int?)d.Id).FirstOrDefaultAsync()
            ?? await db.Set<Tresen.Staff.StaffMember>().Where(d => d.Name == name).Select(d => (int?)d.Id).FirstOrDefaultAsync()
            ?? await db.Progresses.Where(d => d.Name == name).Select(d => (int?)d.Id).FirstOrDefaultAsync()
            ?? await db.Tags.Where(d => d.Name == name).Select(d => (int?)d.Id).FirstOrDefaultAsync();
        return id.ToString()!;
    });
}
