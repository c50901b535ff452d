using Microsoft.EntityFrameworkCore;
using Tresen.Tickets;

namespace Tresen.Tests.Tickets;

/// <summary>Taking in a request by hand.</summary>
public sealed class IntakeTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task A_phone_call_becomes_a_ticket_with_little_typing()
    {
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/tickets/new?customer=10001&phone=04921%2055511");
        page.ShouldSay(World.MuellerBau).One("[name=RequesterName]").GetAttribute("value").ShouldBe("Karin Müller");

        var answer = await theo.Submit(page, "/tickets", ("Subject", "Drucker druckt nur Streifen"), ("Planned", "1,5"), ("DueOn", "30.11.2026"), ("Tags", "Drucker, Garantie"));

        answer.Status.ShouldBe(302);
        var ticket = await app.Ticket(int.Parse(answer.LedTo!.Split('/')[^1]));
        ticket.Subject.ShouldBe("Drucker druckt nur Streifen");
        ticket.Customer!.Name.ShouldBe(World.MuellerBau);
        ticket.Contact!.Name.ShouldBe("Karin Müller");
        ticket.Department.Name.ShouldBe(World.Technik);
        ticket.Channel.Name.ShouldBe("Telefon");
        ticket.Priority.ShouldBe(Priority.Normal);
        ticket.PlannedMinutes.ShouldBe(90);
        (ticket.Rate.Euros, ticket.RateSource).ShouldBe((95m, RateSource.Customer));
        ticket.Tags.Select(t => t.Tag.Name).Order().ShouldBe(["drucker", "garantie"]);
        ticket.CreatedBy!.Name.ShouldBe(World.Theo.Name);
        ticket.Events.Count.ShouldBe(1, "writing down is one event, not one for each field");
    }

    [Fact]
    public async Task Beside_the_form_stands_whether_an_approval_will_be_needed_and_whose()
    {
        using var vera = await app.As(World.Vera);
        (await vera.Open("/tickets/new")).ShouldSay("Sind mehr als 500,00 € geplant oder gebucht, braucht das Ticket eine Freigabe. Vorher beginnt die Arbeit nicht, außer bei Notfällen. Freigeben darf: Lena Vogt.");
        (await vera.Open($"/tickets/new/context?DepartmentId={await app.Department(World.Vertrieb)}")).ShouldSay("braucht das Ticket eine Freigabe");
        (await vera.Open($"/tickets/new/context?DepartmentId={await app.Department(World.Technik)}")).ShouldNotSay("Freigabe");
        using var lena = await app.As(World.Lena);
        (await lena.Open($"/tickets/new/context?DepartmentId={await app.Department(World.Vertrieb)}&Planned=6&Rate=90,00")).ShouldSay("Geplant sind 540,00 €, mehr als 500,00 €: Das Ticket braucht eine Freigabe.");
        (await lena.Open($"/tickets/new/context?DepartmentId={await app.Department(World.Vertrieb)}&Planned=so%20viel")).ShouldSay("Sind mehr als 500,00 € geplant");
    }

    [Fact]
    public async Task Those_of_the_department_stand_first_among_whom_it_may_be_given_to()
    {
        using var vera = await app.As(World.Vera);
        var page = await vera.Open("/tickets/new");
        page.Document.QuerySelectorAll("[name=AssigneeId] optgroup").Select(g => g.GetAttribute("label")).ShouldBe([World.Vertrieb, "Andere Abteilungen"]);
        page.All("[name=AssigneeId] optgroup:first-of-type option").ShouldBe([World.Lena.Name, World.Vera.Name]);
    }

    [Fact]
    public async Task A_device_brings_its_customer_and_site()
    {
        var device = await app.Db(db => db.Set<Tresen.Devices.Device>().SingleAsync());
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/new?device={device.Id}");

        var answer = await theo.Submit(page, "/tickets", ("Subject", "Kopf tauschen"), ("RequesterName", "Herr Werk"));

        var ticket = await app.Ticket(int.Parse(answer.LedTo!.Split('/')[^1]));
        ticket.Devices.Single().DeviceId.ShouldBe(device.Id);
        ticket.Customer!.Name.ShouldBe(World.MuellerBau);
        ticket.Site!.Name.ShouldBe("Werk Nord");
    }

    [Fact]
    public async Task Everything_wrong_gets_a_sentence_beside_its_field_and_everything_typed_stays()
    {
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/tickets/new");
        var name = new string('x', 300);

        var answer = await theo.Submit(page, "/tickets", ("Subject", ""), ("RequesterName", name), ("DueOn", "31.02.2026"), ("Planned", "-5"), ("CustomerName", "Gibt es nicht"), ("Description", "Steht noch da"));

        answer.Status.ShouldBe(422);
        answer.ShouldSay("Bitte einen Betreff eingeben.").ShouldSay("Das Datum „31.02.2026“ gibt es nicht.").ShouldSay("Eine Dauer kann nicht negativ sein.").ShouldSay("Bitte höchstens 200 Zeichen.").ShouldSay("Diesen Kunden gibt es nicht.");
        answer.One("[name=RequesterName]").GetAttribute("value").ShouldBe(name);
        answer.One("[name=DueOn]").GetAttribute("value").ShouldBe("31.02.2026");
        answer.One("[name=Planned]").GetAttribute("value").ShouldBe("-5");
        answer.One("[name=Description]").TextContent.ShouldContain("Steht noch da");
    }

    [Fact]
    public async Task A_file_of_60_MB_is_refused_and_what_was_typed_stays()
    {
        using var theo = await app.As(World.Theo);

        var answer = await theo.SendFiles("/tickets", [("Subject", "Mit großem Anhang"), ("RequesterName", "Herr Groß")], ("Files", "video.mp4", new byte[60 * 1024 * 1024]));

        answer.Status.ShouldBe(422);
        answer.ShouldSay("größer als 50 MB").One("[name=Subject]").GetAttribute("value").ShouldBe("Mit großem Anhang");
    }

    [Fact]
    public async Task A_number_that_fits_two_customers_is_asked_about_never_guessed()
    {
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/tickets/new?phone=0492155511");
        page.ShouldSay("Das passt zu mehreren Kunden");
        var ohlsen = await app.Db(db => db.Set<Tresen.Customers.Customer>().SingleAsync(c => c.Name == World.OhlsenLogistik));

        var chosen = await theo.Submit(page, "/tickets", ("Subject", "Steht schon da"), ("ChooseCustomerId", ohlsen.Id.ToString()));

        chosen.Status.ShouldBe(200);
        chosen.One("[name=CustomerId]").GetAttribute("value").ShouldBe(ohlsen.Id.ToString());
        chosen.One("[name=Subject]").GetAttribute("value").ShouldBe("Steht schon da");
        (await app.Db(db => db.Tickets.CountAsync(t => t.Subject == "Steht schon da"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_caller_who_is_no_customer_yet_becomes_one_along_with_the_ticket()
    {
        using var theo = await app.As(World.Theo);
        var asked = await theo.Submit(await theo.Open("/tickets/new"), "/tickets", ("Subject", "Hobel steht"), ("CustomerName", "Tischlerei Zimmer"), ("RequesterName", "Ole Peter Zimmer"), ("RequesterPhone", "04921 77"));
        asked.ShouldSay("Diesen Kunden gibt es nicht.").ShouldSay("„Tischlerei Zimmer“ als neuen Kunden aufnehmen").Status.ShouldBe(422);

        (await theo.Open("/customers/suggestions?newcomers=true&q=tischlerei")).ShouldSay("Als neuen Kunden aufnehmen: gleich darunter").All("[data-id]").ShouldBeEmpty();
        (await theo.Open("/tickets/new/context?CustomerName=Tischlerei%20Zimmer&IsNewCustomer=true")).One("[name=IsNewCustomer][type=checkbox]").HasAttribute("checked").ShouldBeTrue("it stays ticked while the rest is filled in");
        var answer = await theo.Submit(asked, "/tickets", ("IsNewCustomer", "true"));

        var ticket = await app.Ticket(int.Parse(answer.LedTo!.Split('/')[^1]));
        (ticket.Customer!.Name, ticket.Contact!.FirstName, ticket.Contact.LastName, ticket.Contact.Phone).ShouldBe(("Tischlerei Zimmer", "Ole Peter", "Zimmer", "+49492177"));
        (await theo.Open(answer.LedTo!)).ShouldSay($"Ticket {ticket.Number} ist angelegt. Tischlerei Zimmer hat die Kundennummer {ticket.Customer.Number}.");
        (await theo.Open("/customers/suggestions?q=zimmer")).ShouldSay("Tischlerei Zimmer");
    }

    [Fact]
    public async Task A_new_customer_who_is_a_person_needs_no_contact_and_one_who_is_known_is_not_added_again()
    {
        using var theo = await app.As(World.Theo);
        var answer = await theo.Submit(await theo.Open("/tickets/new"), "/tickets", ("Subject", "Klingel"), ("CustomerName", "Ina Immenhoff"), ("RequesterMail", "ina@immenhoff.example"), ("IsNewCustomer", "true"));
        var ticket = await app.Ticket(int.Parse(answer.LedTo!.Split('/')[^1]));
        (ticket.Customer!.Mail, ticket.Contact, ticket.RequesterName).ShouldBe(("ina@immenhoff.example", null, "Ina Immenhoff"));

        await theo.Submit(await theo.Open("/tickets/new"), "/tickets", ("Subject", "Klingel noch einmal"), ("CustomerName", "ina immenhoff"), ("IsNewCustomer", "true"));
        (await app.Db(db => db.Set<Tresen.Customers.Customer>().CountAsync(c => c.Name == "Ina Immenhoff"))).ShouldBe(1);
        (await app.Db(db => db.Tickets.SingleAsync(t => t.Subject == "Klingel noch einmal"))).CustomerId.ShouldBe(ticket.CustomerId);
    }

    [Fact]
    public async Task A_contact_typed_along_with_a_new_customer_is_kept_and_one_of_a_known_customer_too()
    {
        using var theo = await app.As(World.Theo);
        var answer = await theo.Submit(await theo.Open("/tickets/new"), "/tickets", ("Subject", "Zwei Namen"), ("CustomerName", "Zwei Namen KG"), ("ContactName", "Enno Erst"), ("RequesterName", "Zoe Zweit"), ("IsNewCustomer", "true"));
        var ticket = await app.Ticket(int.Parse(answer.LedTo!.Split('/')[^1]));
        (ticket.Contact!.Name, ticket.RequesterName).ShouldBe(("Enno Erst", "Zoe Zweit"));

        answer = await theo.Submit(await theo.Open("/tickets/new"), "/tickets", ("Subject", "Doch bekannt"), ("CustomerName", World.MuellerBau), ("ContactName", "Karin Müller"), ("IsNewCustomer", "true"));
        (await app.Ticket(int.Parse(answer.LedTo!.Split('/')[^1]))).Contact!.Name.ShouldBe("Karin Müller");
    }

    [Fact]
    public async Task A_request_that_can_not_be_taken_in_leaves_no_customer_behind()
    {
        var device = await app.Db(db => db.Set<Tresen.Devices.Device>().SingleAsync());
        using var theo = await app.As(World.Theo);
        var answer = await theo.Submit(await theo.Open("/tickets/new"), "/tickets", ("Subject", "Fremdes Gerät"), ("CustomerName", "Neu und Söhne"), ("IsNewCustomer", "true"), ("DeviceName", device.SerialNumber));
        answer.ShouldSay("gehört zu einem anderen Kunden").Status.ShouldBe(422);
        answer.One("[name=IsNewCustomer][type=checkbox]").HasAttribute("checked").ShouldBeTrue();
        (await app.Db(db => db.Set<Tresen.Customers.Customer>().AnyAsync(c => c.Name == "Neu und Söhne"))).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_wrote_without_being_a_customer_is_made_one_at_the_ticket()
    {
        using var theo = await app.As(World.Theo);
        var taken = await theo.Submit(await theo.Open("/tickets/new"), "/tickets", ("Subject", "Angebot WLAN"), ("RequesterName", "Nils Neumann"), ("RequesterMail", "nils@hotel.example"));
        var page = await theo.Open(taken.LedTo!);
        page.One("#side-newcomer").GetAttribute("value").ShouldBe("Nils Neumann");

        (await theo.Submit(page, $"{taken.LedTo}/customer", ("NewCustomerName", World.MuellerBau))).ShouldSay("So heißt schon ein Kunde.").Status.ShouldBe(422);
        await theo.Submit(page, $"{taken.LedTo}/customer", ("NewCustomerName", "Hotel Deichblick"));

        var ticket = await app.Ticket(int.Parse(taken.LedTo!.Split('/')[^1]));
        (ticket.Customer!.Name, ticket.Contact!.Name, ticket.Contact.Mail).ShouldBe(("Hotel Deichblick", "Nils Neumann", "nils@hotel.example"));
    }

    [Fact]
    public async Task Sending_twice_creates_one()
    {
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/tickets/new");

        var first = await theo.Submit(page, "/tickets", ("Subject", "Nur einmal"), ("RequesterName", "Ina"));
        var second = await theo.Submit(page, "/tickets", ("Subject", "Nur einmal"), ("RequesterName", "Ina"));

        second.LedTo.ShouldBe(first.LedTo);
        (await app.Db(db => db.Tickets.CountAsync(t => t.Subject == "Nur einmal"))).ShouldBe(1);
    }

    [Fact]
    public async Task D05_fields_that_the_form_has_not_are_ignored()
    {
        await app.Change(async db => (await db.Set<Tresen.Staff.StaffMember>().SingleAsync(s => s.Mail == World.Vera.Mail)).Allow(Tresen.Platform.Identity.Capability.Work));
        using var vera = await app.As(World.Vera);
        var page = await vera.Open("/tickets/new");
        page.Document.QuerySelector("[name=Rate]").ShouldBeNull("she does not see prices");

        var answer = await vera.Submit(page, "/tickets", ("Subject", "Zu viele Felder"), ("RequesterName", "Mallory"), ("Rate", "0,01"), ("Number", "1"), ("ProgressId", await app.Progress("abgeschlossen")),
            ("BookedMinutes", "999"), ("ApprovalState", "Granted"), ("Id", "77"), ("CreatedById", "1"), ("Version", "9"));

        var ticket = await app.Ticket(int.Parse(answer.LedTo!.Split('/')[^1]));
        ticket.Rate.Euros.ShouldBe(89);
        ticket.Number.ShouldBeGreaterThanOrEqualTo(TicketQueries.FirstNumber);
        ticket.Category.ShouldBe(Category.New);
        ticket.BookedMinutes.ShouldBe(0);
        ticket.ApprovalState.ShouldBe(ApprovalState.NotNeeded);
        ticket.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Who_may_only_read_takes_nothing_in()
    {
        using var rita = await app.As(World.Rita);
        (await rita.Get("/tickets/new")).Status.ShouldBe(403);
        (await rita.Send("/tickets", ("Subject", "Nein"))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task The_notice_of_a_blocked_customer_stands_at_intake()
    {
        using var theo = await app.As(World.Theo);
        (await theo.Open("/tickets/new?customer=10003")).ShouldSay("Gesperrt").ShouldSay("drei Rechnungen offen");
    }
}
