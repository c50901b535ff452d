using Tresen.Tests.Tickets;
using Tresen.Tickets;

namespace Tresen.Tests.Workbench;

/// <summary>The first page of the day.</summary>
public sealed class HomeTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_emergency_that_a_colleague_has_concerns_all_of_the_department()
    {
        await app.Puts(
            new("Server brennt") { Priority = Priority.Emergency, Assignee = World.Theo },
            new("Konto gesperrt") { Priority = Priority.Emergency, Department = World.Buchhaltung, Assignee = World.Bodo },
            new("Drucker leer") { Assignee = World.Theo });
        using var lena = await app.As(World.Lena);
        using var bodo = await app.As(World.Bodo);

        Emergencies(await lena.Open("/")).ShouldBe(["Server brennt"]);
        Emergencies(await bodo.Open("/")).ShouldBe(["Konto gesperrt"]);
    }

    [Fact]
    public async Task What_one_helps_with_stands_there_and_where_nobody_helps_no_such_list()
    {
        var numbers = await app.Puts(new("Schrank schleppen") { Assignee = World.Theo, Helper = World.Lena }, new("Drucker leer") { Assignee = World.Theo });
        using var theo = await app.As(World.Theo);
        using var lena = await app.As(World.Lena);
        await theo.Send($"/tickets/{numbers[1]}/people", ("StaffMemberId", await app.Id(World.Lena)), ("Part", "Watcher"));

        var home = await lena.Open("/");
        InList(home, "Ich helfe mit").ShouldBe(["Schrank schleppen"]);
        (await lena.Open("/tickets?state=open&helping=1")).ShouldSay("Schrank schleppen").ShouldNotSay("Drucker leer");
        (await theo.Open("/")).ShouldNotSay("Ich helfe mit");
    }

    [Fact]
    public async Task Who_has_just_founded_the_firm_is_told_what_comes_next_until_the_first_ticket()
    {
        using var ada = await app.As(World.Ada);
        using var theo = await app.As(World.Theo);
        var page = await ada.Open("/");
        page.ShouldSay("Erste Schritte");
        page.All(".home-list li:has(.pill) > a").ShouldBe(["Abteilungen anlegen", "Mitarbeiter anlegen", "Mailkonto einrichten", "Den ersten Kunden anlegen"]);
        foreach (var step in page.Document.QuerySelectorAll(".home-cards .card:first-child .home-list a").Select(a => a.GetAttribute("href")!).ToList())
        {
            (await ada.Open(step)).Status.ShouldBe(200, step);
        }

        (await theo.Open("/")).ShouldNotSay("Erste Schritte");
        await app.Puts(new Desk.Wanted("Drucker leer"));
        (await ada.Open("/")).ShouldNotSay("Erste Schritte");
    }

    static IReadOnlyList<string> Emergencies(Answer page) => InList(page, "Notfälle");

    static IReadOnlyList<string> InList(Answer page, string title) =>
        [.. page.Document.QuerySelectorAll(".card").Single(c => c.QuerySelector("h2")?.TextContent.Trim() == title).QuerySelectorAll(".home-list a").Select(a => a.TextContent.Trim())];
}
