using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Platform.Api;
using Tresen.Platform.Identity;
using Tresen.Staff.Tokens;
using Tresen.Tests.Tickets;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Tests.Api;

/// <summary>Programs: let in by a token, under the rules that hold for the person whose it is.</summary>
public sealed class ApiTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task A_token_is_shown_once_and_counts_until_it_is_ended()
    {
        using var theo = await app.As(World.Theo);
        var (refused, problem) = await theo.Call("/api/v1/me");
        refused.ShouldBe(401, "a browser's cookie counts for nothing here");
        problem.Says("detail").ShouldContain("Bearer");

        var text = await theo.TakeToken();
        text.ShouldStartWith(ApiToken.Mark);
        (await theo.Open("/account/tokens")).ShouldSay("Prüfstand").ShouldSay("noch nie").Html.ShouldNotContain(text);
        var (_, self) = await theo.Call("/api/v1/me");
        self.Says("name").ShouldBe(World.Theo.Name);
        var page = await theo.Open("/account/tokens");
        page.ShouldNotSay("noch nie");
        (await app.Db(db => db.Set<ApiToken>().Select(t => t.Hash).ToListAsync())).ShouldNotContain(text);

        using var stranger = app.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/tickets");
        request.Headers.Authorization = new("Bearer", text);
        (await stranger.Send(request)).LedTo!.ShouldStartWith("/sign-in", customMessage: "a token opens no page");

        await theo.Submit(page, page.Document.Forms.Select(f => f.GetAttribute("action")!).Last(a => a.EndsWith("/end", StringComparison.Ordinal)));
        (await theo.Call("/api/v1/me")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task That_a_program_reads_customers_stands_in_the_audit_once_an_hour_and_token()
    {
        using var vera = await app.As(World.Vera);
        await vera.TakeToken();
        (await vera.Call("/api/v1/me")).Status.ShouldBe(200);
        (await Noted()).ShouldBe(0);
        await vera.Call("/api/v1/customers");
        await vera.Call("/api/v1/customers?after=1");
        await vera.Call("/api/v1/customers/10001");
        (await vera.Call("/api/v1/customers/99999")).Status.ShouldBe(404);
        (await Noted()).ShouldBe(1);
        using var second = await app.As(World.Vera);
        await second.TakeToken(("Name", "Kasse"));
        await second.Call("/api/v1/customers");
        (await Noted()).ShouldBe(2);
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        await vera.Call("/api/v1/customers");
        (await Noted()).ShouldBe(3);
        using var ada = await app.As(World.Ada);
        (await ada.Open("/administration/audit")).ShouldSay("Durch ein Programm gelesen: Adressen, mit dem Zugang „Prüfstand“");

        Task<int> Noted() => app.Db(db => db.Set<Tresen.Staff.Audit.AuditEntry>().CountAsync(e => e.What == Tresen.Staff.Audit.Audited.ReadByProgram && e.By.Mail == World.Vera.Mail));
    }

    [Fact]
    public async Task A_token_may_be_limited_to_reading_and_to_a_day()
    {
        using var lena = await app.As(World.Lena);
        (await lena.Send("/account/tokens", ("Name", ""), ("ValidUntil", "gestern"))).Status.ShouldBe(422);
        (await lena.Send("/account/tokens", ("Name", "Kasse"))).One("[name=Name]").GetAttribute("value").ShouldBeNullOrEmpty("the next one begins empty");
        await lena.TakeToken(("ReadsOnly", "true"), ("ValidUntil", "+2"));
        var number = await app.NewTicket("Nur lesen");

        (await lena.Call($"/api/v1/tickets/{number}")).Status.ShouldBe(200);
        var (status, problem) = await lena.Call($"/api/v1/tickets/{number}/priority", new { priority = "high" });
        status.ShouldBe(403);
        problem.Says("detail").ShouldContain("nur gelesen");
        (await app.Ticket(number)).Priority.ShouldBe(Priority.Normal);

        app.Clock.Advance(TimeSpan.FromDays(3));
        (await lena.Call("/api/v1/me")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_ticket_is_made_once_however_often_it_is_sent()
    {
        using var theo = await app.As(World.Theo);
        await theo.TakeToken();
        var (_, lists) = await theo.Call("/api/v1/lists");
        int First(string list) => lists.GetProperty(list)[0].GetProperty("id").GetInt32();
        var ticket = new { subject = "Tor 3 klemmt", customerName = World.MuellerBau, departmentId = First("departments"), kindId = First("kinds"), channelId = First("channels"), planned = "1:30", priority = "high", tags = "tor, eilig" };

        var (status, made) = await theo.Call("/api/v1/tickets", ticket, ("Idempotency-Key", "1"));
        status.ShouldBe(200);
        made.Says("said").ShouldContain("angelegt");
        var (_, again) = await theo.Call("/api/v1/tickets", ticket, ("Idempotency-Key", "1"));
        again.Says("location").ShouldBe(made.Says("location"));
        (await app.Db(db => db.Tickets.CountAsync(t => t.Subject == "Tor 3 klemmt"))).ShouldBe(1);

        using var lena = await app.As(World.Lena);
        await lena.TakeToken();
        (await lena.Call("/api/v1/tickets", ticket, ("Idempotency-Key", "1"))).Json.Says("location").ShouldNotBe(made.Says("location"), "another's keys are others");

        var (_, read) = await theo.Call("/api/v1" + made.Says("location"));
        read.Says("subject").ShouldBe("Tor 3 klemmt");
        read.Says("priority").ShouldBe("high");
        read.GetProperty("plannedMinutes").GetInt32().ShouldBe(90);
        read.GetProperty("customer").Says("name").ShouldBe(World.MuellerBau);
        read.GetProperty("tags").EnumerateArray().Select(t => t.GetString()).ShouldBe(["eilig", "tor"]);
    }

    [Fact]
    public async Task What_is_refused_names_its_fields_in_the_callers_language()
    {
        using var theo = await app.As(World.Theo);
        await theo.TakeToken();
        var (status, problem) = await theo.Call("/api/v1/tickets", new { subject = "", dueOn = "31.02.2026" });
        status.ShouldBe(422);
        problem.GetProperty("errors").GetProperty("subject")[0].GetString().ShouldBe("Bitte einen Betreff eingeben.");
        problem.GetProperty("errors").GetProperty("dueOn")[0].GetString()!.ShouldContain("31.02.2026");
        (_, problem) = await theo.Call("/api/v1/tickets", new { subject = "" }, ("Accept-Language", "en-GB,en"));
        problem.GetProperty("errors").GetProperty("subject")[0].GetString()!.ShouldContain("subject");

        using var nonsense = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tickets") { Content = new StringContent("{\"subject\":", System.Text.Encoding.UTF8, "application/json") };
        var answer = await theo.Send(nonsense);
        answer.Status.ShouldBe(422);
        answer.Html.ShouldContain("kein lesbares JSON");
        (await theo.Call("/api/v1/nirgends")).Status.ShouldBe(404);
        (await theo.Call("/api/v1/tickets/99999")).Status.ShouldBe(404);
        (await theo.Call("/api/v1/account/password", new { newPassword = "x" })).Status.ShouldBe(404, "who gets in is decided in person");
    }

    [Fact]
    public async Task Only_what_is_sent_is_changed_and_who_was_late_is_told()
    {
        var number = await app.NewTicket("Vorher", customer: World.MuellerBau, also: (t, by) => t.Remark("bleibt", by, app.Clock.GetUtcNow()));
        using var theo = await app.As(World.Theo);
        await theo.TakeToken();

        (await theo.Call($"/api/v1/tickets/{number}/details", new { priority = "low", customerId = await CustomerAsync(World.OhlsenLogistik) })).Status.ShouldBe(200);
        var ticket = await app.Ticket(number);
        (ticket.Priority, ticket.Customer!.Name, ticket.Subject, ticket.InternalRemark, ticket.RequesterName).ShouldBe((Priority.Low, World.OhlsenLogistik, "Vorher", "bleibt", "Karin Müller"));
        ticket.Events.Where(e => e.Verb == TicketVerb.Changed).Select(e => e.Field).ShouldBe(["Customer", "Rate", "Priority"]); // the rate follows the customer

        var (status, problem) = await theo.Call($"/api/v1/tickets/{number}/details", new { subject = "Meins", was = new { subject = "Ganz früher" } });
        status.ShouldBe(409);
        problem.GetProperty("stored").Says("subject").ShouldBe("Vorher");
        (await theo.Call($"/api/v1/tickets/{number}/details", new { subject = "Meins", was = new { subject = "Vorher" } })).Status.ShouldBe(200);
        (await app.Ticket(number)).Subject.ShouldBe("Meins");
    }

    [Fact]
    public async Task Approval_keeps_its_rules_for_programs()
    {
        var number = await app.NewTicket("Freizugeben", World.Vertrieb, assignee: World.Vera, also: (t, by) => t.Plan(600, by, app.Clock.GetUtcNow()));
        using var vera = await app.As(World.Vera);
        using var lena = await app.As(World.Lena);
        await vera.TakeToken();
        await lena.TakeToken();
        var seen = (await vera.Call($"/api/v1/tickets/{number}")).Json.GetProperty("version").GetInt32();
        (await vera.Call($"/api/v1/tickets/{number}/approval", new { seenVersion = seen })).Status.ShouldBe(422, "it is her own, and she leads nothing");
        var bulk = (await vera.Call("/api/v1/tickets/bulk", new { n = new[] { number }, approve = true, seenAt = app.Clock.GetUtcNow().UtcTicks })).Json;
        bulk.GetProperty("refused")[0].GetProperty("number").GetInt32().ShouldBe(number);
        (await vera.Call($"/api/v1/tickets/{number}/progress", new { progressId = await app.Progress("gestartet") })).Status.ShouldBe(422);
        await vera.Call($"/api/v1/tickets/{number}/details", new { planned = "40" });
        (await lena.Call($"/api/v1/tickets/{number}/approval", new { seenVersion = seen })).Status.ShouldBe(409, "it grew meanwhile");
        (await app.Ticket(number)).ApprovalState.ShouldBe(ApprovalState.Waiting);

        seen = (await lena.Call($"/api/v1/tickets/{number}")).Json.GetProperty("version").GetInt32();
        (await lena.Call($"/api/v1/tickets/{number}/approval", new { seenVersion = seen })).Status.ShouldBe(200);
        var (_, read) = await lena.Call($"/api/v1/tickets/{number}");
        read.Says("approval").ShouldBe("granted");
        read.GetProperty("approvals")[0].Says("decidedBy").ShouldBe(World.Lena.Name);
    }

    [Fact]
    public async Task Time_is_booked_and_read()
    {
        var number = await app.NewTicket("Zu buchen", customer: World.MuellerBau);
        using var theo = await app.As(World.Theo);
        await theo.TakeToken();
        var activity = await app.Db(db => db.Activities.OrderBy(a => a.Position).Select(a => a.Id).FirstAsync());
        (await theo.Call("/api/v1/time", new { ticket = number, lines = new[] { new { activityId = activity, duration = "1:30" }, new { activityId = activity, duration = "15m" } } })).Status.ShouldBe(200);

        var (_, read) = await theo.Call($"/api/v1/tickets/{number}");
        read.GetProperty("timeEntries").EnumerateArray().Select(e => e.GetProperty("workedMinutes").GetInt32()).ShouldBe([90, 15]);
        var (_, month) = await theo.Call("/api/v1/time");
        month.GetProperty("timeEntries").EnumerateArray().Count(e => e.GetProperty("ticketNumber").ToString() == number.ToString()).ShouldBe(2);
        (await theo.Call("/api/v1/time?from=2020-01-01&to=2026-01-01")).Status.ShouldBe(422);
        (await theo.Call("/api/v1/time", new { ticket = number, lines = new[] { new { activityId = activity, duration = "-5" } } })).Json.GetProperty("errors").TryGetProperty("lines[0].duration", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Lists_are_filtered_as_on_the_page_and_go_on()
    {
        var numbers = new List<int>();
        for (var i = 0; i < 55; i++)
        {
            numbers.Add(await app.NewTicket($"Stapel {i}", also: (t, by) => t.Mark([], by, app.Clock.GetUtcNow())));
        }

        using var theo = await app.As(World.Theo);
        await theo.TakeToken();
        var found = new List<int>();
        for (var after = ""; after is not null;)
        {
            var (_, page) = await theo.Call($"/api/v1/tickets?q=Stapel&state=open{(after.Length > 0 ? $"&after={after}" : "")}");
            found.AddRange(page.GetProperty("tickets").EnumerateArray().Select(t => t.GetProperty("number").GetInt32()));
            after = page.GetProperty("next").GetString()!;
        }

        found.Order().ShouldBe(numbers);
        (await theo.Call("/api/v1/customers?q=ohlsen")).Json.GetProperty("customers").GetArrayLength().ShouldBe(1);
        (await theo.Call($"/api/v1/customers/{await app.Db(db => db.Set<Tresen.Customers.Customer>().Where(c => c.Name == World.OhlsenLogistik).Select(c => c.Number).SingleAsync())}")).Json.GetProperty("contacts").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Each_way_for_programs_has_the_rule_of_its_page()
    {
        var ways = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<ControllerActionDescriptor>() is not null)
            .ToLookup(e => e.RoutePattern.RawText!.TrimStart('/') + e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]);
        var twins = ways.Where(w => w.Key.StartsWith("api/v1/", StringComparison.Ordinal) && w.Key.EndsWith("POST", StringComparison.Ordinal)).Select(w => (w.Key, Way: w.Single(), Page: ways[w.Key["api/v1/".Length..]].Single())).ToList();
        twins.Count.ShouldBeGreaterThan(60);
        twins.Where(t => t.Way.Metadata.GetMetadata<RuleAttribute>()!.InWords != t.Page.Metadata.GetMetadata<RuleAttribute>()!.InWords).ShouldBeEmpty();
        twins.Where(t => t.Way.Metadata.GetMetadata<InPersonAttribute>() is not null || t.Key.Contains("/sign-", StringComparison.Ordinal) || t.Key.Contains("password", StringComparison.Ordinal)).Select(t => t.Key).ShouldBeEmpty();
    }

    Task<int> CustomerAsync(string name) => app.Db(db => db.Set<Tresen.Customers.Customer>().Where(c => c.Name == name).Select(c => c.Id).SingleAsync());
}

static class ApiTesting
{
    /// <summary>The text that stands there.</summary>
    public static string Says(this JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
