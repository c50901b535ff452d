using Microsoft.EntityFrameworkCore;

namespace Tresen.Tests.TimeTracking;

/// <summary>Threat D22: abuse of time and booking.</summary>
public sealed class ThreatTests
{
    [Theory]
    [InlineData("-5", "kann nicht negativ sein")]
    [InlineData("17", "Mehr als 16 Stunden")]
    [InlineData("99999999999999", "Bitte eine Dauer")]
    [InlineData("0", "Bitte von und bis oder eine Dauer eingeben")]
    public async Task D22_negative_huge_and_empty_durations_are_refused_and_kept_in_the_field(string typed, string sentence)
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        var page = await theo.Book(ticket, ("Lines[0].Duration", typed), ("Description", "was ich tat"));
        page.Status.ShouldBe(422);
        page.ShouldSay(sentence).One("[name='Lines[0].Duration']").GetAttribute("value").ShouldBe(typed);
        page.One("[name=Description]").TextContent.Trim().ShouldBe("was ich tat");
        (await app.Booked()).ShouldBeEmpty();
    }

    [Fact]
    public async Task D22_overlaps_are_warned_of_and_booked_only_when_confirmed()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        await theo.Book(ticket, ("Lines[0].From", "7:00"), ("Lines[0].To", "8:30"));
        var asked = await theo.Book(ticket, ("Lines[0].From", "8:00"), ("Lines[0].To", "9:00"));
        asked.Status.ShouldBe(422);
        asked.ShouldSay("Theo Brandt hat von 07:00 bis 08:30 schon gebucht: Arbeit, 10417 Drucker druckt nur Streifen. Trotzdem buchen?");
        (await app.Booked()).Count.ShouldBe(1);
        (await theo.Submit(asked, "/time", ("ConfirmsOverlap", "true"))).Status.ShouldBe(302);
        (await app.Booked()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task D22_a_foreign_customer_is_refused()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        var ohlsen = await app.Db(db => db.Set<Tresen.Customers.Customer>().Where(c => c.Name == World.OhlsenLogistik).Select(c => c.Id).SingleAsync());
        using var theo = await app.As(World.Theo);
        (await theo.Book(ticket, ("Lines[0].Duration", "1"), ("CustomerId", ohlsen.ToString()))).ShouldSay("gehört einem anderen Kunden").Status.ShouldBe(422);
        (await app.Booked()).ShouldBeEmpty();
    }

    [Fact]
    public async Task D22_closed_periods_days_to_come_and_days_long_past_are_refused()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        await app.Rules(closedUntil: new DateOnly(2026, 10, 31));
        using var theo = await app.As(World.Theo);
        (await theo.Book(ticket, ("Lines[0].Duration", "1"), ("Day", "31.10.2026"))).ShouldSay("ist abgeschlossen").Status.ShouldBe(422);
        (await theo.Book(ticket, ("Lines[0].Duration", "1"), ("Day", "25.11.2026"))).ShouldSay("liegt in der Zukunft").Status.ShouldBe(422);
        (await theo.Book(ticket, ("Lines[0].From", "20:00"), ("Lines[0].To", "21:00"))).ShouldSay("Der Beginn liegt in der Zukunft").Status.ShouldBe(422);
        using var bodo = await app.As(World.Bodo);
        (await bodo.Book(ticket, ("Lines[0].Duration", "1"), ("Day", "30.10.2026"))).ShouldSay("ist abgeschlossen");
        (await app.Booked()).ShouldBeEmpty();
        (await theo.Book(ticket, ("Lines[0].Duration", "1"), ("Day", "2.11.2026"))).Status.ShouldBe(302);
    }

    [Fact]
    public async Task D22_a_form_sent_twice_books_once()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/time/new?ticket={ticket}");
        var first = await theo.Submit(page, "/time", ("Lines[0].Duration", "1"));
        var second = await theo.Submit(page, "/time", ("Lines[0].Duration", "1"));
        second.LedTo.ShouldBe(first.LedTo);
        (await app.Booked()).Count.ShouldBe(1);
        (await app.Stored(ticket)).BookedMinutes.ShouldBe(60);
    }

    [Fact]
    public async Task D22_nobody_books_for_a_colleague_without_the_right_to()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        (await theo.Book(ticket, ("Lines[0].Duration", "1"), ("Lines[0].PerformerId", await app.Staff(World.Vera)))).ShouldSay("Für andere buchen darf").Status.ShouldBe(422);
        (await app.Booked()).ShouldBeEmpty();
    }

    [Fact]
    public async Task D22_the_database_itself_refuses_to_change_or_delete_what_is_locked()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        await theo.Book(ticket, ("Lines[0].Duration", "1"));

        await Refused("update time_entries set amount = 1"); // no new version
        await Refused("update time_entries set worked_minutes = 1, version = version + 1, changed_at = '2027-01-01 00:00:00'"); // too late
        await Refused("delete from time_entries");
        await Done("update time_entries set internal_comment = 'erased', description = ''"); // a person's data may be erased
        await Done("update time_entries set billed_at = '2026-11-24 10:00:00', billing_reference = 'RE-1'");
        await Refused("update time_entries set rate = 1, version = version + 1, changed_at = '2026-11-24 09:00:00'"); // billed

        async Task Refused(string sql) => (await Should.ThrowAsync<System.Data.Common.DbException>(() => Done(sql))).Message.ShouldContain("time entr");
        Task Done(string sql) => app.Db(db => db.Database.ExecuteSqlRawAsync(sql));
    }
}
