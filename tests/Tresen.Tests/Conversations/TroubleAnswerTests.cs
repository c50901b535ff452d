using Microsoft.EntityFrameworkCore;
using Tresen.Post;
using Tresen.Tests.Tickets;
using Tresen.Tickets;

namespace Tresen.Tests.Conversations;

/// <summary>One trouble, many tickets, one answer to all: each customer separately.</summary>
public sealed class TroubleAnswerTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    Browser theo = null!;
    int trouble, known, fresh, mute;
    long dialogue;

    public async ValueTask InitializeAsync()
    {
        theo = await app.As(World.Theo);
        (trouble, known, fresh, mute) = (await app.NewTicket("Leitung gestört"), await app.NewTicket("Kein Internet"), await Asked("Jens Ohlsen", "jens@ohlsen.example", World.OhlsenLogistik), await Asked("Herr Stumm", "", null));
        dialogue = await app.NewConversation(known);
        foreach (var ticket in new[] { known, fresh, mute })
        {
            await theo.Send($"/tickets/{ticket}/relations", ("Other", $"{trouble}"), ("Kind", "BelongsTo"));
        }
    }

    [Fact]
    public async Task Everybody_gets_a_mail_of_their_own_and_who_has_no_address_is_named()
    {
        var page = await theo.Open($"/tickets/{trouble}/answers/new");
        page.ShouldSay("Herr Stumm").ShouldSay("Keine E-Mail-Adresse bekannt. Bitte anrufen.").ShouldSay($"Nr. {dialogue}").ShouldSay("ein neues");
        var preview = await theo.Submit(page, $"/tickets/{trouble}/answers", ("Body", "Zu {TICKET}: Die Leitung geht wieder."), ("PreviewOf", $"{fresh}"), ("Do", "preview"));
        preview.ShouldSay($"Zu {fresh}: Die Leitung geht wieder.").ShouldSay("Guten Tag Jens Ohlsen,").ShouldSay(World.Theo.Name);
        (await Mails()).ShouldBeEmpty();

        var sent = await theo.Submit(preview, $"/tickets/{trouble}/answers", ("Do", "send"));
        sent.LedTo.ShouldBe($"/tickets/{trouble}");
        await theo.Submit(preview, $"/tickets/{trouble}/answers", ("Do", "send"));
        var mails = await Mails();
        mails.Select(m => m.Recipients.ShouldHaveSingleItem().Address).Order().ShouldBe(["jens@ohlsen.example", "karin@muellerbau.example"]);
        var toKarin = mails.Single(m => m.Recipients[0].Address == "karin@muellerbau.example");
        toKarin.Subject.ShouldContain($"[Ticket {known} · Nr. {dialogue}]");
        toKarin.Text.ShouldContain("Sehr geehrte Frau Müller,");
        toKarin.Text.ShouldContain($"Zu {known}: Die Leitung geht wieder.");
        toKarin.Text.ShouldNotContain("Ohlsen");
        toKarin.NextTry.ShouldBe(app.Clock.GetUtcNow() + Tresen.Conversations.Writing.WritingController.Grace);
        mails.Single(m => m != toKarin).Subject.ShouldContain($"Ticket {fresh}");
        (await theo.Open($"/tickets/{trouble}")).ShouldSay("Antwort an alle, gesendet zu 2 Tickets:");
        ((await app.Ticket(known)).Ball, (await app.Ticket(mute)).Ball).ShouldBe((Ball.Customer, Ball.Us));
    }

    [Fact]
    public async Task What_one_ticket_lacks_stops_all_and_whom_it_goes_to_must_be_as_shown()
    {
        var page = await theo.Open($"/tickets/{trouble}/answers/new");
        var refused = await theo.Submit(page, $"/tickets/{trouble}/answers", ("Body", "Termin {TERMIN}."), ("Do", "send"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Dafür hat Ticket").ShouldSay("Termin {TERMIN}.");
        (await theo.Submit(page, $"/tickets/{trouble}/answers", ("Body", ""), ("Do", "send"))).ShouldSay("Bitte einen Text schreiben.");
        (await theo.Submit(page, $"/tickets/{trouble}/answers", ("Body", "Gut."), ("Tickets", null), ("Do", "send"))).ShouldSay("Bitte mindestens ein Ticket ankreuzen.");
        (await Mails()).ShouldBeEmpty();

        await theo.Send($"/tickets/{known}/relations/removal", ("Kind", "BelongsTo"), ("OtherNumber", $"{trouble}"));
        var moved = await theo.Submit(page, $"/tickets/{trouble}/answers", ("Body", "Die Leitung geht wieder."), ("Do", "send"));
        moved.Status.ShouldBe(409);
        moved.ShouldSay("Inzwischen hat sich geändert, an wen die Antwort geht.").ShouldSay("Die Leitung geht wieder.");
        (await Mails()).ShouldBeEmpty();
        await theo.Submit(moved, $"/tickets/{trouble}/answers", ("Do", "send"));
        (await Mails()).ShouldHaveSingleItem().Recipients[0].Address.ShouldBe("jens@ohlsen.example");
    }

    [Fact]
    public async Task D03_Tickets_that_the_writer_may_not_see_get_nothing_and_are_not_named()
    {
        var hidden = await app.NewTicket("Mahnlauf steht", World.Buchhaltung);
        using var bodo = await app.As(World.Bodo);
        await bodo.Send($"/tickets/{hidden}/relations", ("Other", $"{trouble}"), ("Kind", "BelongsTo"));
        var page = await theo.Open($"/tickets/{trouble}/answers/new");
        page.ShouldNotSay("Mahnlauf").ShouldNotSay($"{hidden}");
        await theo.Send($"/tickets/{trouble}/answers", ("Body", "Gut."), ("Tickets", $"{hidden}"), ("Seen", page.One("[name=Seen]").GetAttribute("value")), ("Do", "send"));
        (await Mails()).ShouldBeEmpty();
        (await bodo.Open($"/tickets/{trouble}/answers/new")).ShouldSay("Mahnlauf steht");
    }

    Task<List<OutgoingMail>> Mails() => app.Db(db => db.OutgoingMails.Include(m => m.Recipients).ToListAsync());

    async Task<int> Asked(string name, string mail, string? customer)
    {
        var number = await app.NewTicket("Wir kommen nicht ins Netz", World.Technik, customer);
        await app.Change(async db => (await db.Tickets.WithParts.SingleAsync(t => t.Number == number)).AskedBy(new Requester(name, mail), await db.Person(World.Theo), app.Clock.GetUtcNow()));
        return number;
    }

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        await app.DisposeAsync();
    }
}
