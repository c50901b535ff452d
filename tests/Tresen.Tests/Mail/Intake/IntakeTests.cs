using Microsoft.EntityFrameworkCore;
using MimeKit;
using Tresen.Conversations;
using Tresen.Platform.Files;
using Tresen.Tickets;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Mail.Intake;

/// <summary>Where arrived mails go: to which customer, which dialogue, or to the tray; told by the attacks and accidents that they are named after.</summary>
public sealed class IntakeTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("jens@ohlsen.example", World.OhlsenLogistik)]
    [InlineData("buero@ohlsen.example", World.OhlsenLogistik)]
    [InlineData("azubi@muellerbau.example", World.MuellerBau)]
    [InlineData(Karin, null)]
    [InlineData(Stranger, null)]
    public async Task The_sender_finds_the_customer_where_only_one_fits(string from, string? customer)
    {
        var ticket = await app.Ticket(await app.Arrive(Letter("Tor", from: from)));
        ticket.Customer?.Name.ShouldBe(customer);
        ticket.Contact?.Mail.ShouldBe(from.StartsWith("jens", StringComparison.Ordinal) ? from : null);
        ticket.Events.ShouldContain(e => e.Verb == TicketVerb.MessageIn);
    }

    [Fact]
    public async Task A_known_customers_rate_is_taken() =>
        (await app.Ticket(await app.Arrive(Letter("Tor", from: "azubi@muellerbau.example")))).Rate.Euros.ShouldBe(95);

    [Fact]
    public async Task A01_a_made_up_message_id_leads_nowhere()
    {
        var (raw, message, mail) = await app.Answered();
        foreach (var id in new[] { (mail.MessageId[0] == 'a' ? "b" : "a") + mail.MessageId[1..], $"{new string('a', 24)}.{new string('b', 16)}@hafen.example", $"{message.Conversation!.Number}@hafen.example" })
        {
            var reply = await app.Arrive(Letter("Rechnung", from: Stranger).Answering(id));
            reply.TicketId.ShouldNotBe(raw.TicketId);
            (await app.Message(reply)).Why.ShouldBe(Placement.NewRequest);
        }
    }

    [Theory]
    [InlineData("AW: [Ticket {0} · Nr. {1}]", "NamesNumber")]
    [InlineData("Ticket #{1} Tor", "NamesNumber")]
    [InlineData("Rückfrage zu Ticket {0}", "NamesTicket")]
    public async Task Her_answer_finds_its_dialogue_by_every_number(string subject, string why)
    {
        var (raw, message, _) = await app.Answered();
        var reply = await app.Arrive(Letter(string.Format(subject, (await app.Ticket(raw)).Number, message.Conversation!.Number)));

        var found = await app.Message(reply);
        (found.ConversationId, found.Why.ToString(), found.IsUnverified).ShouldBe((message.ConversationId, why, false));
    }

    [Fact]
    public async Task Who_was_in_Cc_answers_into_the_same_dialogue()
    {
        var letter = Letter("Tor");
        letter.Cc.Add(new MailboxAddress("", "kollege@muellerbau.example"));
        letter.Cc.Add(new MailboxAddress("", "architekt@plan.example"));
        var raw = await app.Arrive(letter);
        var reply = await app.Arrive(Letter("AW: Tor", "Das sehe ich auch so.", from: "architekt@plan.example").Answering(letter.MessageId!));

        reply.TicketId.ShouldBe(raw.TicketId);
        (await app.Message(reply)).Why.ShouldBe(Placement.SameThread);
        var other = await app.Arrive(Letter("AW: Tor", "Ich auch.", from: Stranger).Answering(letter.MessageId!));
        other.TicketId.ShouldNotBe(raw.TicketId); // others' Message-IDs prove nothing
    }

    [Fact]
    public async Task A_reply_after_closing_stands_there_for_a_while_and_later_begins_a_ticket_that_follows()
    {
        var (raw, _, mail) = await app.Answered();
        await app.Close(raw.TicketId!.Value);
        var soon = await app.Arrive(Letter("AW: Tor", "Danke!").Answering(mail.MessageId));
        soon.TicketId.ShouldBe(raw.TicketId);
        (await app.Ticket(raw)).ReplyAfterClosingAt.ShouldNotBeNull();

        app.Clock.Advance(TimeSpan.FromDays(30));
        await app.RunJobs();
        if (!(await app.Ticket(raw)).IsClosed)
        {
            await app.Close(raw.TicketId.Value); // nobody looked for a working day: it had reopened by itself
            app.Clock.Advance(TimeSpan.FromDays(30));
        }

        var late = await app.Arrive(Letter("AW: Tor", "Es klemmt wieder.").Answering(mail.MessageId));
        var next = await app.Ticket(late);
        next.Follows!.Id.ShouldBe(raw.TicketId.Value);
        (await app.Message(late)).Why.ShouldBe(Placement.FollowsClosed);
    }

    [Fact]
    public async Task Pictures_of_a_mail_are_kept_with_their_content_id()
    {
        var builder = new BodyBuilder();
        var picture = await builder.LinkedResources.AddAsync("bild.png", new MemoryStream([1, 2, 3]), TestContext.Current.CancellationToken);
        picture.ContentId = "bild@hier";
        builder.HtmlBody = "<p>Siehe <img src=\"cid:bild@hier\"></p>";
        var letter = Letter("Tor");
        letter.Body = builder.ToMessageBody();
        var message = await app.Message(await app.Arrive(letter));

        message.Html.ShouldContain("cid:bild@hier");
        var attachment = message.Attachments.ShouldHaveSingleItem();
        (attachment.IsInline, attachment.ContentId).ShouldBe((true, "bild@hier"));
        (await app.Db(db => db.Set<StoredFile>().SingleAsync(f => f.Id == attachment.FileId))).References.ShouldBe(1);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
