using Microsoft.EntityFrameworkCore;
using MimeKit;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Platform.Files;
using Tresen.Tests.Rig;
using Tresen.Tickets;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Mail.Intake;

/// <summary>A customer's mail goes all the way: from a real mailbox to a ticket, our answer out, her answer back.</summary>
public sealed class MailStoryTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly SmtpSink sink = new();
    readonly MailAccount account = DovecotServer.Instance.NewAccount();

    public async ValueTask InitializeAsync() => await app.Connect(World.ServiceAddress, account, sink);

    [Fact]
    public async Task A_mail_becomes_a_ticket_our_answer_goes_out_and_hers_finds_its_dialogue()
    {
        var builder = new BodyBuilder { TextBody = "Guten Tag,\n\ndas Tor in Halle 2 klemmt.\n\nMit freundlichen Grüßen\nKarin Müller" };
        builder.Attachments.Add("tor.jpg", new byte[300_000], new ContentType("image", "jpeg"));
        var letter = Letter("AW: Tor klemmt");
        letter.Body = builder.ToMessageBody();
        await account.Deliver(letter);
        await app.Fetch();

        var raw = await app.Db(db => db.RawMails.AsNoTracking().SingleAsync());
        raw.State.ShouldBe(RawMailState.Taken);
        var ticket = await app.Ticket(raw);
        ticket.Subject.ShouldBe("Tor klemmt");
        ticket.Department.Name.ShouldBe(World.Technik);
        ticket.Channel.Use.ShouldBe(ChannelUse.Mail);
        ticket.RequesterName.ShouldBe("Karin Müller");
        ticket.RequesterMail.ShouldBe(Karin);
        ticket.Customer.ShouldBeNull(); // she acts for two customers: asked, never guessed
        ticket.Ball.ShouldBe(Ball.Us);
        var message = await app.Message(raw);
        message.Text.ShouldContain("das Tor in Halle 2 klemmt");
        message.Why.ShouldBe(Placement.NewRequest);
        message.Conversation!.Addressees.ShouldHaveSingleItem().Address.ShouldBe(Karin);
        var attachment = message.Attachments.ShouldHaveSingleItem();
        (attachment.Name, attachment.Bytes).ShouldBe(("tor.jpg", 300_000));
        (await app.Db(db => db.Set<StoredFile>().SingleAsync(f => f.Id == attachment.FileId))).References.ShouldBe(1);

        await app.Answer(message);
        await app.RunJobs();
        var sent = sink.Mails.ShouldHaveSingleItem().Message;
        sent.InReplyTo.ShouldBe(letter.MessageId);
        sent.Subject!.ShouldContain($"[Ticket {ticket.Number} · Nr. {message.Conversation.Number}]");

        await account.Deliver(Letter("Re: etwas anderes", "Donnerstag passt.").Answering(letter.MessageId!, sent.MessageId!));
        await account.Deliver(Letter($"AW: {sent.Subject}", "Und bringen Sie Öl mit."));
        await app.Fetch();

        (await app.Tickets()).ShouldBe(1);
        var answers = await app.Db(db => db.Messages.AsNoTracking().Where(m => m.Kind == MessageKind.In).OrderBy(m => m.Id).Select(m => new { m.ConversationId, m.Reply, m.Why, m.IsUnverified }).ToListAsync());
        answers.Select(a => a.ConversationId).Distinct().ShouldHaveSingleItem();
        answers[1].ShouldBe(new { message.ConversationId, Reply = "Donnerstag passt.", Why = Placement.AnswersMail, IsUnverified = false });
        answers[2].Why.ShouldBe(Placement.NamesNumber);
        (await app.Ticket(raw)).Ball.ShouldBe(Ball.Us);
        (await account.Look()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A15_our_own_mail_that_comes_back_makes_nothing_new()
    {
        await app.Confirms();
        await account.Deliver(Letter("Tor klemmt"));
        await app.Fetch();
        var sent = sink.Mails.ShouldHaveSingleItem();
        var own = sent.Message;
        own.MessageId = "neu@unterwegs.example"; // a list on the way gave it another
        await account.Deliver(own);
        await app.Fetch();

        var raws = await app.Db(db => db.RawMails.AsNoTracking().OrderBy(m => m.Id).ToListAsync());
        (raws[1].State, raws[1].Reason).ShouldBe((RawMailState.Ignored, RawMailReason.OwnMail));
        (await app.Tickets()).ShouldBe(1);
        sink.Mails.Count.ShouldBe(1);
    }

    public async ValueTask DisposeAsync()
    {
        sink.Dispose();
        await app.DisposeAsync();
    }
}
