using Microsoft.EntityFrameworkCore;
using Tresen.Staff.Audit;
using Tresen.Tests.Tickets;

namespace Tresen.Tests.Staff;

/// <summary><em>Ansicht als …</em>: with somebody else's eyes, without hands, written down.</summary>
public sealed class ViewingTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task An_administrator_sees_what_somebody_else_sees_and_changes_nothing()
    {
        var secret = await app.NewTicket("Pfändung beim Gericht", World.Buchhaltung);
        var open = await app.NewTicket("Offen für Theo");
        using var ada = await app.As(World.Ada);
        var theo = await app.Id(World.Theo);
        (await ada.Open($"/tickets/{secret}")).Status.ShouldBe(200);

        var editor = await ada.Open($"/administration/staff/{theo}");
        (await ada.Submit(editor, $"/administration/staff/{theo}/viewing")).LedTo.ShouldBe("/");

        var page = await ada.Open($"/tickets/{open}");
        page.ShouldSay($"Ansicht als {World.Theo.Name}").Document.QuerySelectorAll("a[href='/administration/staff']").ShouldBeEmpty();
        (await ada.Open($"/tickets/{secret}")).Status.ShouldBe(404, "Theo doesn't see it");
        (await ada.Get("/administration/staff")).Status.ShouldBe(403);
        (await ada.Send($"/tickets/{open}/priority", ("Priority", "High"))).Status.ShouldBe(403);
        (await ada.Send("/notifications/reading")).Status.ShouldBe(403);
        (await ada.Get("/account")).Status.ShouldBe(403, "his sessions and tokens are his");
        (await ada.Send("/account/tokens", ("Name", "x"))).Status.ShouldBe(403);
        (await app.Ticket(open)).Priority.ShouldBe(Tresen.Tickets.Priority.Normal);
        page.Html.ShouldNotContain("/notifications/seen", customMessage: "looking reads nothing away");

        (await ada.Submit(page, "/viewing/end")).LedTo.ShouldBe($"/administration/staff/{theo}");
        (await ada.Open($"/tickets/{secret}")).Status.ShouldBe(200);
        (await ada.Open("/administration/audit")).ShouldSay($"Ansicht als: {World.Theo.Name}").ShouldSay($"Ansicht beendet: {World.Theo.Name}").ShouldSay(World.Ada.Name);
    }

    [Fact]
    public async Task Nobody_else_may_and_it_ends_with_the_right_to()
    {
        using var lena = await app.As(World.Lena);
        (await lena.Send($"/administration/staff/{await app.Id(World.Theo)}/viewing")).Status.ShouldBe(403);
        (await lena.Send("/viewing/end")).LedTo.ShouldBe("/");

        using var ada = await app.As(World.Ada);
        (await ada.Send($"/administration/staff/{await app.Id(World.Ada)}/viewing")).LedTo.ShouldBe($"/administration/staff/{await app.Id(World.Ada)}");
        await ada.Send($"/administration/staff/{await app.Id(World.Rita)}/viewing");
        (await ada.Send($"/administration/staff/{await app.Id(World.Bodo)}/viewing")).Status.ShouldBe(403, "from one view into the next, nobody would know who looked");
        (await ada.Send("/sign-out")).LedTo!.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task What_is_taken_away_is_written_down_and_stays_so()
    {
        await app.NewTicket("Mitzunehmen");
        using var theo = await app.As(World.Theo);
        await theo.Get("/tickets/export?format=csv&state=open");
        using var ada = await app.As(World.Ada);
        (await ada.Open("/administration/audit")).ShouldSay(World.Theo.Name).ShouldSay("Mitgenommen:").ShouldSay("(csv), state=open");

        await Should.ThrowAsync<Exception>(() => app.Db(db => db.Database.ExecuteSqlRawAsync("update audit_entries set about = 'nichts'")));
        await Should.ThrowAsync<Exception>(() => app.Db(db => db.Database.ExecuteSqlRawAsync("delete from audit_entries where at > '2099-01-01' or 1 = 1")));
        (await app.Db(db => db.AuditEntries.CountAsync(e => e.What == Audited.Exported))).ShouldBe(1);
    }
}
