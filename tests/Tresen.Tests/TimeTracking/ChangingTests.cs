using Tresen.Platform;
using Tresen.Tickets;

namespace Tresen.Tests.TimeTracking;

/// <summary>Editing, locks and reversal.</summary>
public sealed class ChangingTests
{
    [Fact]
    public async Task Until_the_end_of_the_next_working_day_it_may_be_edited_and_every_version_is_kept()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        await theo.Book(ticket, ("Lines[0].Duration", "1"), ("Description", "erst"));
        var id = (await app.Booked()).Single().Id;
        app.Clock.Advance(TimeSpan.FromHours(38)); // Wednesday, 23:00

        (await theo.Submit(await theo.Open($"/time/{id}"), $"/time/{id}", ("Lines[0].Duration", "2"), ("Description", "dann"))).Status.ShouldBe(302);
        var entry = (await app.Booked()).ShouldHaveSingleItem();
        (entry.WorkedMinutes, entry.Amount, entry.Version).ShouldBe((120, Money.Of(190), 2));
        entry.Versions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(v => v.WorkedMinutes.ShouldBe(60), v => v.Description.ShouldBe("erst"));
        (await app.Stored(ticket)).ShouldSatisfyAllConditions(t => t.BookedMinutes.ShouldBe(120), t => t.UnbilledMinutes.ShouldBe(120));
        (await theo.Open($"/time/{id}")).ShouldSay("Frühere Fassungen").ShouldSay("erst");
    }

    [Fact]
    public async Task Afterwards_it_is_only_reversed_and_booked_anew_with_a_reason()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        await theo.Book(ticket, ("Lines[0].Duration", "1"), ("Description", "Fehlersuche"));
        var id = (await app.Booked()).Single().Id;
        app.Clock.Advance(TimeSpan.FromHours(40)); // Thursday, 1:00

        var page = await theo.Open($"/time/{id}");
        page.ShouldSay("nicht mehr").Document.QuerySelector($"form[method=post][action='/time/{id}']").ShouldBeNull();
        (await theo.Send($"/time/{id}", ("Version", "1"), ("Ticket", ticket.ToString()), ("Day", "24.11.2026"), ("Lines[0].Duration", "2"), ("Lines[0].ActivityId", await app.Activity()))).ShouldSay("nicht mehr änderbar").Status.ShouldBe(422);
        (await theo.Submit(page, $"/time/{id}/reversal", ("Reason", ""))).ShouldSay("warum storniert wird").Status.ShouldBe(422);
        var anew = await theo.Submit(page, $"/time/{id}/reversal", ("Reason", "Es waren zwei"), ("Anew", "true"));
        var form = await theo.Open(anew.LedTo!);
        form.One("[name=Reason]").GetAttribute("value").ShouldBe("Es waren zwei");
        (await theo.Submit(form, "/time", ("Lines[0].Duration", "2"))).Status.ShouldBe(302);

        var entries = await app.Booked();
        entries.Select(e => e.WorkedMinutes).ShouldBe([60, -60, 120]);
        entries.Sum(e => e.Amount.Cents).ShouldBe(19_000);
        (entries[1].ReversesId, entries[2].ReplacesId, entries[2].Reason).ShouldBe((id, id, "Es waren zwei"));
        var stored = await app.Stored(ticket);
        (stored.BookedMinutes, stored.BookedAmount, stored.UnbilledMinutes).ShouldBe((120, Money.Of(190), 120));
        stored.Events.ShouldContain(e => e.Verb == TicketVerb.BookingReversed);
    }

    [Fact]
    public async Task Nothing_is_reversed_twice()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        await theo.Book(ticket, ("Lines[0].Duration", "1"));
        var id = (await app.Booked()).Single().Id;
        await theo.Send($"/time/{id}/reversal", ("Reason", "doppelt"));
        (await theo.Send($"/time/{id}/reversal", ("Reason", "doppelt"))).ShouldSay("schon storniert").Status.ShouldBe(422);
        (await app.Booked()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_people_who_edit_at_once_notice()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        using var bodo = await app.As(World.Bodo);
        await theo.Book(ticket, ("Lines[0].Duration", "1"));
        var id = (await app.Booked()).Single().Id;
        var (mine, yours) = (await theo.Open($"/time/{id}"), await bodo.Open($"/time/{id}"));
        (await theo.Submit(mine, $"/time/{id}", ("Lines[0].Duration", "2"))).Status.ShouldBe(302);
        var told = await bodo.Submit(yours, $"/time/{id}", ("Lines[0].Duration", "3"));
        told.Status.ShouldBe(409);
        told.One("[name='Lines[0].Duration']").GetAttribute("value").ShouldBe("3");
        (await bodo.Submit(told, $"/time/{id}")).Status.ShouldBe(302);
        (await app.Booked()).Single().ShouldSatisfyAllConditions(e => e.WorkedMinutes.ShouldBe(180), e => e.Versions.Count.ShouldBe(2));
    }

    [Fact]
    public async Task A_colleagues_booking_is_changed_by_time_administration_alone()
    {
        await using var app = new TresenApp();
        var ticket = await app.Ticket();
        using var theo = await app.As(World.Theo);
        await theo.Book(ticket, ("Lines[0].Duration", "1"));
        var id = (await app.Booked()).Single().Id;
        using var lena = await app.As(World.Lena);
        (await lena.Send($"/time/{id}/reversal", ("Reason", "nein"))).ShouldSay("Zeitverwaltung").Status.ShouldBe(422);
        using var bodo = await app.As(World.Bodo);
        (await bodo.Send($"/time/{id}/reversal", ("Reason", "doppelt gebucht"))).Status.ShouldBe(302);
    }
}
