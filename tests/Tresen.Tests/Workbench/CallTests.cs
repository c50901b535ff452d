using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Staff;
using Tresen.Tests.Tickets;
using Tresen.Tickets;

namespace Tresen.Tests.Workbench;

/// <summary>The telephone: one field finds who calls; the call becomes a ticket or joins one.</summary>
public sealed class CallTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Theory]
    [InlineData("0491 777-12", World.OhlsenLogistik, "Jens Ohlsen")]
    [InlineData("+49 (0)491/77712", World.OhlsenLogistik, "Jens Ohlsen")]
    [InlineData("004949177712", World.OhlsenLogistik, "Jens Ohlsen")]
    [InlineData("jens ohlsen", World.OhlsenLogistik, "Jens Ohlsen")]
    [InlineData("ohlsen jens", World.OhlsenLogistik, "Jens Ohlsen")]
    [InlineData("jens@ohlsen.example", World.OhlsenLogistik, "Jens Ohlsen")]
    [InlineData("0491 7770", World.OhlsenLogistik, "")]
    [InlineData("saumselig", World.SaumseligHandel, "")]
    [InlineData("SN-4711", World.MuellerBau, "")]
    [InlineData("sn 4711", World.MuellerBau, "")]
    [InlineData("4711", World.MuellerBau, "")]
    public async Task One_field_takes_whatever_the_caller_says(string typed, string customer, string person)
    {
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/calls/new?q={Uri.EscapeDataString(typed)}");
        page.One("[name=CustomerName]").GetAttribute("value").ShouldBe(customer);
        page.One("[name=RequesterName]").GetAttribute("value").ShouldBe(person);
    }

    [Theory]
    [InlineData("0000 0000 0000")]
    [InlineData("000000000000")]
    public async Task The_number_of_a_dialogue_is_found_as_it_is_dictated(string format)
    {
        var ticket = await app.NewTicket("Kasse bucht doppelt");
        var number = await app.Db(async db =>
        {
            var of = await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket);
            var conversation = new Conversation(await db.NextConversationNumberAsync(app.Clock.GetUtcNow(), default), of, of.Department, null, of.Subject, null, app.Clock.GetUtcNow());
            db.Add(conversation);
            await db.SaveChangesAsync();
            return conversation.Number;
        });
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/calls/new?q={Uri.EscapeDataString(number.ToString(format))}")).ShouldSay("Kasse bucht doppelt");
    }

    [Fact]
    public async Task The_telephone_system_opens_it_with_the_number_ready_to_call_back()
    {
        using var theo = await app.As(World.Theo);
        var answer = await theo.Get("/anruf?nummer=%2B4949177712");
        answer.LedTo.ShouldBe("/calls/new?q=%2B4949177712");
        var page = await theo.Open(answer.LedTo!);
        page.One("[name=RequesterPhone]").GetAttribute("value").ShouldBe("+49 49177712");
        page.One("[data-begins]").GetAttribute("name").ShouldBe("Subject");
    }

    [Theory]
    [InlineData("Fräulein \u202ESmilla")]
    [InlineData("ohlsen")]
    public async Task What_was_typed_to_find_the_caller_is_still_there_when_the_ticket_is_refused(string typed)
    {
        using var theo = await app.As(World.Theo);
        var refused = await theo.Send("/tickets", ("Q", typed), ("Subject", "Tor klemmt"));
        refused.Status.ShouldBe(422);
        refused.One("[name=CustomerName]").GetAttribute("value").ShouldBe(typed);
    }

    [Fact]
    public async Task Where_several_fit_it_is_asked_and_never_guessed()
    {
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/calls/new?q=e");
        page.All("[data-pick]").ShouldBeEmpty("one letter says nothing");

        page = await theo.Open("/calls/new?q=04921%2055511");
        page.Document.QuerySelectorAll("[data-pick]").Length.ShouldBe(2, "Karin Müller acts for two customers");
        page = await theo.Open("/calls/new?q=ohlsen");
        page.All("[name=CustomerId]").ShouldBeEmpty();
        page.Document.QuerySelectorAll("[data-pick]").Select(p => p.TextContent.Trim()).ShouldContain(t => t.StartsWith("Jens Ohlsen"));

        var link = page.Document.QuerySelectorAll("[data-pick]").First(p => p.TextContent.Contains("Jens Ohlsen")).GetAttribute("href")!;
        page = await theo.Open(link);
        page.One("[name=CustomerName]").GetAttribute("value").ShouldBe(World.OhlsenLogistik);
        page.One("[name=RequesterName]").GetAttribute("value").ShouldBe("Jens Ohlsen");
    }

    [Fact]
    public async Task A_new_call_becomes_a_ticket()
    {
        using var theo = await app.As(World.Theo);
        var answer = await theo.Submit(await theo.Open("/calls/new?q=SN-4711"), "/tickets", ("Subject", "Papierstau"), ("Description", "Rote Lampe blinkt"), ("RequesterName", "Karin Müller"), ("RequesterPhone", "04921 55511"));
        var ticket = await app.Ticket(int.Parse(answer.LedTo!.Split('/')[^1]));
        (ticket.Customer!.Name, ticket.RequesterName, ticket.Channel.Name, ticket.Devices.Single().Device.SerialNumber).ShouldBe((World.MuellerBau, "Karin Müller", "Telefon", "SN-4711"));
    }

    [Fact]
    public async Task All_fields_take_over_what_is_typed_so_far()
    {
        using var theo = await app.As(World.Theo);
        var customer = await app.Db(db => db.Customers.SingleAsync(c => c.Name == World.OhlsenLogistik));
        var page = await theo.Open($"/tickets/new?CustomerId={customer.Id}&CustomerName=Ohlsen&RequesterName=Jens%20Ohlsen&RequesterPhone=0491%2077712&Subject=Tor%20klemmt&Description=Seit%20heute&Priority=High");
        page.One("[name=Subject]").GetAttribute("value").ShouldBe("Tor klemmt");
        page.One("[name=Description]").TextContent.ShouldContain("Seit heute");
        page.One("[name=CustomerId]").GetAttribute("value").ShouldBe(customer.Id.ToString());
        page.One("[name=Priority] option[selected]").GetAttribute("value").ShouldBe("High");
        page.All("[data-errors]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_not_known_becomes_a_customer_along_with_the_ticket()
    {
        using var lena = await app.As(World.Lena);
        var answer = await lena.Submit(await lena.Open("/calls/new?q=0491%20998877"), "/tickets", ("Subject", "Braucht ein Angebot"), ("RequesterName", "Nils Priem"), ("CustomerName", "Priem Werft"));
        var ticket = await app.Ticket(int.Parse(answer.LedTo!.Split('/')[^1]));
        (ticket.Customer!.Name, ticket.RequesterName).ShouldBe(("Priem Werft", "Nils Priem"));
        (await lena.Open("/calls/new?q=0491%20998877")).One("[name=RequesterName]").GetAttribute("value").ShouldBe("Nils Priem", "the next time he is known");
    }

    [Fact]
    public async Task A_call_about_a_ticket_that_is_there_joins_it_and_the_ball_is_ours()
    {
        var number = await app.NewTicket("Wartet auf die Freigabe des Kunden");
        await app.Db(async db =>
        {
            (await db.Tickets.SingleAsync(t => t.Number == number)).Pass(Ball.Customer, app.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        app.Clock.Advance(TimeSpan.FromMinutes(3));
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/calls/new?q={number}&pick=t{number}");
        page.One($"[name=Ticket][value='{number}']").HasAttribute("checked").ShouldBeTrue();

        var answer = await theo.Submit(page, "/calls", ("RequesterName", "Karin Müller"), ("RequesterPhone", "04921 55511"), ("Description", "Sie ist einverstanden."));

        answer.LedTo.ShouldBe($"/tickets/{number}");
        (await theo.Open(answer.LedTo!)).ShouldSay($"Der Anruf steht im Ticket {number}.").ShouldSay("Anruf von Karin Müller, 04921 55511").ShouldSay("Sie ist einverstanden.");
        var ticket = await app.Ticket(number);
        (ticket.Ball, ticket.HeardAt).ShouldBe((Ball.Us, app.Clock.GetUtcNow()));
        (await theo.Open($"/tickets/{number}/history")).ShouldSay("Anruf des Kunden");
    }

    [Fact]
    public async Task Without_a_ticket_or_a_word_nothing_is_written_and_nothing_typed_is_lost()
    {
        using var theo = await app.As(World.Theo);
        var refused = await theo.Submit(await theo.Open("/calls/new?q=jens%20ohlsen"), "/calls", ("Description", "Er kommt später"), ("RequesterPhone", "0171 5550123"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Bitte oben das Ticket ankreuzen");
        refused.One("[name=Description]").TextContent.ShouldContain("Er kommt später");
        refused.One("[name=RequesterPhone]").GetAttribute("value").ShouldBe("0171 5550123");
        refused.One("[name=CustomerName]").GetAttribute("value").ShouldBe(World.OhlsenLogistik);

        var number = await app.NewTicket("Ohne Worte");
        refused = await theo.Submit(await theo.Open($"/calls/new?pick=t{number}"), "/calls");
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Bitte kurz schreiben, was am Telefon gesagt wurde.");
        (await app.Db(db => db.Messages.CountAsync(m => m.Ticket.Number == number))).ShouldBe(0);
    }

    [Fact]
    public async Task A_call_after_closing_waits_for_somebody_to_look()
    {
        var number = await app.NewTicket("Schon fertig");
        await app.Db(async db =>
        {
            var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Number == number);
            ticket.Close(await db.Progresses.SingleAsync(p => p.Category == Category.Closed), "", [], await db.Staff.FirstAsync(), app.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open($"/calls/new?pick=t{number}"), "/calls", ("Description", "Es geht wieder nicht."));
        (await app.Ticket(number)).ReplyAfterClosingAt.ShouldNotBeNull();
        (await theo.Open($"/tickets/{number}")).ShouldSay("Antwort nach Abschluss");
    }

    [Fact]
    public async Task D01_The_one_field_finds_no_ticket_that_is_hidden_from_who_types()
    {
        var hidden = await app.NewTicket("Mahnung", department: World.Buchhaltung);
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/calls/new?q={hidden}")).ShouldNotSay("Mahnung").All($"[name=Ticket][value='{hidden}']").ShouldBeEmpty();
        (await theo.Open($"/calls/new?q=x&pick=t{hidden}")).ShouldNotSay("Mahnung");
        (await theo.Send("/calls", ("Ticket", hidden.ToString()), ("Description", "x"))).Status.ShouldBe(404);
    }
}
