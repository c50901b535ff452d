using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Tests.Tickets;
using Tresen.Tests.TimeTracking;
using Tresen.Tickets;

namespace Tresen.Tests.Merging;

/// <summary>Two records of one customer become one.</summary>
public sealed class CustomerMergeTests(TresenApp app) : IAsyncLifetime, IClassFixture<TresenApp>
{
    static int next;
    readonly int mark = Interlocked.Increment(ref next);

    string Twin => $"Doppelt {mark} GmbH";

    [Fact]
    public async Task The_preview_says_what_becomes_of_them_and_the_old_number_leads_to_the_one_that_stays()
    {
        var (stays, goes) = (await Make("04955 1000"), await Make("04955 2000", "zweite@doppelt.example"));
        var ticket = await app.NewTicket("Heizung kalt");
        await app.Db(async db =>
        {
            var t = await db.Tickets.WithParts.SingleAsync(x => x.Number == ticket);
            t.BelongsTo(await db.Customers.SingleAsync(c => c.Number == goes.Number), null, null, null, app.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        using var lena = await app.As(World.Lena);
        var page = await lena.Open($"/customers/{stays.Number}/merging?from={goes.Number}");
        page.ShouldSay($"{goes.Number} wird weiter gefunden").ShouldSay("Tickets").ShouldSay($"+49 49551000; +49 49552000 wird Ansprechpartner");

        var done = await lena.Submit(page, $"/customers/{stays.Number}/merging");

        done.LedTo.ShouldBe($"/customers/{stays.Number}");
        (await lena.Open(done.LedTo!)).ShouldSay($"{goes.Number} ist in {stays.Number} aufgegangen, mit 1 Ticket.");
        (await app.Ticket(ticket)).Customer!.Number.ShouldBe(stays.Number);
        (await lena.Open($"/tickets/{ticket}/history")).ShouldSay("Kunde");
        foreach (var tab in new[] { "", "/contacts", "/tickets", "/time-account" })
        {
            (await lena.Get($"/customers/{goes.Number}{tab}")).LedTo.ShouldBe($"/customers/{stays.Number}{tab}");
        }

        (await lena.Open($"/customers?q={goes.Number}")).All("#customers tbody tr").Count.ShouldBe(1);
        (await lena.Open($"/tickets?state=all&customer={goes.Number}")).ShouldSay("Heizung kalt");
        (await lena.Open($"/calls/new?q=04955%202000")).One("[name=CustomerId]").GetAttribute("value").ShouldBe(stays.Id.ToString(), "who calls from the old number is known");
        (await app.Db(db => db.Customers.SpokenForBy("zweite@doppelt.example", new DateOnly(2026, 11, 24)).Select(c => c.Number).ToListAsync())).ShouldBe([stays.Number]);
    }

    [Fact]
    public async Task What_was_booked_stays_as_it_was_booked_and_is_billed_on_the_common_account()
    {
        var (stays, goes) = (await Make("04956 1000"), await Make("04956 2000"));
        using var theo = await app.As(World.Theo);
        (await theo.Submit(await theo.Open($"/time/new?customer={goes.Number}"), "/time", ("Lines[0].Duration", "1"), ("Description", "Begehung"))).Status.ShouldBe(302);
        using var lena = await app.As(World.Lena);
        await lena.Submit(await lena.Open($"/customers/{stays.Number}/merging?from={goes.Number}"), $"/customers/{stays.Number}/merging");

        var page = await lena.Open($"/customers/{stays.Number}/time-account");
        page.ShouldSay("Begehung");
        using var bodo = await app.As(World.Bodo);
        page = await bodo.Open($"/customers/{stays.Number}/time-account");
        var entry = await app.Db(db => db.Set<Tresen.TimeTracking.TimeEntry>().SingleAsync(e => e.CustomerId == goes.Id));
        entry.BillToId.ShouldBe(goes.Id);
        (await bodo.Submit(page, $"/customers/{stays.Number}/time-account/billing", ("ids", entry.Id.ToString()), ("Reference", $"RE-{mark}"))).Status.ShouldBe(302);
        (await bodo.Open($"/customers/{stays.Number}/time-account")).ShouldSay($"RE-{mark}");
    }

    [Fact]
    public async Task What_was_seen_is_what_is_done()
    {
        var (stays, goes) = (await Make("04957 1000"), await Make("04957 2000"));
        using var lena = await app.As(World.Lena);
        var page = await lena.Open($"/customers/{stays.Number}/merging?from={goes.Number}");
        await app.Db(async db =>
        {
            (await db.Customers.SingleAsync(c => c.Number == goes.Number)).Note("Inzwischen geändert");
            return await db.SaveChangesAsync();
        });

        var conflict = await lena.Submit(page, $"/customers/{stays.Number}/merging");
        conflict.Status.ShouldBe(409);
        conflict.ShouldSay("inzwischen geändert").ShouldSay("Inzwischen geändert");
        (await lena.Submit(conflict, $"/customers/{stays.Number}/merging")).Status.ShouldBe(302);
        (await lena.Open($"/customers/{stays.Number}")).ShouldSay("Inzwischen geändert");
    }

    [Fact]
    public async Task A_third_that_goes_into_the_second_leads_to_the_first_in_the_end()
    {
        var (first, second, third) = (await Make("04958 1000"), await Make("04958 2000"), await Make("04958 3000"));
        using var lena = await app.As(World.Lena);
        await lena.Submit(await lena.Open($"/customers/{second.Number}/merging?from={third.Number}"), $"/customers/{second.Number}/merging");
        await lena.Submit(await lena.Open($"/customers/{first.Number}/merging?from={second.Number}"), $"/customers/{first.Number}/merging");
        (await lena.Get($"/customers/{third.Number}")).LedTo.ShouldBe($"/customers/{first.Number}");
        (await lena.Open($"/customers/{first.Number}")).ShouldSay($"{second.Number}, {third.Number}");
    }

    [Fact]
    public async Task The_house_itself_is_merged_with_nobody()
    {
        var intern = await app.Db(db => db.Customers.SingleAsync(c => c.IsInternal));
        var stays = await Make("04959 1000");
        using var lena = await app.As(World.Lena);
        var refused = await lena.Send($"/customers/{stays.Number}/merging", ("FromId", intern.Id.ToString()), ("Seen", $"{stays.Id}.{stays.Version}-{intern.Id}.{intern.Version}"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("bleibt für sich");
    }

    [Fact]
    public async Task The_list_of_duplicates_says_why()
    {
        await Make("04960 1000");
        var second = await Make("04960 1000");
        using var lena = await app.As(World.Lena);
        (await lena.Open("/customers/duplicates")).ShouldSay("gleiche Telefonnummer, gleicher Name").ShouldSay(second.Number);
        using var theo = await app.As(World.Theo);
        (await theo.Get("/customers/duplicates")).Status.ShouldBe((await theo.Get("/customers/new")).Status, "as for other master data");
    }

    [Theory]
    [InlineData("Praxis Dr Weber {0}", "Praxis Dr. Weber {0}", "gleicher Name")]
    [InlineData("Meier+Sohn {0} e.K.", "Meier & Sohn, {0} eK", "gleicher Name")]
    [InlineData("Praxis Nord {0}", "Praxis Süd {0}", null)]
    public async Task Names_are_compared_without_punctuation(string one, string other, string? why)
    {
        var (first, second) = (await Make("", name: string.Format(one, mark)), await Make("", name: string.Format(other, mark)));
        Customer.NameKeyOf(first.Name).ShouldNotBeEmpty();
        using var lena = await app.As(World.Lena);
        var together = (await lena.Open("/customers/duplicates")).All(".card").Where(c => c.Contains(first.Number) && c.Contains(second.Number)).ToList();
        together.Count.ShouldBe(why is null ? 0 : 1);
        together.ShouldAllBe(c => c.StartsWith(why!));
    }

    [Fact]
    public async Task A_customers_number_or_mail_that_is_anothers_persons_is_a_reason()
    {
        var (first, second, third) = (await Make("04961 1000", name: $"Erster {mark}a"), await Make("04961 2000", "dritter@anders.example", name: $"Zweiter {mark}b"), await Make("", name: $"Dritter {mark}c"));
        await app.Db(async db =>
        {
            var all = await db.Customers.Include(c => c.Contacts).ToListAsync();
            all.Single(c => c.Number == second.Number).ActsThrough(new Contact("", "Pia", "Post", "", "04961/1000"), "");
            var both = new Contact("", "Udo", "Unruh", "dritter@anders.example", "04961 3000");
            all.Single(c => c.Number == third.Number).ActsThrough(both, "");
            all.Single(c => c.Number == first.Number).ActsThrough(both, "");
            return await db.SaveChangesAsync();
        });
        using var lena = await app.As(World.Lena);
        var groups = (await lena.Open("/customers/duplicates")).All(".card").ToList();
        groups.ShouldContain(g => g.StartsWith("gleiche Telefonnummer") && g.Contains(first.Number) && g.Contains(second.Number));
        groups.ShouldContain(g => g.StartsWith("gleiche E-Mail") && g.Contains(second.Number) && g.Contains(third.Number));
        groups.ShouldNotContain(g => g.Contains(first.Number) && g.Contains(third.Number) && !g.Contains(second.Number), "people act for several");
    }

    async Task<Customer> Make(string phone, string mail = "", string? name = null)
    {
        using var lena = await app.As(World.Lena);
        var done = await lena.Submit(await lena.Open("/customers/new"), "/customers", ("Name", name ?? Twin), ("Phone", phone), ("Mail", mail));
        done.Status.ShouldBe(302);
        var number = done.LedTo!.Split('/')[^1];
        return await app.Db(db => db.Customers.AsNoTracking().SingleAsync(c => c.Number == number));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
