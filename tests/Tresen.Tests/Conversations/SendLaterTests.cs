using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Jobs;
using Tresen.Post;
using Tresen.Tests.Mail;
using Tresen.Tests.Rig;
using Tresen.Tests.Tickets;
using Tresen.Tickets;

namespace Tresen.Tests.Conversations;

/// <summary><em>Später senden</em>: a mail that waits because its author wants it to.</summary>
public sealed class SendLaterTests : IAsyncLifetime
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
    public async Task A_mail_leaves_at_the_instant_that_was_chosen_and_not_before()
    {
        await Order("25.11.2026", "7:30");
        (await theo.Open($"/tickets/{ticket}")).ShouldSay("geht am 25.11.2026 07:30 hinaus").ShouldSay("Zurückholen");
        (await theo.Open("/mail/outbox?state=waiting")).ShouldSay("geht am 25.11.2026 07:30 hinaus").ShouldSay("Zurückholen");

        await Later(TimeSpan.FromHours(22)); // 7:00
        Outside.ShouldBeEmpty();
        await Later(TimeSpan.FromMinutes(30));

        Outside.ShouldHaveSingleItem().Message.Date.ShouldBe(new DateTimeOffset(2026, 11, 25, 7, 30, 0, TimeSpan.FromHours(1)));
        (await theo.Open($"/tickets/{ticket}")).ShouldNotSay("geht am").ShouldNotSay("Zurückholen");
        (await app.Ticket(ticket)).ReactedAt.ShouldBe(new DateTimeOffset(2026, 11, 25, 6, 30, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("", "", "Bitte den Tag eingeben, an dem gesendet wird.")]
    [InlineData("23.11.2026", "", "Dieser Zeitpunkt ist schon vorbei.")]
    [InlineData("24.11.2026", "8:59", "Dieser Zeitpunkt ist schon vorbei.")]
    [InlineData("1.12.2027", "", "Später als in einem Jahr wird nicht gesendet.")]
    [InlineData("morgenfrüh", "", "Das Datum „morgenfrüh“ gibt es nicht.")]
    public async Task An_instant_that_can_not_be_is_said_and_nothing_typed_is_lost(string day, string time, string sentence)
    {
        var refused = await Submit(("LaterOn", day), ("LaterAt", time), ("Do", "later"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay(sentence);
        refused.One("#f-LaterOn").GetAttribute("value").ShouldBe(day);
        refused.One("textarea[name=Body]").TextContent.ShouldContain("Wir kommen morgen.");
        (await Mails()).ShouldBe(0);
    }

    [Fact]
    public async Task With_a_day_typed_the_ordinary_button_sends_later_too()
    {
        (await Submit(("LaterOn", "25.11.2026"), ("Do", "send"))).LedTo.ShouldNotBeNull();
        await Later(TimeSpan.FromHours(1));
        Outside.ShouldBeEmpty();
        await Later(TimeSpan.FromHours(22)); // 8:00
        Outside.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Taken_back_from_the_outbox_it_is_a_draft_again_and_no_longer_counts_as_the_answer()
    {
        await Order("25.11.2026", "7:30");
        var message = (await app.Conversation(202611240001)).Messages[0].Id;
        await Later(TimeSpan.FromHours(3));
        (await theo.Submit(await theo.Open("/mail/outbox?state=waiting"), $"/messages/{message}/recall")).LedTo.ShouldBe($"/drafts/{message}");
        await Later(TimeSpan.FromDays(2));

        Outside.ShouldBeEmpty();
        (await Mails()).ShouldBe(0);
        var now = await app.Ticket(ticket);
        now.ReactedAt.ShouldBeNull();
        now.Ball.ShouldBe(Ball.Us);
    }

    [Fact]
    public async Task When_the_customer_writes_first_it_is_a_draft_again_and_its_author_is_told()
    {
        await Order("25.11.2026", "7:30");
        await Later(TimeSpan.FromHours(1));
        await app.KarinAnswers(202611240001, "Hat sich erledigt.");
        await Later(TimeSpan.FromMinutes(1));

        (await Mails()).ShouldBe(0);
        (await app.Conversation(202611240001)).Messages.Single(m => m.Kind == MessageKind.Out).IsDraft.ShouldBeTrue();
        (await theo.Open($"/tickets/{ticket}")).ShouldSay("Nicht gesendet, weil vorher eine neue Nachricht kam: wieder ein Entwurf").ShouldSay("Bearbeiten und senden");
        (await theo.Open("/notifications")).ShouldSay("Eine Mail, die später hinausgehen sollte, ist wieder ein Entwurf: Vorher kam eine neue Nachricht.");
        (await app.Ticket(ticket)).Ball.ShouldBe(Ball.Us);
        await Later(TimeSpan.FromDays(2));
        Outside.ShouldBeEmpty();
        (await app.Db(db => db.Set<Job>().CountAsync(j => j.Kind == PostQueries.SendMail))).ShouldBe(0);
    }

    [Fact]
    public async Task R03_what_the_customer_wrote_a_moment_before_is_seen_even_when_the_mail_is_due_first()
    {
        await Order("25.11.2026", "7:30");
        app.Clock.Advance(TimeSpan.FromHours(22));
        await app.KarinAnswers(202611240001, "Hat sich erledigt.");
        await app.Change(async db => await db.Set<Job>().Where(j => j.Kind == "overtaken-mails").ExecuteDeleteAsync()); // whoever was to look is late
        await Later(TimeSpan.FromMinutes(40));

        Outside.ShouldBeEmpty();
        (await Mails()).ShouldBe(0);
        await Later(TimeSpan.FromMinutes(1));
        (await theo.Open("/notifications")).ShouldSay("ist wieder ein Entwurf");
    }

    [Fact]
    public async Task An_absence_note_and_what_comes_in_another_dialogue_hold_nothing_back()
    {
        await Order("25.11.2026", "7:30");
        await Later(TimeSpan.FromHours(1));
        await app.KarinAnswers(202611240001, "Ich bin im Urlaub.", isAutomatic: true);
        await app.NewConversation(ticket, "Etwas anderes.");
        await Later(TimeSpan.FromDays(1));
        Outside.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_answer_that_leaves_at_once_is_the_first_reaction_though_another_was_ordered_before()
    {
        await Order("25.11.2026", "7:30");
        await Later(TimeSpan.FromHours(1));
        var at = app.Clock.GetUtcNow();
        await theo.Submit(await theo.Open("/conversations/202611240001/messages/new"), "/conversations/202611240001/messages", ("To", "karin@muellerbau.example"), ("Body", "Sofort."), ("Do", "send"));
        (await app.Ticket(ticket)).ReactedAt.ShouldBe(at);
    }

    async Task Order(string day, string time)
    {
        var ordered = await Submit(("LaterOn", day), ("LaterAt", time), ("Do", "later"));
        ordered.LedTo.ShouldNotBeNull(ordered.Text);
    }

    async Task<Answer> Submit(params (string, string?)[] more) =>
        await theo.Submit(await theo.Open($"/tickets/{ticket}/conversations/new"), $"/tickets/{ticket}/conversations", [("Body", "Wir kommen morgen."), .. more]);

    async Task Later(TimeSpan time)
    {
        app.Clock.Advance(time);
        await app.RunJobs();
    }

    /// <summary>What arrived at customers: we are told of news by mail too.</summary>
    List<SunkMail> Outside => [.. sink.Mails.Where(m => m.Recipients.Contains("karin@muellerbau.example"))];

    Task<int> Mails() => app.Db(db => db.OutgoingMails.CountAsync(m => !m.IsToStaff));

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        sink.Dispose();
        await app.DisposeAsync();
    }
}
