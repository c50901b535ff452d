using Microsoft.EntityFrameworkCore;
using Tresen.Staff;
using Tresen.Tickets;
using Tresen.Workbench.Views;

namespace Tresen.Tests.Workbench;

/// <summary>Views under a name, columns, and what concerns somebody now.</summary>
public sealed class ViewTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_view_keeps_filter_order_and_columns_for_oneself()
    {
        await app.Puts(new("Hoch alt") { Priority = Tresen.Tickets.Priority.High, Age = 90 }, new("Hoch neu") { Priority = Tresen.Tickets.Priority.High, Age = 10 }, new("Normal"));
        using var theo = await app.As(World.Theo);
        using var vera = await app.As(World.Vera);
        var editor = await theo.Open("/tickets/views/new?priority=high&sort=-date&cols=number,date");
        editor.ShouldSay("Prio: hoch");

        var page = await theo.Open((await theo.Submit(editor, "/tickets/views", ("Name", "Wichtiges"))).LedTo!);

        page.Rows().ShouldBe(["Hoch neu", "Hoch alt"]);
        page.One(".views [aria-current]").TextContent.ShouldBe("Wichtiges");
        page.All(".ticket-list thead th").ShouldContain("Datum");
        page.All(".ticket-list thead th").ShouldNotContain("Status");
        (await theo.Get("/tickets/count?view=1")).Html.ShouldBe("2");
        (await vera.Open("/tickets")).ShouldNotSay("Wichtiges");
        (await vera.Open("/tickets?view=1")).One(".views [aria-current]").TextContent.ShouldBe("Dran");
        (await vera.Open("/tickets/views/1")).Status.ShouldBe(404);
        (await vera.Send("/tickets/views/1/removal")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_view_that_is_filtered_further_says_so_and_without_filters_it_is_no_view()
    {
        await app.Puts(new Desk.Wanted("Irgendwas"));
        using var theo = await app.As(World.Theo);
        (await theo.Open("/tickets")).ShouldNotSay("geändert");
        var page = await theo.Open((await theo.Open("/tickets")).One(".chips .chip-red").GetAttribute("href")!);
        page.One(".views [aria-current]").TextContent.ShouldBe("Drangeändert");

        var all = await theo.Open(page.One(".clear-filters").GetAttribute("href")!);

        all.Document.QuerySelector(".views [aria-current]").ShouldBeNull();
        all.Rows().ShouldBe(["Irgendwas"]);
    }

    [Fact]
    public async Task Leads_share_views_with_all_and_others_can_not()
    {
        await app.Puts(new("Offen"), new("Geheim") { Department = World.Buchhaltung });
        using var lena = await app.As(World.Lena);
        using var theo = await app.As(World.Theo);
        (await theo.Send("/tickets/views", ("Name", "Von Theo"), ("IsShared", "true"), ("List", "state=open"))).ShouldSay("Ansichten für alle legen Leitung und Administration an.");
        await lena.Submit(await lena.Open("/tickets/views/new?state=open"), "/tickets/views", ("Name", "Für alle"), ("IsShared", "true"));

        var page = await theo.Open("/tickets?view=1");

        page.ShouldSay("Für alle");
        page.Rows().ShouldBe(["Offen"]);
        (await theo.Get("/tickets/count?view=1")).Html.ShouldBe("1");
        (await theo.Open("/tickets/views/1")).Status.ShouldBe(404);
        (await lena.Submit(await lena.Open("/tickets/views/1"), "/tickets/views/1", ("Name", ""))).ShouldSay("Bitte der Ansicht einen Namen geben.");
        await lena.Send("/tickets/views/1/removal");
        (await app.Db(db => db.Set<SavedView>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Columns_are_kept_per_person_and_view()
    {
        await app.Puts(new Desk.Wanted("Drucker") { Tag = "laut" });
        using var theo = await app.As(World.Theo);
        using var vera = await app.As(World.Vera);
        var page = await theo.Open("/tickets?view=open");

        var done = await theo.Send("/tickets/columns", ("view", "open"), ("list", "view=open&state=open"), ("cols", "number"), ("cols", "tags"), ("cols", "passwort"));

        (await theo.Open(done.LedTo!)).All(".ticket-list thead th").ShouldBe(["", "Ticket", "Betreff", "Tags", "Kurzansicht"]);
        page.All(".ticket-list thead th").ShouldContain("Status");
        (await theo.Open("/tickets?view=dran")).All(".ticket-list thead th").ShouldContain("Status");
        (await vera.Open("/tickets?view=open")).All(".ticket-list thead th").ShouldContain("Status");
        (await theo.Get("/tickets/export?format=csv&view=open")).Html.ShouldStartWith("Ticket;Betreff;Tags\r\n");
    }

    [Fact]
    public async Task Free_fields_of_the_administrator_are_columns_too()
    {
        var numbers = await app.Puts(new("Mit Version"), new("Ohne Version"));
        await app.Db(async db =>
        {
            var ticket = await db.Tickets.Include(t => t.FreeValues).SingleAsync(t => t.Number == numbers[0]);
            ticket.Fill(await db.FreeFields.SingleAsync(f => f.Name == "Version"), "4.2", null, World.Morning);
            return await db.SaveChangesAsync();
        });
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets?state=open&cols=number&cols=free1&cols=free2&in.number={numbers[0]}");
        page.All(".ticket-list thead tr:first-child th").ShouldContain("Version");
        page.ShouldNotSay("Freies Feld").All("[data-column=free1]").ShouldBe(["4.2"]);
        (await theo.Sees("state=open&in.free1=4.2")).ShouldBe(["Mit Version"]);
        (await theo.Open($"/tickets?state=open&in.free1=4.2")).ShouldSay("Version: „4.2“");
        (await theo.Open("/tickets/export?format=csv&state=open&cols=number,free1&in.free1=4")).Html.ShouldContain("4.2");
    }

    [Fact]
    public async Task Home_marks_the_work_of_those_for_whom_one_stands_in()
    {
        await app.Puts(new Desk.Wanted("Von Lena") { Assignee = World.Lena, Priority = Priority.Emergency });
        await app.Db(async db =>
        {
            var lena = await db.Staff.SingleAsync(s => s.Name == World.Lena.Name);
            lena.IsAway(new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 27), await db.Staff.SingleAsync(s => s.Name == World.Theo.Name));
            return await db.SaveChangesAsync();
        });
        using var theo = await app.As(World.Theo);
        (await theo.Open("/")).ShouldSay("für Lena Vogt");
        using var lena = await app.As(World.Lena);
        (await lena.Open("/")).ShouldNotSay("für Lena Vogt");
    }

    [Fact]
    public async Task Counters_are_exact_to_999()
    {
        await app.Puts([.. Enumerable.Range(0, 1001).Select(i => new Desk.Wanted($"Nr. {i}") { Customer = i < 999 ? World.MuellerBau : World.OhlsenLogistik })]);
        using var theo = await app.As(World.Theo);

        (await theo.Get("/tickets/count?customer=10001")).Html.ShouldBe("999");
        (await theo.Get("/tickets/count?state=open")).Html.ShouldBe("999+");
        (await theo.Get("/tickets/count?customer=10003")).Html.ShouldBe("");
    }

    [Fact]
    public async Task Built_in_views_show_what_they_are_called()
    {
        await app.Puts(new("Notfall") { Priority = Priority.Emergency, Assignee = World.Theo }, new("Zu") { IsClosed = true }, new("Spät") { Due = new DateOnly(2026, 11, 2), Assignee = World.Vera });
        using var theo = await app.As(World.Theo);

        (await theo.Sees("view=emergencies")).ShouldBe(["Notfall"]);
        (await theo.Sees("view=mine")).ShouldBe(["Notfall"]);
        (await theo.Sees("view=overdue")).ShouldBe(["Spät"]);
        (await theo.Sees("view=closed")).ShouldBe(["Zu"]);
        (await theo.Sees("view=open")).Count.ShouldBe(2);
        foreach (var view in BuiltInView.All)
        {
            (await theo.Open("/tickets?view=" + view.Key)).One(".views [aria-current]").TextContent.ShouldBe(view.Label);
        }
    }

    [Fact]
    public async Task Home_says_what_concerns_me_now()
    {
        await app.Puts(
            new("Brennt bei uns") { Priority = Priority.Emergency },
            new("Brennt im Vertrieb") { Priority = Priority.Emergency, Department = World.Vertrieb, Assignee = World.Vera },
            new("Heute fertig") { Due = new DateOnly(2026, 11, 24), Assignee = World.Theo },
            new("Geheim") { Department = World.Buchhaltung },
            new("Teuer") { Department = World.Vertrieb, Planned = 6000, WantsApproval = true, Assignee = World.Vera },
            new("Doch nicht fertig") { RepliedAfterClosing = true });
        using var theo = await app.As(World.Theo);
        using var lena = await app.As(World.Lena);

        var page = await theo.Open("/");
        page.ShouldSay("Brennt bei uns").ShouldSay("Heute fertig").ShouldSay("Doch nicht fertig").ShouldNotSay("Brennt im Vertrieb").ShouldNotSay("Geheim").ShouldNotSay("Wartet auf meine Freigabe");
        (await lena.Open("/")).ShouldSay("Wartet auf meine Freigabe").ShouldSay("Teuer");
        using var rita = await app.As(World.Rita);
        (await rita.Open("/")).ShouldSay("Brennt im Vertrieb").ShouldNotSay("Geheim");
    }

    [Fact]
    public async Task A_row_unfolds_to_a_short_view()
    {
        var numbers = await app.Puts(new Desk.Wanted("Drucker") { Planned = 90, Booked = 30 });
        using var theo = await app.As(World.Theo);
        (await theo.Get($"/tickets/{numbers[0]}/short")).ShouldSay("Karin Müller").ShouldSay("1:30");
    }
}
