using Microsoft.Playwright;
using Tresen.Platform.Text;

namespace Tresen.BrowserTests;

/// <summary>Machines: known by a number that somebody reads out, under warranty or not, and by a sticker.</summary>
public sealed class DeviceStory(Stage stage) : Story(stage)
{
    const string Q = "Telefon, Name, Kundennummer, Seriennummer, Ticket oder Gespräch";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_number_written_on_a_ticket_becomes_a_device_and_finds_whose_it_is(bool withScript)
    {
        var (owner, serial) = withScript ? ("Waschsalon Schaumkrone", "WS-88/4711-A") : ("Reinigung Faltenfrei", "RF-99/4711-B");
        var anna = await Administrator(withScript);
        var customer = await TakeIn(anna, owner, ("Straße und Hausnummer", "Kanalufer 2"), ("PLZ", "24103"), ("Ort", "Kiel"));
        await anna.Open($"/customers/{customer}/sites/new");
        await anna.Fill("Name", "Trommelkeller");
        await anna.Fill("Zugang", "Klappe im Hof.");
        await anna.Press("Anlegen");
        await anna.Hears("Standort Trommelkeller angelegt.");

        var number = await TakeCall(anna, "Trommel dreht nicht", owner);
        await anna.Open($"/tickets/{number}/details");
        await anna.Choose("Standort", "Trommelkeller");
        await anna.Fill("Seriennummer", serial);
        await anna.Press("Speichern");
        await anna.Open($"/tickets/{number}");
        await anna.Inspect(withScript ? "serial-as-text" : "serial-as-text-plain");
        await anna.Press("Als Gerät anlegen");
        await anna.Hears($"Gerät: Gerät {serial}.");
        await anna.Follow($"Gerät {serial}");
        await anna.Sees("Trommel dreht nicht");
        await anna.Sees("Klappe im Hof.");
        await anna.Inspect(withScript ? "device-of-a-serial" : "device-of-a-serial-plain");

        var tim = await Tim(withScript);
        await tim.Open("/calls/new");
        await tim.Fill(Q, serial.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()); // as it is read out
        if (!withScript)
        {
            await tim.Press("Finden");
        }

        await tim.Sees(owner);
        await tim.Sees("Trommel dreht nicht");
        await tim.Inspect(withScript ? "call-by-serial" : "call-by-serial-plain");
        await tim.Fill("Betreff", "Trommel dreht schon wieder nicht");
        await tim.Press("Neues Ticket anlegen");
        await tim.Hears("ist angelegt");
        await tim.Sees($"Gerät {serial}");
        await tim.Sees("Trommelkeller");
        await tim.Follow($"Gerät {serial}");
        await tim.Sees("Trommel dreht schon wieder nicht");
    }

    [Fact]
    public async Task Whether_a_warranty_runs_is_seen_while_the_ticket_is_written_and_on_it()
    {
        var anna = await Administrator();
        var customer = await TakeIn(anna, "Copyshop Doppelklick");
        foreach (var (name, serial, until, said) in new[] { ("Plotter am Fenster", "CD-2031", "31.12.2031", "Garantie bis 31.12.2031"), ("Plotter im Lager", "CD-2019", "31.12.2019", "Garantie abgelaufen am 31.12.2019") })
        {
            await anna.Open($"/devices/new?customer={customer}");
            await anna.Fill("Name", name);
            await anna.Fill("Seriennummer", serial);
            await anna.Fill("Garantie bis", until);
            await anna.Press("Anlegen");
            await anna.Sees(said);
            await anna.Follow("Neue Anfrage anlegen");
            await anna.Fill("Betreff", $"{name} schmiert");
            await anna.Fill("Seriennummer", serial);
            await anna.Choose("Abteilung", "IT-Service");
            await anna.Sees(said);
            await anna.Inspect($"warranty-new-{serial}");
            await anna.Press("Anlegen");
            await anna.Hears("ist angelegt");
            await anna.Sees(said);
            await anna.Inspect($"warranty-{serial}");
        }
    }

    [Fact]
    public async Task The_code_on_its_sticker_opens_a_device_on_a_telephone()
    {
        var anna = await Administrator();
        var customer = await TakeIn(anna, "Bowlingcenter Strike");
        await anna.Open($"/devices/new?customer={customer}");
        await anna.Fill("Name", "Kegelaufsteller Bahn 7");
        await anna.Fill("Seriennummer", "KA-7-0815");
        await anna.Press("Anlegen");
        await anna.Hears("angelegt");
        var device = anna.Where;
        await anna.Follow("Etikett");
        var printed = await anna.Page.Locator(".device-label-code").InnerHTMLAsync();
        var address = Stage.Tresen.Address + device;
        printed.ShouldBe(await anna.Page.EvaluateAsync<string>("svg => { const p = document.createElement('p'); p.innerHTML = svg; return p.innerHTML; }", QrCode.Svg(address)));

        // Whoever scans it isn't signed in at first, and lands at the device nevertheless.
        var scanner = await Stranger();
        await scanner.Page.SetViewportSizeAsync(Screens.Narrow.Width, Screens.Narrow.Height);
        await scanner.Open(address);
        await scanner.Fill("E-Mail", "tim.rohde@nordlicht.example");
        await scanner.Fill("Passwort", Stage.Tresen.Password);
        await scanner.Press("Anmelden");
        await scanner.ArrivesAt(device);
        await scanner.Sees("Kegelaufsteller Bahn 7");
        await scanner.Sees("KA-7-0815");
        await Assertions.Expect(scanner.Page.GetByRole(AriaRole.Link, new() { Name = "Neue Anfrage anlegen" })).ToBeInViewportAsync();
        await scanner.Inspect("device-scanned");
    }
}
