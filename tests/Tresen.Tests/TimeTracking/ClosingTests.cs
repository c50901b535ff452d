using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Tests.TimeTracking;

/// <summary>Closing, with and without booked time: all of it or nothing.</summary>
public sealed class ClosingTests
{
    [Fact]
    public async Task Closing_and_booking_are_one_form_and_lead_to_the_next_ticket_of_the_list()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{ticket}/closure?book=true&next=/tickets/10418");
        page.ShouldSay("Ticket schließen und Zeiterfassung anlegen").ShouldSay("Müller Bau GmbH").ShouldSay("95,00 €/h · vom Ticket");
        page.One("select[name='Lines[0].WhyNot'] option").TextContent.ShouldBe("ja, abrechnen");

        var done = await theo.Submit(page, $"/tickets/{ticket}/closure", ("Lines[0].Duration", "1,5"), ("Report", "Kopf getauscht."));
        done.LedTo.ShouldBe("/tickets/10418", done.Text);

        var stored = await app.Stored(ticket);
        (stored.IsClosed, stored.BookedMinutes, stored.ClosedAt).ShouldBe((true, 90, World.Morning));
        stored.Closings.ShouldHaveSingleItem().Report.ShouldBe("Kopf getauscht.");
        stored.Events.Select(e => e.Verb).ShouldBe([TicketVerb.Created, TicketVerb.Booked, TicketVerb.Closed]);
    }

    [Fact]
    public async Task What_closing_says_leads_back_to_the_closed_ticket_and_on_to_the_next_one()
    {
        await using var app = new TresenApp();
        await app.Ticket();
        await app.Ticket(10_418);
        using var theo = await app.As(World.Theo);
        var page = await theo.Open((await theo.Open("/tickets?q=Streifen&sort=number")).One("a.row-link[href*='10417']").GetAttribute("href")!);
        page = await theo.Open(page.One("a[href*='closure?book=true']").GetAttribute("href")!);
        var done = await theo.Submit(page, "/tickets/10417/closure",
            ("Lines[0].Duration", "2"), ("Lines[1].ActivityId", await app.Activity("Anfahrtspauschale")), ("Lines[1].Duration", "0:30"));
        var next = await theo.Open(done.LedTo!);
        next.Path.ShouldStartWith("/tickets/10418");
        next.One("#flash").TextContent.ShouldContain("Ticket 10417 ist abgeschlossen, 2:00\u00A0h, Anfahrtspauschale gebucht. Weiter mit 10418 Drucker druckt nur Streifen.");
        next.Document.QuerySelectorAll("#flash a").Select(a => a.GetAttribute("href")).ShouldBe(["/tickets/10417", "/tickets", "/customers/10001/time-account"]);
    }

    [Fact]
    public async Task Closing_leads_to_the_account_on_which_the_time_stands()
    {
        await using var app = new TresenApp();
        var payer = await app.Db(db => db.Customers.SingleAsync(c => c.Name == World.OhlsenLogistik));
        var ticket = await app.Ticket();
        await app.Db(async db =>
        {
            var stored = await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket);
            stored.IsBilledTo(await db.Customers.SingleAsync(c => c.Id == payer.Id), null, World.Morning);
            return await db.SaveChangesAsync();
        });
        using var theo = await app.As(World.Theo);
        var done = await theo.Submit(await theo.Open($"/tickets/{ticket}/closure?book=true"), $"/tickets/{ticket}/closure", ("Lines[0].Duration", "1"), ("Report", "Fertig."));

        var flash = (await theo.Open(done.LedTo!)).One("#flash");
        flash.QuerySelectorAll("a").Select(a => a.GetAttribute("href")).ShouldBe(["/tickets", $"/customers/{payer.Number}/time-account"]);
        (await theo.Open($"/customers/{payer.Number}/time-account")).ShouldSay(ticket.ToString());
    }

    [Fact]
    public async Task Where_no_list_was_left_one_stays_on_the_closed_ticket_and_text_of_others_is_no_link()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        await app.Ticket(10_418, also: (t, by) => t.Assign(by, by, World.Morning));
        using var lena = await app.As(World.Lena);
        var done = await lena.Submit(await lena.Open($"/tickets/{ticket}/closure"), $"/tickets/{ticket}/closure", ("Report", "Fertig."));
        done.LedTo.ShouldBe($"/tickets/{ticket}");
        var flash = (await lena.Open(done.LedTo!)).One("#flash");
        flash.TextContent.ShouldContain("Ticket 10417 ist abgeschlossen.");
        flash.QuerySelectorAll("a").Select(a => a.GetAttribute("href")).ShouldBe(["/tickets"]);
    }

    [Fact]
    public async Task Only_paths_of_ours_are_followed_afterwards()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{ticket}/closure?next=https://evil.example");
        (await theo.Submit(page, $"/tickets/{ticket}/closure", ("Next", "//evil.example/x"))).LedTo.ShouldBe($"/tickets/{ticket}");
    }

    [Fact]
    public async Task Cancelling_leaves_nothing_behind()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{ticket}/closure?book=true");
        page.One(".submit-row .btn-link").GetAttribute("href").ShouldBe($"/tickets/{ticket}");
        (await app.Stored(ticket)).ShouldSatisfyAllConditions(t => t.IsClosed.ShouldBeFalse(), t => t.Events.Count.ShouldBe(1));
        (await app.Booked()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_booking_closes_nothing_and_keeps_what_was_typed()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        var page = await theo.Submit(await theo.Open($"/tickets/{ticket}/closure?book=true"), $"/tickets/{ticket}/closure", ("Lines[0].Duration", "-5"), ("Report", "Fertig"));
        page.Status.ShouldBe(422);
        page.ShouldSay("kann nicht negativ sein").One("[name=Report]").TextContent.Trim().ShouldBe("Fertig");
        (await app.Stored(ticket)).IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task An_exception_between_leaves_neither_closing_nor_booking()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{ticket}/closure?book=true");
        await app.Db(db => db.Database.ExecuteSqlRawAsync("drop table closings")); // the disk of the last row, so to speak
        (await theo.Submit(page, $"/tickets/{ticket}/closure", ("Lines[0].Duration", "1"))).Status.ShouldBe(500);

        (await app.Booked()).ShouldBeEmpty();
        (await app.Db(db => db.Set<Ticket>().AsNoTracking().SingleAsync(t => t.Number == ticket))).ShouldSatisfyAllConditions(t => t.IsClosed.ShouldBeFalse(), t => t.BookedMinutes.ShouldBe(0));
    }

    [Fact]
    public async Task The_report_goes_to_the_customer_as_a_message_of_a_dialogue()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{ticket}/closure");
        var done = await theo.Submit(page, $"/tickets/{ticket}/closure", ("Report", "Der Kopf ist getauscht."), ("Sends", "true"), ("To", "karin@muellerbau.example"), ("Cc", "jens@ohlsen.example"));
        done.Status.ShouldBe(302, done.Text);
        page.ShouldSay($"Von: Hafen Service <{World.ServiceAddress}>").ShouldSay($"Von {World.ServiceAddress} kann gerade nichts gesendet werden");
        (await theo.Open(done.LedTo!)).ShouldSay($"Ticket 10417 ist abgeschlossen. Der Bericht wartet im Postausgang, denn {World.ServiceAddress} kann nicht senden.");

        var mail = await app.Db(db => db.Set<OutgoingMail>().Include(m => m.Recipients).SingleAsync());
        mail.Subject.ShouldContain("[Ticket 10417 · Nr. 20261124");
        mail.Text.ShouldContain(",\n\nDer Kopf ist getauscht.\n\nMit freundlichen Grüßen\nTheo Brandt");
        mail.Recipients.Select(r => r.Address).ShouldBe(["karin@muellerbau.example", "jens@ohlsen.example"]);
        var dialogue = await app.Db(db => db.Set<Conversation>().Include(c => c.Messages).SingleAsync());
        dialogue.Messages.ShouldHaveSingleItem().OutgoingMailId.ShouldBe(mail.Id);
        (await app.Stored(ticket)).IsClosed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("kein-at", "Der Kopf ist getauscht.")]
    [InlineData("", "Der Kopf ist getauscht.")]
    [InlineData("karin@muellerbau.example", "")]
    public async Task A_mail_that_cannot_leave_closes_and_books_nothing(string to, string report)
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{ticket}/closure?book=true");
        var told = await theo.Submit(page, $"/tickets/{ticket}/closure", ("Lines[0].Duration", "1"), ("Report", report), ("Sends", "true"), ("To", to));
        told.Status.ShouldBe(422, told.Text);
        (await app.Stored(ticket)).ShouldSatisfyAllConditions(t => t.IsClosed.ShouldBeFalse(), t => t.BookedMinutes.ShouldBe(0));
        (await app.Booked()).ShouldBeEmpty();
        (await app.Db(db => db.Set<Conversation>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task The_closing_mail_waits_for_its_approval_where_the_department_wants_one_and_the_time_does_not()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket(also: (t, by) =>
        {
            t.Department.AskForApproval(ApprovalPoint.BeforeClosingMail, null, allowsSelfApproval: false);
            t.AskForApprovalIfWanted(by, World.Morning);
        });
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{ticket}/closure?book=true");
        var fields = new (string, string?)[] { ("Lines[0].Duration", "1"), ("Report", "Fertig."), ("To", "karin@muellerbau.example") };
        (await theo.Submit(page, $"/tickets/{ticket}/closure", [.. fields, ("Sends", "true")])).ShouldSay("braucht dieses Ticket eine Freigabe").Status.ShouldBe(422);
        (await theo.Submit(page, $"/tickets/{ticket}/closure", fields)).Status.ShouldBe(302);
        (await app.Stored(ticket)).ShouldSatisfyAllConditions(t => t.IsClosed.ShouldBeTrue(), t => t.BookedMinutes.ShouldBe(60));
    }

    [Fact]
    public async Task A_dialogue_that_waits_for_us_is_asked_about_and_may_keep_the_ticket_open()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        var dialogue = await Waiting(app, ticket);
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{ticket}/closure?book=true");
        page.ShouldSay($"Nr. {dialogue} · Wann kommen Sie?");

        var path = $"/tickets/{ticket}/closure";
        (await theo.Submit(page, path, ("Lines[0].Duration", "1"))).ShouldSay("Bitte wählen: erledigt oder offen lassen").Status.ShouldBe(422);
        (await app.Booked()).ShouldBeEmpty();

        (await theo.Submit(page, path, ("Lines[0].Duration", "1"), ("Report", "Bis hierher."), ("Dialogues[0].End", "Open"))).LedTo.ShouldBe($"/tickets/{ticket}");
        (await app.Stored(ticket)).ShouldSatisfyAllConditions(t => t.IsClosed.ShouldBeFalse(), t => t.BookedMinutes.ShouldBe(60), t => t.Ball.ShouldBe(Ball.Us));
        (await app.Db(db => db.Set<Message>().SingleAsync(m => m.Kind == MessageKind.Note))).Text.ShouldBe("Bis hierher.");

        (await theo.Submit(await theo.Open(path), path, ("Dialogues[0].End", "Settled"))).Status.ShouldBe(302);
        (await app.Stored(ticket)).IsClosed.ShouldBeTrue();
        (await app.Db(db => db.Set<Conversation>().SingleAsync())).Ball.ShouldBe(Ball.Nobody);
    }

    [Fact]
    public async Task Reopening_asks_why_and_removes_neither_closing_nor_report_nor_booking()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        var path = $"/tickets/{ticket}/closure";
        await theo.Submit(await theo.Open(path + "?book=true"), path, ("Lines[0].Duration", "1"), ("Report", "Kopf getauscht."));
        var page = await theo.Open(path);
        page.ShouldSay("Kopf getauscht.");
        (await theo.Submit(page, path + "/reopening", ("Reason", " "))).ShouldSay("warum das Ticket wieder geöffnet wird").Status.ShouldBe(422);
        (await theo.Submit(page, path + "/reopening", ("Reason", "Druckt wieder Streifen"))).LedTo.ShouldBe($"/tickets/{ticket}");
        (await app.Stored(ticket)).ShouldSatisfyAllConditions(t => t.IsClosed.ShouldBeFalse(), t => t.Closings.Count.ShouldBe(1), t => t.BookedMinutes.ShouldBe(60));
    }

    [Fact]
    public async Task A_ticket_that_may_not_be_seen_can_not_be_closed()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket(department: World.Buchhaltung);
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/{ticket}/closure")).Status.ShouldBe(404);
        (await theo.Send($"/tickets/{ticket}/closure", ("ProgressId", "8"))).Status.ShouldBe(404);
        (await theo.Send($"/tickets/{ticket}/closure/reopening", ("Reason", "x"))).Status.ShouldBe(404);
    }

    static Task<long> Waiting(TresenApp app, int number) => app.Db(async db =>
    {
        var ticket = await db.Set<Ticket>().WithParts.SingleAsync(t => t.Number == number);
        var dialogue = new Conversation(202611240001, ticket, ticket.Department, null, "Wann kommen Sie?", null, World.Morning);
        db.Add(dialogue);
        db.Receive(dialogue, new Incoming("Karin Müller", "karin@muellerbau.example", "Wann kommen Sie?", "Wann kommen Sie?", "", ""), World.Morning);
        await db.SaveChangesAsync();
        return dialogue.Number;
    });
}
