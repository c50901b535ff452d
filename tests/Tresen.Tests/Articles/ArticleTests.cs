using Microsoft.EntityFrameworkCore;
using Tresen.Articles;
using Tresen.Platform;

namespace Tresen.Tests.Articles;

/// <summary>Stammdaten &gt; Artikel.</summary>
public sealed class ArticleTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Vera_creates_an_article_with_a_price_typed_the_German_way()
    {
        using var vera = await app.As(World.Vera);
        var answer = await vera.Submit(await vera.Open("/articles/new"), "/articles", ("Number", "KAB-5"), ("Name", "Kabel 5 m"), ("Price", "1234,5"), ("Unit", ""));
        answer.LedTo.ShouldBe("/articles");
        (await vera.Open("/articles?q=kabel")).ShouldSay("KAB-5").ShouldSay("1.234,50 €").ShouldSay("Stück");
    }

    [Fact]
    public async Task An_hourly_rate_is_always_for_an_hour()
    {
        using var vera = await app.As(World.Vera);
        await vera.Submit(await vera.Open("/articles/new"), "/articles", ("Number", "NACHT"), ("Name", "Nachtstunde"), ("Price", "150"), ("Unit", "Stück"), ("IsHourlyRate", "true"));
        (await app.Db(db => db.Articles.SingleAsync(a => a.Number == "NACHT"))).Rate.ShouldBe(HourlyRate.Of(150));
        (await vera.Open("/articles?q=nacht")).All(".list tbody td").ShouldBe(["NACHT", "Nachtstunde Stundensatz", "h", "150,00 €"]);
    }

    [Fact]
    public async Task What_does_not_fit_gets_a_sentence_beside_its_field()
    {
        using var vera = await app.As(World.Vera);
        var page = await vera.Open("/articles/new");
        var answer = await vera.Submit(page, "/articles", ("Number", "TON-1"), ("Name", ""), ("Price", "1.234,50"));
        answer.Status.ShouldBe(422);
        answer.ShouldSay("Die Nummer TON-1 hat schon ein anderer Artikel.").ShouldSay("Bitte die Bezeichnung eingeben.").ShouldSay("Bitte einen Betrag wie 89,50 eingeben");
        answer.One("[name=Price]").GetAttribute("value").ShouldBe("1.234,50");
        (await vera.Submit(page, "/articles", ("Number", ""), ("Name", "x"), ("Price", ""))).ShouldSay("Bitte die Artikelnummer eingeben.").ShouldSay("Bitte den Preis eingeben.");
        (await vera.Submit(page, "/articles", ("Number", "N"), ("Name", "x"), ("Price", "-5"))).ShouldSay("Der Betrag kann nicht negativ sein.");
    }

    [Fact]
    public async Task Two_people_edit_an_article_and_nothing_is_lost()
    {
        using var vera = await app.As(World.Vera);
        using var theo = await app.As(World.Theo);
        var edit = await app.Db(db => db.Articles.Where(a => a.Number == "TON-1").Select(a => $"/articles/{a.Id}").SingleAsync());
        var (veras, theos) = (await vera.Open(edit), await theo.Open(edit));
        (await theo.Submit(theos, edit, ("Price", "82,00"))).Status.ShouldBe(302);
        (await vera.Submit(veras, edit, ("Name", "Toner schwarz XL"))).Status.ShouldBe(302);
        (await vera.Open("/articles?q=toner")).ShouldSay("Toner schwarz XL").ShouldSay("82,00 €");
        (await vera.Submit(veras, edit, ("Price", "85"))).ShouldSay("Inzwischen gespeichert:82,00");
        await vera.Submit(await vera.Open(edit), edit, ("IsActive", "false"));
        (await vera.Open("/articles?q=toner")).ShouldSay("Nichts gefunden");
        (await vera.Open("/articles/suggestions?q=toner")).ShouldSay("Nichts gefunden");
        (await vera.Open("/articles?q=toner&all=true")).ShouldSay("Toner schwarz XL");
    }

    [Fact]
    public async Task Rita_sees_articles_without_prices_and_changes_none()
    {
        using var rita = await app.As(World.Rita);
        (await rita.Open("/articles")).ShouldSay("Toner schwarz").ShouldNotSay("79,90").ShouldNotSay("Neuer Artikel");
        (await rita.Get("/articles/1")).Status.ShouldBe(403);
        (await rita.Send("/articles", ("Number", "X"), ("Name", "X"), ("Price", "1"))).Status.ShouldBe(403);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
