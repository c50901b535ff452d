using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Post;
using Tresen.Tests.Mail;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Conversations;

/// <summary>What an answer takes along of what was said before, as its mailbox says.</summary>
public sealed class QuotingTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly SmtpSink sink = new();
    Browser theo = null!;
    int ticket;
    long number;

    public async ValueTask InitializeAsync()
    {
        theo = await app.As(World.Theo);
        ticket = await app.NewTicket();
        number = await app.NewConversation(ticket, "Erstens: Streifen.");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_mailbox_that_quotes_nothing_proposes_none_and_its_change_is_kept()
    {
        await Quote("None");
        var page = await theo.Open($"/conversations/{number}/messages/new");
        page.One("#f-Quotes").HasAttribute("checked").ShouldBeFalse();
        await Answer("Antwort.");
        (await Last()).Text.ShouldBe("Antwort.");

        await Answer("Mit Zitat.", ("Quotes", "true"));
        (await Last()).Text.ShouldContain("> Antwort.");
        using var ada = await app.As(World.Ada);
        (await ada.Open($"/administration/mailboxes/{await MailboxId()}")).ShouldSay("Unter Antworten steht").ShouldSay("kein Zitat");
    }

    [Fact]
    public async Task The_whole_history_stands_below_newest_first_and_each_once()
    {
        await Quote("Whole");
        await Answer("Zweitens: Bitte ausschalten.");
        await app.KarinAnswers(number, "Drittens: Hilft nicht.");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await theo.Open($"/conversations/{number}/messages/new")).ShouldSay("Bisherigen Verlauf darunter zitieren");
        await Answer("Viertens.");

        var text = (await Last()).Text;
        var places = new[] { "Viertens.", "> Drittens: Hilft nicht.", "> Zweitens: Bitte ausschalten.", "> Erstens: Streifen." }.Select(t => text.IndexOf(t, StringComparison.Ordinal)).ToList();
        places.ShouldAllBe(p => p >= 0);
        places.ShouldBeInOrder();
        text.ShouldNotContain("> >");
        (await Last()).Html.ShouldContain("Zweitens: Bitte ausschalten.");
    }

    [Fact]
    public async Task C05_of_the_history_only_what_all_recipients_have_seen_is_quoted()
    {
        await Quote("Whole");
        await theo.Submit(await theo.Open($"/tickets/{ticket}"), $"/tickets/{ticket}/notes", ("Note", "Notiz: zahlt nie."), ("Conversation", number.ToString()));
        await Answer("Nur an Jens.", ("To", "jens@ohlsen.example"), ("Quotes", "false"));
        await Answer("An beide, blind.", ("To", "karin@muellerbau.example"), ("Bcc", "jens@ohlsen.example"), ("Quotes", "false"));
        await app.Work(async db =>
        {
            db.Receive(await db.ToChange(number), Talking.FromKarin("Vom Fremden.", "Re: Drucker") with { SenderAddress = "karin@muellerbau.example", IsUnverified = true }, app.Clock.GetUtcNow());
            return 0;
        });
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        await Answer("An Karin.", ("To", "karin@muellerbau.example"), ("Quotes", "true"));
        (await Last()).Text.ShouldContain("> Erstens: Streifen.");
        (await Last()).Text.ShouldContain("> An beide, blind.");
        foreach (var never in new[] { "Nur an Jens.", "zahlt nie", "Vom Fremden.", "jens@" })
        {
            ((await Last()).Text + (await Last()).Html).ShouldNotContain(never);
        }

        await Answer("An Karin und Jens.", ("To", "karin@muellerbau.example, jens@ohlsen.example"), ("Quotes", "true"));
        (await Last()).Text.ShouldContain("> An beide, blind.");
        (await Last()).Text.ShouldNotContain("Erstens");
        (await Last()).Text.ShouldNotContain("Nur an Jens.");
    }

    [Fact]
    public async Task C05_whom_a_mail_did_not_reach_has_not_seen_it()
    {
        await Quote("Whole");
        sink.OnRecipient = address => address.StartsWith("jens", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null;
        await Answer("An beide.", ("To", "karin@muellerbau.example, jens@ohlsen.example"), ("Quotes", "false"));
        sink.OnRecipient = _ => null;
        await Answer("Noch einmal.", ("To", "karin@muellerbau.example, jens@ohlsen.example"), ("Quotes", "true"));
        (await Last()).Text.ShouldBe("Noch einmal.");
    }

    [Fact]
    public async Task A_draft_keeps_quoting_the_history_and_what_came_since_is_in_it()
    {
        await Quote("Whole");
        await theo.Submit(await theo.Open($"/conversations/{number}/messages/new"), $"/conversations/{number}/messages", ("Body", "Entwurf"), ("Do", "save"));
        await app.KarinAnswers(number, "Zweitens: Nachtrag.");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var address = (await theo.Open($"/tickets/{ticket}")).One("a[href^='/drafts/']").GetAttribute("href")!;
        var page = await theo.Open(address);
        page.One("#f-Quotes").HasAttribute("checked").ShouldBeTrue();
        (await theo.Submit(page, address, ("Do", "send"))).LedTo.ShouldNotBeNull();
        (await Last()).Text.ShouldContain("> Zweitens: Nachtrag.");
    }

    async Task Quote(string habit) => await app.Connect(World.ServiceAddress, sink: sink, more: [("Quotes", habit)]);

    async Task Answer(string text, params (string, string?)[] more)
    {
        var answer = await theo.Submit(await theo.Open($"/conversations/{number}/messages/new"), $"/conversations/{number}/messages", [("Body", text), ("Do", "send"), .. more]);
        answer.LedTo.ShouldNotBeNull(answer.Text);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobs();
    }

    Task<int> MailboxId() => app.Db(db => db.Mailboxes.Where(m => m.Address == World.ServiceAddress).Select(m => m.Id).SingleAsync());

    Task<OutgoingMail> Last() => app.Db(db => db.OutgoingMails.Where(m => !m.IsToStaff).OrderByDescending(m => m.CreatedAt).FirstAsync());

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        sink.Dispose();
        await app.DisposeAsync();
    }
}
