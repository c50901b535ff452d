using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Tickets;

namespace Tresen.Tests.Conversations;

/// <summary>Dialogues that go to another department and come back, and who sees them there.</summary>
public sealed class MovingTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    Browser theo = null!;
    Browser vera = null!;
    Browser bodo = null!;
    int ticket;
    long number;

    public async ValueTask InitializeAsync()
    {
        (theo, vera, bodo) = (await app.As(World.Theo), await app.As(World.Vera), await app.As(World.Bodo));
        ticket = await app.NewTicket();
        number = await app.NewConversation(ticket, "Was kostet ein neuer Drucker?");
    }

    [Fact]
    public async Task Forwarded_it_shows_up_there_and_answered_it_comes_back()
    {
        await Forward(World.Vertrieb, "Bitte ein Angebot.");
        (await theo.Open($"/tickets/{ticket}")).ShouldSay("liegt seit 24.11.2026").ShouldSay("bei Vertrieb").ShouldSay("Von Vertrieb zurückholen").ShouldNotSay("zurückgeben");
        (await app.Ticket(ticket)).Ball.ShouldBe(Ball.Inside);
        (await theo.Open("/conversations")).ShouldNotSay(number.ToString());
        (await vera.Open("/conversations")).ShouldSay("Bitte ein Angebot.").ShouldSay("aus Technik");
        (await vera.Get("/conversations/count")).Html.ShouldBe("1");
        (await vera.Open("/")).ShouldSay("An meine Abteilungen weitergeleitet").ShouldSay("Bitte ein Angebot.");
        (await theo.Open("/")).ShouldNotSay("An meine Abteilungen weitergeleitet");

        var page = await vera.Open($"/conversations/{number}/messages/new");
        (await vera.Submit(page, $"/conversations/{number}/messages", ("Body", "Das Angebot folgt."), ("Do", "send"))).LedTo.ShouldNotBeNull();

        var back = await app.Conversation(number);
        back.Department.Name.ShouldBe(World.Technik);
        back.Ball.ShouldBe(Ball.Customer);
        back.Forwardings.ShouldHaveSingleItem().Ending.ShouldBe(ForwardingEnd.Answered);
        (await app.Ticket(ticket)).Ball.ShouldBe(Ball.Customer);
        (await vera.Get("/conversations/count")).Html.ShouldBe("");
        (await app.Ticket(ticket)).Events.ShouldContain(e => e.Verb == TicketVerb.GivenBack);
    }

    [Fact]
    public async Task Giving_back_and_taking_back_are_offered_to_whom_they_belong()
    {
        await Forward(World.Vertrieb, "Bitte ein Angebot.");
        (await vera.Open($"/tickets/{ticket}")).ShouldSay("An Technik zurückgeben").ShouldNotSay("zurückholen");
        (await bodo.Open($"/tickets/{ticket}")).ShouldNotSay("zurückgeben").ShouldNotSay("zurückholen");
        using var lena = await app.As(World.Lena); // belongs to both
        (await lena.Open($"/tickets/{ticket}")).ShouldSay("An Technik zurückgeben").ShouldSay("Von Vertrieb zurückholen");

        await theo.Send($"/conversations/{number}/forwarding/recall");
        (await theo.Open($"/tickets/{ticket}")).ShouldNotSay("zurückholen");
    }

    [Fact]
    public async Task Whoever_it_lies_with_reads_how_it_goes_back_and_finds_the_whole_ticket()
    {
        await app.Work(async db =>
        {
            (await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket)).Describe("<div>Seit Montag, nur im Werk Nord.</div>", await db.Person(World.Theo), app.Clock.GetUtcNow());
            return 0;
        });
        await Forward(World.Vertrieb, "Bitte ein Angebot.");

        var page = await vera.Open($"/tickets/{ticket}?conversation={number}");

        page.ShouldSay("Ihre Antwort an die Kollegen gehört in „An Technik zurückgeben“; eine Notiz lässt das Gespräch hier.").ShouldSay("Seit Montag, nur im Werk Nord.");
        page.One($".conversation-actions a[href='/tickets/{ticket}']").TextContent.ShouldBe("Ganzes Ticket zeigen");
        (await theo.Open($"/tickets/{ticket}")).ShouldNotSay("Ihre Antwort an die Kollegen");
    }

    [Fact]
    public async Task A_dialogue_of_nobody_in_particular_is_for_whoever_does_the_ticket()
    {
        (await theo.Open($"/tickets/{ticket}")).One(".conversation-hands").TextContent.ShouldContain("niemand im Besonderen");
        await app.Work(async db =>
        {
            (await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket)).Assign(await db.Person(World.Lena), await db.Person(World.Theo), app.Clock.GetUtcNow());
            return 0;
        });
        (await theo.Open($"/tickets/{ticket}")).One(".conversation-hands").TextContent.ShouldContain("wie das Ticket: Lena Vogt");
    }

    [Fact]
    public async Task Emergencies_stand_before_those_who_wait_longer()
    {
        app.Clock.Advance(TimeSpan.FromHours(1));
        var urgent = await app.NewTicket("Wasser im Serverraum");
        await app.NewConversation(urgent, "Es tropft.");
        (await theo.Open("/conversations")).All(".row-link").ShouldBe(["Drucker druckt nur Streifen", "Wasser im Serverraum"]);

        await app.Work(async db =>
        {
            (await db.Tickets.WithParts.SingleAsync(t => t.Number == urgent)).Prioritise(Priority.Emergency, await db.Person(World.Theo), app.Clock.GetUtcNow());
            return 0;
        });
        var page = await theo.Open("/conversations");
        page.All(".row-link").ShouldBe(["Wasser im Serverraum", "Drucker druckt nur Streifen"]);
        page.One("tbody tr:first-child").TextContent.ShouldContain("Notfall");
    }

    [Fact]
    public async Task At_home_too_the_emergency_stands_first()
    {
        await Forward(World.Vertrieb, "Bitte ein Angebot.");
        app.Clock.Advance(TimeSpan.FromHours(1));
        var urgent = await app.NewTicket("Wasser im Serverraum");
        await app.Work(async db =>
        {
            (await db.Tickets.WithParts.SingleAsync(t => t.Number == urgent)).Prioritise(Priority.Emergency, await db.Person(World.Theo), app.Clock.GetUtcNow());
            return 0;
        });
        var dialogue = await app.NewConversation(urgent, "Es tropft.");
        var page = await theo.Open($"/conversations/{dialogue}/forwarding/new");
        await theo.Submit(page, $"/conversations/{dialogue}/forwarding", ("DepartmentId", await Id(World.Vertrieb)), ("Remark", "Wer ist versichert?"));

        (await vera.Open("/")).All(".home-list a[href*='conversation=']").ShouldBe(["Wasser im Serverraum", "Drucker druckt nur Streifen"]);
    }

    [Theory]
    [InlineData(World.Vertrieb)]
    [InlineData(World.Buchhaltung)]
    public async Task What_lies_with_its_ticket_goes_along_when_the_ticket_is_handed_over(string to)
    {
        var ticket = await app.NewTicket();
        var (stays, forwarded) = (await app.NewConversation(ticket), await app.NewConversation(ticket, "Und die Rechnung?"));
        using var theo = await app.As(World.Theo);
        using var there = await app.As(to == World.Vertrieb ? World.Vera : World.Bodo);
        await theo.Send($"/conversations/{forwarded}/forwarding", ("DepartmentId", (await app.Db(db => db.DepartmentOf(to == World.Vertrieb ? World.Buchhaltung : World.Vertrieb))).Id.ToString()), ("Remark", "Bitte klären"));
        await theo.Send($"/tickets/{ticket}/department", ("DepartmentId", (await app.Db(db => db.DepartmentOf(to))).Id.ToString()));

        (await app.Conversation(stays)).Department.Name.ShouldBe(to);
        (await app.Conversation(forwarded)).Department.Name.ShouldBe(to == World.Vertrieb ? World.Buchhaltung : World.Vertrieb);
        (await there.Open("/conversations")).ShouldSay(stays.ToString());
        (await theo.Open("/conversations")).ShouldNotSay(stays.ToString());
        (await theo.Get($"/tickets/{ticket}")).Status.ShouldBe(to == World.Vertrieb ? 200 : 404);
    }

    [Fact]
    public async Task Given_back_it_is_with_us_again()
    {
        await Forward(World.Vertrieb, "Eures?");
        var page = await vera.Open($"/conversations/{number}/forwarding/return");
        page.ShouldSay("Eures?");
        (await vera.Submit(page, $"/conversations/{number}/forwarding/return", ("Remark", ""))).Status.ShouldBe(422);
        await vera.Submit(page, $"/conversations/{number}/forwarding/return", ("Remark", "Nein, Gewährleistung."));

        var back = await app.Conversation(number);
        back.Department.Name.ShouldBe(World.Technik);
        back.Ball.ShouldBe(Ball.Us);
        back.Forwardings.ShouldHaveSingleItem().EndRemark.ShouldBe("Nein, Gewährleistung.");
        (await theo.Open($"/tickets/{ticket}")).All(".event-remark").ShouldBe(["Eures?", "Nein, Gewährleistung."]);
    }

    [Fact]
    public async Task In_a_confidential_department_it_shows_to_its_people_alone()
    {
        await Forward(World.Buchhaltung, "Zahlt der?");

        var page = await theo.Open($"/tickets/{ticket}");
        page.ShouldNotSay("Was kostet ein neuer Drucker?").ShouldNotSay("Zahlt der?").ShouldSay("bei Buchhaltung");
        (await theo.Get($"/conversations/{number}/messages/new")).Status.ShouldBe(404);
        (await theo.Get($"/messages/{await MessageId()}/frame")).Status.ShouldBe(404);
        (await bodo.Open($"/tickets/{ticket}")).ShouldSay("Was kostet ein neuer Drucker?").ShouldSay("Zahlt der?");
        using var ada = await app.As(World.Ada);
        (await ada.Open($"/tickets/{ticket}")).ShouldSay("Was kostet ein neuer Drucker?");
    }

    [Fact]
    public async Task Taken_back_from_there_its_notes_stay_there()
    {
        await Forward(World.Buchhaltung, "Zahlt der?");
        await bodo.Submit(await bodo.Open($"/tickets/{ticket}"), $"/tickets/{ticket}/notes", ("Note", "Drei Mahnungen offen."), ("Conversation", number.ToString()));
        await theo.Submit(await theo.Open($"/tickets/{ticket}"), $"/conversations/{number}/forwarding/recall");

        (await theo.Open($"/tickets/{ticket}")).ShouldSay("Was kostet ein neuer Drucker?").ShouldNotSay("Drei Mahnungen offen.");
        (await bodo.Open($"/tickets/{ticket}")).ShouldSay("Drei Mahnungen offen.");
        (await app.Conversation(number)).Ball.ShouldBe(Ball.Us);
    }

    [Fact]
    public async Task A_confidential_ticket_opens_to_whom_one_of_its_dialogues_is_forwarded_and_closes_again()
    {
        var secret = await app.NewTicket("Mahnung", World.Buchhaltung);
        number = await app.NewConversation(secret, "Geheim", World.Buchhaltung);
        (await vera.Get($"/tickets/{secret}")).Status.ShouldBe(404);

        await bodo.Send($"/conversations/{number}/forwarding", ("DepartmentId", await Id(World.Vertrieb)), ("Remark", "Kulanz?"));
        (await vera.Open($"/tickets/{secret}")).ShouldSay("Geheim");

        await bodo.Send($"/conversations/{number}/forwarding/recall");
        (await vera.Get($"/tickets/{secret}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_stranger_to_the_department_takes_nothing_back()
    {
        var secret = await app.NewTicket("Mahnung", World.Buchhaltung);
        number = await app.NewConversation(secret, "Geheim", World.Buchhaltung);

        (await theo.Send($"/conversations/{number}/forwarding/recall")).Status.ShouldBe(404);
        (await theo.Send($"/conversations/{number}/settlement")).Status.ShouldBe(404);
        (await theo.Send($"/conversations/{number}/messages", ("To", "a@b.example"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_tickets_ball_is_with_us_as_long_as_one_of_its_dialogues_is()
    {
        var second = await app.NewConversation(ticket, "Und noch etwas");
        await theo.Send($"/conversations/{number}/settlement");
        (await app.Ticket(ticket)).Ball.ShouldBe(Ball.Us);
        await theo.Send($"/conversations/{second}/settlement");
        (await app.Ticket(ticket)).Ball.ShouldBe(Ball.Nobody);
    }

    [Fact]
    public async Task B13_files_of_hidden_dialogues_can_not_be_guessed()
    {
        var page = await theo.Open($"/conversations/{number}/messages/new");
        await theo.SendFiles($"/conversations/{number}/messages", [("To", "karin@muellerbau.example"), ("Subject", "Anbei"), ("Body", "Anbei."), ("Seen", page.One("[name=Seen]").GetAttribute("value")), ("Do", "save")], ("Files", "gehalt.txt", "geheim"u8.ToArray()));
        var file = await app.Db(db => db.Attachments.Select(a => a.Id).SingleAsync());
        (await theo.Get($"/attachments/{file}")).Status.ShouldBe(200);

        await Forward(World.Buchhaltung, "Bitte prüfen.");
        (await theo.Get($"/attachments/{file}")).Status.ShouldBe(404);
        (await theo.Get($"/attachments/{file + 1}")).Status.ShouldBe(404);
        (await bodo.Get($"/attachments/{file}")).Status.ShouldBe(200);
        using var stranger = app.Stranger();
        (await stranger.Get($"/attachments/{file}")).LedTo.ShouldNotBeNull().ShouldStartWith("/sign-in");
    }

    async Task Forward(string to, string remark)
    {
        var page = await theo.Open($"/conversations/{number}/forwarding/new");
        var done = await theo.Submit(page, $"/conversations/{number}/forwarding", ("DepartmentId", await Id(to)), ("Remark", remark));
        done.LedTo.ShouldNotBeNull(done.Text);
    }

    async Task<string> Id(string department) => (await app.Db(db => db.DepartmentOf(department))).Id.ToString();

    Task<int> MessageId() => app.Db(db => db.Messages.Where(m => m.Conversation!.Number == number).Select(m => m.Id).FirstAsync());

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        vera.Dispose();
        bodo.Dispose();
        await app.DisposeAsync();
    }
}
