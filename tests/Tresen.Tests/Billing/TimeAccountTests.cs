using Microsoft.EntityFrameworkCore;
using MiniExcelLibs;
using Tresen.Billing;
using Tresen.Platform;
using Tresen.Staff;
using Tresen.Tests.TimeTracking;
using Tresen.Tickets;

namespace Tresen.Tests.Billing;

/// <summary>The Zeitkonto: what is open, what is billed, and its way out of the house.</summary>
public sealed class TimeAccountTests
{
    const string Account = "/customers/10001/time-account";

    [Fact]
    public async Task It_shows_open_billed_and_not_billable_time_with_sums()
    {
        await using var app = await WithTime();
        using var theo = await app.As(World.Theo);
        var page = await theo.Open(Account);
        page.All(".tile").ShouldBe(["2:00 h offen · 190,00 €", "0:00 h abgerechnet · 0,00 €", "0:30 h nicht abrechenbar"]);
        page.ShouldSay("Kopf getauscht").ShouldNotSay("Aus Kulanz gereinigt");
        (await theo.Open(Account + "?State=NotBillable")).ShouldSay("Aus Kulanz gereinigt").ShouldSay("Kulanz");
        (await theo.Open(Account + "?From=25.11.2026")).ShouldSay("Für diesen Kunden ist nichts offen.");
        (await theo.Open("/billing")).ShouldSay("Müller Bau GmbH").ShouldSay("noch nicht abgerechnet").All(".list-lead b").ShouldBe(["Offen: 190,00 €"]);
    }

    [Fact]
    public async Task Marking_as_billed_wants_a_reference_and_the_right_to_and_can_be_taken_back_with_a_reason()
    {
        await using var app = await WithTime();
        var open = (await app.Booked()).First(e => e.IsBillable);
        using var theo = await app.As(World.Theo);
        (await theo.Send(Account + "/billing", ("ids", $"{open.Id}"), ("Reference", "RE-1"))).Status.ShouldBe(403);

        using var bodo = await app.As(World.Bodo);
        var page = await bodo.Open(Account);
        var told = await bodo.Submit(page, Account + "/billing", ("ids", $"{open.Id}"), ("Reference", " "));
        told.Status.ShouldBe(422);
        told.ShouldSay("Bitte die Nummer der Rechnung").One($"[name=ids][value='{open.Id}']").HasAttribute("checked").ShouldBeTrue();
        (await bodo.Submit(page, Account + "/billing", ("ids", $"{open.Id}"), ("Reference", "RE-2026-0417"))).Status.ShouldBe(302);
        (await app.Stored(10_417)).ShouldSatisfyAllConditions(t => t.UnbilledMinutes.ShouldBe(0), t => t.BookedMinutes.ShouldBe(150), t => t.Events.ShouldContain(e => e.Verb == TicketVerb.Billed && e.To == "RE-2026-0417"));
        (await bodo.Open(Account + "?State=Billed")).ShouldSay("RE-2026-0417");
        (await theo.Open("/billing")).ShouldSay("Alles abgerechnet");

        var run = (await app.Db(db => db.Set<BillingRun>().SingleAsync())).Id;
        var refused = await bodo.Send($"{Account}/billing/{run}/reversal", ("Reason", ""));
        refused.ShouldSay("warum die Abrechnung zurückgenommen wird").Status.ShouldBe(422);
        refused.One("details[open] [name=Reason]").ParentElement!.ParentElement!.TextContent.ShouldContain("warum", Case.Sensitive, "the sentence stands beside its field");
        (await bodo.Send($"{Account}/billing/{run}/reversal", ("Reason", "Rechnung storniert"))).Status.ShouldBe(302);
        (await app.Stored(10_417)).UnbilledMinutes.ShouldBe(120);
        (await bodo.Send($"{Account}/billing/{run}/reversal", ("Reason", "noch einmal"))).ShouldSay("schon zurückgenommen").Status.ShouldBe(422);
    }

    [Fact]
    public async Task Nothing_is_billed_twice_or_onto_somebody_elses_account()
    {
        await using var app = await WithTime();
        var open = (await app.Booked()).First(e => e.IsBillable);
        using var bodo = await app.As(World.Bodo);
        (await bodo.Send("/customers/10002/time-account/billing", ("ids", $"{open.Id}"), ("Reference", "RE-1"))).ShouldSay("Bitte die Buchungen ankreuzen").Status.ShouldBe(422);
        (await bodo.Send(Account + "/billing", ("ids", $"{open.Id}"), ("Reference", "RE-1"))).Status.ShouldBe(302);
        (await bodo.Send(Account + "/billing", ("ids", $"{open.Id}"), ("Reference", "RE-2"))).ShouldSay("schon abgerechnet").Status.ShouldBe(422);
    }

    [Fact]
    public async Task What_was_billed_can_only_be_reversed_and_its_counter_entry_waits_to_be_credited()
    {
        await using var app = await WithTime();
        var open = (await app.Booked()).First(e => e.IsBillable);
        using var bodo = await app.As(World.Bodo);
        await bodo.Send(Account + "/billing", ("ids", $"{open.Id}"), ("Reference", "RE-1"));
        (await bodo.Send($"/time/{open.Id}", ("Version", "1"), ("Ticket", "10417"), ("Day", "24.11.2026"), ("Lines[0].Duration", "1"), ("Lines[0].ActivityId", $"{open.ActivityId}"))).ShouldSay("ist abgerechnet").Status.ShouldBe(422);
        await bodo.Send($"/time/{open.Id}/reversal", ("Reason", "Es war Gewährleistung"));
        (await bodo.Open(Account)).ShouldSay("Gutschrift offen").ShouldSay("−2:00").ShouldSay("-190,00");
    }

    [Fact]
    public async Task Time_that_waits_for_approval_is_not_billed_where_the_department_wants_it()
    {
        await using var app = await WithTime((t, by) =>
        {
            t.Department.AskForApproval(ApprovalPoint.BeforeBilling, null, allowsSelfApproval: false);
            t.AskForApprovalIfWanted(by, World.Morning);
        });
        var open = (await app.Booked()).First(e => e.IsBillable);
        using var bodo = await app.As(World.Bodo);
        (await bodo.Send(Account + "/billing", ("ids", $"{open.Id}"), ("Reference", "RE-1"))).ShouldSay("noch nicht freigegeben").Status.ShouldBe(422);
        (await app.Booked()).ShouldAllBe(e => e.BilledAt == null);
    }

    [Fact]
    public async Task D15_cells_that_look_like_formulas_leave_the_house_as_text()
    {
        await using var app = await WithTime(description: "=HYPERLINK(\"http://evil.example\")");
        using var theo = await app.As(World.Theo);
        var csv = await theo.Send(Account + "/export", ("format", "csv"));
        csv.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        csv.Html.ShouldContain("'=HYPERLINK");
        csv.Html.ShouldContain("10417;");
        csv.Html.ShouldContain(";190,00;");
        csv.Html.ShouldNotContain("nur für uns");

        using var request = new HttpRequestMessage(HttpMethod.Post, Account + "/export") { Content = new FormUrlEncodedContent([KeyValuePair.Create("format", "xlsx")]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        var sheet = new MemoryStream(await (await theo.Send(request)).Response.Content.ReadAsByteArrayAsync());
        var row = sheet.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().First();
        row["Beschreibung"].ShouldBe("'=HYPERLINK(\"http://evil.example\")");
        Convert.ToDecimal(row["Betrag"]).ShouldBe(190m);
    }

    [Fact]
    public async Task Ticked_bookings_alone_are_exported_and_only_by_those_who_see_prices()
    {
        await using var app = await WithTime();
        var free = (await app.Booked()).First(e => !e.IsBillable);
        using var theo = await app.As(World.Theo);
        var csv = await theo.Send(Account + "/export", ("format", "csv"), ("ids", $"{free.Id}"));
        csv.Html.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        using var rita = await app.As(World.Rita);
        (await rita.Send(Account + "/export", ("format", "csv"))).Status.ShouldBe(403);
        (await rita.Open(Account)).ShouldNotSay("€");
    }

    [Fact]
    public async Task Time_on_hidden_tickets_stays_out_of_sums_and_files()
    {
        await using var app = await WithTime();
        await app.Ticket(10_500, department: World.Buchhaltung);
        using var bodo = await app.As(World.Bodo);
        await bodo.Book(10_500, ("Lines[0].Duration", "3"), ("Description", "geheim"));
        using var theo = await app.As(World.Theo);
        (await theo.Open(Account)).ShouldSay("190,00 €").ShouldNotSay("geheim");
        (await theo.Send(Account + "/export", ("format", "csv"))).Html.ShouldNotContain("geheim");
        (await bodo.Open(Account)).ShouldSay("geheim");
    }

    [Fact]
    public async Task D02_A_bill_over_hidden_work_is_shown_and_taken_back_by_those_alone_who_see_that_work()
    {
        await using var app = new TresenApp();
        await app.Ticket(10_500, department: World.Buchhaltung, also: (t, by) => t.Use(null, "Geheimakte", 1, Money.Of(9), true, by, World.Morning));
        var line = (await app.Db(db => db.Material.SingleAsync())).Id;
        using var bodo = await app.As(World.Bodo);
        (await bodo.Send(Account + "/billing", ("material", $"{line}"), ("Reference", "RE-GEHEIM"))).Status.ShouldBe(302);
        (await bodo.Open(Account)).ShouldSay("RE-GEHEIM");

        using var lena = await app.As(World.Lena);
        (await lena.Open(Account)).ShouldNotSay("RE-GEHEIM").ShouldNotSay("9,00");
        await app.Db(async db => // somebody of another department who may bill
        {
            (await db.Staff.SingleAsync(s => s.Name == World.Lena.Name)).Allow(Role.Bookkeeping.Rights);
            return await db.SaveChangesAsync();
        });
        var run = (await app.Db(db => db.Set<BillingRun>().SingleAsync())).Id;
        (await lena.Send($"{Account}/billing/{run}/reversal", ("Reason", "aus Neugier"))).Status.ShouldBe(404);
        (await app.Db(db => db.Material.SingleAsync())).BilledAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Time_without_a_ticket_that_two_bill_at_once_is_billed_once()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        (await theo.Submit(await theo.Open("/time/new"), "/time", ("CustomerName", "10001"), ("Lines[0].Duration", "1"), ("Description", "beraten"))).Status.ShouldBe(302);
        var entry = (await app.Booked()).Single();
        entry.IsBillable.ShouldBeTrue();
        using var bodo = await app.As(World.Bodo);
        using var ada = await app.As(World.Ada);
        await Task.WhenAll(new[] { bodo, ada, bodo, ada }.Select((who, i) => who.Send(Account + "/billing", ("ids", $"{entry.Id}"), ("Reference", $"RE-{i}"))));
        (await app.Db(db => db.Set<BillingRun>().CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Material_of_a_price_nobody_pays_is_refused_and_breaks_no_account()
    {
        await using var app = await WithTime();
        using var lena = await app.As(World.Lena);
        (await lena.Send("/tickets/10417/material", ("Text", "Goldbarren"), ("Quantity", "1000000"), ("Price", "999999999999"), ("IsBillable", "true"))).Status.ShouldBe(422);
        (await lena.Send("/tickets/10417/material", ("Text", "Silber"), ("Quantity", "1000000"), ("Price", "99999999"), ("IsBillable", "true"))).Status.ShouldBe(302);
        (await lena.Open(Account)).Status.ShouldBe(200);
        (await lena.Open("/billing")).Status.ShouldBe(200);
        (await lena.Open("/tickets/10417/material")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task What_was_done_on_a_ticket_in_a_day_stands_together()
    {
        await using var app = await WithTime();
        await app.Ticket(10_418);
        using var theo = await app.As(World.Theo);
        foreach (var (ticket, from, to) in new[] { (10_418, "06:00", "06:30"), (10_417, "07:00", "07:30"), (10_418, "07:30", "08:00") })
        {
            (await theo.Book(ticket, ("Lines[0].From", from), ("Lines[0].To", to), ("Lines[0].Duration", ""))).Status.ShouldBe(302);
        }

        var tickets = (await theo.Open(Account + "?State=All")).All("td.col-main > span > a").Select(t => t[..5]).ToList();

        tickets.ShouldBe(["10417", "10417", "10417", "10418", "10418"]);
    }

    [Fact]
    public async Task The_newest_bills_are_shown_and_older_ones_can_be_asked_for()
    {
        await using var app = new TresenApp();
        await app.Ticket(also: (t, by) => Enumerable.Range(1, 14).ToList().ForEach(_ => t.Use(null, "Band", 1, Money.Of(9), true, by, World.Morning)));
        using var bodo = await app.As(World.Bodo);
        foreach (var (line, i) in (await app.Db(db => db.Material.OrderBy(m => m.Id).Select(m => m.Id).ToListAsync())).Select((id, i) => (id, i + 1)))
        {
            await bodo.Send(Account + "/billing", ("material", $"{line}"), ("Reference", $"RE-{i:000}"));
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var page = await bodo.Open(Account + "?State=Billed");
        page.All("#billing-runs .col-main").Count.ShouldBe(12);
        page.One("#billing-runs").TextContent.ShouldNotContain("RE-001");
        page.One("#billing-runs .list-foot").TextContent.Trim().ShouldBe("2 ältere Abrechnungen zeigen");

        var all = await bodo.Open(page.One("#billing-runs .list-foot a").GetAttribute("href")!.Split('#')[0]);
        all.All("#billing-runs .col-main").Count.ShouldBe(14);
        all.One("#billing-runs").TextContent.ShouldContain("RE-001");
    }

    [Fact]
    public async Task Material_of_a_ticket_is_billed_together_with_its_time()
    {
        await using var app = await WithTime(also: (t, by) =>
        {
            t.Use(null, "Druckkopf", 2, Money.Of(40), true, by, World.Morning);
            t.Use(null, "Reinigungstuch", 1, Money.Of(3), false, by, World.Morning);
        });
        using var theo = await app.As(World.Theo);
        (await theo.Open(Account)).ShouldSay("Druckkopf").ShouldNotSay("Reinigungstuch").All(".tile")[0].ShouldBe("2:00 h offen · 270,00 €");
        (await theo.Open(Account + "?State=NotBillable")).ShouldSay("Reinigungstuch");
        (await theo.Open(Account + "?From=25.11.2026")).ShouldNotSay("Druckkopf");
        (await theo.Open("/billing")).ShouldSay("270,00 €");
        (await theo.Send(Account + "/export", ("format", "csv"))).Html.ShouldContain("Material;Druckkopf");

        var line = (await app.Db(db => db.Material.SingleAsync(m => m.IsBillable))).Id;
        var open = (await app.Booked()).First(e => e.IsBillable);
        using var bodo = await app.As(World.Bodo);
        var refused = await bodo.Send(Account + "/billing", ("material", $"{line}"), ("Reference", ""));
        refused.Status.ShouldBe(422);
        refused.One($"[name=material][value='{line}']").HasAttribute("checked").ShouldBeTrue();
        (await bodo.Submit(await bodo.Open(Account), Account + "/billing", ("ids", $"{open.Id}"), ("material", $"{line}"), ("Reference", "RE-7"))).Status.ShouldBe(302);
        (await bodo.Open(Account)).ShouldSay("2 Positionen").ShouldSay("270,00 €").All(".tile")[0].ShouldBe("0:00 h offen · 0,00 €");
        (await bodo.Open(Account + "?State=Billed")).ShouldSay("Druckkopf").ShouldSay("RE-7");
        (await theo.Send($"/tickets/10417/material/{line}/removal")).ShouldSay("ist schon abgerechnet (RE-7)").Status.ShouldBe(422);
        (await bodo.Send(Account + "/billing", ("material", $"{line}"), ("Reference", "RE-8"))).ShouldSay("schon abgerechnet").Status.ShouldBe(422);

        var run = (await app.Db(db => db.Set<BillingRun>().SingleAsync())).Id;
        (await bodo.Send($"{Account}/billing/{run}/reversal", ("Reason", "Rechnung storniert"))).Status.ShouldBe(302);
        (await bodo.Open(Account)).ShouldSay("Druckkopf").All(".tile")[0].ShouldBe("2:00 h offen · 270,00 €");
    }

    [Fact]
    public async Task Material_on_hidden_tickets_stays_out_of_the_account()
    {
        await using var app = new TresenApp();
        await app.Ticket(10_500, department: World.Buchhaltung, also: (t, by) => t.Use(null, "Geheimakte", 1, Money.Of(9), true, by, World.Morning));
        using var theo = await app.As(World.Theo);
        (await theo.Open(Account)).ShouldNotSay("Geheimakte").ShouldNotSay("9,00");
        (await theo.Send(Account + "/export", ("format", "csv"))).Html.ShouldNotContain("Geheimakte");
        (await theo.Open("/billing")).ShouldSay("Alles abgerechnet");
        using var bodo = await app.As(World.Bodo);
        (await bodo.Open(Account)).ShouldSay("Geheimakte");
    }

    /// <summary>Two billable hours and half an hour of goodwill on ticket 10417.</summary>
    static async Task<TresenApp> WithTime(Action<Ticket, StaffMember>? also = null, string description = "Kopf getauscht")
    {
        var app = new TresenApp();
        await app.Ticket(also: also);
        using var theo = await app.As(World.Theo);
        (await theo.Book(10_417, ("Lines[0].Duration", "2"), ("Description", description), ("InternalComment", "nur für uns"))).Status.ShouldBe(302);
        (await theo.Book(10_417, ("Lines[0].Duration", "30m"), ("Lines[0].From", ""), ("Lines[0].WhyNot", "Goodwill"), ("Description", "Aus Kulanz gereinigt"))).Status.ShouldBe(302);
        return app;
    }
}
