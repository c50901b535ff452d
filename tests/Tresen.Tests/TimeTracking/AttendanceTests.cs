namespace Tresen.Tests.TimeTracking;

/// <summary>Attendance: who sees that somebody is away, and who sees why.</summary>
public sealed class AttendanceTests
{
    [Fact]
    public async Task Why_somebody_is_away_is_seen_by_them_and_by_time_administration_alone()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        (await theo.Submit(await theo.Open("/time/attendance"), "/time/attendance", ("Kind", "Sickness"), ("LastDay", "26.11.2026"))).Status.ShouldBe(302);
        var own = await theo.Open("/time/attendance");
        own.All(".list tbody td.col-main").ShouldBe(["Krankheit"]);

        using var lena = await app.As(World.Lena);
        var page = await lena.Open("/time/attendance");
        page.ShouldSay("Theo Brandt abwesend · 24.11.2026–26.11.2026");
        page.All(".facts").ShouldAllBe(t => !t.Contains("Krankheit"));
        (await lena.Open($"/time/attendance?person={await app.Staff(World.Theo)}")).Status.ShouldBe(404);
        (await lena.Send("/time/attendance/1/removal")).Status.ShouldBe(404);

        using var bodo = await app.As(World.Bodo);
        (await bodo.Open($"/time/attendance?person={await app.Staff(World.Theo)}")).All(".list tbody td.col-main").ShouldBe(["Krankheit"]);
    }

    [Fact]
    public async Task Work_and_breaks_add_up_to_the_hours_of_the_week()
    {
        await using var app = new TresenApp();
        using var theo = await app.As(World.Theo);
        await theo.Send("/time/attendance", ("Kind", "Work"), ("Day", "23.11.2026"), ("From", "8:00"), ("To", "16:30"));
        await theo.Send("/time/attendance", ("Kind", "Break"), ("Day", "23.11.2026"), ("From", "12:00"), ("To", "12:45"));
        (await theo.Open("/time/attendance")).One("tfoot .col-number").TextContent.ShouldBe("7:45\u00A0h");
        (await theo.Send("/time/attendance", ("Kind", "Work"), ("From", "8:00"), ("To", "23:00"))).ShouldSay("liegt in der Zukunft").Status.ShouldBe(422);
        (await theo.Send("/time/attendance", ("Kind", "Leave"), ("Day", "24.11.2026"), ("LastDay", "23.11.2026"))).ShouldSay("liegt vor dem ersten").Status.ShouldBe(422);
        (await theo.Send("/time/attendance", ("Kind", "Leave"), ("PersonId", await app.Staff(World.Vera)))).ShouldSay("nur die Zeitverwaltung").Status.ShouldBe(422);
    }

    [Fact]
    public async Task An_administrator_decides_the_rules_and_the_activities()
    {
        await using var app = new TresenApp();
        using var ada = await app.As(World.Ada);
        (await ada.Submit(await ada.Open("/administration/time"), "/administration/time", ("EditableWorkingDays", "3"), ("ClosedUntil", "31.10.2026"))).Status.ShouldBe(302);
        (await ada.Open("/administration/time")).One("[name=EditableWorkingDays]").GetAttribute("value").ShouldBe("3");
        (await ada.Submit(await ada.Open("/administration/activities/new"), "/administration/activities", ("Name", "Notdienst"), ("Accounting", "Flat"))).ShouldSay("Bitte einen Preis eingeben").Status.ShouldBe(422);
        (await ada.Submit(await ada.Open("/administration/activities/new"), "/administration/activities", ("Name", "Notdienst"), ("Accounting", "Flat"), ("Price", "150"))).Status.ShouldBe(302);
        using var theo = await app.As(World.Theo);
        (await theo.Open("/time")).ShouldSay("Notdienst (150,00 €)");
        (await theo.Open("/administration/time")).Status.ShouldBe(403);
    }
}
