using Microsoft.EntityFrameworkCore;
using MimeKit;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Post;
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
    public async Task A20_a_crowd_in_Cc_gets_no_part_and_we_write_to_nobody_of_it()
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

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
