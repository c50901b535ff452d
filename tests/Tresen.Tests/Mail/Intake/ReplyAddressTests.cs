using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Mail.Fetching;
using Tresen.Post;
using Tresen.Tests.Rig;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Mail.Intake;

/// <summary>Answers that arrive at an address of their dialogue's own, where the mailbox asks for that.</summary>
public sealed class ReplyAddressTests : IAsyncLifetime
{
    const string Stranger = "fremd@boese.example";

    readonly TresenApp app = new();
    readonly SmtpSink sink = new();

    public async ValueTask InitializeAsync() => await app.Connect(World.ServiceAddress, sink: sink, more: ("HasReplyAddresses", "true"));

    [Fact]
    public async Task An_answer_without_headers_and_number_finds_its_dialogue_by_the_address()
    {
        var (asked, address) = await AnswerAsync();
        var answer = await app.Arrive(Letter("Etwas ganz anderes", "Donnerstag passt.", to: address.ToUpperInvariant()));
        var message = await app.Message(answer);
        (message.ConversationId, message.Why, message.IsUnverified).ShouldBe((asked.ConversationId, Placement.ReplyAddress, false));

        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/conversations/{asked.Conversation!.Number}/messages/new?answering={message.Id}&all=true");
        (page.One("[name=To]").GetAttribute("value") ?? page.One("[name=To]").TextContent).ShouldContain(Karin);
        page.Html.ShouldNotContain(address[..address.IndexOf('@', StringComparison.Ordinal)]); // an answer never goes to ourselves
        (await theo.Open($"/tickets/{(await app.Ticket(answer)).Number}")).ShouldSay("kam an die Antwortadresse des Gesprächs");
    }

    [Fact]
    public async Task A01_who_makes_one_up_gets_nowhere_and_a_stranger_who_knows_one_is_unverified()
    {
        var (asked, address) = await AnswerAsync();
        var last = address.IndexOf('@', StringComparison.Ordinal) - 1;
        var forged = address[..last] + (address[last] == 'a' ? 'b' : 'a') + address[(last + 1)..];
        ReplyAddress.Read(forged).ShouldBe(ReplyAddress.Read(address));
        (await app.Ticket(await app.Arrive(Letter("Guten Tag", from: Stranger, to: forged)))).Id.ShouldNotBe(asked.TicketId);

        var known = await app.Message(await app.Arrive(Letter("Auch guten Tag", from: Stranger, to: address)));
        (known.ConversationId, known.IsUnverified).ShouldBe((asked.ConversationId, true));
    }

    [Fact]
    public async Task A18_a_service_that_asks_for_the_address_waits_in_the_tray_and_at_first_there_are_none()
    {
        var (_, address) = await AnswerAsync();
        (await app.Arrive(Letter("Your verification code is 482911", from: "no-reply@dienst.example", to: address))).Reason.ShouldBe(RawMailReason.Registration);

        await app.Connect(World.ServiceAddress, more: ("HasReplyAddresses", "false"));
        await app.Answered();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobs();
        sink.Mails.Last(m => m.Recipients.Contains(Karin)).Message.ReplyTo.ShouldBeEmpty();
        (await app.Db(db => db.Mailboxes.Where(m => m.Address == World.BuchhaltungAddress).Select(m => m.HasReplyAddresses).SingleAsync())).ShouldBeFalse();
    }

    [Fact]
    public async Task A_mail_server_hands_over_what_came_to_it()
    {
        var (asked, address) = await AnswerAsync();
        using var scope = app.Services.CreateScope();
        using var bytes = new MemoryStream();
        await Letter("Ohne Nummer", "Bis Donnerstag.", to: address).WriteToAsync(bytes, TestContext.Current.CancellationToken);
        bytes.Position = 0;
        using var refused = new StringWriter();
        (await scope.ServiceProvider.GetRequiredService<Delivery>().TakeAsync(address, bytes, refused, TestContext.Current.CancellationToken)).ShouldBe(Delivery.Taken, refused.ToString());
        await app.RunJobs();
        (await app.Db(db => db.Messages.OrderByDescending(m => m.Id).Select(m => new { m.ConversationId, m.Reply }).FirstAsync())).ShouldBe(new { asked.ConversationId, Reply = "Bis Donnerstag." });
    }

    [Fact]
    public void An_address_says_its_number_and_only_its_own_key_fits() =>
        Gen.Select(Gen.String[Gen.Char["abcxyz.-_0189"], 1, 30], Gen.Long[202_611_240_001, 99_991_231_123_456]).Sample(made =>
        {
            var (mailbox, key) = ($"a{made.Item1}z@firma.example", MessageId.NewKey());
            if (ReplyAddress.Of(mailbox, made.Item2, key) is not { } address)
            {
                return mailbox.IndexOf('@', StringComparison.Ordinal) > 30; // no room for it
            }

            return ReplyAddress.Read(address) == (mailbox, made.Item2) && ReplyAddress.IsSealedWith(address.ToUpperInvariant(), key) && !ReplyAddress.IsSealedWith(address, MessageId.NewKey())
                && !ReplyAddress.IsSealedWith(address.Replace($"+{made.Item2}", $"+{made.Item2 + 1}", StringComparison.Ordinal), key);
        });

    [Theory]
    [InlineData("service@firma.example")]
    [InlineData("service+4711@firma.example")]
    [InlineData("service+202611240001@firma.example")]
    [InlineData("service+202611240001.abc@firma.example")]
    [InlineData("service+99999999999999999999.abcdefghijklmnop@firma.example")]
    [InlineData("+202611240001.abcdefghijklmnop@firma.example")]
    [InlineData("")]
    public void Other_addresses_say_nothing(string address) => ReplyAddress.Read(address).ShouldBeNull();

    /// <summary>Karin asks, Theo answers: what she asked, and where her answer is to go.</summary>
    async Task<(Message Asked, string Address)> AnswerAsync()
    {
        var (_, message, _) = await app.Answered();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobs();
        var address = sink.Mails.Last(m => m.Recipients.Contains(Karin)).Message.ReplyTo.Mailboxes.ShouldHaveSingleItem().Address;
        ReplyAddress.Read(address).ShouldBe((World.ServiceAddress, message.Conversation!.Number));
        return (message, address);
    }

    public async ValueTask DisposeAsync()
    {
        sink.Dispose();
        await app.DisposeAsync();
    }
}
