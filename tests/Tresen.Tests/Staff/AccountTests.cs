using Microsoft.EntityFrameworkCore;
using Tresen.Staff;

namespace Tresen.Tests.Staff;

/// <summary>What everybody changes about themselves, and days away.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Rita_who_may_only_read_still_changes_her_own_name_and_language()
    {
        using var rita = await app.As(World.Rita);
        (await rita.Submit(await rita.Open("/account"), "/account", ("Name", "Rita Lorenz-Ohm"), ("Phone", "0491 / 12 34"), ("Language", "en"), ("WantsMail", "false"))).LedTo.ShouldBe("/account");
        (await rita.Open("/account")).ShouldSay("My account").ShouldSay("Rita Lorenz-Ohm");
        var person = await Person(World.Rita.Mail);
        (person.Phone, person.Language, person.WantsMail).ShouldBe(("+494911234", "en", false));
    }

    [Fact]
    public async Task A_new_password_wants_the_old_one()
    {
        using var theo = await app.As(World.Theo);
        (await theo.Submit(await theo.Open("/account/password"), "/account/password", ("OldPassword", "falsch"), ("NewPassword", "ein ganz neues Wort"))).ShouldSay("Das ist nicht das bisherige Passwort.");
        (await theo.Submit(await theo.Open("/account/password"), "/account/password", ("OldPassword", World.Password), ("NewPassword", "aaaaaaaaaaaa"))).ShouldSay("davon 4 verschiedene");
        (await theo.Submit(await theo.Open("/account/password"), "/account/password", ("OldPassword", World.Password), ("NewPassword", "ein ganz neues Wort"))).LedTo.ShouldBe("/account");
        (await app.Stranger().Send("/sign-in", ("Mail", World.Theo.Mail), ("Password", "ein ganz neues Wort"))).Status.ShouldBe(302);
    }

    [Fact]
    public async Task Theo_enters_his_days_away_and_who_stands_in()
    {
        using var theo = await app.As(World.Theo);
        var lena = await Person(World.Lena.Mail);
        (await theo.Submit(await theo.Open("/absences"), "/absences", ("From", "1.12.2026"), ("To", "4.12.2026"), ("DeputyId", lena.Id.ToString()))).LedTo.ShouldBe("/absences");
        (await theo.Open("/absences")).ShouldSay("Theo Brandt 01.12.2026 04.12.2026 Lena Vogt");
        (await theo.Open("/account")).ShouldSay("01.12.2026 – 04.12.2026, Vertretung: Lena Vogt");
        (await Person(World.Theo.Mail)).IsAwayOn(new DateOnly(2026, 12, 4)).ShouldBeTrue();

        using var vera = await app.As(World.Vera);
        (await vera.Open("/absences")).ShouldSay("Theo Brandt");
        var id = (await Person(World.Theo.Mail)).Absences.Single().Id;
        (await vera.Send($"/absences/{id}/cancellation")).Status.ShouldBe(404);
        (await theo.Send($"/absences/{id}/cancellation")).LedTo.ShouldBe("/absences");
        (await theo.Open("/absences")).ShouldSay("Alle da");
    }

    [Fact]
    public async Task A_lead_enters_days_for_their_people_and_nobody_else()
    {
        var (theo, vera, ada, bodo) = ((await Person(World.Theo.Mail)).Id, (await Person(World.Vera.Mail)).Id, (await Person(World.Ada.Mail)).Id, (await Person(World.Bodo.Mail)).Id);
        using var lena = await app.As(World.Lena);
        (await lena.Send("/absences", ("StaffMemberId", $"{theo}"), ("From", "+1"))).Status.ShouldBe(302);
        (await lena.Send("/absences", ("StaffMemberId", $"{vera}"), ("From", "+1"))).Status.ShouldBe(302);
        (await lena.Send("/absences", ("StaffMemberId", $"{bodo}"), ("From", "+1"))).Status.ShouldBe(422);
        (await lena.Send("/absences", ("StaffMemberId", $"{ada}"), ("From", "+1"))).Status.ShouldBe(422);
        using var administrator = await app.As(World.Ada);
        (await administrator.Send("/absences", ("StaffMemberId", $"{bodo}"), ("From", "+1"))).Status.ShouldBe(302);
        using var agent = await app.As(World.Theo);
        (await agent.Send("/absences", ("StaffMemberId", $"{vera}"), ("From", "+1"))).Status.ShouldBe(422);
    }

    [Theory]
    [InlineData("", "", "Bitte den ersten Tag eingeben.")]
    [InlineData("4.12.2026", "1.12.2026", "Das Ende der Abwesenheit liegt vor ihrem Beginn.")]
    [InlineData("31.2.2026", "", "gibt es nicht")]
    public async Task Days_that_can_not_be_are_told(string from, string to, string sentence)
    {
        using var theo = await app.As(World.Theo);
        var answer = await theo.Submit(await theo.Open("/absences"), "/absences", ("From", from), ("To", to));
        answer.Status.ShouldBe(422);
        answer.ShouldSay(sentence);
    }

    Task<StaffMember> Person(string mail) => app.Db(db => db.Set<StaffMember>().Include(s => s.Absences).SingleAsync(s => s.Mail == mail));
}
