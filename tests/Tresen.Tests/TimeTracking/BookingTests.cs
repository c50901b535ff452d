using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Tests.TimeTracking;

/// <summary>Writing down what was done.</summary>
public sealed class BookingTests
{
    [Fact]
    public async Task What_can_not_be_booked_gets_a_sentence_beside_its_field_and_stays_as_typed()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        var place = new string('x', 300);
        var answer = await theo.Submit(await theo.Open("/time/new"), "/time",
            ("Ticket", "99999"), ("CustomerName", "Intern"), ("Day", "31.02.2026"), ("Lines[0].Duration", "-5"), ("Place", place), ("Description", "Steht noch da"));
        answer.Status.ShouldBe(422);
        answer.ShouldSay("Dieses Ticket gibt es nicht.").ShouldSay("Das Datum „31.02.2026“ gibt es nicht.").ShouldSay("Eine Dauer kann nicht negativ sein.").ShouldSay("Bitte höchstens 150 Zeichen.");
        answer.One("[name=Ticket]").GetAttribute("value").ShouldBe("99999");
        answer.One("[name=Ticket]").GetAttribute("aria-invalid").ShouldBe("true");
        answer.One("[name=Day]").GetAttribute("value").ShouldBe("31.02.2026");
        answer.One("[name='Lines[0].Duration']").GetAttribute("value").ShouldBe("-5");
        answer.One("[name=Place]").GetAttribute("value").ShouldBe(place);
        answer.One("[name=Description]").TextContent.ShouldContain("Steht noch da");
        (await app.Booked()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_proposed_for_billing_is_a_setting_and_charged_extra_is_always_billed()
    {
        await using var app = new TresenApp();
        await app.Ticket();
        await app.Ticket(10_418, also: (t, by) => t.ChargeExtra(true, by, World.Morning));
        using var ada = await app.As(World.Ada);
        (await ada.Submit(await ada.Open("/administration/time"), "/administration/time", ("ProposedWhyNot", "Internal"))).ShouldSay("lässt sich nicht voreinstellen").Status.ShouldBe(422);
        (await ada.Submit(await ada.Open("/administration/time"), "/administration/time", ("ProposedWhyNot", "Warranty"))).Status.ShouldBe(302);
        using var theo = await app.As(World.Theo);
        foreach (var path in new[] { "/time/new?ticket=10417", "/tickets/10417/time", "/tickets/10417/closure?book=true" })
        {
            (await theo.Open(path)).One("[name='Lines[0].WhyNot'] option[selected]").GetAttribute("value").ShouldBe("Warranty");
        }

        (await theo.Open("/time/new?ticket=10418")).Document.QuerySelector("[name='Lines[0].WhyNot'] option[selected]")?.GetAttribute("value").ShouldBeNullOrEmpty();
        (await theo.Book(10_417, ("Lines[0].Duration", "1"))).Status.ShouldBe(302);
        (await app.Booked()).Single().WhyNot.ShouldBe(NotBillable.Warranty);
    }

    [Fact]
    public async Task A_form_without_a_line_is_refused_in_words()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        (await theo.Send("/time", ("CustomerName", World.MuellerBau))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task An_hour_and_a_half_stands_on_the_ticket_at_its_rate()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);

        var page = await theo.Open($"/time/new?ticket={ticket}");
        page.ShouldSay("Müller Bau GmbH").ShouldSay("95,00 €/h · vom Ticket");
        (await theo.Submit(page, "/time", ("Lines[0].Duration", "1,4"), ("Description", "Kopf gereinigt"))).LedTo.ShouldBe($"/tickets/{ticket}/time");

        var entry = (await app.Booked()).ShouldHaveSingleItem();
        (entry.WorkedMinutes, entry.AccountedMinutes, entry.MinutesRule, entry.RoundedUpTo).ShouldBe((84, 90, MinutesRule.RoundedUp, 15));
        (entry.Rate, entry.RateRule, entry.Amount).ShouldBe((HourlyRate.Of(95), RateRule.Ticket, Money.Of(142.50m)));
        var stored = await app.Stored(ticket);
        (stored.BookedMinutes, stored.BookedAmount, stored.UnbilledMinutes, stored.Version).ShouldBe((84, Money.Of(142.50m), 90, stored.Version));
        stored.Events.ShouldContain(e => e.Verb == TicketVerb.Booked && e.After!.Contains("1:24 h Arbeit"));
        (await theo.Open($"/tickets/{ticket}/time")).ShouldSay("Kopf gereinigt").ShouldSay("1:24").ShouldSay("142,50");
        (await theo.Open("/time")).ShouldSay("10417 Drucker druckt nur Streifen");
    }

    [Fact]
    public async Task A_day_opened_by_its_address_is_named_and_stands_in_the_form_the_German_way()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/time?day=2026-11-23");
        page.All(".day-name").ShouldBe(["Montag, 23.11.2026"]);
        page.Document.QuerySelector("[name=Day]")!.GetAttribute("value").ShouldBe("23.11.2026");
    }

    [Fact]
    public async Task Several_lines_at_once_by_time_kilometres_and_flat_rate()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var lena = await app.As(World.Lena);
        var more = await lena.Submit(await lena.Open($"/time/new?ticket={ticket}"), "/time", ("More", "true"), ("Lines[0].From", "8:00"), ("Lines[0].To", "9:00"));
        more = await lena.Submit(more, "/time", ("More", "true"));
        more.Document.QuerySelectorAll(".booking-line").Length.ShouldBe(3);
        more.One("[name='Lines[0].From']").GetAttribute("value").ShouldBe("8:00");

        var done = await lena.Submit(more, "/time",
            ("Lines[1].ActivityId", await app.Activity("Fahrt nach Kilometern")), ("Lines[1].Kilometres", "42"),
            ("Lines[2].ActivityId", await app.Activity("Anfahrtspauschale")), ("Lines[2].PerformerId", await app.Staff(World.Theo)), ("Lines[2].WhyNot", "Goodwill"));

        done.Status.ShouldBe(302, done.Text);
        var entries = await app.Booked();
        entries.Select(e => e.Amount).ShouldBe([Money.Of(95), Money.Of(33.60m), Money.Zero]);
        entries[2].ShouldSatisfyAllConditions(e => e.Performer.Name.ShouldBe(World.Theo.Name), e => e.Recorder.Name.ShouldBe(World.Lena.Name), e => e.WhyNot.ShouldBe(NotBillable.Goodwill));
        (await app.Stored(ticket)).BookedAmount.ShouldBe(Money.Of(128.60m));
    }

    [Fact]
    public async Task The_next_booking_is_proposed_where_the_last_one_ended()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        await theo.Book(ticket, ("Lines[0].From", "8:00"), ("Lines[0].Quick", "45"));
        (await theo.Open("/time")).One("[name='Lines[0].From']").GetAttribute("value").ShouldBe("08:45");
    }

    [Fact]
    public async Task Nothing_is_proposed_from_a_booking_that_is_not_over_or_before_the_ticket_was_there()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open("/time"), "/time", ("CustomerName", "Intern"), ("Lines[0].From", "8:00"), ("Lines[0].To", "8:45"));
        var ticket = await app.Ticket(); // the call of nine o'clock
        (await theo.Open($"/time/new?ticket={ticket}")).One("[name='Lines[0].From']").GetAttribute("value").ShouldBeNullOrEmpty();
        await theo.Submit(await theo.Open("/time"), "/time", ("CustomerName", "Intern"), ("Lines[0].From", "8:45"), ("Lines[0].To", "9:10"));
        (await theo.Open("/time")).One("[name='Lines[0].From']").GetAttribute("value").ShouldBe("08:45");
        (await theo.Submit(await theo.Open("/time"), "/time", ("CustomerName", "Intern"), ("Lines[0].From", "9:05"), ("Lines[0].To", "9:12"))).ShouldSay("Der Beginn liegt in der Zukunft.").Status.ShouldBe(422);
    }

    [Fact]
    public async Task Seconds_overlap_nothing()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open("/time"), "/time", ("CustomerName", "Intern"), ("Lines[0].From", "7:00"), ("Lines[0].To", "8:00"));
        var end = (await app.Booked()).Single().End.AddSeconds(13); // as an import may bring it
        await app.Db(db => db.TimeEntries.ExecuteUpdateAsync(e => e.SetProperty(x => x.End, end).SetProperty(x => x.Version, x => x.Version + 1)));
        var page = await theo.Open("/time");
        page.One("[name='Lines[0].From']").GetAttribute("value").ShouldBe("08:00");
        (await theo.Submit(page, "/time", ("CustomerName", "Intern"), ("Lines[0].To", "8:30"))).Status.ShouldBe(302);
        Stretch.Lasting(30, end).ShouldSatisfyAllConditions(s => s.Start.Second.ShouldBe(0), s => s.End.Second.ShouldBe(0), s => s.Minutes.ShouldBe(30));
    }

    [Fact]
    public async Task A_flat_rate_needs_no_time_and_time_typed_with_it_is_worked_but_not_billed_again()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        var flat = await app.Activity("Anfahrtspauschale");
        (await theo.Book(ticket, ("Lines[0].ActivityId", flat), ("Lines[0].From", "8:00"))).Status.ShouldBe(302); // proposed, not typed
        var done = await theo.Book(ticket, ("Lines[0].ActivityId", flat), ("Lines[0].Duration", "0:30"));
        (await theo.Open(done.LedTo!)).One("#flash").TextContent.ShouldContain("Anfahrtspauschale gebucht auf Ticket 10417.");
        (await app.Booked()).Select(e => (e.IsClocked, e.WorkedMinutes, e.AccountedMinutes, e.Amount)).ShouldBe([(false, 0, 0, Money.Of(39)), (false, 30, 0, Money.Of(39))]);
    }

    [Fact]
    public async Task What_a_sheet_comes_to_is_said_before_it_is_saved_by_the_rules_of_saving()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        (string, string?)[] sheet = [("Ticket", $"{ticket}"), ("Lines[0].ActivityId", await app.Activity()), ("Lines[0].Duration", "1,4"),
            ("Lines[1].ActivityId", await app.Activity("Anfahrtspauschale")), ("Lines[2].ActivityId", await app.Activity("Fahrt nach Kilometern")), ("Lines[2].Kilometres", "42"),
            ("Lines[3].ActivityId", await app.Activity()), ("Lines[3].Duration", "0:30"), ("Lines[3].WhyNot", "Goodwill"), ("Lines[4].ActivityId", await app.Activity()), ("Lines[4].Duration", "-3")];
        var worth = await theo.Send("/time/worth", sheet);
        worth.All(".booking-worth").ShouldBe(["1:24 h → 1:30 h × 95,00 €/h = 142,50 €", "als Pauschale 39,00 €", "42 km × 0,80 € = 33,60 €", "0:30 h nicht abgerechnet: Kulanz", ""]);
        worth.ShouldSay("Zusammen: gearbeitet 1:54 h, Abrechnung 1:30 h").One("b").TextContent.ShouldBe("215,10\u00A0€");
        (await app.Booked()).ShouldBeEmpty();
        (await app.Stored(ticket)).Events.ShouldHaveSingleItem();

        using var vera = await app.As(World.Vera);
        var hidden = await app.Ticket(10_418, department: World.Buchhaltung);
        (await theo.Send("/time/worth", ("Ticket", $"{hidden}"), ("Lines[0].ActivityId", await app.Activity()), ("Lines[0].Duration", "1"))).ShouldNotSay("€");
    }

    [Fact]
    public async Task A_line_is_taken_away_and_the_others_keep_what_was_typed()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/time/new?ticket={ticket}");
        page.Document.QuerySelector("[name=Remove]").ShouldBeNull();
        page = await theo.Submit(page, "/time", ("More", "true"), ("Lines[0].Duration", "1"));
        page = await theo.Submit(page, "/time", ("More", "true"), ("Lines[1].Duration", "was?"));
        page = await theo.Submit(page, "/time", ("Remove", "0"), ("Lines[2].Quick", "45"), ("Description", "Kopf"));
        page.Status.ShouldBe(200);
        page.Document.QuerySelectorAll(".booking-line").Length.ShouldBe(2);
        page.One("[name='Lines[0].Duration']").GetAttribute("value").ShouldBe("was?");
        page.One("[name='Lines[1].Quick'][checked]").GetAttribute("value").ShouldBe("45");
        page.One("[name=Description]").TextContent.Trim().ShouldBe("Kopf");

        var closing = await theo.Open($"/tickets/{ticket}/closure?book=true");
        closing = await theo.Submit(closing, $"/tickets/{ticket}/closure", ("More", "true"));
        (await theo.Submit(closing, $"/tickets/{ticket}/closure", ("Remove", "1"))).Document.QuerySelectorAll(".booking-line").Length.ShouldBe(1);
        (await app.Stored(ticket)).IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task Work_for_ourselves_is_never_billed_and_needs_no_ticket()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        (await theo.Submit(await theo.Open("/time"), "/time", ("CustomerName", "Intern"), ("Lines[0].Duration", "30m"))).Status.ShouldBe(302);
        var entry = (await app.Booked()).ShouldHaveSingleItem();
        (entry.IsBillable, entry.WhyNot, entry.Amount, entry.WorkedMinutes).ShouldBe((false, NotBillable.Internal, Money.Zero, 30));
    }

    [Fact]
    public async Task A_missing_approval_never_stops_writing_down_time()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket(department: World.Vertrieb, also: (t, by) =>
        {
            t.Plan(20 * 60, by, World.Morning);
            t.AskForApprovalIfWanted(by, World.Morning);
        });
        using var vera = await app.As(World.Vera);
        (await app.Stored(ticket)).ApprovalState.ShouldBe(ApprovalState.Waiting);
        (await vera.Book(ticket, ("Lines[0].Duration", "2"))).Status.ShouldBe(302);
    }

    [Fact]
    public async Task Only_time_administration_changes_the_rate_and_says_why()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        (await theo.Book(ticket, ("Lines[0].Duration", "1"), ("Lines[0].Rate", "10"), ("Lines[0].RateReason", "so halt"))).ShouldSay("ändert nur die Zeitverwaltung").Status.ShouldBe(422);
        using var bodo = await app.As(World.Bodo);
        (await bodo.Book(ticket, ("Lines[0].Duration", "1"), ("Lines[0].Rate", "80"))).ShouldSay("warum der Stundensatz abweicht").Status.ShouldBe(422);
        (await bodo.Book(ticket, ("Lines[0].Duration", "1"), ("Lines[0].Rate", "80,00"), ("Lines[0].RateReason", "Vereinbarung vom Telefon"))).Status.ShouldBe(302);
        (await app.Booked()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Amount.ShouldBe(Money.Of(80)), e => e.RateRule.ShouldBe(RateRule.Administration));
    }

    [Fact]
    public async Task A_later_change_of_the_tickets_rate_never_touches_what_is_booked()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        await theo.Book(ticket, ("Lines[0].Duration", "1"));
        await app.Db(async db =>
        {
            (await db.Tickets.SingleAsync(t => t.Number == ticket)).RateByHand(HourlyRate.Of(200), null, World.Morning);
            return await db.SaveChangesAsync();
        });
        (await app.Booked()).ShouldHaveSingleItem().Amount.ShouldBe(Money.Of(95));
    }

    [Fact]
    public async Task A_blocked_customer_is_billed_only_if_a_lead_confirms_it()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket(customer: World.SaumseligHandel);
        using var theo = await app.As(World.Theo);
        var refused = await theo.Book(ticket, ("Lines[0].Duration", "1"), ("ConfirmsBlocked", "true"));
        refused.ShouldSay("Saumselig Handel ist gesperrt").ShouldNotSay("Abrechenbar buchen, obwohl").Status.ShouldBe(422);
        var where = refused.One(".error-summary a").GetAttribute("href")!;
        refused.One(where).GetAttribute("name").ShouldBe("Lines[0].WhyNot", "the sentence leads to the field that helps");
        (await theo.Book(ticket, ("Lines[0].Duration", "1"), ("Lines[0].WhyNot", "Warranty"))).Status.ShouldBe(302);
        using var lena = await app.As(World.Lena);
        var asked = await lena.Book(ticket, ("Lines[0].Duration", "1"));
        asked.ShouldSay("Abrechenbar buchen?");
        (await lena.Submit(asked, "/time", ("ConfirmsBlocked", "true"))).Status.ShouldBe(302);
        (await app.Booked())[1].ConfirmedById.ToString().ShouldBe(await app.Staff(World.Lena));
    }

    [Fact]
    public async Task Whoever_pays_instead_is_named_before_booking_with_what_stands_in_the_way()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        await app.Db(async db =>
        {
            var stored = await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket);
            stored.IsBilledTo(await db.Customers.SingleAsync(c => c.Name == World.SaumseligHandel), null, World.Morning);
            return await db.SaveChangesAsync();
        });
        using var theo = await app.As(World.Theo);
        foreach (var path in new[] { $"/time/new?ticket={ticket}", $"/tickets/{ticket}/time", $"/tickets/{ticket}/closure?book=true" })
        {
            (await theo.Open(path)).ShouldSay("Saumselig Handel gesperrt");
        }

        (await theo.Open($"/tickets/{ticket}")).ShouldSay("Saumselig Handel gesperrt");
    }

    [Fact]
    public async Task Whoever_may_only_read_books_nothing()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var rita = await app.As(World.Rita);
        (await rita.Open("/time")).Document.QuerySelector("form[action='/time'][method=post]").ShouldBeNull();
        (await rita.Send("/time", ("Ticket", ticket.ToString()), ("Lines[0].Duration", "1"))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Nobody_looks_at_a_colleagues_day_without_the_right_to()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/time?person={await app.Staff(World.Vera)}")).Status.ShouldBe(404);
        using var lena = await app.As(World.Lena);
        (await lena.Open($"/time?person={await app.Staff(World.Theo)}&view=week")).ShouldSay("Zeiterfassung von Theo Brandt");
    }

    [Fact]
    public async Task Time_on_a_hidden_ticket_stays_hidden()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket(department: World.Buchhaltung);
        using var bodo = await app.As(World.Bodo);
        await bodo.Book(ticket, ("Lines[0].Duration", "1"));
        var id = (await app.Booked()).Single().Id;
        using var theo = await app.As(World.Theo);
        foreach (var path in new[] { $"/tickets/{ticket}/time", $"/time/new?ticket={ticket}", $"/time/{id}" })
        {
            (await theo.Open(path)).Status.ShouldBe(404, path);
        }

        (await theo.Send($"/time/{id}/reversal", ("Reason", "weg"))).Status.ShouldBe(404);
    }
}
