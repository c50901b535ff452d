using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Post;

namespace Tresen.Tests.Conversations;

/// <summary>A ticket that stands open notices what happens to it.</summary>
public sealed class WatchingTests : IAsyncLifetime
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
    public async Task The_customers_answer_is_announced_on_the_open_page_and_the_fresh_page_is_silent()
    {
        var asks = await Asks(theo);
        (await theo.Get(asks)).Status.ShouldBe(204);
        await app.KarinAnswers(number, "Noch etwas: Er piept.");
        (await theo.Get(asks)).ShouldSay("In diesem Ticket ist eine neue Nachricht.").One("a[data-refresh]").GetAttribute("href").ShouldBe($"/tickets/{ticket}#message-{await app.Db(db => db.Messages.MaxAsync(m => m.Id))}");
        (await theo.Get(await Asks(theo))).Status.ShouldBe(204);
    }

    [Fact]
    public async Task What_colleagues_do_is_announced_too()
    {
        var asks = await Asks(theo);
        using var vera = await app.As(World.Vera);
        await vera.Submit(await vera.Open($"/tickets/{ticket}"), $"/tickets/{ticket}/notes", ("Note", "Ersatzgerät liegt bereit."));
        (await theo.Get(asks)).ShouldSay("Es gibt Neues in diesem Ticket.");
    }

    [Fact]
    public async Task D01_A_hidden_ticket_has_no_news_and_a_hidden_dialogue_makes_none()
    {
        var secret = await app.NewTicket("Mahnung", World.Buchhaltung);
        (await theo.Get($"/tickets/{secret}/timeline/news?seen=0")).Status.ShouldBe(404);
        (await theo.Get($"/tickets/99999/timeline/news?seen=0")).Status.ShouldBe(404);

        await Forward(World.Buchhaltung);
        var asks = await Asks(theo);
        await app.KarinAnswers(number, "Geheim.");
        (await theo.Get(asks)).Status.ShouldBe(204);
        using var bodo = await app.As(World.Bodo);
        (await bodo.Get(asks)).ShouldSay("In diesem Ticket ist eine neue Nachricht.");
    }

    [Fact]
    public async Task Who_may_only_read_is_told_as_well()
    {
        using var rita = await app.As(World.Rita);
        var asks = await Asks(rita);
        await app.KarinAnswers(number);
        (await rita.Get(asks)).ShouldSay("In diesem Ticket ist eine neue Nachricht.");
    }

    [Fact]
    public async Task A_mail_says_when_it_leaves_and_a_moment_later_that_it_has_left()
    {
        var page = await theo.Open($"/conversations/{number}/messages/new");
        await theo.Submit(page, $"/conversations/{number}/messages", ("Body", "Wir kommen morgen."), ("Do", "send"));
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        page = await theo.Open($"/tickets/{ticket}");
        page.ShouldSay("geht in 10 s hinaus").ShouldSay("Zurückholen");
        var asks = page.One(".message-out").GetAttribute("hx-get")!;
        (await theo.Get(asks)).Status.ShouldBe(204);

        await app.Work(async db =>
        {
            var mail = await db.OutgoingMails.WithParts.SingleAsync();
            mail.BeginSending(app.Clock.GetUtcNow());
            mail.Accept(app.Clock.GetUtcNow());
            return 0;
        });
        var item = await theo.Get(asks);
        item.ShouldSay("angenommen").ShouldNotSay("Zurückholen").ShouldNotSay("hinaus");
        item.One(".message-out").HasAttribute("hx-get").ShouldBeFalse();
    }

    [Fact]
    public async Task D01_A_message_of_a_hidden_dialogue_is_not_shown_by_itself()
    {
        var id = await app.Db(db => db.Messages.Where(m => m.Conversation!.Number == number).Select(m => m.Id).SingleAsync());
        (await theo.Get($"/messages/{id}/item")).ShouldSay("nur noch Streifen");
        await Forward(World.Buchhaltung);
        (await theo.Get($"/messages/{id}/item")).Status.ShouldBe(404);
    }

    async Task<string> Asks(Browser browser) => (await browser.Open($"/tickets/{ticket}")).One("#talk-news").GetAttribute("hx-get")!;

    async Task Forward(string to) => await theo.Send($"/conversations/{number}/forwarding", ("DepartmentId", (await app.Db(db => db.DepartmentOf(to))).Id.ToString()), ("Remark", "Bitte ansehen."));

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        await app.DisposeAsync();
    }
}
