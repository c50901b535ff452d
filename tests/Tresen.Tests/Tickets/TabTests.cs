using Microsoft.EntityFrameworkCore;
using Tresen.Platform;

namespace Tresen.Tests.Tickets;

/// <summary>The tabs of a ticket that belong to it alone: history, material, files; and its place at the customer.</summary>
public sealed class TabTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task The_history_says_who_changed_what_from_what_to_what_in_one_entry_a_minute()
    {
        var number = await app.NewTicket("Verlauf");
        using var lena = await app.As(World.Lena);
        await lena.Submit(await lena.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("Priority", "High"), ("DueOn", "30.11.2026"), ("Planned", "1:30"), ("InternalRemark", "Vorsicht, Hund"));

        var page = await lena.Open($"/tickets/{number}/history");

        page.ShouldSay("Priorität").ShouldSay("normal").ShouldSay("hoch").ShouldSay("30.11.2026").ShouldSay("1:30").ShouldSay("Vorsicht, Hund");
        page.All(".history tbody tr").Count.ShouldBe(2, "one for Theo who wrote it down, one for Lena");
    }

    [Fact]
    public async Task Rates_in_the_history_are_for_those_who_see_prices()
    {
        var number = await app.NewTicket("Satzverlauf");
        using var lena = await app.As(World.Lena);
        await lena.Submit(await lena.Open($"/tickets/{number}/details"), $"/tickets/{number}/details", ("Rate", "77,70"));
        using var rita = await app.As(World.Rita);

        (await lena.Open($"/tickets/{number}/history")).ShouldSay("77,70");
        (await rita.Open($"/tickets/{number}/history")).ShouldSay("Stundensatz").ShouldNotSay("77,70");
        (await rita.Open($"/tickets/{number}/details")).ShouldNotSay("77,70");
    }

    [Fact]
    public async Task Material_from_an_article_and_as_a_text_of_ones_own()
    {
        var number = await app.NewTicket("Material");
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{number}/material");
        (await theo.Submit(page, $"/tickets/{number}/material", ("ArticleName", "TON-1"), ("Quantity", "2"))).Status.ShouldBe(302);
        await theo.Submit(await theo.Open($"/tickets/{number}/material"), $"/tickets/{number}/material", ("Text", "Kabel"), ("Quantity", "1,125"), ("Price", "3,20"));

        var ticket = await app.Ticket(number);
        ticket.Material.Select(m => (m.Text, m.Quantity, m.Price, m.Amount)).ShouldBe(
            [("Toner schwarz", 2m, Money.Of(79.90m), Money.Of(159.80m)), ("Kabel", 1.125m, Money.Of(3.20m), Money.Of(3.60m))]);
        (await theo.Open($"/tickets/{number}/material")).ShouldSay("163,40");

        var line = ticket.Material[1].Id;
        var changing = await theo.Open($"/tickets/{number}/material?line={line}");
        await theo.Submit(changing, $"/tickets/{number}/material/{line}", ("Quantity", "2"));
        await theo.Send($"/tickets/{number}/material/{ticket.Material[0].Id}/removal");
        (await app.Ticket(number)).Material.Single().Quantity.ShouldBe(2);
    }

    [Theory]
    [InlineData("0", "", "Die Menge muss größer als null sein.")]
    [InlineData("-3", "", "Die Menge muss größer als null sein.")]
    [InlineData("1,2345", "", "höchstens drei Nachkommastellen")]
    [InlineData("viel", "", "Bitte eine Zahl wie 12,5")]
    [InlineData("1", "1.234,50", "Bitte einen Betrag wie 89,50")]
    public async Task Material_that_cannot_be_is_refused_beside_its_field(string quantity, string price, string sentence)
    {
        var number = await app.NewTicket("Falsch");
        using var theo = await app.As(World.Theo);

        var answer = await theo.Send($"/tickets/{number}/material", ("Text", "Kabel"), ("Quantity", quantity), ("Price", price));

        answer.Status.ShouldBe(422);
        answer.ShouldSay(sentence).One("[name=Quantity]").GetAttribute("value").ShouldBe(quantity);
    }

    [Fact]
    public async Task A_file_comes_back_as_it_was_and_is_never_shown_by_the_browser()
    {
        var number = await app.NewTicket("Datei");
        using var theo = await app.As(World.Theo);
        var content = "<script>alert(1)</script>"u8.ToArray();
        (await theo.SendFiles($"/tickets/{number}/files", [], ("Files", "böse.html", content))).Status.ShouldBe(302);
        var file = (await app.Ticket(number)).Files.Single();

        var answer = await theo.Get($"/ticket-files/{file.Id}");

        answer.Html.ShouldBe("<script>alert(1)</script>");
        answer.Response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        answer.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("sandbox");
        answer.Response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        await theo.Send($"/ticket-files/{file.Id}/removal");
        (await theo.Get($"/ticket-files/{file.Id}")).Status.ShouldBe(404);
        (await app.Db(db => db.Set<Tresen.Platform.Files.StoredFile>().SingleAsync(f => f.Id == file.ContentId))).References.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_of_a_hidden_ticket_is_not_found()
    {
        var number = await app.NewTicket("Geheim");
        using var theo = await app.As(World.Theo);
        await theo.SendFiles($"/tickets/{number}/files", [], ("Files", "lohn.pdf", [1, 2, 3]));
        var file = (await app.Ticket(number)).Files.Single();
        await theo.Send($"/tickets/{number}/department", ("DepartmentId", await app.Department(World.Buchhaltung)));

        (await theo.Get($"/ticket-files/{file.Id}")).Status.ShouldBe(404);
        (await theo.Send($"/ticket-files/{file.Id}/removal")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_customer_has_a_tab_Service_with_a_new_request_already_theirs()
    {
        await app.NewTicket("Beim Kunden", customer: World.OhlsenLogistik);
        using var theo = await app.As(World.Theo);

        var page = await theo.Open("/customers/10002/tickets");

        page.ShouldSay("Beim Kunden").One("a[href='/tickets/new?customer=10002']").TextContent.ShouldContain("Neue Anfrage anlegen");
        (await theo.Get("/customers/10002/tickets/count")).Text.ShouldBe("1");
    }

    [Theory]
    [InlineData("/tickets/{0}/history?before=1;drop table tickets")]
    [InlineData("/tickets/{0}/material?line=%27")]
    [InlineData("/tickets/new?customer=%27%20or%201=1--&device=x")]
    [InlineData("/tickets/new/context?CustomerId=%27&Priority=99&RequesterPhone=%25%25&RequesterMail=%27@%27")]
    [InlineData("/customers/%27%25/tickets?before=%27")]
    public async Task D16_odd_parameters_are_just_text(string path)
    {
        var number = await app.NewTicket("Parameter");
        using var theo = await app.As(World.Theo);
        (await theo.Get(string.Format(path, number))).Status.ShouldBeOneOf(200, 400, 404);
    }
}
