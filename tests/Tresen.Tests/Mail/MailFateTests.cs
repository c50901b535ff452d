using Microsoft.EntityFrameworkCore;
using Tresen.Post;
using Tresen.Tests.Conversations;
using Tresen.Tests.Rig;
using Tresen.Tickets;

namespace Tresen.Tests.Mail;

/// <summary>What whoever wrote a mail is shown and told of what became of it.</summary>
public sealed class MailFateTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly SmtpSink sink = new();
    Browser theo = null!;
    int ticket;

    public async ValueTask InitializeAsync()
    {
        await app.Connect(World.ServiceAddress, sink: sink);
        theo = await app.As(World.Theo);
        ticket = await app.NewTicket();
    }

    [Fact]
    public async Task R07_whom_a_mail_did_not_reach_stands_at_the_message_with_the_servers_words()
    {
        sink.OnRecipient = address => address.StartsWith("weg", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null;
        await Write("karin@muellerbau.example, weg@muellerbau.example");

        (await Mail()).State.ShouldBe(MailState.Accepted);
        var message = (await theo.Open($"/tickets/{ticket}")).One(".message-out");
        message.TextContent.ShouldContain("angenommen");
        var trouble = message.QuerySelector(".message-trouble")!.TextContent;
        trouble.ShouldContain("weg@muellerbau.example");
        trouble.ShouldContain("abgelehnt");
        trouble.ShouldContain("550 5.1.1 no such user");
        trouble.ShouldNotContain("karin@muellerbau.example");
    }

    [Fact]
    public async Task R07_somebody_put_off_stands_at_the_message_while_the_others_have_it()
    {
        sink.OnRecipient = address => address.StartsWith("jens", StringComparison.Ordinal) ? "451 4.7.1 greylisted" : null;
        await Write("karin@muellerbau.example, jens@ohlsen.example");

        var trouble = (await theo.Open($"/tickets/{ticket}")).All(".message-out .message-trouble").ShouldHaveSingleItem();
        trouble.ShouldContain("jens@ohlsen.example");
        trouble.ShouldContain("greylisted");

        sink.OnRecipient = _ => null;
        await Later(TimeSpan.FromMinutes(5));
        (await theo.Open($"/tickets/{ticket}")).All(".message-trouble").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_that_reached_nobody_says_it_once()
    {
        sink.OnText = "550 5.7.1 spam";
        await Write("karin@muellerbau.example, jens@ohlsen.example");
        (await theo.Open($"/tickets/{ticket}")).All(".message-out .message-trouble").ShouldHaveSingleItem().ShouldContain("5.7.1 spam");
    }

    [Fact]
    public async Task R06_after_a_quarter_of_an_hour_the_author_is_told_once_that_the_server_is_busy_and_once_how_it_ended()
    {
        sink.OnText = "451 4.3.0 try later";
        await Write("karin@muellerbau.example");
        await Later(TimeSpan.FromMinutes(7));
        (await News(World.Theo)).ShouldNotSay("nimmt der Server");

        for (var tries = 0; tries < 4; tries++)
        {
            await Later(TimeSpan.FromMinutes(40));
        }

        (await News(World.Theo)).ShouldSay("Eine Mail zu diesem Ticket nimmt der Server seit 15 Minuten nicht an. Es wird weiter versucht.").All(".news-item").Count.ShouldBe(1);
        (await News(World.Lena)).ShouldSay("Noch keine Benachrichtigungen");
        (await theo.Open($"/tickets/{ticket}")).ShouldSay("Eine Mail wird seit 15 Minuten nicht angenommen");

        await Later(TimeSpan.FromDays(4));
        (await News(World.Theo)).ShouldSay("Eine Mail zu diesem Ticket wurde abgelehnt.").All(".news-item").Count.ShouldBe(2);
        (await Events(TicketVerb.MailTroubled)).ShouldBe(2);
    }

    [Fact]
    public async Task R04_the_author_is_told_of_a_mail_that_is_uncertain()
    {
        sink.CutsAfterText = true;
        await Write("karin@muellerbau.example");
        (await News(World.Theo)).ShouldSay("Ob eine Mail zu diesem Ticket ankam, ist ungewiss.").All(".news-item").Count.ShouldBe(1);
    }

    [Fact]
    public async Task R07_the_author_is_told_that_one_of_two_was_refused()
    {
        sink.OnRecipient = address => address.StartsWith("weg", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null;
        await Write("karin@muellerbau.example, weg@muellerbau.example");
        await Later(TimeSpan.FromDays(1));
        (await News(World.Theo)).ShouldSay("Eine Mail zu diesem Ticket kam nicht bei allen Empfängern an.").All(".news-item").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_an_author_who_has_left_whoever_answers_next_is_told()
    {
        sink.OnText = "550 5.7.1 spam";
        await theo.Submit(await theo.Open($"/tickets/{ticket}/conversations/new"), $"/tickets/{ticket}/conversations", ("Body", "Wir kommen morgen."), ("Do", "send"));
        await app.Work(async db =>
        {
            (await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket)).Assign(await db.Person(World.Lena), null, app.Clock.GetUtcNow());
            (await db.Person(World.Theo)).Leave();
            return 0;
        });
        await Later(TimeSpan.FromMinutes(1));
        (await News(World.Lena)).ShouldSay("Eine Mail zu diesem Ticket wurde abgelehnt.");
    }

    [Fact]
    public async Task Outlook_finds_the_dialogue_by_a_thread_index_that_all_its_mails_begin_with()
    {
        await Write("karin@muellerbau.example");
        await theo.Submit(await theo.Open("/conversations/202611240001/messages/new"), "/conversations/202611240001/messages", ("To", "karin@muellerbau.example"), ("Body", "Noch etwas."), ("Do", "send"));
        await Later(TimeSpan.FromMinutes(1));
        await theo.Submit(await theo.Open($"/tickets/{ticket}/conversations/new"), $"/tickets/{ticket}/conversations", ("Body", "Etwas anderes."), ("Do", "send"));
        await Later(TimeSpan.FromMinutes(1));

        var indexes = sink.Mails.Select(m => Convert.FromBase64String(m.Message.Headers["Thread-Index"]!)).ToList();
        indexes.Select(i => i.Length).ShouldBe([22, 27, 22]);
        indexes[1][..22].ShouldBe(indexes[0]);
        indexes[2].ShouldNotBe(indexes[0]);
    }

    [Fact]
    public async Task A_mail_that_arrives_is_news_to_nobody()
    {
        await Write("karin@muellerbau.example");
        (await News(World.Theo)).ShouldSay("Noch keine Benachrichtigungen");
        (await Events(TicketVerb.MailTroubled)).ShouldBe(0);
    }

    /// <summary>Theo writes from the ticket, and the mail is sent.</summary>
    async Task Write(string to)
    {
        var sent = await theo.Submit(await theo.Open($"/tickets/{ticket}/conversations/new"), $"/tickets/{ticket}/conversations", ("To", to), ("Body", "Wir kommen morgen."), ("Do", "send"));
        sent.LedTo.ShouldNotBeNull(sent.Text);
        await Later(TimeSpan.FromMinutes(1));
    }

    async Task Later(TimeSpan time)
    {
        app.Clock.Advance(time);
        await app.RunJobs();
    }

    async Task<Answer> News(Inhabitant person)
    {
        using var browser = await app.As(person);
        return await browser.Open("/notifications");
    }

    Task<int> Events(TicketVerb verb) => app.Db(db => db.TicketEvents.CountAsync(e => e.Verb == verb));

    Task<OutgoingMail> Mail() => app.Db(db => db.OutgoingMails.WithParts.Where(m => !m.IsToStaff).SingleAsync());

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        sink.Dispose();
        await app.DisposeAsync();
    }
}
