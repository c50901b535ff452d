using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Staff;

namespace Tresen.Tests.Staff;

/// <summary>Departments, the company and its numbers, as an administrator sets them up.</summary>
public sealed class DepartmentTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_new_department_with_its_people_and_rules()
    {
        using var ada = await app.As(World.Ada);
        var theo = await app.Db(db => db.Staff.SingleAsync(s => s.Mail == World.Theo.Mail));
        var form = await ada.Open("/administration/departments/new");
        (await ada.Submit(form, "/administration/departments", ("Name", " Montage "), ("IsConfidential", "true"), ("Rate", "72,50"), ("ApprovalPoint", "BeforeBilling"), ("ApprovalAbove", "1000,00"),
            ("AllowsSelfApproval", "true"), ("ApprovalTolerance", "15"), ("ReplyDays", "7"), ("Places", $"{theo.Id}:Lead"))).LedTo.ShouldBe("/administration/departments");
        var montage = await Department("Montage");
        (montage.IsConfidential, montage.Rate, montage.ApprovalPoint, montage.ApprovalAbove).ShouldBe((true, HourlyRate.Of(72.5m), ApprovalPoint.BeforeBilling, Money.Of(1000)));
        (montage.AllowsSelfApproval, montage.ApprovalTolerance, montage.ReplyDays).ShouldBe((true, 15, 7));
        montage.Members.Single().Standing.ShouldBe(Standing.Lead);
        (await ada.Open("/administration/departments")).ShouldSay("Montage").ShouldSay("Theo Brandt").ShouldSay("vor der Abrechnung, über 1.000,00 €").ShouldSay("vertraulich");
    }

    [Fact]
    public async Task People_come_and_go_and_the_rest_stays()
    {
        using var ada = await app.As(World.Ada);
        var technik = await Department(World.Technik);
        var path = $"/administration/departments/{technik.Id}";
        var lena = technik.Members.Single(m => m.StaffMember.Name == World.Lena.Name).StaffMemberId;
        (await ada.Submit(await ada.Open(path), path, ("Places", $"{lena}:Deputy"))).LedTo.ShouldBe("/administration/departments");
        technik = await Department(World.Technik);
        technik.Members.Select(m => (m.StaffMemberId, m.Standing)).ShouldBe([(lena, Standing.Deputy)]);
        (technik.ReplyDays, technik.ApprovalTolerance, technik.IsActive).ShouldBe((14, 10, true));
    }

    [Theory]
    [InlineData("Name", "Vertrieb", "Eine Abteilung mit diesem Namen gibt es schon.")]
    [InlineData("Name", "", "Bitte den Namen der Abteilung eingeben.")]
    [InlineData("Rate", "1.234,5", "Bitte einen Stundensatz wie 89,50 eingeben.")]
    [InlineData("ApprovalAbove", "viel", "Bitte einen Betrag wie")]
    [InlineData("ApprovalTolerance", "101", "Bitte einen Anteil zwischen 0 und 100 Prozent eingeben.")]
    [InlineData("ReplyDays", "400", "Bitte eine Zahl von 0 bis 365 Tagen eingeben.")]
    [InlineData("CompanyId", "99", "Diese Firma gibt es nicht mehr.")]
    public async Task What_can_not_be_is_told_beside_its_field(string field, string typed, string sentence)
    {
        using var ada = await app.As(World.Ada);
        var path = $"/administration/departments/{(await Department(World.Technik)).Id}";
        var answer = await ada.Submit(await ada.Open(path), path, (field, typed));
        answer.Status.ShouldBe(422);
        answer.ShouldSay(sentence);
        (await Department(World.Technik)).Members.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_who_change_the_same_field_see_each_others()
    {
        using var ada = await app.As(World.Ada);
        var path = $"/administration/departments/{(await Department(World.Technik)).Id}";
        var (first, second) = (await ada.Open(path), await ada.Open(path));
        await ada.Submit(first, path, ("Rate", "80"));
        var late = await ada.Submit(second, path, ("Rate", "85"), ("ReplyDays", "3"));
        late.Status.ShouldBe(409);
        late.One(".field-theirs-text").TextContent.ShouldStartWith("80,00");
        (await Department(World.Technik)).Rate.ShouldBe(HourlyRate.Of(80));
    }

    [Fact]
    public async Task The_company_and_its_rate()
    {
        using var ada = await app.As(World.Ada);
        var page = await ada.Open("/administration/company");
        var id = await app.Db(db => db.Companies.Select(c => c.Id).SingleAsync());
        var path = $"/administration/company/{id}";
        (await ada.Submit(page, path, ("Street", "Am Kai 3"), ("Rate", "97,50"), ("EmergencySurcharge", "75"))).LedTo.ShouldBe(path);
        var company = await app.Db(db => db.Companies.SingleAsync());
        (company.Street, company.Rate, company.EmergencySurcharge).ShouldBe(("Am Kai 3", HourlyRate.Of(97.5m), 75));
        (await ada.Submit(await ada.Open(path), path, ("Particulars", ""))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task Numbers_of_tickets_only_jump_up()
    {
        using var ada = await app.As(World.Ada);
        (await ada.Submit(await ada.Open("/administration/company"), "/administration/company/numbers", ("next", "20001"))).LedTo.ShouldBe("/administration/company");
        (await app.Db(db => Tresen.Platform.Data.NumberDrawing.DrawNumberAsync(db, "ticket", 10_001, TestContext.Current.CancellationToken))).ShouldBe(20_001);
        var down = await ada.Send("/administration/company/numbers", ("next", "20001"));
        down.Status.ShouldBe(422);
        down.ShouldSay("nur nach oben");
        foreach (var wrong in new[] { "", "-5", "zwanzig", "99999999999" })
        {
            (await ada.Send("/administration/company/numbers", ("next", wrong))).Status.ShouldBe(422, wrong);
        }

        (await ada.Open("/administration/company")).One("[name=next]").GetAttribute("value").ShouldBe("20002");
    }

    [Fact]
    public async Task A_second_company_has_particulars_and_departments_of_its_own()
    {
        using var ada = await app.As(World.Ada);
        (await ada.Submit(await ada.Open("/administration/company/new"), "/administration/company", ("Name", "Deich Handel GmbH"), ("Particulars", "Deich Handel GmbH · Sitz Leer"))).Status.ShouldBe(302);
        var second = await app.Db(db => db.Companies.SingleAsync(c => c.Name == "Deich Handel GmbH"));
        var path = $"/administration/departments/{(await Department(World.Vertrieb)).Id}";
        await ada.Submit(await ada.Open(path), path, ("CompanyId", second.Id.ToString()));
        (await Department(World.Vertrieb)).CompanyId.ShouldBe(second.Id);
        (await ada.Open("/administration/company")).ShouldSay("Deich Handel GmbH");
    }

    Task<Department> Department(string name) => app.Db(db => db.Set<Department>().Include(d => d.Members).ThenInclude(m => m.StaffMember).SingleAsync(d => d.Name == name));
}
