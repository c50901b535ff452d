using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Tests.Staff;

public sealed class FirstRunTests
{
    [Fact]
    public async Task A_fresh_installation_has_its_lists_and_the_customer_Intern_and_can_work_at_once()
    {
        await using var app = TresenApp.Empty();
        using var ada = app.Stranger();
        var code = await FirstRun.CodeAsync(app.Services);
        var page = await ada.Open("/first-run?code=" + code);
        (await ada.Submit(page, "/first-run", ("Company", "Hafen GmbH"), ("Particulars", "Hafen GmbH, Emden"), ("Rate", "92,50"), ("Name", "Ada"), ("Mail", "ada@hafen.example"), ("Password", World.Password))).LedTo.ShouldBe("/sign-in");
        (await app.Db(db => db.Customers.SingleAsync())).IsInternal.ShouldBeTrue();
        (await app.Db(db => db.Progresses.CountAsync())).ShouldBe(8);
        await ada.Send("/sign-in", ("Mail", "ada@hafen.example"), ("Password", World.Password));
        (await ada.Submit(await ada.Open("/customers/new"), "/customers", ("Name", "Erste Kundin"))).LedTo.ShouldBe("/customers/10001");
        (await ada.Get("/first-run")).Status.ShouldBe(404);
    }
}
