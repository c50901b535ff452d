using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Identity;
using Tresen.Staff;

namespace Tresen.Tests.Staff;

/// <summary>Roles of one's own, and changing those that came with the program.</summary>
public sealed class RolesTests : IAsyncLifetime
{
    const string Roles = "/administration/roles";

    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_roles_that_come_along_are_there_and_each_right_is_explained()
    {
        using var ada = await app.As(World.Ada);
        var page = await ada.Open(Roles);
        foreach (var role in Role.Presets)
        {
            page.ShouldSay(role.Title);
            (await app.Db(db => db.Roles.SingleAsync(r => r.Name == role.Name))).Rights.ShouldBe(role.Rights);
        }

        var editor = await ada.Open($"{Roles}/lead");
        editor.Document.QuerySelectorAll("[name=Rights]").Length.ShouldBe(Rights.All.Count);
        foreach (var (_, title, allows) in Rights.All)
        {
            editor.ShouldSay(title).ShouldSay(allows);
        }

        Rights.All.Select(r => r.Right).Order().ShouldBe(Enum.GetValues<Capability>().Where(c => c != Capability.None).Order());
    }

    [Fact]
    public async Task Ada_makes_a_role_and_gives_it_to_somebody()
    {
        using var ada = await app.As(World.Ada);
        var name = await MakeAsync(ada, "Außendienst", Capability.Work, Capability.BookForOthers);
        (await ada.Open(Roles)).ShouldSay("Außendienst").ShouldSay("eigene Rolle").ShouldSay("Für andere buchen");

        var theo = await PathOf(World.Theo);
        (await ada.Submit(await ada.Open(theo), theo, ("RoleName", name))).LedTo.ShouldBe(theo);
        (await Person(World.Theo)).Rights.ShouldBe(Capability.Work | Capability.BookForOthers);
        (await ada.Open("/administration/staff")).ShouldSay("Außendienst");
        (await ada.Open($"{Roles}/{name}")).ShouldSay(World.Theo.Name);
        (await ada.Open("/administration/audit")).ShouldSay("Rolle angelegt: Außendienst: Tickets bearbeiten, Für andere buchen");

        await ada.Send("/appearance", ("language", "en"), ("returnTo", "/"));
        (await ada.Open(Roles)).ShouldSay("Field work").ShouldSay("Bookkeeping");
    }

    [Fact]
    public async Task Another_preset_holds_for_its_people_at_their_next_request_and_what_differs_stays()
    {
        using var ada = await app.As(World.Ada);
        using var theo = await app.As(World.Theo);
        var vera = await PathOf(World.Vera);
        await ada.Submit(await ada.Open(vera), vera, [.. (Role.Agent.Rights | Capability.Approve).Each().Where(r => r != Capability.SeePrices).Select(r => ("Rights", (string?)r.ToString()))]);
        (await theo.Get("/administration/roles")).Status.ShouldBe(403);

        await SetAsync(ada, "agent", Capability.Work, Capability.SeePrices, Capability.Billing, Capability.Administration);

        (await theo.Get("/administration/roles")).Status.ShouldBe(200, "the session goes on with the new rights");
        (await Person(World.Theo)).Rights.ShouldBe(Capability.Work | Capability.SeePrices | Capability.Billing | Capability.Administration);
        (await Person(World.Vera)).Rights.ShouldBe(Capability.Work | Capability.Billing | Capability.Administration | Capability.Approve, "given and taken by herself");
        (await Person(World.Lena)).Rights.ShouldBe(Role.Lead.Rights);
        (await ada.Open("/administration/audit")).ShouldSay("Rolle geändert: Sachbearbeitung: + Abrechnung, + Administration, − Stammdaten");

        await SetAsync(ada, "agent", [.. Role.Agent.Rights.Each()]);
        (await theo.Get("/administration/roles")).Status.ShouldBe(403);
        (await Person(World.Vera)).Rights.ShouldBe((Role.Agent.Rights | Capability.Approve) & ~Capability.SeePrices);
    }

    [Fact]
    public async Task Removing_one_that_people_have_asks_what_replaces_it()
    {
        using var ada = await app.As(World.Ada);
        var name = await MakeAsync(ada, "Aushilfe", Capability.Work);
        var theo = await PathOf(World.Theo);
        await ada.Submit(await ada.Open(theo), theo, ("RoleName", name));
        await ada.Submit(await ada.Open(theo), theo, ("Rights", "Work"), ("Rights", "Billing"));

        var asked = await ada.Submit(await ada.Open($"{Roles}/{name}"), $"{Roles}/{name}/removal");
        asked.Status.ShouldBe(422);
        asked.ShouldSay("Bitte wählen, welche Rolle diese Personen stattdessen bekommen.");
        (await ada.Submit(asked, $"{Roles}/{name}/removal", ("replacement", name))).Status.ShouldBe(422);

        (await ada.Submit(asked, $"{Roles}/{name}/removal", ("replacement", "readonly"))).LedTo.ShouldBe(Roles);
        var person = await Person(World.Theo);
        (person.RoleName, person.Rights).ShouldBe(("readonly", Capability.Billing));
        (await ada.Get($"{Roles}/{name}")).Status.ShouldBe(404);
        (await ada.Open("/administration/audit")).ShouldSay("Rolle entfernt: Aushilfe; Theo Brandt: Nur lesen");
        (await ada.Submit(await ada.Open(theo), theo, ("RoleName", name))).ShouldSay("Diese Rolle gibt es nicht mehr.");
    }

    [Fact]
    public async Task What_came_along_stays_and_the_administrators_role_as_it_is()
    {
        using var ada = await app.As(World.Ada);
        (await ada.Open($"{Roles}/lead")).Document.Forms.ShouldNotContain(f => f.GetAttribute("action")!.EndsWith("/removal", StringComparison.Ordinal));
        (await ada.Send($"{Roles}/lead/removal", ("replacement", "agent"))).Status.ShouldBe(422);
        (await ada.Open($"{Roles}/administrator")).ShouldSay("Diese Rolle bleibt, wie sie ist").Document.QuerySelector("[name=Rights]").ShouldBeNull();
        (await ada.Send($"{Roles}/administrator", ("Title", "Chefin"), ("Rights", "Work"))).Status.ShouldBe(422);
        (await app.Db(db => db.Roles.CountAsync())).ShouldBe(Role.Presets.Count);
        (await app.Db(db => db.Roles.SingleAsync(r => r.Name == "administrator"))).Rights.ShouldBe(Role.Administrator.Rights);
    }

    [Fact]
    public async Task No_change_of_a_role_takes_the_last_administrator_away()
    {
        using var ada = await app.As(World.Ada);
        var name = await MakeAsync(ada, "Chefsache", [.. Role.Administrator.Rights.Each()]);
        var path = await PathOf(World.Ada);
        await ada.Submit(await ada.Open(path), path, ("RoleName", name));
        using var again = await app.As(World.Ada);

        var changed = await again.Submit(await again.Open($"{Roles}/{name}"), $"{Roles}/{name}", ("Rights", "Work"));
        changed.Status.ShouldBe(422);
        changed.ShouldSay("Dann hätte niemand mehr das Recht Administration.");
        var removed = await again.Submit(await again.Open($"{Roles}/{name}"), $"{Roles}/{name}/removal", ("replacement", "agent"));
        removed.Status.ShouldBe(422);
        removed.ShouldSay("Dann hätte niemand mehr das Recht Administration.");
        (await Person(World.Ada)).Rights.ShouldBe(Role.Administrator.Rights);
        (await again.Get(Roles)).Status.ShouldBe(200);

        (await again.Submit(removed, $"{Roles}/{name}/removal", ("replacement", "administrator"))).LedTo.ShouldBe(Roles);
        (await again.Get(Roles)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("", "10", "Bitte eingeben, wie die Rolle heißt.")]
    [InlineData("Leitung", "10", "Eine Rolle mit diesem Namen gibt es schon.")]
    [InlineData("Neu", "-1", "Bitte eine Zahl von 0 bis 9999.")]
    public async Task What_can_not_be_is_told_and_everything_typed_stays(string title, string position, string sentence)
    {
        using var ada = await app.As(World.Ada);
        var answer = await ada.Submit(await ada.Open($"{Roles}/new"), Roles, ("Title", title), ("English", "Something"), ("Position", position), ("Rights", "Billing"));
        answer.Status.ShouldBe(422);
        answer.ShouldSay(sentence);
        answer.One("[name=English]").GetAttribute("value").ShouldBe("Something");
        answer.One("[name=Rights][value=Billing]").HasAttribute("checked").ShouldBeTrue();
    }

    [Fact]
    public async Task Two_who_change_a_role_at_once_both_get_what_they_changed()
    {
        using var ada = await app.As(World.Ada);
        var (first, second) = (await ada.Open($"{Roles}/agent"), await ada.Open($"{Roles}/agent"));
        await ada.Submit(first, $"{Roles}/agent", ("Title", "Werkstatt"));
        (await ada.Submit(second, $"{Roles}/agent", ("English", "Workshop"))).LedTo.ShouldBe(Roles);
        var role = await app.Db(db => db.Roles.SingleAsync(r => r.Name == "agent"));
        (role.Title, role.English, role.Rights).ShouldBe(("Werkstatt", "Workshop", Role.Agent.Rights));
        (await ada.Submit(first, $"{Roles}/agent", ("Title", "Montage"))).Status.ShouldBe(409);
    }

    async Task<string> MakeAsync(Browser ada, string title, params Capability[] rights)
    {
        var made = await ada.Submit(await ada.Open($"{Roles}/new"), Roles, [("Title", title), ("English", "Field work"), .. rights.Select(r => ("Rights", (string?)r.ToString()))]);
        made.LedTo.ShouldBe(Roles, made.Text);
        return await app.Db(db => db.Roles.Where(r => r.Title == title).Select(r => r.Name).SingleAsync());
    }

    static async Task SetAsync(Browser ada, string role, params Capability[] rights) =>
        (await ada.Submit(await ada.Open($"{Roles}/{role}"), $"{Roles}/{role}", [.. rights.Select(r => ("Rights", (string?)r.ToString()))])).LedTo.ShouldBe(Roles);

    Task<StaffMember> Person(Inhabitant inhabitant) => app.Db(db => db.Staff.SingleAsync(s => s.Mail == inhabitant.Mail));

    async Task<string> PathOf(Inhabitant person) => "/administration/staff/" + (await Person(person)).Id;
}
