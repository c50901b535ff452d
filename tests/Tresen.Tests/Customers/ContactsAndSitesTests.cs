using Microsoft.EntityFrameworkCore;
using Tresen.Customers;

namespace Tresen.Tests.Customers;

/// <summary>Who speaks for a customer, and where their things stand.</summary>
public sealed class ContactsAndSitesTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_list_says_for_whom_else_somebody_acts_and_can_be_dialled()
    {
        using var rita = await app.As(World.Rita);
        var page = await rita.Open("/customers/10001/contacts");
        page.ShouldSay("Karin Müller").ShouldSay("Geschäftsführung").ShouldNotSay("hinzufügen");
        page.One(".list a[href='/customers/10002']").TextContent.ShouldBe(World.OhlsenLogistik);
        page.One("a[href='tel:+49492155511']");
        page.One("a[href='mailto:karin@muellerbau.example']");
        page.All(".tab[aria-current]").ShouldBe(["Ansprechpartner"]);
    }

    [Fact]
    public async Task Vera_adds_a_new_person_and_one_known_already()
    {
        using var vera = await app.As(World.Vera);
        var page = await vera.Open("/customers/10003/contacts/new");
        (await vera.Submit(page, "/customers/10003/contacts", ("FirstName", "Uwe"), ("LastName", "Saumselig"), ("Mobile", "0171/55 500"), ("Role", "Inhaber"), ("Until", "31.12.26"))).LedTo.ShouldBe("/customers/10003/contacts");
        (await vera.Submit(page, "/customers/10003/contacts/known", ("KnownName", "Jens Ohlsen"), ("KnownRole", "Vermieter"), ("once", Guid.NewGuid().ToString("N")))).LedTo.ShouldBe("/customers/10003/contacts");
        var list = await vera.Open("/customers/10003/contacts");
        list.ShouldSay("Uwe Saumselig").ShouldSay("bis 31.12.2026").ShouldSay("Inhaber").ShouldSay("+49 171 55500").ShouldSay("Vermieter").ShouldSay(World.OhlsenLogistik);
    }

    [Fact]
    public async Task A_known_person_is_asked_for_and_never_guessed_or_added_twice()
    {
        using var vera = await app.As(World.Vera);
        var page = await vera.Open("/customers/10003/contacts/new");
        (await vera.Submit(page, "/customers/10003/contacts/known", ("KnownName", "Niemand"))).ShouldSay("Diese Person ist noch nicht bekannt.").One("[name=KnownName]").GetAttribute("value").ShouldBe("Niemand");
        (await vera.Submit(page, "/customers/10003/contacts/known", ("KnownName", "e"))).ShouldSay("Das passt auf mehrere Personen.");
        (await vera.Submit(page, "/customers/10003/contacts/known", ("KnownName", ""))).ShouldSay("Diese Person ist noch nicht bekannt.");
        (await vera.Submit(await vera.Open("/customers/10002/contacts/new"), "/customers/10002/contacts/known", ("KnownName", "Karin Müller"))).ShouldSay("Diese Person ist hier schon Ansprechpartner.");
    }

    [Fact]
    public async Task Bad_input_gets_its_sentence()
    {
        using var vera = await app.As(World.Vera);
        var answer = await vera.Submit(await vera.Open("/customers/10003/contacts/new"), "/customers/10003/contacts", ("FirstName", "Uwe"), ("Mail", "uwe"), ("Phone", "12"), ("Until", "31.02.2026"));
        answer.Status.ShouldBe(422);
        answer.ShouldSay("Bitte den Nachnamen eingeben.").ShouldSay("Bitte eine E-Mail-Adresse wie").ShouldSay("Bitte eine Telefonnummer").ShouldSay("Das Datum „31.02.2026“ gibt es nicht.");
        answer.One("[name=Until]").GetAttribute("value").ShouldBe("31.02.2026");
    }

    [Fact]
    public async Task A_persons_number_changes_everywhere_and_the_last_day_only_here()
    {
        using var vera = await app.As(World.Vera);
        var edit = (await vera.Open("/customers/10001/contacts")).One("a.row-link").GetAttribute("href")!;
        var page = await vera.Open(edit);
        page.ShouldSay("Auch Ansprechpartner für Ohlsen Logistik KG");
        (await vera.Submit(page, edit, ("Phone", "durchwahl 9"), ("Until", "30.11.2026"))).Status.ShouldBe(422);
        (await vera.Submit(page, edit, ("Phone", "04921 99999"), ("Until", "30.11.2026"))).Status.ShouldBe(302);
        (await vera.Open("/customers/10002/contacts")).ShouldSay("+49 492199999").ShouldNotSay("30.11.2026");
        (await vera.Open("/customers/10001/contacts")).ShouldSay("bis 30.11.2026");
    }

    [Fact]
    public async Task Two_people_edit_a_contact_and_nothing_is_lost()
    {
        using var vera = await app.As(World.Vera);
        using var theo = await app.As(World.Theo);
        var edit = (await vera.Open("/customers/10001/contacts")).One("a.row-link").GetAttribute("href")!;
        var (veras, theos) = (await vera.Open(edit), await theo.Open(edit));
        (await theo.Submit(theos, edit, ("Role", "Chefin"))).Status.ShouldBe(302);
        (await vera.Submit(veras, edit, ("Mobile", "0171 1234567"))).Status.ShouldBe(302);
        (await vera.Open("/customers/10001/contacts")).ShouldSay("Chefin").ShouldSay("+49 171 1234567");
        (await vera.Submit(veras, edit, ("Role", "Prokuristin"))).Status.ShouldBe(409);
    }

    [Fact]
    public async Task Another_customers_contact_is_not_reached_through_this_one()
    {
        using var vera = await app.As(World.Vera);
        var id = await app.Db(db => db.CustomerContacts.Where(p => p.Customer.Number == "10001").Select(p => p.Id).SingleAsync());
        (await vera.Get($"/customers/10003/contacts/{id}")).Status.ShouldBe(404);
        (await vera.Send($"/customers/10003/contacts/{id}/removal")).Status.ShouldBe(404);
        (await vera.Send($"/customers/10001/contacts/{id}/removal")).Status.ShouldBe(302);
        (await vera.Open("/customers/10001/contacts")).ShouldSay("Noch keine Ansprechpartner");
        (await vera.Open("/customers/10002/contacts")).ShouldSay("Karin Müller");
    }

    [Fact]
    public async Task Sites_are_added_changed_and_taken_out_of_use()
    {
        using var vera = await app.As(World.Vera);
        (await vera.Submit(await vera.Open("/customers/10001/sites/new"), "/customers/10001/sites", ("Name", ""))).ShouldSay("Bitte eingeben, wie der Standort heißt.");
        (await vera.Submit(await vera.Open("/customers/10001/sites/new"), "/customers/10001/sites", ("Name", "Lager & Hof"), ("Street", "Südkai 7"), ("PostalCode", "26725"), ("Town", "Emden"))).LedTo.ShouldBe("/customers/10001/sites");
        var list = await vera.Open("/customers/10001/sites");
        list.ShouldSay("Lager & Hof angelegt.").ShouldSay("Schlüssel beim Pförtner");
        list.Document.QuerySelectorAll("a[href^='https://www.openstreetmap.org/search?query=S%C3%BCdkai%207']").Length.ShouldBe(1);
        var edit = await app.Db(db => db.Sites.Where(s => s.Name == "Lager & Hof").Select(s => $"/customers/10001/sites/{s.Id}").SingleAsync());
        (await vera.Submit(await vera.Open(edit), edit, ("IsActive", "false"), ("AccessNote", "Tor 3\r\nläuten"))).Status.ShouldBe(302);
        (await vera.Open("/customers/10001/sites")).ShouldSay("nicht mehr in Gebrauch").ShouldSay("Tor 3 läuten");
    }

    [Fact]
    public async Task Rita_changes_neither_contacts_nor_sites()
    {
        using var rita = await app.As(World.Rita);
        (await rita.Get("/customers/10001/contacts/new")).Status.ShouldBe(403);
        (await rita.Send("/customers/10001/contacts", ("LastName", "X"))).Status.ShouldBe(403);
        (await rita.Send("/customers/10001/contacts/known", ("KnownName", "Jens Ohlsen"))).Status.ShouldBe(403);
        (await rita.Send("/customers/10001/sites", ("Name", "X"))).Status.ShouldBe(403);
        (await rita.Open("/customers/10001/sites")).ShouldSay("Werk Nord").ShouldNotSay("Bearbeiten");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
