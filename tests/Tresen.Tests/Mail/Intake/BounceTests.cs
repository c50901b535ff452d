using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Mail.Intake;

/// <summary>What programs write: absence notes, lists, bounces; and what we confirm to whom.</summary>
public sealed class BounceTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A13_A19_confirmations_have_an_end_and_repeat_nothing_of_the_mail()
    {
        await app.Confirms();
        using var sink = new Rig.SmtpSink();
        await app.Connect(World.ServiceAddress, sink: sink);
        for (var i = 0; i < 8; i++)
        {
            await app.Arrive(Letter($"KAUFT JETZT {i}", "BILLIG http://boese.example", from: "opfer@dritte.example", name: "GEWINN http://boese.example"));
        }

        (await app.Tickets()).ShouldBe(8);
        sink.Mails.Count.ShouldBe(1, "one a day");
        var confirmation = sink.Mails[0];
        confirmation.Recipients.ShouldBe(["opfer@dritte.example"]);
        (confirmation.Message.TextBody + confirmation.Message.HtmlBody + confirmation.Message.Subject + confirmation.Message.To).ShouldNotContain("boese.example");
        confirmation.Message.TextBody!.ShouldNotContain("KAUFT");
        confirmation.Message.TextBody!.ShouldContain((await app.Db(db => db.Tickets.MinAsync(t => t.Number))).ToString());
        confirmation.Message.Headers["Auto-Submitted"].ShouldBe("auto-replied");

        var answer = await app.Arrive(Letter("AW: Bestätigung", "Danke.", from: "opfer@dritte.example").Answering(confirmation.Message.MessageId!));
        (await app.Tickets()).ShouldBe(8);
        (await app.Message(answer)).Why.ShouldBe(Placement.AnswersMail);
    }

    [Fact]
    public async Task A13_two_desks_that_answer_each_other_come_to_rest_and_the_ticket_says_so()
    {
        await app.Confirms();
        using var sink = new Rig.SmtpSink();
        await app.Connect(World.ServiceAddress, sink: sink);

        await app.Db(db => db.Staff.ExecuteUpdateAsync(s => s.SetProperty(p => p.WantsMail, false))); // what leaves goes to that desk alone

        // A desk that answers whatever it gets, without any header that says so: within the thread, one confirmation a ticket.
        await app.Arrive(Letter("Ihre Anfrage 1", "Wir haben Ihre Nachricht erhalten.", from: "desk@dritte.example"));
        for (var i = 0; i < 6; i++)
        {
            await app.Arrive(Letter($"AW: Ihre Anfrage {i}", "Wir haben Ihre Nachricht erhalten." + i, from: "desk@dritte.example").Answering(sink.Mails[^1].Message.MessageId!));
        }

        (await app.Tickets()).ShouldBe(1);
        sink.Mails.Count.ShouldBe(1);

        // One that begins anew each time: one confirmation a day, however long it goes on.
        for (var day = 1; day <= 3; day++)
        {
            app.Clock.Advance(TimeSpan.FromHours(25));
            for (var i = 0; i < 6; i++)
            {
                await app.Arrive(Letter($"Vorgang {day}-{i}", $"Ihre Nachricht {day}-{i} ist eingegangen.", from: "desk@dritte.example"));
            }

            sink.Mails.Count.ShouldBe(1 + day);
        }

        (await app.Tickets()).ShouldBe(1 + (3 * 6), "every one of them is kept");
        var last = await app.Db(db => db.Tickets.OrderByDescending(t => t.Number).Select(t => t.Number).FirstAsync());
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/{last}")).ShouldSay("Keine Eingangsbestätigung gesendet");
    }

    [Theory]
    [InlineData("Auto-Submitted", "auto-generated")]
    [InlineData("Precedence", "bulk")]
    [InlineData("List-Id", "<liste.example>")]
    [InlineData("X-Auto-Response-Suppress", "All")]
    [InlineData("Return-Path", "<>")]
    public async Task A14_programs_and_lists_are_taken_in_and_never_confirmed(string header, string value)
    {
        await app.Confirms();
        using var sink = new Rig.SmtpSink();
        await app.Connect(World.ServiceAddress, sink: sink);
        (await app.Arrive(Letter("Rundbrief").With(header, value))).State.ShouldBe(RawMailState.Taken);
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A14_an_absence_note_neither_passes_the_ball_nor_reopens()
    {
        var (raw, _, mail) = await app.Answered();
        var note = await app.Arrive(Letter("Automatische Antwort: Tor", "Ich bin im Urlaub.").Answering(mail.MessageId).With("Auto-Submitted", "auto-replied"));
        (await app.Message(note)).IsAutomatic.ShouldBeTrue();
        (await app.Ticket(raw)).Ball.ShouldBe(Ball.Customer);

        await app.Close(raw.TicketId!.Value);
        await app.Arrive(Letter("Automatische Antwort: Tor", "Immer noch.").Answering(mail.MessageId).With("Auto-Submitted", "auto-replied"));
        var closed = await app.Ticket(raw);
        (closed.IsClosed, closed.ReplyAfterClosingAt).ShouldBe((true, null));

        var loose = await app.Arrive(Letter("Automatische Antwort: Werbung", "Weg.").With("Auto-Submitted", "auto-replied"));
        (loose.State, loose.Reason).ShouldBe((RawMailState.Review, RawMailReason.Automatic));
    }

    [Fact]
    public async Task A16_A17_a_bounce_stands_where_its_mail_stands_if_it_bears_our_seal()
    {
        var (raw, message, mail) = await app.Answered();
        var bounce = await app.Arrive(Bytes(Dsn(mail.MessageId)));
        bounce.TicketId.ShouldBe(raw.TicketId);
        var said = await app.Message(bounce);
        (said.ConversationId, said.IsAutomatic).ShouldBe((message.ConversationId, true));
        (await app.Ticket(raw)).Ball.ShouldBe(Ball.Us); // what didn't arrive is ours to see to
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/{(await app.Ticket(raw)).Number}")).All(".message-out .message-trouble").Single().ShouldStartWith("unzustellbar an ");

        var forged = await app.Arrive(Bytes(Dsn("geraten.geratengeraten12@hafen.example")));
        (forged.State, forged.Reason).ShouldBe((RawMailState.Review, RawMailReason.Automatic));
    }

    [Fact]
    public async Task A16_a_bounce_reopens_no_closed_ticket()
    {
        var (raw, _, mail) = await app.Answered();
        await app.Close(raw.TicketId!.Value);
        await app.Arrive(Bytes(Dsn(mail.MessageId)));
        var closed = await app.Ticket(raw);
        (closed.IsClosed, closed.ReplyAfterClosingAt).ShouldBe((true, null));
        (await app.Db(db => db.OutgoingMails.SingleAsync(m => m.MessageId == mail.MessageId))).LastError.ShouldStartWith("unzustellbar an ");
    }

    [Fact]
    public async Task A16_a_delay_is_no_failure()
    {
        var (raw, _, mail) = await app.Answered();
        await app.Arrive(Bytes(Dsn(mail.MessageId).Replace("Action: failed", "Action: delayed", StringComparison.Ordinal)));
        (await app.Ticket(raw)).Ball.ShouldBe(Ball.Customer);
    }

    [Fact]
    public async Task A16_an_address_that_bounces_hard_is_marked_said_where_it_is_written_to_and_set_free_again()
    {
        var (raw, message, mail) = await app.Answered();
        await app.Arrive(Bytes(Dsn(mail.MessageId)));
        var dead = await app.Db(db => db.DeadAddresses.SingleAsync());
        (dead.Address, dead.ClearedAt).ShouldBe((Karin, null));
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/{(await app.Ticket(raw)).Number}")).ShouldSay("Mails kommen dort nicht an, seit");
        (await theo.Open($"/conversations/{message.Conversation!.Number}/messages/new")).ShouldSay($"An {Karin} kommen Mails nicht an, seit");
        (await theo.Open("/customers/10001/contacts")).ShouldSay("Mails kommen dort nicht an, seit");

        var list = await theo.Open("/mail/addresses");
        list.ShouldSay(Karin);
        (await theo.Submit(list, $"/mail/addresses/{dead.Id}/release")).Status.ShouldBe(302);
        (await theo.Open("/mail/addresses")).ShouldSay("freigegeben von Theo Brandt");
        (await theo.Open($"/conversations/{message.Conversation.Number}/messages/new")).ShouldNotSay("kommen Mails nicht an");

        // It may break again, and a mail from there shows that it lives.
        await app.Arrive(Bytes(Dsn((await app.Answer(message)).MessageId)));
        (await app.Db(db => db.DeadAddresses.SingleAsync())).ClearedAt.ShouldBeNull();
        await app.Arrive(Letter("Ich bin es"));
        (await app.Db(db => db.DeadAddresses.SingleAsync())).ClearedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A17_a_bounce_without_our_seal_or_of_somebody_whom_we_did_not_write_to_mutes_nobody()
    {
        var (_, _, mail) = await app.Answered();
        await app.Arrive(Bytes(Dsn("aaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbb@hafen.example")));
        await app.Arrive(Bytes(Dsn(mail.MessageId).Replace(Karin, Jens, StringComparison.Ordinal)));
        await app.Arrive(Bytes(Dsn(mail.MessageId).Replace("5.1.1", "4.2.2", StringComparison.Ordinal)));
        (await app.Db(db => db.DeadAddresses.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Whom_a_confidential_department_wrote_to_in_vain_only_its_people_are_told()
    {
        var (raw, message, _) = await app.Answered();
        await app.Db(async db =>
        {
            var department = await db.Mailboxes.Where(m => m.Address == World.BuchhaltungAddress).Select(m => m.DepartmentId).SingleAsync();
            await db.MarkDeadAsync(Karin, department, "550 5.1.1 kennt niemand", app.Clock.GetUtcNow(), default);
            return await db.SaveChangesAsync();
        });
        using var theo = await app.As(World.Theo);
        foreach (var page in new[] { $"/tickets/{(await app.Ticket(raw)).Number}", $"/conversations/{message.Conversation!.Number}/messages/new", "/customers/10001/contacts", "/mail/addresses" })
        {
            (await theo.Open(page)).ShouldNotSay("kennt niemand").ShouldNotSay("kommen Mails nicht an").ShouldNotSay("Mails kommen dort nicht an");
        }

        using var bodo = await app.As(World.Bodo);
        (await bodo.Open("/mail/addresses")).ShouldSay("kennt niemand");
    }

    [Fact]
    public async Task A16_whom_the_server_itself_does_not_know_is_marked_at_once()
    {
        using var sink = new Rig.SmtpSink { OnRecipient = a => a.StartsWith("weg", StringComparison.Ordinal) ? "550 5.1.1 no such user" : a.StartsWith("voll", StringComparison.Ordinal) ? "552 5.2.2 mailbox full" : null };
        await app.Connect(World.ServiceAddress, sink: sink);
        await app.Write("Angebot", Karin, "weg@dritte.example", "voll@dritte.example");
        await app.RunJobs();
        (await app.Db(db => db.DeadAddresses.Select(a => a.Address).ToListAsync())).ShouldBe(["weg@dritte.example"]);
    }

    static string Dsn(string messageId) => $"""
        Return-Path: <>
        From: MAILER-DAEMON@muellerbau.example
        To: service@hafen.example
        Subject: Undelivered Mail Returned to Sender
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: text/plain

        Your mail could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.muellerbau.example

        Final-Recipient: rfc822; karin@muellerbau.example
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 user unknown

        --b
        Content-Type: message/rfc822

        From: service@hafen.example
        To: karin@muellerbau.example
        Message-ID: <{messageId}>
        Subject: Tor

        Text
        --b--
        """;

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
