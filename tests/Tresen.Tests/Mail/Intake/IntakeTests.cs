using Microsoft.EntityFrameworkCore;
using MimeKit;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Platform.Files;
using Tresen.Platform.Jobs;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Mail.Intake;

/// <summary>Where arrived mails go, told by the attacks and accidents that they are named after.</summary>
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
        var (raw, message, mail) = await Answered();
        foreach (var id in new[] { (mail.MessageId[0] == 'a' ? "b" : "a") + mail.MessageId[1..], $"{new string('a', 24)}.{new string('b', 16)}@hafen.example", $"{message.Conversation!.Number}@hafen.example" })
        {
            var reply = await app.Arrive(Letter("Rechnung", from: Stranger).Answering(id));
            reply.TicketId.ShouldNotBe(raw.TicketId);
            (await app.Message(reply)).Why.ShouldBe(Placement.NewRequest);
        }
    }

    [Fact]
    public async Task A02_a_stranger_with_a_valid_reference_stands_there_unverified_and_gets_nothing()
    {
        await app.Confirms();
        var (raw, _, mail) = await Answered();
        var reply = await app.Arrive(Letter("AW: Tor", "Schicken Sie mir alles.", from: Stranger, name: "Karin Müller").Answering(mail.MessageId));

        var message = await app.Message(reply);
        reply.TicketId.ShouldBe(raw.TicketId);
        message.IsUnverified.ShouldBeTrue();
        message.Conversation!.Addressees.ShouldHaveSingleItem().Address.ShouldBe(Karin);
        (await app.Db(db => db.OutgoingMails.CountAsync(m => m.Recipients.Any(r => r.Address == Stranger)))).ShouldBe(0);
        (await app.Ticket(raw)).RequesterMail.ShouldBe(Karin);
    }

    [Fact]
    public async Task A02_passed_on_by_somebody_else_is_no_answer()
    {
        var (raw, _, mail) = await Answered();
        var forward = await app.Arrive(Letter($"WG: {mail.Subject}", "Kennen Sie den?", from: "chef@andere.example").Answering(mail.MessageId));

        forward.TicketId.ShouldNotBe(raw.TicketId);
        (await app.Ticket(forward)).Subject.ShouldNotContain("Ticket");
    }

    [Fact]
    public async Task A03_who_tries_numbers_out_is_stopped()
    {
        var tickets = new List<Ticket>();
        for (var i = 0; i < 6; i++)
        {
            tickets.Add(await app.Ticket(await app.Arrive(Letter($"Tor {i}"))));
        }

        var tries = new List<RawMail>();
        foreach (var ticket in tickets)
        {
            tries.Add(await app.Arrive(Letter($"Frage zu Ticket {ticket.Number}", from: Stranger)));
        }

        tries.Take(3).ShouldAllBe(t => t.State == RawMailState.Taken);
        tries.Skip(3).ShouldAllBe(t => t.State == RawMailState.Review && t.Reason == RawMailReason.Stranger);
        (await app.Tickets()).ShouldBe(6);
        (await app.Message(tries[0])).IsUnverified.ShouldBeTrue();
    }

    [Theory]
    [InlineData("AW: [Ticket {0} · Nr. {1}]", "NamesNumber")]
    [InlineData("Ticket #{1} Tor", "NamesNumber")]
    [InlineData("Rückfrage zu Ticket {0}", "NamesTicket")]
    public async Task Her_answer_finds_its_dialogue_by_every_number(string subject, string why)
    {
        var (raw, message, _) = await Answered();
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
    public async Task A06_who_wrote_is_From_and_never_Reply_To()
    {
        var letter = Letter("Tor", from: Stranger);
        letter.ReplyTo.Add(new MailboxAddress("", "jens@ohlsen.example"));
        var ticket = await app.Ticket(await app.Arrive(letter));
        (ticket.RequesterMail, ticket.Customer).ShouldBe((Stranger, null));
    }

    [Theory]
    [InlineData("From: a@eins.example, b@zwei.example", "a@eins.example")]
    [InlineData("From:", null)]
    [InlineData("From: Niemand", null)]
    public async Task A07_an_odd_sender_is_one_person_or_waits_in_the_tray(string from, string? address)
    {
        var raw = await app.Arrive(Bytes(from + "\nTo: service@hafen.example\nSubject: Tor\n\nText"));
        if (address is null)
        {
            (raw.State, raw.Reason).ShouldBe((RawMailState.Review, RawMailReason.NoSender));
        }
        else
        {
            (await app.Ticket(raw)).RequesterMail.ShouldBe(address);
        }
    }

    [Fact]
    public async Task A10_headers_cannot_steer()
    {
        var (raw, message, _) = await Answered();
        var ticket = await app.Ticket(raw);
        var letter = Letter("Anderes", from: Stranger);
        foreach (var (name, value) in new[] { ("X-Tresen-Ticket", $"{ticket.Number}"), ("X-Tresen-Priority", "Emergency"), ("X-Tresen-Mail", "abc.def@hafen.example"), ("X-Zammad-Ticket-Priority", "3 high"), ("RT-Send-Cc", "alle@boese.example"), ("X-OTRS-Priority", "5"), ("X-OTRS-Queue", "Buchhaltung"), ("X-GLPI-Ticket", "1"), ("X-Conversation", $"{message.Conversation!.Number}") })
        {
            letter.With(name, value);
        }

        var other = await app.Ticket(await app.Arrive(letter));
        other.Number.ShouldNotBe(ticket.Number);
        (other.Priority, other.Department.Name).ShouldBe((Priority.Normal, World.Technik));
        (await app.Db(db => db.OutgoingMails.CountAsync(m => m.Recipients.Any(r => r.Address == "alle@boese.example")))).ShouldBe(0);
    }

    [Fact]
    public async Task A11_a_message_id_used_before_drops_nothing()
    {
        var first = Letter("Falle", "Ich war zuerst da.", from: Stranger);
        var second = Letter("Tor klemmt");
        second.MessageId = first.MessageId!;
        await app.Arrive(first);
        var raw = await app.Arrive(second);

        raw.State.ShouldBe(RawMailState.Taken);
        (await app.Ticket(raw)).Subject.ShouldBe("Tor klemmt");
        (await app.Tickets()).ShouldBe(2);
    }

    [Fact]
    public async Task The_same_mail_to_two_of_our_mailboxes_is_one_request()
    {
        var letter = Letter("Tor klemmt");
        await app.Arrive(letter);
        var copy = await app.Arrive(letter.With("Received", "from x by y"), World.BuchhaltungAddress);

        (copy.State, copy.Reason).ShouldBe((RawMailState.Ignored, RawMailReason.Duplicate));
        (await app.Tickets()).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Message-ID: <>\n")]
    [InlineData("Message-ID:\n <gefaltet@muellerbau.example>\n")]
    public async Task A12_a_crooked_message_id_is_taken_in_once(string header)
    {
        var bytes = Bytes($"From: {Karin}\nSubject: Tor\n{header}\nText");
        (await app.Arrive(bytes)).State.ShouldBe(RawMailState.Taken);
        (await app.Tickets()).ShouldBe(1);
    }

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
        sink.Mails.Count.ShouldBe(5);
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

        // One that begins anew each time: a few an hour and forty a day, however long it goes on.
        for (var hour = 0; hour < 9; hour++)
        {
            for (var i = 0; i < 6; i++)
            {
                await app.Arrive(Letter($"Vorgang {hour}-{i}", $"Ihre Nachricht {hour}-{i} ist eingegangen.", from: "desk@dritte.example"));
            }

            sink.Mails.Count.ShouldBe(Math.Min(5 * (hour + 1), 40));
            app.Clock.Advance(TimeSpan.FromMinutes(61));
        }

        (await app.Tickets()).ShouldBe(1 + (9 * 6), "every one of them is kept");
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
        var (raw, _, mail) = await Answered();
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
        var (raw, message, mail) = await Answered();
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
        var (raw, _, mail) = await Answered();
        await app.Close(raw.TicketId!.Value);
        await app.Arrive(Bytes(Dsn(mail.MessageId)));
        var closed = await app.Ticket(raw);
        (closed.IsClosed, closed.ReplyAfterClosingAt).ShouldBe((true, null));
        (await app.Db(db => db.OutgoingMails.SingleAsync(m => m.MessageId == mail.MessageId))).LastError.ShouldStartWith("unzustellbar an ");
    }

    [Fact]
    public async Task A16_a_delay_is_no_failure()
    {
        var (raw, _, mail) = await Answered();
        await app.Arrive(Bytes(Dsn(mail.MessageId).Replace("Action: failed", "Action: delayed", StringComparison.Ordinal)));
        (await app.Ticket(raw)).Ball.ShouldBe(Ball.Customer);
    }

    [Fact]
    public async Task A20_a_crowd_in_Cc_gets_no_part_and_we_write_to_nobody_of_it()
    {
        await app.Confirms();
        var letter = Letter("An alle");
        for (var i = 0; i < 10_000; i++)
        {
            letter.Cc.Add(new MailboxAddress("", $"p{i}@viele.example"));
        }

        letter.Cc.Add(new MailboxAddress("", World.BuchhaltungAddress));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var raw = await app.Arrive(letter);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4));
        (await app.Message(raw)).Conversation!.Addressees.Count.ShouldBe(1);
        var late = await app.Arrive(Letter("AW: An alle", from: "p500@viele.example").Answering(letter.MessageId!));
        late.TicketId.ShouldNotBe(raw.TicketId);
        (await app.Db(db => db.OutgoingMails.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A04_who_says_to_be_one_of_us_is_asked_about()
    {
        var (raw, _, mail) = await Answered();
        var reply = await app.Arrive(Letter("AW: Tor", "Kostet nichts.", from: World.Theo.Mail).Answering(mail.MessageId));
        (reply.State, reply.Reason).ShouldBe((RawMailState.Review, RawMailReason.StaffAddress));
        (await app.Db(db => db.Messages.CountAsync(m => m.TicketId == raw.TicketId))).ShouldBe(2);
    }

    [Fact]
    public async Task B15_a_bomb_waits_in_the_tray_and_stops_nobody()
    {
        var bomb = await app.Put(Bytes($"From: {Karin}\nSubject: Bombe\nContent-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n\nx\n", 20_000))));
        var raw = await app.Arrive(Letter("Danach"));

        raw.State.ShouldBe(RawMailState.Taken);
        var waiting = await app.Raw(bomb);
        (waiting.State, waiting.Reason, waiting.Subject).ShouldBe((RawMailState.Review, RawMailReason.Unreadable, "Bombe"));
    }

    [Fact]
    public async Task Reading_again_after_a_kill_makes_no_second_message()
    {
        var raw = await app.Arrive(Letter("Tor"));
        await app.Db(async db =>
        {
            // As if killed after the save and before the job was done.
            db.Add(new Job(MailQueries.ReadMail, raw.Id.ToString(), app.Clock.GetUtcNow()));
            return await db.SaveChangesAsync();
        });
        await app.RunJobs();

        (await app.Tickets()).ShouldBe(1);
        (await app.Db(db => db.Messages.CountAsync(m => m.RawMailId == raw.Id))).ShouldBe(1);
    }

    [Fact]
    public async Task What_fails_three_times_waits_in_the_tray()
    {
        var id = await app.Put(Bytes($"From: {Karin}\nSubject: Tor\n\nText"));
        await app.Db(db => db.Kinds.ExecuteUpdateAsync(k => k.SetProperty(x => x.IsActive, false))); // no kind to give a ticket
        for (var i = 0; i < 5; i++)
        {
            await app.RunJobs();
            app.Clock.Advance(TimeSpan.FromHours(1));
        }

        var raw = await app.Raw(id);
        (raw.State, raw.Reason, raw.Attempts).ShouldBe((RawMailState.Review, RawMailReason.Failed, 3));
        (await app.Db(db => db.Set<Job>().CountAsync(j => j.Kind == MailQueries.ReadMail))).ShouldBe(0);
    }

    [Fact]
    public async Task A_reply_after_closing_stands_there_for_a_while_and_later_begins_a_ticket_that_follows()
    {
        var (raw, _, mail) = await Answered();
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
    public async Task A_stranger_reopens_nothing()
    {
        var (raw, _, mail) = await Answered();
        await app.Close(raw.TicketId!.Value);
        var reply = await app.Arrive(Letter("AW: Tor", from: Stranger).Answering(mail.MessageId));

        (reply.State, reply.Reason).ShouldBe((RawMailState.Review, RawMailReason.Stranger));
        (await app.Ticket(raw)).ReplyAfterClosingAt.ShouldBeNull();
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

    async Task<(RawMail Raw, Message Message, OutgoingMail Mail)> Answered()
    {
        var raw = await app.Arrive(Letter("Tor"));
        var message = await app.Message(raw);
        return (raw, message, await app.Answer(message));
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
