using Microsoft.EntityFrameworkCore;
using Tresen.Devices;
using Tresen.Tests.Tickets;

namespace Tresen.Tests.Devices;

/// <summary>A serial number is often all that anybody knows.</summary>
public sealed class SerialTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Theory]
    [InlineData("SN-4711")]
    [InlineData("sn 4711")]
    public async Task A_serial_number_alone_finds_device_customer_and_site(string typed)
    {
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/new/context?serialNumber={Uri.EscapeDataString(typed)}")).ShouldSay(World.MuellerBau).ShouldSay("Gerät, Kunde und Standort werden übernommen.");
        var page = await theo.Open("/tickets/new");
        var number = Number(await theo.Submit(page, "/tickets", ("Subject", $"Nur die Nummer {typed}"), ("SerialNumber", typed), ("RequesterName", "Wachdienst")));
        var ticket = await app.Ticket(number);
        (ticket.Customer!.Name, ticket.Devices.Single().Device.SerialNumber).ShouldBe((World.MuellerBau, "SN-4711"));
        ticket.Site?.Id.ShouldBe(ticket.Devices.Single().Device.SiteId ?? ticket.Site!.Id);
    }

    [Fact]
    public async Task The_device_of_another_customer_is_not_taken()
    {
        using var theo = await app.As(World.Theo);
        (await theo.Open($"/tickets/new/context?serialNumber=SN-4711&customerName={Uri.EscapeDataString(World.OhlsenLogistik)}")).ShouldSay("Das Gerät eines anderen Kunden");
        var page = await theo.Open("/tickets/new?customer=10002");
        var ticket = await app.Ticket(Number(await theo.Submit(page, "/tickets", ("Subject", "Gebraucht gekauft"), ("SerialNumber", "SN-4711"))));
        (ticket.Customer!.Name, ticket.Devices.Count, ticket.SerialNumber).ShouldBe((World.OhlsenLogistik, 0, "SN-4711"));
        (await theo.Open($"/tickets/{ticket.Number}")).ShouldSay("Als Gerät anlegen"); // without an article it may be another thing with that number
    }

    [Fact]
    public async Task A_serial_number_that_stands_as_text_becomes_a_device_by_one_click()
    {
        var number = await app.NewTicket("Unbekannte Pumpe", customer: World.OhlsenLogistik, also: (t, by) => t.IsAbout(null, "P-77/3", by, app.Clock.GetUtcNow()));
        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/tickets/{number}");
        (await theo.Submit(page, $"/tickets/{number}/device")).LedTo.ShouldBe($"/tickets/{number}");
        var device = await app.Db(db => db.Set<Device>().Include(d => d.Customer).SingleAsync(d => d.SerialNumber == "P-77/3"));
        (device.Name, device.Customer.Name).ShouldBe(("Gerät P-77/3", World.OhlsenLogistik));
        var ticket = await app.Ticket(number);
        ticket.Devices.Single().DeviceId.ShouldBe(device.Id);
        ticket.Events.ShouldContain(e => e.Field == "Devices" && e.ToId == device.Id);
        (await theo.Open($"/tickets/{number}")).ShouldNotSay("Als Gerät anlegen").ShouldSay("Gerät P-77/3").ShouldNotSay("SeriennummerP-77/3"); // once, behind the device

        var next = await app.NewTicket("Wieder die Pumpe", customer: World.OhlsenLogistik, also: (t, by) => t.IsAbout(null, "p 77 3", by, app.Clock.GetUtcNow()));
        (await theo.Submit((await theo.Open($"/tickets/{next}")).ShouldSay("Gerät P-77/3 zuordnen"), $"/tickets/{next}/device")).Status.ShouldBe(302);
        (await app.Ticket(next)).Devices.Single().DeviceId.ShouldBe(device.Id);
        (await app.Db(db => db.Set<Device>().CountAsync(d => d.CustomerId == device.CustomerId && d.Name.StartsWith("Gerät P")))).ShouldBe(1);

        var orphan = await app.NewTicket("Ohne Kunden", also: (t, by) => t.IsAbout(null, "X-1000", by, app.Clock.GetUtcNow()));
        (await theo.Send($"/tickets/{orphan}/device")).ShouldSay("Ein Gerät braucht einen Kunden");
    }

    [Fact]
    public async Task Its_page_shows_tickets_times_material_and_files_and_a_label_leads_there()
    {
        var device = await app.Db(db => db.Set<Device>().SingleAsync(d => d.SerialNumber == "SN-4711"));
        using var theo = await app.As(World.Theo);
        var number = Number(await theo.Submit(await theo.Open($"/tickets/new?device={device.Id}"), "/tickets", ("Subject", "Lager läuft heiß")));
        await theo.Submit(await theo.Open($"/tickets/{number}/material"), $"/tickets/{number}/material", ("Text", "Kugellager 6204"), ("Quantity", "2"), ("Price", "8,40"));
        var activity = await app.Db(db => db.Set<Tresen.TimeTracking.Activity>().OrderBy(a => a.Position).Select(a => a.Id).FirstAsync());
        (await theo.Send("/time", ("Ticket", number.ToString()), ("Lines[0].ActivityId", activity.ToString()), ("Lines[0].Duration", "0:45"))).Status.ShouldBe(302);
        (await theo.SendFiles($"/devices/{device.Id}/files", [], ("Files", "Anleitung.txt", "Deckel zuerst"u8.ToArray()))).Status.ShouldBe(302);

        (await theo.Open($"/devices/{device.Id}")).ShouldSay("Lager läuft heiß").ShouldSay(World.MuellerBau);
        (await theo.Open($"/devices/{device.Id}/time")).ShouldSay("0:45").ShouldSay($"{number}");
        (await theo.Open($"/devices/{device.Id}/material")).ShouldSay("Kugellager 6204").ShouldSay($"{number}");
        var files = await theo.Open($"/devices/{device.Id}/files");
        files.ShouldSay("Anleitung.txt");
        (await theo.Get(files.One("a[download]").GetAttribute("href")!)).Html.ShouldBe("Deckel zuerst");

        var label = await theo.Open($"/devices/{device.Id}/label");
        label.ShouldSay("SN SN-4711").ShouldSay(World.MuellerBau);
        label.Document.QuerySelectorAll(".device-label-code svg").Length.ShouldBe(1);
        (await theo.Open("/customers/10001/devices/labels")).Document.QuerySelectorAll(".device-label").Length.ShouldBeGreaterThan(0);
        label.One(".device-label-text").GetAttribute("lang").ShouldBe("de");
        (await theo.Get("/customers/10003/devices/labels")).Status.ShouldBe(404, "nothing to print");
    }

    static int Number(Answer answer) => int.Parse(answer.LedTo?.Split('/')[^1] ?? throw new ShouldAssertException(answer.Text));
}
