using Microsoft.EntityFrameworkCore;
using Tresen.Tests.Conversations;
using Tresen.Tickets.Relations;

namespace Tresen.Tests.Tickets;

/// <summary>What tickets have to do with each other.</summary>
public sealed class RelationTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task Two_tickets_point_at_each_other_until_the_link_is_taken_back()
    {
        var (one, two) = (await app.NewTicket("Kasse druckt nicht", World.Technik), await app.NewTicket("Bonrolle nachbestellen", World.Technik));
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/{one}")).ShouldSay("Mit anderem Ticket verknüpfen").ShouldNotSay("Zusammenhang");
        (await theo.Open($"/tickets/{one}/relations/suggestions?q=bonrolle")).ShouldSay($"{two} Bonrolle nachbestellen");

        await Link(theo, one, $"{two}", RelationKind.Related);
        (await theo.Open($"/tickets/{one}")).ShouldSay("Siehe auch").ShouldSay("Bonrolle nachbestellen");
        (await theo.Open($"/tickets/{two}")).ShouldSay("Siehe auch").ShouldSay("Kasse druckt nicht");
        (await theo.Open($"/tickets/{two}/history")).ShouldSay("Verknüpft").ShouldSay($"Siehe auch {one}");
        (await Refused(theo, two, $"{one}", RelationKind.Related)).ShouldSay($"Ticket {one} ist schon verknüpft.");

        (await theo.Send($"/tickets/{two}/relations/removal", ("Kind", "Related"), ("OtherNumber", $"{one}"))).LedTo.ShouldNotBeNull();
        (await theo.Open($"/tickets/{one}")).ShouldNotSay("Bonrolle nachbestellen");
        (await theo.Open($"/tickets/{one}/history")).ShouldSay("Verknüpfung gelöst");
        (await app.Ticket(one)).HistoryHolds.ShouldBeTrue();
    }

    [Fact]
    public async Task The_other_may_be_named_by_the_number_of_a_dialogue_and_words_must_fit_one()
    {
        var (one, two) = (await app.NewTicket("Förderband steht", World.Technik), await app.NewTicket("Förderband quietscht", World.Technik));
        var dialogue = await app.NewConversation(two);
        using var theo = await app.As(World.Theo);
        await Link(theo, one, $"{dialogue}", RelationKind.Follows);
        (await theo.Open($"/tickets/{one}")).ShouldSay("Folge von");
        (await theo.Open($"/tickets/{two}")).ShouldSay("Geht weiter in");
        (await Refused(theo, two, $"{one}", RelationKind.Follows)).ShouldSay($"Ticket {one} ist schon Folge von {two}.");
        await app.NewTicket("Förderband lahmt", World.Technik);
        (await Refused(theo, one, "Förderband", RelationKind.Related)).ShouldSay("Das passt auf mehrere Tickets.");
        (await Refused(theo, one, "99999", RelationKind.Related)).ShouldSay("Dieses Ticket gibt es nicht.");
        (await Refused(theo, one, $"{one}", RelationKind.Related)).Status.ShouldBe(422);
    }

    [Fact]
    public async Task A_ticket_belongs_to_one_trouble_and_a_trouble_to_none()
    {
        var (trouble, first, second, other) = (await app.NewTicket("Internet weg", World.Technik), await app.NewTicket("Kein Netz im Büro", World.Technik), await app.NewTicket("Mails kommen nicht", World.Technik), await app.NewTicket("Strom weg", World.Technik));
        using var theo = await app.As(World.Theo);
        await Link(theo, first, $"{trouble}", RelationKind.BelongsTo);
        await Link(theo, trouble, $"{second}", RelationKind.Holds);
        (await theo.Open($"/tickets/{trouble}")).ShouldSay("Zu dieser Störung gehört (2 offen)").ShouldSay("Antwort an alle");
        (await theo.Open($"/tickets/{second}")).ShouldSay("Gehört zu Störung").ShouldSay("Internet weg");
        (await Refused(theo, first, $"{other}", RelationKind.BelongsTo)).ShouldSay($"Ticket {first} gehört schon zu einer Störung.");
        (await Refused(theo, other, $"{first}", RelationKind.BelongsTo)).ShouldSay($"Ticket {first} gehört selbst zu einer Störung.");
        (await Refused(theo, trouble, $"{other}", RelationKind.BelongsTo)).ShouldSay("selbst eine Störung");

        var closing = await theo.Open($"/tickets/{trouble}/closure");
        closing.ShouldSay("Zu dieser Störung gehören noch 2 offene Tickets. Sie bleiben offen.");
        (await theo.Submit(closing, $"/tickets/{trouble}/closure")).LedTo.ShouldNotBeNull();
        (await app.Ticket(first)).IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_new_ticket_goes_on_from_a_closed_one_and_takes_over_whose_it_is()
    {
        var earlier = await app.NewTicket("Waage zeigt falsch an", World.Technik, World.MuellerBau);
        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open($"/tickets/{earlier}/closure"), $"/tickets/{earlier}/closure");
        (await theo.Open($"/tickets/{earlier}")).ShouldSay("Folgeticket anlegen");
        var form = await theo.Open($"/tickets/new?follows={earlier}");
        form.ShouldSay("Folge von");
        var made = await theo.Submit(form, "/tickets", ("Subject", "Waage eichen lassen"));
        var number = int.Parse(made.LedTo!.Split('/')[^1]);
        var ticket = await app.Ticket(number);
        (ticket.Customer!.Name, ticket.RequesterName).ShouldBe((World.MuellerBau, "Karin Müller"));
        (await theo.Open($"/tickets/{number}")).ShouldSay("Folge von").ShouldSay("Waage zeigt falsch an");
        (await theo.Open($"/tickets/{earlier}")).ShouldSay("Geht weiter in").ShouldSay("Waage eichen lassen");
    }

    [Fact]
    public async Task D03_Whoever_links_must_see_both_and_who_sees_one_is_told_nothing_of_the_other()
    {
        var (open, hidden) = (await app.NewTicket("Lieferschein fehlt", World.Technik), await app.NewTicket("Mahnbescheid Zinnober", World.Buchhaltung, World.OhlsenLogistik));
        using var theo = await app.As(World.Theo);
        using var bodo = await app.As(World.Bodo);
        var refused = await Refused(theo, open, $"{hidden}", RelationKind.Related);
        refused.ShouldSay("Dieses Ticket gibt es nicht.");
        (await Refused(theo, open, "Zinnober", RelationKind.Related)).ShouldSay("Dieses Ticket gibt es nicht.");
        (await theo.Send($"/tickets/{open}/relations", ("Other", "x"), ("OtherNumber", $"{hidden}"), ("Kind", "Holds"))).Status.ShouldBe(422);
        (await theo.Open($"/tickets/{open}/relations/suggestions?q=zinnober")).ShouldNotSay($"{hidden}");
        (await theo.Send($"/tickets/{hidden}/relations", ("Other", $"{open}"), ("Kind", "Related"))).Status.ShouldBe(404);
        (await app.Db(db => db.TicketLinks.CountAsync(l => l.Ticket.Number == hidden || l.Other.Number == hidden))).ShouldBe(0);

        await Link(bodo, open, $"{hidden}", RelationKind.BelongsTo);
        (await bodo.Open($"/tickets/{open}")).ShouldSay("Mahnbescheid Zinnober");
        foreach (var path in new[] { $"/tickets/{open}", $"/tickets/{open}/relations", $"/tickets/{open}/history", $"/tickets/{open}/details" })
        {
            // The number alone may be a customer's too.
            (await theo.Open(path)).ShouldNotSay("Zinnober").ShouldNotSay($"Gehört zu Störung {hidden}").Html.ShouldNotContain($"/tickets/{hidden}");
        }

        (await theo.Open($"/tickets/{open}/history")).ShouldSay("Hier ist etwas Vertrauliches geschehen.");
        (await bodo.Open($"/tickets/{open}/history")).ShouldSay($"Gehört zu Störung {hidden}");
        (await theo.Send($"/tickets/{open}/relations/removal", ("Kind", "BelongsTo"), ("OtherNumber", $"{hidden}"))).Status.ShouldBe(404);
        (await app.Db(db => db.TicketLinks.CountAsync(l => l.Other.Number == hidden))).ShouldBe(1);
    }

    static async Task Link(Browser person, int ticket, string other, RelationKind kind) =>
        (await person.Submit(await person.Open($"/tickets/{ticket}/relations"), $"/tickets/{ticket}/relations", ("Other", other), ("Kind", $"{kind}"))).LedTo.ShouldBe($"/tickets/{ticket}");

    static async Task<Answer> Refused(Browser person, int ticket, string other, RelationKind kind)
    {
        var answer = await person.Send($"/tickets/{ticket}/relations", ("Other", other), ("Kind", $"{kind}"));
        answer.Status.ShouldBe(422);
        return answer;
    }
}
