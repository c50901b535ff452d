using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform;
using Tresen.Tickets;

namespace Tresen.Tests.Conversations;

/// <summary>What comes in, and where the ball lies then.</summary>
public sealed class ReceivingTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_mail_passes_the_ball_to_us()
    {
        var ticket = await app.NewTicket();
        var number = await app.NewConversation(ticket);

        var conversation = await app.Conversation(number);
        conversation.Ball.ShouldBe(Ball.Us);
        conversation.Addressees.ShouldHaveSingleItem().Address.ShouldBe("karin@muellerbau.example");
        (await app.Ticket(ticket)).HeardAt.ShouldBe(World.Morning);
    }

    [Fact]
    public async Task An_out_of_office_note_passes_nothing()
    {
        var ticket = await app.NewTicket();
        var number = await app.NewConversation(ticket, isAutomatic: true);

        (await app.Conversation(number)).Ball.ShouldBe(Ball.Nobody);
        (await app.Ticket(ticket)).HeardAt.ShouldBeNull();
    }

    [Fact]
    public async Task The_same_raw_mail_becomes_one_message()
    {
        var number = await app.NewConversation(await app.NewTicket());
        await app.KarinAnswers(number, rawMail: 77);

        (await app.Db(db => db.Messages.OfRawMail(77).CountAsync())).ShouldBe(1);
        await Should.ThrowAsync<DbUpdateException>(() => app.KarinAnswers(number, rawMail: 77));
        (await app.Conversation(number)).Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_thank_you_after_closing_reopens_nothing()
    {
        var (ticket, number) = await Closed();
        app.Clock.Advance(TimeSpan.FromDays(3));
        await app.KarinAnswers(number);

        var answered = await app.Ticket(ticket);
        answered.IsClosed.ShouldBeTrue();
        answered.ReplyAfterClosingAt.ShouldBe(app.Clock.GetUtcNow());
        answered.Events.ShouldContain(e => e.Verb == TicketVerb.RepliedAfterClosing);
    }

    [Fact]
    public async Task A_reply_that_nobody_looks_at_for_a_working_day_reopens_by_itself()
    {
        var (ticket, number) = await Closed();
        app.Clock.Advance(TimeSpan.FromDays(3)); // Friday
        await app.KarinAnswers(number, "Er druckt schon wieder Streifen.");

        app.Clock.Advance(TimeSpan.FromDays(2)); // Sunday
        await app.RunJobs();
        (await app.Ticket(ticket)).IsClosed.ShouldBeTrue();

        app.Clock.Advance(TimeSpan.FromDays(1)); // Monday, in the morning
        await app.RunJobs();
        (await app.Ticket(ticket)).IsClosed.ShouldBeTrue();

        app.Clock.Advance(TimeSpan.FromHours(16)); // Tuesday
        await app.RunJobs();
        var reopened = await app.Ticket(ticket);
        reopened.Progress.Name.ShouldBe("besprochen");
        reopened.ReplyAfterClosingAt.ShouldBeNull();
        reopened.Ball.ShouldBe(Ball.Us);
        reopened.Events.Count(e => e.Verb == TicketVerb.Closed).ShouldBe(1);
    }

    [Fact]
    public async Task A_settled_reply_stays_settled()
    {
        var (ticket, number) = await Closed();
        await app.KarinAnswers(number);
        await app.Work(async db =>
        {
            (await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket)).SettleReply(await db.Person(World.Theo), app.Clock.GetUtcNow());
            return 0;
        });

        app.Clock.Advance(TimeSpan.FromDays(4));
        await app.RunJobs();
        (await app.Ticket(ticket)).IsClosed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(14, true)]
    [InlineData(15, false)]
    public async Task After_the_departments_days_a_reply_belongs_to_a_new_ticket(int days, bool belongs)
    {
        var (ticket, _) = await Closed();
        app.Clock.Advance(TimeSpan.FromDays(days));

        (await app.Db(db => db.Tickets.Include(t => t.Department).SingleAsync(t => t.Number == ticket))).TakesReplyAt(app.Clock.GetUtcNow()).ShouldBe(belongs);
    }

    [Fact]
    public async Task Once_billed_a_reply_belongs_to_a_new_ticket()
    {
        var (ticket, number) = await Closed();
        await app.Work(async db =>
        {
            var billed = await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket);
            billed.Booked(60, Money.Of(95), 60, app.Clock.GetUtcNow());
            billed.Billed(60, Money.Of(95), app.Clock.GetUtcNow());
            return 0;
        });

        (await Should.ThrowAsync<BrokenRuleException>(() => app.KarinAnswers(number))).Message.ShouldContain("ein neues anlegen");
        (await app.Conversation(number)).Messages.Count.ShouldBe(1);
    }

    async Task<(int Ticket, long Conversation)> Closed()
    {
        var ticket = await app.NewTicket();
        var number = await app.NewConversation(ticket);
        await app.Work(async db =>
        {
            var closing = await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket);
            closing.Close(await db.Progresses.SingleAsync(p => p.Category == Category.Closed), "", [], await db.Person(World.Theo), app.Clock.GetUtcNow());
            return 0;
        });
        return (ticket, number);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
