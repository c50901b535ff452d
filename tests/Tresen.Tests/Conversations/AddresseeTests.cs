using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Tickets;

namespace Tresen.Tests.Conversations;

/// <summary>Whom a new dialogue goes to before anybody has typed an address.</summary>
public sealed class AddresseeTests : IAsyncLifetime
{
    const string Karin = "Karin Müller <karin@muellerbau.example>";

    readonly TresenApp app = new();
    Browser theo = null!;
    int ticket;

    public async ValueTask InitializeAsync()
    {
        theo = await app.As(World.Theo);
        ticket = await app.NewTicket();
    }

    [Fact]
    public async Task Whoever_asked_comes_first()
    {
        await Asked("Jens Ohlsen", "jens@ohlsen.example");
        (await Prefilled()).ShouldBe("Jens Ohlsen <jens@ohlsen.example>");
    }

    [Fact]
    public async Task Somebody_who_called_without_an_address_is_written_to_as_the_contact()
    {
        await Asked("Frau Müller", "");
        (await Prefilled()).ShouldBe(Karin);
    }

    [Fact]
    public async Task Where_the_contact_has_no_address_the_customer_is_written_to()
    {
        await Asked("Frau Müller", "");
        await KarinLosesHers();
        (await Prefilled()).ShouldBe($"{World.MuellerBau} <info@muellerbau.example>");
        (await theo.Open($"/tickets/{ticket}/closure")).One("[name=To]").GetAttribute("value").ShouldBe("info@muellerbau.example");
    }

    [Fact]
    public async Task Where_nobody_has_an_address_that_is_said_beside_the_field()
    {
        await Asked("Frau Müller", "");
        await KarinLosesHers();
        await app.Work(async db =>
        {
            (await db.Customers.SingleAsync(c => c.Name == World.MuellerBau)).ReachBy("", "04921 5550");
            return 0;
        });

        var page = await theo.Open($"/tickets/{ticket}/conversations/new");

        page.One("#f-To").GetAttribute("value").ShouldBeNullOrEmpty();
        page.One("#" + page.One("#f-To").GetAttribute("aria-describedby")).TextContent.ShouldContain("Bitte eine E-Mail-Adresse eingeben");
        var refused = await theo.Submit(page, $"/tickets/{ticket}/conversations", ("Body", "Wir kommen."), ("Do", "send"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Bitte eingeben, an wen die Mail gehen soll.").One("textarea[name=Body]").TextContent.ShouldContain("Wir kommen.");
    }

    [Fact]
    public async Task A_blocked_customer_is_written_to_as_any_other_and_the_block_is_seen()
    {
        await Asked("Frau Müller", "");
        await app.Work(async db =>
        {
            (await db.Customers.SingleAsync(c => c.Name == World.MuellerBau)).Warn(NoticeKind.Blocked, "Drei Rechnungen offen.");
            return 0;
        });
        (await Prefilled()).ShouldBe(Karin);
        (await theo.Open($"/tickets/{ticket}/conversations/new")).ShouldSay("Drei Rechnungen offen.");
    }

    Task<int> Asked(string name, string mail) => app.Work(async db =>
    {
        var of = await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket);
        of.AskedBy(new Requester(name, mail), null, app.Clock.GetUtcNow());
        return 0;
    });

    Task<int> KarinLosesHers() => app.Work(async db =>
    {
        (await db.Contacts.SingleAsync(c => c.LastName == "Müller")).Describe("Frau", "Karin", "Müller", "", "04921 55511", "");
        return 0;
    });

    async Task<string?> Prefilled() => (await theo.Open($"/tickets/{ticket}/conversations/new")).One("#f-To").GetAttribute("value");

    public async ValueTask DisposeAsync()
    {
        theo.Dispose();
        await app.DisposeAsync();
    }
}
