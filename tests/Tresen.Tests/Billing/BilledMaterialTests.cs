using Microsoft.EntityFrameworkCore;
using Tresen.Billing;
using Tresen.Platform;
using Tresen.Tests.Tickets;
using Tresen.Tests.TimeTracking;
using Tresen.Tickets;

namespace Tresen.Tests.Billing;

/// <summary>What is billed is locked, material like time; and a ticket is billed when all of it is.</summary>
public sealed class BilledMaterialTests(TresenApp app) : IClassFixture<TresenApp>
{
    const string Account = "/customers/10001/time-account";

    [Fact]
    public async Task D22_the_database_itself_refuses_to_change_or_delete_billed_material()
    {
        await using var app = new TresenApp();
        await WithMaterial(app, "Druckkopf");
        var payer = await app.Db(db => db.Set<Tresen.Customers.Customer>().Where(c => c.Number == "10001").Select(c => c.Id).SingleAsync());

        await Done("update material_lines set price = 4100"); // open: the entity's business
        await Refused("update material_lines set billed_at = '2026-11-24 10:00:00'"); // nobody's bill
        await Done($"update material_lines set billed_at = '2026-11-24 10:00:00', billed_to_id = {payer}, billing_reference = 'RE-1'");
        await Refused("update material_lines set price = 1");
        await Refused("update material_lines set thousandths = 1");
        await Refused("update material_lines set text = 'Goldbarren'");
        await Refused("update material_lines set billing_reference = 'RE-2'");
        await Refused("update material_lines set billed_at = null, price = 1");
        await Refused("delete from material_lines");
        await Done("update material_lines set text = ''"); // a person's data may be erased
        await Done("update material_lines set billed_at = null, billed_to_id = null, billing_reference = ''"); // the bill is taken back
        await Done("delete from material_lines");

        async Task Refused(string sql) => (await Should.ThrowAsync<System.Data.Common.DbException>(() => Done(sql))).Message.ShouldContain("billed material is locked");
        Task Done(string sql) => app.Db(db => db.Database.ExecuteSqlRawAsync(sql));
    }

    [Fact]
    public async Task D22_the_reference_of_billed_time_is_not_renamed()
    {
        await using var app = new TresenApp();
        var ticket = await TimeTesting.Ticket(app);
        using var theo = await app.As(World.Theo);
        await theo.Book(ticket, ("Lines[0].Duration", "1"));

        await Refused("update time_entries set billed_at = '2026-11-24 10:00:00'"); // without a reference
        await Done("update time_entries set billed_at = '2026-11-24 10:00:00', billing_reference = 'RE-1'");
        await Refused("update time_entries set billing_reference = 'RE-2'");
        await Done("update time_entries set billed_at = null, billing_reference = ''");

        async Task Refused(string sql) => (await Should.ThrowAsync<System.Data.Common.DbException>(() => Done(sql))).Message.ShouldContain("time entry is locked");
        Task Done(string sql) => app.Db(db => db.Database.ExecuteSqlRawAsync(sql));
    }

    [Fact]
    public async Task A_ticket_with_material_alone_is_billed_when_that_is_and_open_again_when_the_bill_is_taken_back()
    {
        var number = await WithMaterial(app, "Toner");
        using var bodo = await app.As(World.Bodo);

        await bodo.Send(Account + "/billing", ("material", await Line(number, "Toner")), ("Reference", "RE-11"));

        (await app.Ticket(number)).ShouldSatisfyAllConditions(t => t.IsBilled.ShouldBeTrue(), t => t.BilledAmount.ShouldBe(Money.Of(80)));
        var run = await app.Db(db => db.Set<BillingRun>().Where(r => r.Reference == "RE-11").Select(r => r.Id).SingleAsync());
        await bodo.Send($"{Account}/billing/{run}/reversal", ("Reason", "Rechnung storniert"));
        (await app.Ticket(number)).ShouldSatisfyAllConditions(t => t.IsBilled.ShouldBeFalse(), t => t.UnbilledAmount.ShouldBe(Money.Of(80)));
    }

    [Fact]
    public async Task As_long_as_material_is_open_the_ticket_is_not_billed_and_a_reply_still_belongs_to_it()
    {
        var number = await WithMaterial(app, "Kabel", (t, by) =>
        {
            t.Booked(60, Money.Of(95), 60, World.Morning);
            t.Billed(60, Money.Of(95), World.Morning);
        });
        await app.Change(async db => (await db.Tickets.WithParts.SingleAsync(t => t.Number == number))
            .Close(await db.Progresses.SingleAsync(p => p.Category == Category.Closed), "", [], await db.Set<Tresen.Staff.StaffMember>().FirstAsync(), World.Morning));
        (await app.Ticket(number)).ShouldSatisfyAllConditions(t => t.IsBilled.ShouldBeFalse(), t => t.TakesReplyAt(World.Morning.AddDays(1)).ShouldBeTrue());

        using var bodo = await app.As(World.Bodo);
        await bodo.Send(Account + "/billing", ("material", await Line(number, "Kabel")), ("Reference", "RE-12"));

        (await app.Ticket(number)).ShouldSatisfyAllConditions(t => t.IsBilled.ShouldBeTrue(), t => t.TakesReplyAt(World.Morning.AddDays(1)).ShouldBeFalse("it becomes a new ticket"));
    }

    [Fact]
    public async Task Material_changed_taken_off_or_free_of_charge_is_reckoned_with()
    {
        var number = await WithMaterial(app, "Papier", (t, by) => t.Use(null, "Lappen", 1, Money.Of(3), false, by, World.Morning));
        using var lena = await app.As(World.Lena);
        var line = await Line(number, "Papier");
        (await app.Ticket(number)).UnbilledAmount.ShouldBe(Money.Of(80));

        await lena.Submit(await lena.Open($"/tickets/{number}/material?line={line}"), $"/tickets/{number}/material/{line}", ("Quantity", "3"));
        (await app.Ticket(number)).UnbilledAmount.ShouldBe(Money.Of(120));
        await lena.Send($"/tickets/{number}/material/{line}/removal");
        (await app.Ticket(number)).ShouldSatisfyAllConditions(t => t.UnbilledAmount.ShouldBe(Money.Zero), t => t.IsBilled.ShouldBeFalse("nothing was"));
    }

    static Task<int> WithMaterial(TresenApp app, string text, Action<Ticket, Tresen.Staff.StaffMember>? also = null) =>
        app.NewTicket(text, customer: World.MuellerBau, also: (t, by) =>
        {
            t.Use(null, text, 2, Money.Of(40), true, by, World.Morning);
            also?.Invoke(t, by);
        });

    async Task<string> Line(int number, string text) => (await app.Ticket(number)).Material.Single(m => m.Text == text).Id.ToString();
}
