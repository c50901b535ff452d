using Microsoft.EntityFrameworkCore;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Tests.Workbench;

/// <summary>What the overview shows is what was asked for, and no more.</summary>
public sealed class FilterTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Dran_shows_what_is_open_and_with_us_emergencies_first_then_who_waits_longest()
    {
        await app.Puts(
            new("Neu") { Age = 10 },
            new("Alt") { Age = 500 },
            new("Notfall frisch") { Age = 5, Priority = Priority.Emergency },
            new("Beim Kunden") { Ball = Ball.Customer },
            new("Fertig") { IsClosed = true });
        using var theo = await app.As(World.Theo);

        (await theo.Sees("")).ShouldBe(["Notfall frisch", "Alt", "Neu"]);
        (await theo.Open("/tickets")).One(".views [aria-current]").TextContent.ShouldBe("Dran");
        (await theo.Get("/tickets/count")).Html.ShouldBe("3");
    }

    [Theory]
    [InlineData("priority=emergency", "Notfall")]
    [InlineData("priority=emergency&priority=high", "Notfall,Hoch")]
    [InlineData("mine=1", "Meins")]
    [InlineData("unassigned=1&department={Vertrieb}", "Vertrieb")]
    [InlineData("assignee={Theo Brandt}", "Meins")]
    [InlineData("department={Vertrieb}", "Vertrieb,Zu teuer")]
    [InlineData("progress={testen}", "Im Test")]
    [InlineData("progress={warten}", "Wartet")]
    [InlineData("progress={abgeschlossen}", "Fertig,Nachfrage")]
    [InlineData("state=waiting", "Wartet")]
    [InlineData("state=closed", "Fertig,Nachfrage")]
    [InlineData("kind={Fehler}", "Fehlerhaft")]
    [InlineData("area={Marketing}", "Prospekt")]
    [InlineData("channel={Brief}", "Brieflich")]
    [InlineData("tag={garantie}", "Garantiefall")]
    [InlineData("device=1", "Drucker")]
    [InlineData("customer=10002", "Ohlsens")]
    [InlineData("extra=1", "Zusatz")]
    [InlineData("due=overdue", "Verspätet")]
    [InlineData("due=today", "Heute")]
    [InlineData("due=now", "Heute,Verspätet")]
    [InlineData("due=week", "Heute,Freitag")]
    [InlineData("approval=waiting", "Zu teuer")]
    [InlineData("ball=customer", "Gefragt")]
    [InlineData("replied=1", "Nachfrage")]
    [InlineData("q=fehlerhaft", "Fehlerhaft")]
    [InlineData("q=ohlsen", "Ohlsens")]
    [InlineData("q=zahnraeder+muller", "Beschrieben")]
    [InlineData("in.subject=verspaetet", "Verspätet")]
    [InlineData("in.customer=Ohlsen", "Ohlsens")]
    [InlineData("in.priority=notf", "Notfall")]
    [InlineData("in.assignee=brandt", "Meins")]
    [InlineData("in.department=vertr&unassigned=1", "Vertrieb")]
    [InlineData("in.area=market", "Prospekt")]
    [InlineData("in.kind=fehl", "Fehlerhaft")]
    [InlineData("in.channel=brie", "Brieflich")]
    [InlineData("in.progress=test", "Im Test")]
    [InlineData("in.approval=wartet", "Zu teuer")]
    [InlineData("in.tags=garan", "Garantiefall")]
    [InlineData("in.device=etiketten", "Drucker")]
    [InlineData("in.number=10001", "Notfall")]
    [InlineData("in.date=20.11.2026", "Von Freitag")]
    [InlineData("in.due=27.11.2026", "Freitag")]
    [InlineData("in.planned=1,5", "Geplant")]
    [InlineData("in.booked=>0:20", "Gebucht")]
    [InlineData("in.closed=2026", "Fertig,Nachfrage")]
    [InlineData("in.date=quatsch", "")]
    public async Task Each_filter_finds_its_tickets(string query, string subjects)
    {
        await PutOneOfEach();
        using var theo = await app.As(World.Theo);
        var address = await Filled(query);

        (await theo.Sees(address)).Order().ShouldBe(subjects.Split(',', StringSplitOptions.RemoveEmptyEntries).Order());
        (await theo.Get("/tickets/count?" + address)).Html.ShouldBe(subjects.Length == 0 ? "" : subjects.Split(',').Length.ToString());
    }

    [Fact]
    public async Task Filters_combine_and_go_away_one_by_one()
    {
        await app.Puts(
            new("Beides") { Priority = Priority.High, Assignee = World.Theo },
            new("Nur hoch") { Priority = Priority.High },
            new("Nur meins") { Assignee = World.Theo });
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/tickets?priority=high&mine=1");
        page.Rows().ShouldBe(["Beides"]);
        page.All(".active-filter").ShouldBe(["Prio: hoch Filter entfernen", "Meine Tickets Filter entfernen"]);

        var without = await theo.Open(page.Document.QuerySelectorAll(".active-filter")[0].GetAttribute("href")!);
        without.Rows().ShouldBe(["Beides", "Nur meins"], ignoreOrder: true);

        var none = await theo.Open(without.One(".active-filter").GetAttribute("href")!);
        none.Rows().Count.ShouldBe(3);
        none.All(".active-filter").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_form_keeps_what_the_chips_say_and_leads_to_a_short_address()
    {
        await app.Puts(new("Drucker streikt") { Priority = Priority.Emergency }, new("Drucker leer"), new("Server steht") { Priority = Priority.Emergency });
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/tickets?priority=emergency");

        var found = await theo.Submit(page, "/tickets", ("q", "drucker"));

        found.Rows().ShouldBe(["Drucker streikt"]);
        found.Path.ShouldBe("/tickets?q=drucker&priority=emergency");
        (await theo.Submit(found, "/tickets", ("q", ""), ("priority", null))).Path.ShouldBe("/tickets?state=open");
    }

    [Fact]
    public async Task A_customer_typed_by_name_or_number_becomes_a_filter()
    {
        await app.Puts(new("Bei Müller"), new("Bei Ohlsen") { Customer = World.OhlsenLogistik });
        using var theo = await app.As(World.Theo);
        var page = await theo.Open("/tickets?state=open");

        (await theo.Submit(page, "/tickets", ("customerName", "10002"))).Rows().ShouldBe(["Bei Ohlsen"]);
        (await theo.Submit(page, "/tickets", ("customerName", "Ohlsen"))).Rows().ShouldBe(["Bei Ohlsen"]);
        (await theo.Submit(page, "/tickets", ("deviceName", "gibt es nicht"))).Rows().ShouldBeEmpty();
    }

    [Fact]
    public async Task Meine_shows_the_work_of_those_whose_deputy_one_is()
    {
        await app.Puts(new("Von Lena") { Assignee = World.Lena }, new("Von Theo") { Assignee = World.Theo });
        await app.Db(async db =>
        {
            var lena = await db.Staff.SingleAsync(s => s.Name == World.Lena.Name);
            var theo = await db.Staff.SingleAsync(s => s.Name == World.Theo.Name);
            lena.IsAway(new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 27), theo);
            return await db.SaveChangesAsync();
        });
        using var browser = await app.As(World.Theo);

        (await browser.Sees("view=mine")).ShouldBe(["Von Lena", "Von Theo"], ignoreOrder: true);
        (await browser.Open("/tickets?view=mine")).ShouldSay("Von Lena für Lena Vogt").ShouldNotSay("für Theo Brandt");
        app.Clock.Advance(TimeSpan.FromDays(7));
        (await browser.Sees("view=mine")).ShouldBe(["Von Theo"]);
    }

    [Theory]
    [InlineData("department=abc&priority=sehr&state=x&due=morgen&ball=42&device=1 or 1=1")]
    [InlineData("sort=Subject;drop table tickets&after=%27")]
    [InlineData("sort=-nichts&before=AAAA&cols=passwort,')--")]
    [InlineData("q=%25%27%3B--&in.subject=%5C%25_&in.number=%25")]
    [InlineData("q=%00&in.subject=%00&in.customer=%00&in.device=%00&in.number=%00")]
    [InlineData("view=999&view=dran&department=99999999999&progress=-1")]
    [InlineData("after=WyIxIiwiMiJd&before=WyIxIiwiMiJd")]
    [InlineData("in.date=99.99.9999&in.due=31.02.2026&in.waiting=00.0000&in.planned=9999999h&in.booked=%3E")]
    public async Task D16_whatever_stands_in_the_address_the_list_is_shown(string query)
    {
        await app.Puts(new Desk.Wanted("Harmlos"));
        using var theo = await app.As(World.Theo);

        (await theo.Open("/tickets?" + query)).Status.ShouldBe(200);
        (await theo.Get("/tickets/count?" + query)).Status.ShouldBe(200);
        (await theo.Get("/tickets/export?format=csv&" + query)).Status.ShouldBe(200);
        (await theo.Sees("state=open")).ShouldBe(["Harmlos"]);
    }

    [Fact]
    public async Task D16_signs_of_patterns_are_letters_like_others()
    {
        await app.Puts(new("100% fertig"), new("100 Stück"));
        using var theo = await app.As(World.Theo);

        (await theo.Sees("in.subject=100%25")).ShouldBe(["100% fertig"]);
        (await theo.Sees("in.subject=1_0")).ShouldBeEmpty();
    }

    async Task PutOneOfEach() => await app.Puts(
        new("Notfall") { Priority = Priority.Emergency, Assignee = World.Lena },
        new("Hoch") { Priority = Priority.High, Assignee = World.Lena },
        new("Meins") { Assignee = World.Theo },
        new("Vertrieb") { Department = World.Vertrieb },
        new("Im Test") { Progress = "testen" },
        new("Wartet") { Progress = "warten" },
        new("Fertig") { IsClosed = true },
        new("Fehlerhaft") { Kind = "Fehler" },
        new("Prospekt") { Area = "Marketing" },
        new("Brieflich") { Channel = "Brief" },
        new("Garantiefall") { Tag = "garantie" },
        new("Drucker") { WithDevice = true },
        new("Ohlsens") { Customer = World.OhlsenLogistik },
        new("Zusatz") { IsExtra = true },
        new("Verspätet") { Due = new(2026, 11, 20) },
        new("Heute") { Due = new(2026, 11, 24) },
        new("Freitag") { Due = new(2026, 11, 27) },
        new("Zu teuer") { Department = World.Vertrieb, Planned = 6000, WantsApproval = true, Assignee = World.Vera },
        new("Gefragt") { Ball = Ball.Customer },
        new("Nachfrage") { RepliedAfterClosing = true },
        new("Von Freitag") { Age = 4 * 24 * 60 },
        new("Geplant") { Planned = 90 },
        new("Gebucht") { Booked = 30 },
        new("Beschrieben") { Description = "<p>Die <b>Zahnräder</b> greifen nicht.</p>" });

    /// <summary>The address with the ids of the lists' entries for their names.</summary>
    async Task<string> Filled(string query)
    {
        if (!query.Contains('{', StringComparison.Ordinal))
        {
            return query;
        }

        var ids = await app.Db(async db =>
        {
            var all = new Dictionary<string, int>();
            await db.Departments.ForEachAsync(d => all[d.Name] = d.Id);
            await db.Staff.ForEachAsync(s => all[s.Name] = s.Id);
            await db.Progresses.ForEachAsync(p => all[p.Name] = p.Id);
            await db.Kinds.ForEachAsync(k => all[k.Name] = k.Id);
            await db.Areas.ForEachAsync(a => all[a.Name] = a.Id);
            await db.Channels.ForEachAsync(c => all[c.Name] = c.Id);
            await db.Tags.ForEachAsync(t => all[t.Name] = t.Id);
            return all;
        });
        return ids.Aggregate(query, (text, id) => text.Replace("{" + id.Key + "}", id.Value.ToString(), StringComparison.Ordinal));
    }
}
