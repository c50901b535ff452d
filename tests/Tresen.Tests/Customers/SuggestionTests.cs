using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Tests.Tickets;

namespace Tresen.Tests.Customers;

public sealed class SuggestionTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Theory]
    [InlineData("Mueller")]
    [InlineData("müller bau")]
    [InlineData("10001")]
    [InlineData("emden müll")]
    [InlineData("04921/5550")]
    [InlineData("0049 4921 5550")]
    [InlineData("+49 (0)4921 - 55 50")]
    [InlineData("5550")]
    [InlineData("info@muellerbau.example")]
    [InlineData("karin")]
    public async Task Müller_Bau_is_found_however_it_is_typed(string typed)
    {
        using var rita = await app.As(World.Rita);
        var answer = await rita.Open("/customers/suggestions?q=" + Uri.EscapeDataString(typed));
        answer.All(".lookup-text").ShouldContain(World.MuellerBau);
    }

    [Fact]
    public async Task The_number_itself_comes_first_and_a_blocked_customer_says_so()
    {
        using var theo = await app.As(World.Theo);
        (await theo.Open("/customers/suggestions?q=10003")).All(".lookup-item").ShouldBe([$"{World.SaumseligHandel}10003 · gesperrt"]);
        (await theo.Open("/customers/suggestions?q=gibtesnicht")).ShouldSay("Nichts gefunden");
    }

    [Fact]
    public async Task The_contact_that_was_looked_for_stands_beside_the_customer()
    {
        using var theo = await app.As(World.Theo);
        (await theo.Open("/customers/suggestions?q=karin")).All(".lookup-detail").ShouldContain("10002 · Karin Müller");
    }

    [Fact]
    public async Task A_customer_of_that_name_comes_before_one_whose_contact_is_called_so()
    {
        await using var own = new TresenApp(); // the others count whom they find
        await own.Change(async db => (await db.Customers.SingleAsync(c => c.Number == "10002")).ActsThrough(new Contact("Frau", "Antje", "Saumselig", "antje@ohlsen.example", ""), "Lager"));
        using var theo = await own.As(World.Theo);

        var answer = await theo.Open("/customers/suggestions?q=saumselig");

        answer.All(".lookup-text").ShouldBe([World.SaumseligHandel, World.OhlsenLogistik]);
        answer.All(".lookup-detail").ShouldBe(["10003 · gesperrt", "10002 · Antje Saumselig"]);
        var found = answer.Document.QuerySelectorAll(".lookup-item").Select(i => i.GetAttribute("data-companion-text"));
        found.ShouldBe([null, "Antje Saumselig"], "who is found by a contact comes with that contact");
    }

    [Fact]
    public async Task Contacts_are_those_of_the_customer_with_their_part_there()
    {
        using var theo = await app.As(World.Theo);
        var ohlsen = await app.Db(db => db.Customers.Where(c => c.Number == "10002").Select(c => c.Id).SingleAsync());
        var answer = await theo.Open($"/contacts/suggestions?q=&CustomerId={ohlsen}");
        answer.All(".lookup-text").ShouldBe(["Karin Müller", "Jens Ohlsen"]);
        answer.ShouldSay("Beratung · karin@muellerbau.example");
        (await theo.Open("/contacts/suggestions?q=karin")).ShouldSay($"{World.MuellerBau} · {World.OhlsenLogistik}");
    }

    [Fact]
    public async Task Devices_and_articles_are_found_by_number_and_name()
    {
        using var theo = await app.As(World.Theo);
        (await theo.Open("/devices/suggestions?q=sn-4711")).All(".lookup-item").ShouldBe([$"Etikettendrucker Halle 2SN-4711 · {World.MuellerBau}"]);
        (await theo.Open("/devices/suggestions?q=mueller+L9")).All(".lookup-text").ShouldBe(["Etikettendrucker Halle 2"]);
        (await theo.Open("/articles/suggestions?q=toner")).All(".lookup-item").ShouldBe(["Toner schwarzTON-1 · 79,90\u00A0€ / Stück".Replace('\u00A0', ' ')]);
        (await theo.Open("/articles/suggestions?rates=true")).All(".lookup-text").ShouldBe(["Expressstundensatz"]);
    }

    [Fact]
    public async Task Prices_are_not_told_to_those_who_may_not_see_them()
    {
        using var rita = await app.As(World.Rita);
        (await rita.Open("/articles/suggestions?q=toner")).ShouldSay("TON-1").ShouldNotSay("79,90");
    }

    [Fact]
    public async Task A_stranger_gets_nothing_and_odd_characters_do_no_harm()
    {
        using var stranger = app.Stranger();
        (await stranger.Get("/customers/suggestions?q=a")).Status.ShouldBe(302);
        using var theo = await app.As(World.Theo);
        foreach (var odd in new[] { "%00", "%25", "_", "%27", "%5C", "%E2%80%AE", new string('a', 3000) })
        {
            (await theo.Open("/customers/suggestions?q=" + odd)).Status.ShouldBe(200);
            (await theo.Open("/devices/suggestions?q=" + odd)).Status.ShouldBe(200);
            (await theo.Open("/articles/suggestions?q=" + odd)).Status.ShouldBe(200);
            (await theo.Open("/contacts/suggestions?q=" + odd)).Status.ShouldBe(200);
        }
    }
}
