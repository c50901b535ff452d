namespace Tresen.Tests.Workbench;

/// <summary>Lists, counters, exports and changes never show or touch what somebody may not see.</summary>
public sealed class VisibilityTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Work_of_a_confidential_department_is_seen_by_its_people_alone()
    {
        await app.Puts(new("Mahnung geheim") { Department = World.Buchhaltung }, new("Drucker") { Department = World.Technik }, new("Kasse, Vera hilft") { Department = World.Buchhaltung, Helper = World.Vera });
        using var vera = await app.As(World.Vera);
        using var bodo = await app.As(World.Bodo);
        using var rita = await app.As(World.Rita);
        using var ada = await app.As(World.Ada);

        (await vera.Sees("state=all")).ShouldBe(["Drucker", "Kasse, Vera hilft"], ignoreOrder: true);
        (await rita.Sees("state=all")).ShouldBe(["Drucker"]);
        (await bodo.Sees("state=all")).Count.ShouldBe(3);
        (await ada.Sees("state=all")).Count.ShouldBe(3);
        (await vera.Get("/tickets/count?state=all")).Html.ShouldBe("2");
        (await rita.Get("/tickets/count?state=all")).Html.ShouldBe("1");
    }

    [Theory]
    [InlineData("q=geheim")]
    [InlineData("in.number=10001")]
    [InlineData("in.subject=mahnung")]
    [InlineData("tag=1")]
    [InlineData("in.tags=verzug")]
    [InlineData("priority=emergency")]
    [InlineData("in.department=buchhaltung")]
    [InlineData("in.assignee=bodo")]
    [InlineData("customer=10002")]
    [InlineData("due=overdue")]
    [InlineData("state=open&sort=-priority")]
    public async Task D02_no_filter_order_counter_or_export_tells_of_a_hidden_ticket(string query)
    {
        var numbers = await app.Puts(new Desk.Wanted("Mahnung geheim")
        {
            Department = World.Buchhaltung,
            Assignee = World.Bodo,
            Tag = "verzug",
            Customer = World.OhlsenLogistik,
            Priority = Tresen.Tickets.Priority.Emergency,
            Due = new DateOnly(2026, 11, 1),
            WithDevice = true,
        });
        using var vera = await app.As(World.Vera);
        using var bodo = await app.As(World.Bodo);

        (await bodo.Sees(query)).ShouldBe(["Mahnung geheim"]);
        var page = await vera.Open("/tickets?" + query);
        page.Rows().ShouldBeEmpty();
        page.Html.ShouldNotContain("geheim</a>");
        page.All(".filter-options label").ShouldNotContain("verzug");
        page.All(".filter-options label").ShouldNotContain(World.Buchhaltung);
        (await vera.Get("/tickets/count?" + query)).Html.ShouldBe("");
        foreach (var format in (string[])["csv", "tsv", "print", "clipboard"])
        {
            (await vera.Get($"/tickets/export?format={format}&{query}")).Html.ShouldNotContain("Mahnung geheim");
        }

        (await vera.Get($"/tickets/{numbers[0]}/short")).Status.ShouldBe(404);
        (await vera.Get("/tickets/99999/short")).Text.ShouldBe((await vera.Get($"/tickets/{numbers[0]}/short")).Text);
    }

    [Fact]
    public async Task D02_a_hidden_ticket_can_not_be_changed_among_many()
    {
        var numbers = await app.Puts(new("Geheim") { Department = World.Buchhaltung }, new("Offen") { Department = World.Vertrieb });
        using var vera = await app.As(World.Vera);

        var page = await vera.Open($"/tickets/bulk?n={numbers[0]}&n={numbers[1]}");
        page.ShouldSay("1 Ticket ändern").ShouldNotSay("Geheim");
        await vera.Send("/tickets/bulk", ("N", numbers[0].ToString()), ("N", numbers[1].ToString()), ("Priority", "High"));

        (await app.Db(db => Task.FromResult(db.Set<Tresen.Tickets.Ticket>().Where(t => t.Priority == Tresen.Tickets.Priority.High).Select(t => t.Subject).ToList()))).ShouldBe(["Offen"]);
    }

    [Fact]
    public async Task Who_may_only_read_sees_the_list_and_gets_nothing_to_change_it_with()
    {
        var numbers = await app.Puts(new Desk.Wanted("Drucker") { Tag = "laut" });
        using var rita = await app.As(World.Rita);

        var page = await rita.Open("/tickets?state=open");
        page.Rows().ShouldBe(["Drucker"]);
        page.Document.QuerySelector("[data-select]").ShouldBeNull();
        page.Document.QuerySelector("form[method=post][action^='/tickets']").ShouldBeNull();
        (await rita.Open($"/tickets/bulk?n={numbers[0]}")).Status.ShouldBe(403);
        (await rita.Send("/tickets/bulk", ("N", numbers[0].ToString()), ("Priority", "High"))).Status.ShouldBe(403);
        (await rita.Send("/tickets/views", ("Name", "Meine"), ("List", "state=open"))).Status.ShouldBe(403);
        (await rita.Open("/tickets?state=open&cols=number&cols=tags")).All(".ticket-list thead th").ShouldContain("Tags");
        (await rita.Get("/tickets/export?format=csv&state=open")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to()
    {
        using var stranger = app.Stranger();
        foreach (var path in (string[])["/", "/tickets", "/tickets/count", "/tickets/export?format=csv", "/tickets/bulk?n=1", "/tickets/views", "/tickets/next"])
        {
            (await stranger.Get(path)).LedTo!.ShouldStartWith("/sign-in");
        }
    }
}
