using Microsoft.EntityFrameworkCore;
using MimeKit;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Mail.Intake;

/// <summary>Who wrote, and what they may claim to be.</summary>
public sealed class SenderTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A02_a_stranger_with_a_valid_reference_stands_there_unverified_and_gets_nothing()
    {
        await app.Confirms();
        var (raw, _, mail) = await app.Answered();
        var reply = await app.Arrive(Letter("AW: Tor", "Schicken Sie mir alles.", from: Stranger, name: "Karin Müller").Answering(mail.MessageId));

        var message = await app.Message(reply);
        reply.TicketId.ShouldBe(raw.TicketId);
        message.IsUnverified.ShouldBeTrue();
        message.Conversation!.Addressees.ShouldHaveSingleItem().Address.ShouldBe(Karin);
        (await app.Db(db => db.OutgoingMails.CountAsync(m => m.Recipients.Any(r => r.Address == Stranger)))).ShouldBe(0);
        (await app.Ticket(raw)).RequesterMail.ShouldBe(Karin);
    }

    [Fact]
    public async Task A02_an_answer_goes_to_who_has_a_part_and_to_a_stranger_only_if_somebody_says_so()
    {
        var (raw, message, mail) = await app.Answered();
        await app.Arrive(Letter("AW: Tor", "Schicken Sie mir alles.", from: Stranger, name: "Karin Müller").Answering(mail.MessageId));
        var number = message.Conversation!.Number;
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/conversations/{number}/messages/new");
        page.One("[name=To]").GetAttribute("value")!.ShouldContain(Karin);
        page.One("[name=To]").GetAttribute("value")!.ShouldNotContain(Stranger);
        page.ShouldSay($"{Stranger} hat in dieses Gespräch geschrieben, gehört aber nicht dazu.");

        var refused = await theo.Submit(page, $"/conversations/{number}/messages", ("To", Stranger), ("Body", "Guten Tag"), ("Do", "send"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay($"{Stranger} hat mit diesem Gespräch nichts zu tun.");
        refused.One("[name=To]").GetAttribute("value").ShouldBe(Stranger);
        (await app.Db(db => db.OutgoingMails.CountAsync(m => m.Recipients.Any(r => r.Address == Stranger)))).ShouldBe(0);

        var strange = await app.Db(db => db.Messages.Where(m => m.IsUnverified).Select(m => m.Id).SingleAsync());
        var asked = await theo.Open($"/conversations/{number}/messages/new?answering={strange}");
        (await theo.Submit(asked, $"/conversations/{number}/messages", ("Body", "Wer sind Sie?"), ("ToStrangers", "true"), ("Do", "send"))).Status.ShouldBe(302);
        (await app.Db(db => db.OutgoingMails.CountAsync(m => m.Recipients.Any(r => r.Address == Stranger)))).ShouldBe(1);
        (await app.Db(db => db.Conversations.Where(c => c.Number == number).SelectMany(c => c.Addressees).Select(a => a.Address).ToListAsync())).ShouldBe([Karin], "the customer stays who it is with");
    }

    [Fact]
    public async Task A02_passed_on_by_somebody_else_is_no_answer()
    {
        var (raw, _, mail) = await app.Answered();
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
        var (raw, message, _) = await app.Answered();
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
    public async Task A20_R17_a_crowd_in_Cc_gets_no_part_and_we_write_to_nobody_of_it()
    {
        await app.Confirms();
        var letter = Letter("An alle");
        letter.Headers[HeaderId.Cc] = string.Join(",\r\n ", Enumerable.Range(0, 10_000).Select(i => $"p{i}@viele.example").Append(World.BuchhaltungAddress));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var raw = await app.Arrive(letter);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20)); // minutes, where each is looked up by itself
        (await app.Message(raw)).Conversation!.Addressees.Count.ShouldBe(1);
        var late = await app.Arrive(Letter("AW: An alle", from: "p500@viele.example").Answering(letter.MessageId!));
        late.TicketId.ShouldNotBe(raw.TicketId);
        (await app.Db(db => db.OutgoingMails.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A04_who_says_to_be_one_of_us_is_asked_about()
    {
        var (raw, _, mail) = await app.Answered();
        var reply = await app.Arrive(Letter("AW: Tor", "Kostet nichts.", from: World.Theo.Mail).Answering(mail.MessageId));
        (reply.State, reply.Reason).ShouldBe((RawMailState.Review, RawMailReason.StaffAddress));
        (await app.Db(db => db.Messages.CountAsync(m => m.TicketId == raw.TicketId))).ShouldBe(2);
    }

    [Fact]
    public async Task A_stranger_reopens_nothing()
    {
        var (raw, _, mail) = await app.Answered();
        await app.Close(raw.TicketId!.Value);
        var reply = await app.Arrive(Letter("AW: Tor", from: Stranger).Answering(mail.MessageId));

        (reply.State, reply.Reason).ShouldBe((RawMailState.Review, RawMailReason.Stranger));
        (await app.Ticket(raw)).ReplyAfterClosingAt.ShouldBeNull();
    }

    [Fact]
    public async Task A04_a_colleagues_mail_to_the_customer_stands_there_as_ours_where_our_server_has_proven_it()
    {
        await app.Trusts();
        var (raw, message, mail) = await app.Answered();
        var sent = Letter("AW: Tor", "Ich komme doch schon morgen.", from: World.Theo.Mail, name: "Theo Brandt", to: Karin).Answering(mail.MessageId).Proven("hafen.example");
        sent.Cc.Add(new MailboxAddress("", World.ServiceAddress));
        sent.Cc.Add(new MailboxAddress("Bauleiter", "bauleiter@muellerbau.example"));
        var count = await app.Db(db => db.OutgoingMails.CountAsync());
        var recorded = await app.Arrive(sent);

        var theirs = await app.Message(recorded);
        recorded.TicketId.ShouldBe(raw.TicketId);
        (theirs.Kind, theirs.Why, theirs.OutgoingMailId, theirs.IsDraft).ShouldBe((MessageKind.Out, Placement.SentElsewhere, null, false));
        (await app.Db(db => db.Staff.Where(s => s.Id == theirs.AuthorId).Select(s => s.Mail).SingleAsync())).ShouldBe(World.Theo.Mail);
        theirs.Conversation!.Addressees.Select(a => a.Address).ShouldBe([Karin, "bauleiter@muellerbau.example"], ignoreOrder: true);
        theirs.Conversation.Ball.ShouldBe(Ball.Customer);
        await app.RunJobs();
        (await app.Db(db => db.OutgoingMails.CountAsync())).ShouldBe(count, "it has left already");

        // An answer to it finds the same dialogue, from whom it went to.
        var reply = await app.Message(await app.Arrive(Letter("AW: Tor", "Gut.", from: "bauleiter@muellerbau.example").Answering(sent.MessageId!)));
        (reply.ConversationId, reply.IsUnverified).ShouldBe((message.ConversationId, false));
        // The same to another mailbox of ours is the same.
        await app.Trusts(World.BuchhaltungAddress);
        (await app.Arrive(sent, World.BuchhaltungAddress)).Reason.ShouldBe(RawMailReason.Duplicate);
    }

    [Fact]
    public async Task A04_without_proof_or_to_us_alone_nothing_becomes_ours()
    {
        await app.Trusts();
        var (raw, _, mail) = await app.Answered();
        var forged = Letter("AW: Tor", "Kostet nichts.", from: World.Theo.Mail, to: Karin).Answering(mail.MessageId).With("Authentication-Results", "mx.boese.example; dmarc=pass header.from=hafen.example");
        forged.Cc.Add(new MailboxAddress("", World.ServiceAddress));
        (await app.Arrive(forged)).Reason.ShouldBe(RawMailReason.StaffAddress);
        var refuted = Letter("AW: Tor", "Kostet nichts.", from: World.Theo.Mail, to: Karin).Answering(mail.MessageId).Proven("hafen.example", "fail");
        (await app.Arrive(refuted)).Reason.ShouldBe(RawMailReason.StaffAddress);
        (await app.Arrive(Letter("AW: Tor", "Nur für uns.", from: World.Theo.Mail).Answering(mail.MessageId).Proven("hafen.example"))).Reason.ShouldBe(RawMailReason.StaffAddress);
        (await app.Db(db => db.Messages.CountAsync(m => m.TicketId == raw.TicketId))).ShouldBe(2);
    }

    [Fact]
    public async Task A05_who_left_or_may_not_see_it_writes_into_nothing()
    {
        await app.Trusts();
        var (raw, _, mail) = await app.Answered();
        foreach (var person in new[] { World.Rita, World.Theo })
        {
            if (person == World.Theo)
            {
                await app.Db(async db =>
                {
                    await db.Staff.Where(s => s.Mail == World.Theo.Mail).ExecuteUpdateAsync(s => s.SetProperty(x => x.IsActive, false));
                    return 0;
                });
            }

            var sent = Letter("AW: Tor", "Noch ein Wort.", from: person.Mail, to: Karin).Answering(mail.MessageId).Proven("hafen.example");
            var arrived = await app.Arrive(sent);
            (arrived.State, arrived.Reason).ShouldBe((RawMailState.Review, RawMailReason.FormerStaff));
        }

        (await app.Db(db => db.Messages.CountAsync(m => m.TicketId == raw.TicketId))).ShouldBe(2);
        using var lena = await app.As(World.Lena);
        (await lena.Open("/mail/review")).ShouldSay("Von jemandem, der nicht mehr bei uns arbeitet");
    }

    [Fact]
    public async Task A09_what_our_server_refutes_gets_no_customer_no_part_and_no_confirmation()
    {
        await app.Trusts();
        await app.Confirms();
        var (raw, _, mail) = await app.Answered();
        var count = await app.Db(db => db.OutgoingMails.CountAsync());
        var forged = await app.Arrive(Letter("Rechnung", "Neue Bankverbindung", from: Jens, name: "Jens Ohlsen").Proven("ohlsen.example", "fail"));
        var ticket = await app.Ticket(forged);
        (ticket.Customer, ticket.RequesterMail).ShouldBe((null, Jens));
        (await app.Message(forged)).IsUnverified.ShouldBeTrue();
        (await app.Db(db => db.OutgoingMails.CountAsync())).ShouldBe(count);

        var reply = await app.Message(await app.Arrive(Letter("AW: Tor").Answering(mail.MessageId).Proven("muellerbau.example", "fail")));
        (reply.TicketId, reply.IsUnverified).ShouldBe((raw.TicketId!.Value, true));
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/{ticket.Number}")).ShouldSay("Diese Mail kommt nicht von ohlsen.example");
    }

    [Fact]
    public async Task Somebody_of_the_customers_domain_has_a_part_once_that_is_proven()
    {
        await app.Trusts();
        var (raw, _, mail) = await app.Answered();
        await app.Db(async db =>
        {
            var mueller = await db.Set<Tresen.Customers.Customer>().SingleAsync(c => c.Name == World.MuellerBau);
            await db.Set<Ticket>().Where(t => t.Id == raw.TicketId).ExecuteUpdateAsync(t => t.SetProperty(x => x.CustomerId, mueller.Id)); // Karin speaks for two
            return 0;
        });

        var claimed = await app.Message(await app.Arrive(Letter("AW: Tor", from: "neu@muellerbau.example").Answering(mail.MessageId)));
        claimed.IsUnverified.ShouldBeTrue();
        var proven = await app.Message(await app.Arrive(Letter("AW: Tor", from: "neu2@muellerbau.example").Answering(mail.MessageId).Proven("muellerbau.example")));
        (proven.TicketId, proven.IsUnverified).ShouldBe((raw.TicketId!.Value, false));
        var other = await app.Message(await app.Arrive(Letter("AW: Tor", from: "jens@ohlsen.example").Answering(mail.MessageId).Proven("ohlsen.example")));
        other.IsUnverified.ShouldBeTrue("it is proven who it is, and they have no part in it");
    }

    [Fact]
    public async Task What_a_colleague_passed_on_proposes_who_wrote_it()
    {
        var forward = await app.Arrive(Letter("WG: Tor", "Macht ihr das?\n\nVon: Jens Ohlsen <jens@ohlsen.example>\nGesendet: Montag, 3. August 2026 10:00\nAn: Theo Brandt\nBetreff: Tor\n\nDas Tor klemmt.", from: World.Theo.Mail, name: "Theo Brandt"));
        forward.Reason.ShouldBe(RawMailReason.StaffAddress);
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/mail/review/{forward.Id}");
        (page.One("[name=RequesterName]").GetAttribute("value"), page.One("[name=RequesterMail]").GetAttribute("value")).ShouldBe(("Jens Ohlsen", Jens));
        var refused = await theo.Submit(page, $"/mail/review/{forward.Id}/ticket", ("RequesterMail", "jens(at)ohlsen"));
        refused.Status.ShouldBe(422);
        refused.One("[name=RequesterMail]").GetAttribute("value").ShouldBe("jens(at)ohlsen");
        (await theo.Submit(page, $"/mail/review/{forward.Id}/ticket")).Status.ShouldBe(302);

        var ticket = await app.Ticket(await app.Raw(forward.Id));
        (ticket.RequesterMail, ticket.RequesterName, ticket.Customer?.Name).ShouldBe((Jens, "Jens Ohlsen", World.OhlsenLogistik));
        var message = await app.Message(forward);
        (message.SenderAddress, message.Conversation!.Addressees.ShouldHaveSingleItem().Address).ShouldBe((World.Theo.Mail, Jens));
        (await theo.Open($"/conversations/{message.Conversation.Number}/messages/new?answering={message.Id}")).One("[name=To]").GetAttribute("value")!.ShouldContain(Jens);
    }

    [Fact]
    public async Task A06_another_address_for_answers_is_said_and_not_taken()
    {
        var letter = Letter("Tor");
        letter.ReplyTo.Add(new MailboxAddress("", "konto@boese.example"));
        var raw = await app.Arrive(letter);
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/{(await app.Ticket(raw)).Number}")).ShouldSay("Der Absender möchte Antworten an konto@boese.example.");
        var number = (await app.Message(raw)).Conversation!.Number;
        var to = (await theo.Open($"/conversations/{number}/messages/new")).One("[name=To]").GetAttribute("value")!;
        (to.Contains(Karin, StringComparison.Ordinal), to.Contains("boese", StringComparison.Ordinal)).ShouldBe((true, false));
    }

    [Theory]
    [InlineData("\"chef@hafen.example\" <fremd@boese.example>", "Der Name nennt chef@hafen.example, die Mail kommt aber von fremd@boese.example.")]
    [InlineData("Karin <karin@muеllerbau.example>", "xn--")]
    public async Task A08_a_name_that_claims_another_address_is_seen_through(string from, string said)
    {
        var raw = await app.Arrive(Bytes($"From: {from}\nTo: service@hafen.example\nSubject: Tor\n\nText"));
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/{(await app.Ticket(raw)).Number}")).ShouldSay(said);
    }

    [Fact]
    public async Task A11_the_same_Message_ID_with_other_files_comes_in_and_is_said_to_be_alike()
    {
        static MimeMessage With(string content)
        {
            var letter = Letter("Plan", "Anbei der Plan.");
            letter.MessageId = "plan@muellerbau.example";
            letter.Body = new Multipart("mixed") { new TextPart("plain") { Text = "Anbei der Plan." }, new TextPart("plain") { Text = content, FileName = "plan.txt" } };
            return letter;
        }

        (await app.Arrive(With("alt"))).State.ShouldBe(RawMailState.Taken);
        var other = await app.Arrive(With("neu"));
        other.State.ShouldBe(RawMailState.Taken);
        (await app.Arrive(With("neu"), World.BuchhaltungAddress)).Reason.ShouldBe(RawMailReason.Duplicate);
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/{(await app.Ticket(other)).Number}")).ShouldSay("Möglicherweise doppelt");
    }

    [Fact]
    public async Task A18_a_service_that_asks_for_our_address_waits_in_the_tray()
    {
        var (raw, _, _) = await app.Answered();
        var ticket = await app.Ticket(raw);
        foreach (var subject in new[] { "Bestätigen Sie Ihre E-Mail-Adresse", $"Your verification code is 482911 (Ticket {ticket.Number})" })
        {
            var asked = await app.Arrive(Letter(subject, "https://dienst.example/verify?token=geheim", from: "no-reply@dienst.example"));
            (asked.State, asked.Reason).ShouldBe((RawMailState.Review, RawMailReason.Registration));
        }
    }

    [Fact]
    public async Task A03_strangers_together_cannot_flood_a_ticket()
    {
        var (raw, _, _) = await app.Answered();
        var ticket = await app.Ticket(raw);
        var states = new List<RawMailState>();
        for (var i = 0; i < 12; i++)
        {
            states.Add((await app.Arrive(Letter($"Frage {i} zu Ticket {ticket.Number}", from: $"fremd{i}@boese.example"))).State);
        }

        states.Count(s => s == RawMailState.Taken).ShouldBe(10);
        states.Skip(10).ShouldAllBe(s => s == RawMailState.Review);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
