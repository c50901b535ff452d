using Microsoft.EntityFrameworkCore;
using Tresen.Staff;

namespace Tresen.Tests.Conversations;

/// <summary>Somebody sees to a dialogue where it stands.</summary>
public sealed class AssignmentTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    Browser theo = null!;
    int ticket;
    long number;

    public async ValueTask InitializeAsync()
    {
        theo = await app.As(World.Theo);
        ticket = await app.NewTicket();
        number = await app.NewConversation(ticket);
    }

    [Fact]
    public async Task Lena_gives_it_to_Theo_who_hears_of_it_and_of_the_customers_answers()
    {
        await Later();
        using var lena = await app.As(World.Lena);
        var page = await lena.Open($"/tickets/{ticket}");
        var done = await lena.Submit(page, $"/conversations/{number}/assignment", ("AssigneeId", await Id(World.Theo)));

        done.LedTo.ShouldBe($"/tickets/{ticket}");
        (await lena.Open(done.LedTo!)).ShouldSay("Für dieses Gespräch ist jetzt Theo Brandt zuständig.").ShouldSay($"Gesprächsverlauf {number} zugewiesen an Theo Brandt");
        (await lena.Open($"/tickets/{ticket}/history")).ShouldSay("Gespräch zugewiesen");
        (await theo.Open("/conversations")).ShouldSay("Technik · Theo Brandt");
        (await theo.Open("/conversations?mine=true")).ShouldSay(number.ToString());
        (await lena.Open("/conversations?mine=true")).ShouldSay("Kein Gespräch wartet auf Sie.");
        await Later();
        (await theo.Open("/notifications")).ShouldSay("Lena Vogt hat Ihnen ein Gespräch zugewiesen.");
        (await lena.Open("/notifications")).ShouldNotSay("zugewiesen.");

        await app.KarinAnswers(number);
        await Later();
        (await theo.Open("/notifications")).ShouldSay("Eine neue Nachricht ist da.");
        (await lena.Open("/notifications")).All(".news-item").Count.ShouldBe(1, "it is Theo's now: she heard of the first message alone");
    }

    [Fact]
    public async Task Given_back_to_nobody_in_particular()
    {
        await theo.Submit(await theo.Open($"/tickets/{ticket}"), $"/conversations/{number}/assignment", ("AssigneeId", await Id(World.Theo)));
        var page = await theo.Open($"/tickets/{ticket}");
        page.One($"form[action='/conversations/{number}/assignment'] option[selected]").TextContent.ShouldBe(World.Theo.Name);

        await theo.Submit(page, $"/conversations/{number}/assignment", ("AssigneeId", ""));

        (await app.Conversation(number)).AssigneeId.ShouldBeNull();
        (await theo.Open($"/tickets/{ticket}")).ShouldSay($"Zuweisung des Gesprächsverlaufs {number} aufgehoben");
    }

    [Fact]
    public async Task Only_people_of_the_department_where_it_stands_are_offered_and_taken()
    {
        var page = await theo.Open($"/tickets/{ticket}");
        page.All($"form[action='/conversations/{number}/assignment'] option").ShouldBe(["niemand im Besonderen", World.Theo.Name, World.Lena.Name], ignoreOrder: true);

        var refused = await theo.Send($"/conversations/{number}/assignment", ("AssigneeId", await Id(World.Vera)));

        refused.Status.ShouldBe(422);
        refused.ShouldSay("Vera Sommer gehört nicht zur Abteilung Technik.");
        (await app.Conversation(number)).AssigneeId.ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_is_away_is_marked_and_said()
    {
        await app.Work(async db =>
        {
            (await db.Staff.Include(s => s.Absences).SingleAsync(s => s.Name == World.Theo.Name)).IsAway(new(2026, 11, 23), new(2026, 11, 27), await db.Person(World.Lena));
            return 0;
        });
        using var lena = await app.As(World.Lena);
        var page = await lena.Open($"/tickets/{ticket}");
        page.All($"form[action='/conversations/{number}/assignment'] option").ShouldContain("Theo Brandt (abwesend, Vertretung: Lena Vogt)");
        var done = await lena.Submit(page, $"/conversations/{number}/assignment", ("AssigneeId", await Id(World.Theo)));
        (await lena.Open(done.LedTo!)).ShouldSay("Achtung: bis 27.11.2026 abwesend. Vertretung: Lena Vogt.");
    }

    [Fact]
    public async Task Forwarded_it_is_nobodys_there()
    {
        await theo.Send($"/conversations/{number}/assignment", ("AssigneeId", await Id(World.Theo)));
        await theo.Send($"/conversations/{number}/forwarding", ("DepartmentId", (await app.Db(db => db.DepartmentOf(World.Vertrieb))).Id.ToString()), ("Remark", "Bitte ein Angebot."));
        (await app.Conversation(number)).AssigneeId.ShouldBeNull();
        (await theo.Open($"/tickets/{ticket}")).All($"form[action='/conversations/{number}/assignment'] option").ShouldBe(["niemand im Besonderen", World.Vera.Name, World.Lena.Name], ignoreOrder: true);
    }

    [Fact]
    public async Task Readers_and_strangers_to_a_confidential_department_give_it_to_nobody()
    {
        using var rita = await app.As(World.Rita);
        (await rita.Open($"/tickets/{ticket}")).Document.QuerySelectorAll($"form[action='/conversations/{number}/assignment']").ShouldBeEmpty();
        (await rita.Send($"/conversations/{number}/assignment", ("AssigneeId", await Id(World.Theo)))).Status.ShouldBe(403);
        var hidden = await app.NewConversation(ticket, "Geheim", World.Buchhaltung);
        (await theo.Send($"/conversations/{hidden}/assignment", ("AssigneeId", await Id(World.Bodo)))).Status.ShouldBe(404);
    }

    async Task<string> Id(Inhabitant person) => (await app.Db(db => db.Person(person))).Id.ToString();

    async Task Later()
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobs();
    }

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        await app.DisposeAsync();
    }
}
