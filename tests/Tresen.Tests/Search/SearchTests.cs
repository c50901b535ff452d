using CsCheck;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Data;
using Tresen.Search;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Tests.Search;

/// <summary>What the search in the top bar finds, and what it keeps to itself.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    [Theory]
    [InlineData("{0}")]
    [InlineData("#{0}")]
    [InlineData(" Ticket {0} ")]
    [InlineData("ticket #{0}")]
    [InlineData("[{0}]")]
    public async Task A_number_leads_straight_to_its_ticket(string typed)
    {
        var number = await Ticket("Drucker streift");
        (await Ask(World.Theo, string.Format(typed, number))).LedTo.ShouldBe($"/tickets/{number}");
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("Nr. {0}")]
    [InlineData("Ticket #{0}")]
    [InlineData("{0:0000 0000 0000}")]
    [InlineData("Nr. {0:0000 0000 0000}")]
    [InlineData("{0:0000-0000-0000}")]
    public async Task The_number_of_a_dialogue_leads_to_its_ticket(string typed)
    {
        var number = await Ticket("Drucker streift", also: (db, t, by) => db.Add(new Conversation(202611240001, t, t.Department, null, "Drucker", by, World.Morning)));
        (await Ask(World.Theo, string.Format(typed, 202611240001))).LedTo.ShouldBe($"/tickets/{number}");
    }

    [Fact]
    public async Task A_number_that_a_customer_and_a_device_have_as_well_shows_them_beside_the_ticket()
    {
        var number = await Ticket("Drucker streift");
        await app.Db(async db =>
        {
            var customer = new Tresen.Customers.Customer(number.ToString(), "Gleiche Nummer KG", World.Morning);
            db.AddRange(customer, new Tresen.Devices.Device("Kasse", null, number.ToString(), customer, null));
            return await db.SaveChangesAsync();
        });
        var page = await Ask(World.Theo, number.ToString());
        page.Status.ShouldBe(200);
        page.All(".card")[0].ShouldContain("Mit dieser Nummer");
        page.Document.QuerySelectorAll(".card")[0].QuerySelectorAll("a.hit").Select(a => a.GetAttribute("href")!.Split('/')[1]).ShouldBe(["tickets", "customers", "devices"]);
        (await Ask(World.Theo, $"#{number}")).LedTo.ShouldBe($"/tickets/{number}", "whoever says that it is a ticket gets it");
    }

    [Theory]
    [InlineData("duesseldorf")]
    [InlineData("Düsseldorf")]
    [InlineData("DUSSEL")]
    public async Task Umlauts_are_found_however_they_are_typed(string typed)
    {
        await Ticket("Standort Düsseldorf ohne Strom");
        (await Ask(World.Theo, typed)).ShouldSay("Standort Düsseldorf ohne Strom");
    }

    [Fact]
    public async Task All_words_must_occur_and_the_page_says_where_they_did()
    {
        await Ticket("Kaffeemaschine", also: (_, t, by) => t.Describe("<p>Am <b>Sicherungskasten</b> im Keller riecht es nach Ozon.</p>", by, World.Morning));
        await Ticket("Keller feucht");
        var page = await Ask(World.Theo, "keller ozon");
        page.ShouldSay("Kaffeemaschine").ShouldNotSay("Keller feucht");
        page.All(".hit-why mark").ShouldBe(["Keller", "Ozon."]);
    }

    [Fact]
    public async Task A_note_is_found_by_what_it_says_now()
    {
        await Ticket("Kaffeemaschine", also: (db, t, by) => db.Add(Message.Note(t, null, "<p>Der Schlüssel liegt beim Pförtner</p>", by, World.Morning)));
        (await Ask(World.Theo, "schluessel pfoertner")).ShouldSay("Nachrichten und Notizen").ShouldSay("Theo Brandt");
        await app.Db(async db =>
        {
            var ticket = await db.Tickets.WithParts.SingleAsync();
            ticket.Describe("<p>Entkalkung</p>", ticket.CreatedBy!, World.Morning);
            await db.SaveChangesAsync();
            ticket.Describe("<p>Mahlwerk</p>", ticket.CreatedBy!, World.Morning);
            return await db.SaveChangesAsync();
        });
        (await Ask(World.Theo, "entkalkung")).ShouldSay("Nichts gefunden");
        (await Ask(World.Theo, "mahlwerk")).ShouldSay("Kaffeemaschine");
    }

    [Fact]
    public async Task Customers_contacts_and_devices_are_found_too()
    {
        var page = await Ask(World.Theo, "müller");
        page.ShouldSay("Kunden").ShouldSay(World.MuellerBau).ShouldSay("Ansprechpartner").ShouldSay("Karin Müller");
        (await Ask(World.Theo, "sn-4711")).ShouldSay("Geräte").ShouldSay("Etikettendrucker Halle 2");
    }

    [Fact]
    public async Task D02_What_is_hidden_is_not_found_by_number_word_or_count()
    {
        var number = await Ticket("Lohnpfändung", World.Buchhaltung, (db, t, by) =>
        {
            db.Add(new Conversation(202611240001, t, t.Department, null, "Gericht", by, World.Morning));
            db.Add(Message.Note(t, null, "<p>Gerichtsvollzieher kommt</p>", by, World.Morning));
            t.Describe("<p>Gerichtsbeschluss</p>", by, World.Morning);
        });
        foreach (var asked in new[] { number.ToString(), "202611240001", "lohnpfändung", "gerichtsvollzieher", "gerichtsbeschluss" })
        {
            var page = await Ask(World.Theo, asked);
            page.Status.ShouldBe(200);
            page.ShouldSay("Nichts gefunden");
        }

        (await Ask(World.Bodo, number.ToString())).LedTo.ShouldBe($"/tickets/{number}");
        (await Ask(World.Bodo, "gerichtsvollzieher")).ShouldSay("Lohnpfändung");
        (await Ask(World.Ada, "gerichtsbeschluss")).ShouldSay("Lohnpfändung");
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("100%")]
    [InlineData("a_b")]
    [InlineData("\\")]
    [InlineData("'; drop table tickets; --")]
    [InlineData("[a-z]")]
    public async Task D16_Signs_that_mean_something_to_a_database_mean_themselves(string typed)
    {
        await Ticket("Gewöhnlich axb 1000");
        (await Ask(World.Theo, typed)).ShouldNotSay("Gewöhnlich");
        await Ticket($"Sonderbar {typed} hier");
        (await Ask(World.Theo, typed)).ShouldSay("Sonderbar");
    }

    [Fact]
    public void D16_Whatever_is_typed_is_read_without_an_error_and_in_no_time() => Gen.String.Sample(typed =>
    {
        var question = Question.Of(typed + new string('#', 3000) + typed);
        return question.Words.Count <= 6 && question.Text.Length <= 200;
    });

    [Fact]
    public async Task Many_hits_come_page_by_page()
    {
        await app.Db(async db =>
        {
            for (var i = 1; i <= 60; i++)
            {
                await AddAsync(db, $"Serie Nummer-{i}", World.Technik, null);
            }

            return await db.SaveChangesAsync();
        });
        var all = await Ask(World.Theo, "serie");
        all.All(".hit").Count.ShouldBe(8);
        using var theo = await app.As(World.Theo);
        var first = await theo.Open("/search?q=serie&only=tickets&page=1");
        first.All(".hit").Count.ShouldBe(50);
        (await theo.Open(first.One("a[rel=next]").GetAttribute("href")!)).All(".hit").Count.ShouldBe(10);
    }

    [Fact]
    public async Task Nothing_typed_asks_what_is_looked_for() => (await Ask(World.Rita, " ")).ShouldSay("Wonach suchen Sie?");

    async Task<Answer> Ask(Inhabitant person, string typed)
    {
        using var browser = await app.As(person);
        return await browser.Get("/search?q=" + Uri.EscapeDataString(typed));
    }

    Task<int> Ticket(string subject, string department = World.Technik, Action<TresenDb, Ticket, StaffMember>? also = null) => app.Db(async db =>
    {
        var number = await AddAsync(db, subject, department, also);
        await db.SaveChangesAsync();
        return number;
    });

    static async Task<int> AddAsync(TresenDb db, string subject, string department, Action<TresenDb, Ticket, StaffMember>? also)
    {
        var number = (int)await db.DrawNumberAsync(TicketQueries.Range, 23_001, default);
        var theo = await db.Staff.SingleAsync(s => s.Name == World.Theo.Name);
        var ticket = new Ticket(number, subject, new Requester("Jens Ohlsen"), await db.Departments.Include(d => d.Company).SingleAsync(d => d.Name == department),
            await db.Progresses.OrderBy(p => p.Position).FirstAsync(), await db.Kinds.OrderBy(k => k.Position).FirstAsync(), await db.Channels.OrderBy(c => c.Position).FirstAsync(), theo, World.Morning);
        db.Add(ticket);
        also?.Invoke(db, ticket, theo);
        return number;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
