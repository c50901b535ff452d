using CsCheck;
using Microsoft.EntityFrameworkCore;
using Tresen.Tickets;

namespace Tresen.Tests.Tickets;

/// <summary>Fields that the administrator adds take what they are for; entries of lists have colours and English names.</summary>
public sealed class FreeFieldTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData(FreeFieldKind.Number, "12.5", "12,5")]
    [InlineData(FreeFieldKind.Number, "-0,50", "-0,5")]
    [InlineData(FreeFieldKind.Number, "viele", null)]
    [InlineData(FreeFieldKind.Date, "2026-12-31", "31.12.2026")]
    [InlineData(FreeFieldKind.Date, "1.2.27", "01.02.2027")]
    [InlineData(FreeFieldKind.Date, "31.2.2027", null)]
    [InlineData(FreeFieldKind.Choice, "gold", "Gold")]
    [InlineData(FreeFieldKind.Choice, "Bronze", null)]
    [InlineData(FreeFieldKind.YesNo, "yes", "ja")]
    [InlineData(FreeFieldKind.YesNo, "vielleicht", null)]
    [InlineData(FreeFieldKind.Text, "31.2.2027", "31.2.2027")]
    public async Task A_field_takes_what_it_is_for_and_says_what_it_wants(FreeFieldKind kind, string typed, string? kept)
    {
        using var ada = await app.As(World.Ada);
        (await ada.Submit(await ada.Open("/administration/lists/fields"), "/administration/lists/fields", ("Name", "Stufe"), ("FieldKind", kind.ToString()), ("FieldOptions", "Silber\r\nGold\r\n"))).LedTo.ShouldBe("/administration/lists/fields");
        var number = await app.NewTicket("Wartung");
        using var theo = await app.As(World.Theo);
        var path = $"/tickets/{number}/details";
        var page = await theo.Open(path);
        page.One("[name=Free2]").TagName.ShouldBe(kind is FreeFieldKind.Choice or FreeFieldKind.YesNo ? "SELECT" : "INPUT");
        var answer = await theo.Submit(page, path, ("Free2", typed));
        answer.Status.ShouldBe(kept is null ? 422 : 302);
        var ticket = await app.Ticket(number);
        ticket.FreeValues.Select(v => v.Value).ShouldBe(kept is null ? [] : [kept]);
        if (kept is null)
        {
            answer.Document.QuerySelectorAll("[name=Free2][aria-invalid=true]").Length.ShouldBe(1);
        }
        else
        {
            (await theo.Open("/tickets?state=all&cols=number&cols=free2")).ShouldSay(kept);
            (await theo.Open($"/tickets?state=all&in.free2={Uri.EscapeDataString(kept)}")).ShouldSay("Wartung");
        }
    }

    [Fact]
    public async Task Days_and_numbers_are_sorted_as_such_and_read_as_the_reader_writes_them()
    {
        var number = Field(FreeFieldKind.Number);
        new[] { "9", "-1000", "10,5", "-2", "0", "100" }.OrderBy(number.SortKeyOf, StringComparer.Ordinal).ShouldBe(["-1000", "-2", "0", "9", "10,5", "100"]);
        var day = Field(FreeFieldKind.Date);
        new[] { "01.02.2027", "31.12.2026" }.OrderBy(day.SortKeyOf, StringComparer.Ordinal).ShouldBe(["31.12.2026", "01.02.2027"]);

        await app.Change(async db => (await db.FreeFields.SingleAsync(f => f.Slot == 1)).Take(FreeFieldKind.Date, null, isFilled: false));
        var ticket = await app.NewTicket("Wartung");
        using var rita = await app.As(World.Rita);
        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open($"/tickets/{ticket}/details"), $"/tickets/{ticket}/details", ("Free1", "31.12.2026"));
        (await rita.Open($"/tickets/{ticket}/details")).ShouldSay("31.12.2026");
    }

    [Fact]
    public void Whatever_number_is_read_is_shown_sorted_and_read_again_alike()
    {
        var field = Field(FreeFieldKind.Number);
        Gen.Select(Gen.Decimal[-999_999, 999_999], Gen.Decimal[-999_999, 999_999], (a, b) => (A: decimal.Round(a, 3), B: decimal.Round(b, 3))).Sample(pair =>
        {
            string Kept(decimal d) => field.Read(d.ToString(System.Globalization.CultureInfo.InvariantCulture), "Free1", new DateOnly(2026, 11, 24));
            var (a, b) = (Kept(pair.A), Kept(pair.B));
            return field.Read(a, "Free1", new DateOnly(2026, 11, 24)) == a && Math.Sign(string.CompareOrdinal(field.SortKeyOf(a), field.SortKeyOf(b))) == pair.A.CompareTo(pair.B);
        });
    }

    [Fact]
    public async Task What_stands_in_a_field_stays_and_keeps_its_kind()
    {
        using var ada = await app.As(World.Ada);
        var number = await app.NewTicket("Wartung");
        using var theo = await app.As(World.Theo);
        var path = $"/tickets/{number}/details";
        await theo.Submit(await theo.Open(path), path, ("Free1", "zwölf"));
        var id = await app.Db(db => db.FreeFields.Where(f => f.Slot == 1).Select(f => f.Id).SingleAsync());
        var refused = await ada.Submit(await ada.Open($"/administration/lists/fields?entry={id}"), $"/administration/lists/fields/{id}", ("FieldKind", "Number"));
        refused.Status.ShouldBe(422);
        refused.ShouldSay("In dem Feld steht schon etwas");

        await ada.Send("/administration/lists/fields", ("Name", "Tarif"), ("FieldKind", "Choice"), ("FieldOptions", "klein\ngroß"));
        await theo.Submit(await theo.Open(path), path, ("Free2", "klein"));
        var tariff = await app.Db(db => db.FreeFields.Where(f => f.Slot == 2).Select(f => f.Id).SingleAsync());
        (await ada.Submit(await ada.Open($"/administration/lists/fields?entry={tariff}"), $"/administration/lists/fields/{tariff}", ("FieldOptions", "groß"))).Status.ShouldBe(302);
        (await theo.Submit(await theo.Open(path), path, ("Subject", "Wartung im Herbst"))).LedTo.ShouldBe(path, "what is off the list stays where it stands");
        (await app.Ticket(number)).FreeValues.Select(v => v.Value).ShouldContain("klein");
        (await ada.Send("/administration/lists/fields", ("Name", "Leer"), ("FieldKind", "Choice"), ("FieldOptions", " \n"))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task A_colour_shows_on_the_ticket_and_in_the_list()
    {
        using var ada = await app.As(World.Ada);
        var number = await app.NewTicket("Wartung", also: (t, by) => { });
        foreach (var (list, id) in await app.Db(async db => new[] { ("kinds", await db.Tickets.Select(t => t.KindId).SingleAsync()), ("channels", await db.Tickets.Select(t => t.ChannelId).SingleAsync()) }))
        {
            (await ada.Submit(await ada.Open($"/administration/lists/{list}?entry={id}"), $"/administration/lists/{list}/{id}", ("Color", "Purple"))).Status.ShouldBe(302);
        }

        var listed = await ada.Open("/tickets?state=all&cols=number&cols=kind&cols=channel&cols=area");
        listed.Document.QuerySelectorAll(".ticket-list tbody .pill-purple").Length.ShouldBe(2);
        (await ada.Open($"/tickets/{number}")).Document.QuerySelectorAll(".facts .pill-purple").Length.ShouldBe(1, "the kind; how it came in stands above");
    }

    [Fact]
    public async Task A_tag_has_an_english_name_and_is_found_by_either()
    {
        using var ada = await app.As(World.Ada);
        await ada.Send("/administration/lists/tags", ("Name", "Eilig"), ("English", "Urgent"), ("Color", "Red"));
        var number = await app.NewTicket("Wartung");
        using var theo = await app.As(World.Theo);
        await theo.Send($"/tickets/{number}/tags", ("Tags", "urgent, Eilig"));
        (await app.Ticket(number)).Tags.Select(t => t.Tag.Name).ShouldBe(["eilig"]);
        (await app.Db(db => db.Tags.CountAsync())).ShouldBe(1);
        (await theo.Open("/tickets?state=all&cols=number&cols=tags")).Document.QuerySelectorAll(".ticket-list .pill-red").Length.ShouldBe(1);
    }

    static FreeField Field(FreeFieldKind kind)
    {
        var field = new FreeField("Feld", "", 1, 1);
        field.Take(kind, "a", isFilled: false);
        return field;
    }
}
