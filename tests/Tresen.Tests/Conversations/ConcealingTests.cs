using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Conversations;
using Tresen.Platform.Files;
using Tresen.Staff;

namespace Tresen.Tests.Conversations;

/// <summary>A dialogue in a confidential department on a ticket that everybody sees: no page around it tells of it.</summary>
public sealed class ConcealingTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    Browser theo = null!;
    Browser bodo = null!;
    int ticket;
    long hidden;
    long open;

    public async ValueTask InitializeAsync()
    {
        (theo, bodo) = (await app.As(World.Theo), await app.As(World.Bodo));
        ticket = await app.NewTicket();
        hidden = await app.NewConversation(ticket, "Zahlt der Zwiebelfisch?", World.Buchhaltung);
        open = await app.NewConversation(ticket, "Und das Tor?");
        await bodo.Send($"/tickets/{ticket}/notes", ("Note", "Drei Mahnungen wegen Zwiebelfisch."), ("Conversation", hidden.ToString()));
        await bodo.Send($"/conversations/{hidden}/assignment", ("AssigneeId", (await app.Db(db => db.Person(World.Bodo))).Id.ToString()));
    }

    [Fact]
    public async Task D02_no_page_names_a_dialogue_of_a_confidential_department()
    {
        await AttachAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.RunJobs();
        var places = new[]
        {
            $"/tickets/{ticket}", $"/tickets/{ticket}/history", $"/tickets/{ticket}/files", $"/tickets/{ticket}/details", $"/tickets/{ticket}/actions", $"/tickets/{ticket}/time", $"/tickets/{ticket}/closure",
            $"/tickets/{ticket}/conversations/new", "/", "/tickets", "/tickets?in.subject=Zwiebelfisch&state=all", "/tickets?q=Zwiebelfisch&state=all", $"/tickets/{ticket}/short", "/tickets/export?format=csv&state=all", "/tickets/export?format=print&state=all", "/search?q=Zwiebelfisch", $"/search?q={hidden}",
            "/customers/10001", "/customers/10001/tickets", "/conversations", "/notifications", "/mail/outbox", "/mail/review",
        };
        foreach (var place in places)
        {
            var page = await theo.Open(place);
            page.Status.ShouldBe(200, place);
            var said = place.Contains('=', StringComparison.Ordinal) && !place.Contains("export", StringComparison.Ordinal) ? string.Join(" ", page.All(".hits, tbody")) : page.Html; // what is asked for stands there again
            foreach (var secret in new[] { hidden.ToString(), "Zwiebelfisch", "Mahnungen", "gehalt.txt" })
            {
                said.ShouldNotContain(secret, Case.Insensitive, place);
            }
        }

        (await bodo.Open($"/tickets/{ticket}/files")).ShouldSay("gehalt.txt");
        (await bodo.Open("/search?q=Zwiebelfisch")).All(".hits").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task D02_the_history_says_one_neutral_sentence_and_its_people_read_all_of_it()
    {
        var neutral = "Hier ist etwas Vertrauliches geschehen.";
        var mine = await theo.Open($"/tickets/{ticket}/history");
        mine.ShouldSay(open.ToString()).ShouldSay(neutral).ShouldNotSay(hidden.ToString());
        mine.All("tbody").Single().ShouldNotContain(World.Bodo.Name);
        mine.All(".history-changes li").Count(l => l == neutral).ShouldBe(2, "what lies together is one entry, however much it was");

        (await bodo.Open($"/tickets/{ticket}/history")).ShouldSay(hidden.ToString()).ShouldSay("Gespräch zugewiesen").ShouldNotSay(neutral);
        using var ada = await app.As(World.Ada);
        (await ada.Open($"/tickets/{ticket}/history")).ShouldSay(hidden.ToString());
    }

    [Fact]
    public async Task D02_of_a_dialogue_that_was_forwarded_out_of_sight_only_its_way_is_told()
    {
        await theo.Send($"/conversations/{open}/forwarding", ("DepartmentId", (await app.Db(db => db.DepartmentOf(World.Buchhaltung))).Id.ToString()), ("Remark", "Zahlt er?"));
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await bodo.Send($"/tickets/{ticket}/notes", ("Note", "Nie."), ("Conversation", open.ToString()));

        var history = await theo.Open($"/tickets/{ticket}/history");
        history.ShouldSay("Gespräch weitergeleitet").ShouldNotSay("Interne Notiz");
        history.All("tbody tr")[0].ShouldContain("etwas Vertrauliches");
        history.All("tbody tr")[0].ShouldNotContain(World.Bodo.Name);
    }

    [Fact]
    public async Task D02_a_deputy_from_elsewhere_hears_nothing_of_it()
    {
        await app.Work(async db =>
        {
            (await db.Staff.Include(s => s.Absences).SingleAsync(s => s.Name == World.Bodo.Name)).IsAway(new(2026, 11, 23), new(2026, 11, 27), await db.Person(World.Vera));
            return 0;
        });
        await app.KarinAnswers(hidden);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.RunJobs();

        (await bodo.Open("/notifications")).ShouldSay("Eine neue Nachricht ist da.");
        using var vera = await app.As(World.Vera);
        (await vera.Open("/notifications")).ShouldSay("Noch keine Benachrichtigungen");
    }

    async Task AttachAsync()
    {
        var content = await app.Services.GetRequiredService<FileCabinet>().StoreAsync(new MemoryStream("geheim"u8.ToArray()), default);
        await app.Work(async db =>
        {
            var file = new IncomingFile(await db.Set<StoredFile>().SingleAsync(f => f.Id == content), "gehalt.txt", "text/plain");
            db.Receive(await db.ToChange(hidden), Talking.FromKarin("Anbei Zwiebelfisch.", "Zwiebelfisch") with { Files = [file] }, app.Clock.GetUtcNow());
            return 0;
        });
    }

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        bodo.Dispose();
        await app.DisposeAsync();
    }
}
