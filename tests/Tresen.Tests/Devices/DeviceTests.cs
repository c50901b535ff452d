using Microsoft.EntityFrameworkCore;
using Tresen.Devices;

namespace Tresen.Tests.Devices;

/// <summary>Stammdaten &gt; Geräte.</summary>
public sealed class DeviceTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("4711")]
    [InlineData("sn-47")]
    [InlineData("halle mueller")]
    [InlineData("10001")]
    [InlineData("dru-9")]
    public async Task A_device_is_found_by_serial_name_article_and_customer(string typed)
    {
        using var rita = await app.As(World.Rita);
        (await rita.Open("/devices?q=" + Uri.EscapeDataString(typed))).All(".row-link").ShouldBe(["Etikettendrucker Halle 2"]);
    }

    [Fact]
    public async Task Vera_writes_a_device_down_at_its_customer_and_asks_for_work_on_it()
    {
        using var vera = await app.As(World.Vera);
        var site = await app.Db(db => db.Set<Tresen.Customers.Site>().Select(s => s.Id).SingleAsync());
        var page = await vera.Open("/devices/new?customer=10001");
        page.All("select[name=SiteId] option").ShouldBe(["– keiner –", "Werk Nord, Emden"]);
        var saved = await vera.Submit(page, "/devices", ("ArticleName", "DRU-9"), ("SerialNumber", "SN-4712"), ("Tag", "HS-0007"), ("SiteId", site.ToString()), ("InstalledOn", "1.3.24"), ("WarrantyUntil", "28.02.2026"));
        saved.Status.ShouldBe(302, saved.Text);
        var device = await vera.Open(saved.LedTo!);
        device.ShouldSay("Etikettendrucker L9 angelegt.").ShouldSay("SN-4712").ShouldSay("HS-0007").ShouldSay("Werk Nord").ShouldSay("Schlüssel beim Pförtner").ShouldSay("Garantie abgelaufen am 28.02.2026");
        device.One(".page-head-actions .btn-primary").GetAttribute("href").ShouldBe(saved.LedTo!.Replace("/devices/", "/tickets/new?device="));
        (await vera.Open("/customers/10001/devices")).All(".row-link").ShouldBe(["Etikettendrucker Halle 2", "Etikettendrucker L9"]);
        (await vera.Open("/devices?q=hs-0007")).All(".row-link").ShouldBe(["Etikettendrucker L9"]);
    }

    [Fact]
    public async Task The_same_article_and_serial_number_exist_once()
    {
        using var vera = await app.As(World.Vera);
        var answer = await vera.Submit(await vera.Open("/devices/new?customer=10002"), "/devices", ("ArticleName", "Etikettendrucker L9"), ("SerialNumber", " SN-4711 "));
        answer.Status.ShouldBe(422);
        answer.ShouldSay("Etikettendrucker L9 mit dieser Seriennummer gibt es schon, bei 10001 Müller Bau GmbH.");
        answer.One("[name=ArticleName]").GetAttribute("value").ShouldBe("Etikettendrucker L9");
        (await vera.Submit(await vera.Open("/devices/new?customer=10002"), "/devices", ("Name", "Anderes Fabrikat"), ("SerialNumber", "SN-4711"))).Status.ShouldBe(302);
    }

    [Fact]
    public async Task What_does_not_fit_gets_a_sentence_beside_its_field()
    {
        using var vera = await app.As(World.Vera);
        var page = await vera.Open("/devices/new");
        (await vera.Submit(page, "/devices", ("Name", "Drucker"))).ShouldSay("Bitte den Kunden wählen.").One("[name=Name]").GetAttribute("value").ShouldBe("Drucker");
        (await vera.Submit(page, "/devices", ("Name", "Drucker"), ("CustomerName", "Gibt es nicht"))).ShouldSay("Diesen Kunden gibt es nicht.");
        (await vera.Submit(page, "/devices", ("Name", ""), ("CustomerName", "10002"))).ShouldSay("Bitte eingeben, was es ist, oder einen Artikel wählen.");
        (await vera.Submit(page, "/devices", ("Name", "Drucker"), ("CustomerName", "10002"), ("ArticleName", "Nix"))).ShouldSay("Diesen Artikel gibt es nicht.");
        (await vera.Submit(page, "/devices", ("Name", "Drucker"), ("CustomerName", "10002"), ("InstalledOn", "2.1.2026"), ("WarrantyUntil", "1.1.2026"))).ShouldSay("Die Garantie kann nicht vor dem Einbau enden.");
        (await vera.Submit(page, "/devices", ("Name", "Drucker"), ("CustomerName", "10002"), ("WarrantyUntil", "31.02.2026"))).ShouldSay("Das Datum „31.02.2026“ gibt es nicht.");
        (await vera.Submit(page, "/devices", ("Name", new string('x', 300)), ("CustomerName", "10002"))).ShouldSay("Bitte höchstens 200 Zeichen.");
    }

    [Fact]
    public async Task Another_text_counts_more_than_the_record_chosen_before()
    {
        using var vera = await app.As(World.Vera);
        var saved = await vera.Submit(await vera.Open("/devices/new?customer=10001"), "/devices", ("Name", "Waage"), ("CustomerName", World.OhlsenLogistik));
        (await vera.Open(saved.LedTo!)).One(".trail").TextContent.ShouldContain("10002");
    }

    [Fact]
    public async Task Sold_on_it_leaves_the_old_customers_site_behind()
    {
        using var vera = await app.As(World.Vera);
        var id = await app.Db(db => db.Devices.Select(d => d.Id).SingleAsync());
        var page = await vera.Open($"/devices/{id}/edit");
        (await vera.Submit(page, $"/devices/{id}", ("CustomerName", "10002"))).Status.ShouldBe(302);
        var device = await app.Db(db => db.Devices.Include(d => d.Customer).SingleAsync());
        device.Customer.Number.ShouldBe("10002");
        device.SiteId.ShouldBeNull();
    }

    [Fact]
    public async Task Two_people_edit_a_device_and_nothing_is_lost()
    {
        using var vera = await app.As(World.Vera);
        using var theo = await app.As(World.Theo);
        var id = await app.Db(db => db.Devices.Select(d => d.Id).SingleAsync());
        var (veras, theos) = (await vera.Open($"/devices/{id}/edit"), await theo.Open($"/devices/{id}/edit"));
        (await theo.Submit(theos, $"/devices/{id}", ("Tag", "HS-1"))).Status.ShouldBe(302);
        (await vera.Submit(veras, $"/devices/{id}", ("WarrantyUntil", "31.12.2027"))).Status.ShouldBe(302);
        (await vera.Open($"/devices/{id}")).ShouldSay("HS-1").ShouldSay("Garantie bis 31.12.2027").ShouldSay("Werk Nord");
        (await vera.Submit(veras, $"/devices/{id}", ("Tag", "HS-2"))).ShouldSay("Inzwischen gespeichert:HS-1");
    }

    [Fact]
    public async Task Rita_looks_and_changes_nothing()
    {
        using var rita = await app.As(World.Rita);
        var id = await app.Db(db => db.Devices.Select(d => d.Id).SingleAsync());
        (await rita.Open($"/devices/{id}")).ShouldSay("SN-4711").ShouldNotSay("Bearbeiten").ShouldNotSay("Neue Anfrage anlegen");
        (await rita.Open("/devices")).ShouldNotSay("Neues Gerät");
        (await rita.Get("/devices/new")).Status.ShouldBe(403);
        (await rita.Get($"/devices/{id}/edit")).Status.ShouldBe(403);
        (await rita.Send($"/devices/{id}", ("Name", "x"))).Status.ShouldBe(403);
        (await rita.Get("/devices/99999")).Status.ShouldBe(404);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
