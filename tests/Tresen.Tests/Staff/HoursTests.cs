using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Time;
using Tresen.Staff;
using Tresen.Tests.Tickets;

namespace Tresen.Tests.Staff;

/// <summary>Administration &gt; Geschäftszeiten.</summary>
public sealed class HoursTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    [Fact]
    public async Task Ada_says_when_the_firm_is_open_and_sees_the_holidays_of_its_Land()
    {
        using var ada = await app.As(World.Ada);
        var page = await ada.Open("/administration/hours");
        page.All("[name=Bundesland] option").Count.ShouldBe(16);
        page.One("[name=Monday]").GetAttribute("value").ShouldBe("8:00–17:00");
        page.ShouldSay("Die nächsten Feiertage in Nordrhein-Westfalen");
        var path = await CompanyPath();
        (await ada.Submit(page, path, ("Monday", "8-12, 13-17"), ("Friday", "8–12 Uhr"), ("Saturday", "9:30 bis 11"), ("Bundesland", "NI"))).LedTo.ShouldBe(path);

        page = await ada.Open(path);
        page.One("[name=Monday]").GetAttribute("value").ShouldBe("8:00–12:00, 13:00–17:00");
        page.ShouldSay("Die nächsten Feiertage in Niedersachsen");
        page.All("tr").ShouldContain(row => row.EndsWith("25.12.20261. Weihnachtstag", StringComparison.Ordinal));
        page.All("tr").ShouldContain(row => row.EndsWith("31.10.2027Reformationstag", StringComparison.Ordinal));
        page.ShouldNotSay("Allerheiligen");
        var time = (await Company()).WorkingTime;
        time.IsWorkingDay(new DateOnly(2026, 11, 28)).ShouldBeTrue();
        time.IsOpen(Zone.At(new DateOnly(2026, 11, 27), new TimeOnly(14, 0))).ShouldBeFalse();
    }

    [Fact]
    public async Task Hours_that_cant_be_read_stay_in_their_field_with_a_sentence_and_nothing_is_saved()
    {
        using var ada = await app.As(World.Ada);
        var path = await CompanyPath();
        var refused = await ada.Submit(await ada.Open(path), path, ("Tuesday", "halb neun"), ("Wednesday", "9-12"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("Bitte wie 8:00–12:00, 13:00–17:00 eingeben");
        refused.One("[name=Tuesday]").GetAttribute("value").ShouldBe("halb neun");
        refused.One("[name=Wednesday]").GetAttribute("value").ShouldBe("9-12");
        var never = await ada.Submit(await ada.Open(path), path, ("Monday", ""), ("Tuesday", ""), ("Wednesday", ""), ("Thursday", ""), ("Friday", ""));
        never.Status.ShouldBe(422);
        never.ShouldSay("Bitte mindestens an einem Tag Zeiten eintragen");
        (await ada.Submit(await ada.Open(path), path, ("Bundesland", "XX"))).Status.ShouldBe(422);
        (await Company()).Hours.ShouldBe(BusinessHours.Usual);
    }

    [Fact]
    public async Task What_one_community_of_a_Land_has_counts_when_it_is_ticked_and_goes_with_the_Land()
    {
        using var ada = await app.As(World.Ada);
        var path = await CompanyPath();
        await ada.Submit(await ada.Open(path), path, ("Bundesland", "BY"), ("Regional", "Assumption"));
        (await ada.Open(path)).All("tr").ShouldContain(row => row.EndsWith("15.08.2027Mariä Himmelfahrt", StringComparison.Ordinal));
        (await Company()).WorkingTime.ClosedFor(new DateOnly(2028, 8, 15)).ShouldBe("Mariä Himmelfahrt");
        await ada.Submit(await ada.Open(path), path, ("Bundesland", "NI"));
        (await Company()).Regional.ShouldBe(RegionalHolidays.None);
    }

    [Fact]
    public async Task Betriebsferien_count_like_holidays_until_they_are_struck_out()
    {
        using var ada = await app.As(World.Ada);
        var path = await CompanyPath();
        (await ada.Submit(await ada.Open(path), path + "/closed", ("From", "28.12.2026"), ("To", "30.12.2026"), ("Name", "Betriebsferien"))).LedTo.ShouldBe(path);
        (await ada.Submit(await ada.Open(path), path + "/closed", ("From", "24.12.2026"), ("Name", "Heiligabend"))).LedTo.ShouldBe(path);
        (await ada.Open(path)).All("form[action$='/closed/removal']").Count.ShouldBe(2);
        var time = (await Company()).WorkingTime;
        time.AddWorkingDays(new DateOnly(2026, 12, 23), 1).ShouldBe(new DateOnly(2026, 12, 31));

        var over = await ada.Submit(await ada.Open(path), path + "/closed", ("From", "30.12.2026"), ("To", "02.01.2027"), ("Name", "Inventur"));
        over.Status.ShouldBe(422);
        over.ShouldSay("überschneiden sich mit „Betriebsferien“");
        over.One("[name=Name]").GetAttribute("value").ShouldBe("Inventur");
        foreach (var (from, to, name) in new[] { ("05.01.2027", "04.01.2027", "Rückwärts"), ("", "", "Ohne Tag"), ("05.01.2027", "", ""), ("05.01.2027", "06.02.2028", "Für immer"), ("05.01.2027", "", new string('x', 61)) })
        {
            (await ada.Send(path + "/closed", ("From", from), ("To", to), ("Name", name))).Status.ShouldBe(422, name);
        }

        (await ada.Send(path + "/closed/removal", ("from", "2026-12-28"))).LedTo.ShouldBe(path);
        (await ada.Send(path + "/closed/removal", ("from", "2026-12-28"))).Status.ShouldBe(404);
        (await Company()).Closed.ShouldHaveSingleItem().Name.ShouldBe("Heiligabend");
    }

    [Fact]
    public async Task A_branch_in_another_Land_has_its_holidays_and_hours_and_else_the_company_s()
    {
        using var ada = await app.As(World.Ada);
        var technik = await app.Department(World.Technik);
        var path = $"/administration/departments/{technik}/hours";
        (await Department()).WorkingTime.IsWorkingDay(new DateOnly(2026, 11, 18)).ShouldBeTrue();
        (await ada.Submit(await ada.Open(path), path, ("Bundesland", "SN"), ("Monday", "unlesbar, aber gilt ja nicht"))).LedTo.ShouldBe(path);
        var branch = await Department();
        (branch.Hours, branch.WorkingTime.ClosedFor(new DateOnly(2026, 11, 18))).ShouldBe((null, "Buß- und Bettag"));

        await ada.Submit(await ada.Open(path), path, ("HasOwnHours", "true"), ("Monday", "6–14"), ("Tuesday", "6–14"), ("Wednesday", ""), ("Thursday", ""), ("Friday", ""));
        branch = await Department();
        branch.WorkingTime.IsOpen(Zone.At(new DateOnly(2026, 11, 23), new TimeOnly(6, 30))).ShouldBeTrue();
        branch.WorkingTime.IsWorkingDay(new DateOnly(2026, 11, 25)).ShouldBeFalse();
        (await ada.Open("/administration/hours")).All("tr").ShouldContain("Technik eigene Sachsen");
        (await ada.Submit(await ada.Open(path), path, ("Monday", "14–6"))).Status.ShouldBe(422);
        await ada.Submit(await ada.Open(path), path, ("HasOwnHours", "false"), ("Bundesland", ""));
        branch = await Department();
        (branch.Hours, branch.Bundesland).ShouldBe((null, null));
    }

    [Fact]
    public async Task Two_who_change_different_days_at_once_both_have_their_way_and_of_the_same_day_one_is_asked()
    {
        using var ada = await app.As(World.Ada);
        var path = await CompanyPath();
        var (first, second, third) = (await ada.Open(path), await ada.Open(path), await ada.Open(path));
        await ada.Submit(first, path, ("Monday", "7–16"));
        (await ada.Submit(second, path, ("Friday", "8–13"))).LedTo.ShouldBe(path);
        var hours = (await Company()).Hours;
        (hours.Typed(DayOfWeek.Monday), hours.Typed(DayOfWeek.Friday)).ShouldBe(("7:00–16:00", "8:00–13:00"));
        (await ada.Submit(third, path, ("Monday", "9–18"))).Status.ShouldBe(409);
    }

    [Fact]
    public async Task The_proposed_follow_up_passes_over_holidays_and_closed_days()
    {
        using var ada = await app.As(World.Ada);
        var path = await CompanyPath();
        await ada.Submit(await ada.Open(path), path, ("Friday", ""), ("Bundesland", "NI"));
        await ada.Send(path + "/closed", ("From", "30.11.2026"), ("Name", "Inventur"));
        var number = await app.NewTicket("Wartet");
        using var theo = await app.As(World.Theo);
        var asked = await theo.Send($"/tickets/{number}/progress", ("ProgressId", await app.Progress("warten")));
        asked.One("[name=FollowUpOn]").GetAttribute("value").ShouldBe("03.12.2026"); // Wednesday, Thursday; Tuesday, Wednesday, Thursday
    }

    [Fact]
    public async Task Nobody_else_may()
    {
        using var theo = await app.As(World.Theo);
        var path = await CompanyPath();
        (await theo.Open(path)).Status.ShouldBe(403);
        (await theo.Send(path + "/closed", ("From", "24.12.2026"), ("Name", "Frei"))).Status.ShouldBe(403);
    }

    async Task<string> CompanyPath() => $"/administration/hours/{(await Company()).Id}";

    Task<Company> Company() => app.Db(db => db.Companies.SingleAsync());

    Task<Department> Department() => app.Db(db => db.Departments.Include(d => d.Company).SingleAsync(d => d.Name == World.Technik));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
