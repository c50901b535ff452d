using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Devices;

namespace Tresen.Tests.Import;

/// <summary>Contacts and devices from a file.</summary>
public sealed class PeopleAndDevicesImportTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_person_who_acts_for_two_customers_is_one_person()
    {
        const string File = """
            Kundennummer;Anrede;Vorname;Nachname;E-Mail;Telefon;Mobil;Funktion;Ansprechpartner bis
            10001;Frau;Ina;Lüders;ina@lueders.example;04921 1;0171 2345678;Einkauf;31.12.2027
            10002;Frau;Ina;Lüders;ina@lueders.example;04921 1;0171 2345678;Beratung;
            10001;Frau;Karin;Müller;KARIN@muellerbau.example;04921 55511;;Inhaberin;
            10003;;;Hausmeister;;;;;
            """;
        using var theo = await app.As(World.Theo);
        var report = await theo.Imports("Contacts", File);
        report.Counts().ShouldBe("2 2 0 0");
        report.ShouldSay("Funktion: Geschäftsführung wird zu → Inhaberin");
        var ina = await app.Db(db => db.Contacts.SingleAsync(c => c.LastName == "Lüders"));
        (ina.Mobile, ina.Salutation).ShouldBe(("+491712345678", "Frau"));
        (await app.Db(db => db.CustomerContacts.Where(p => p.ContactId == ina.Id).OrderBy(p => p.CustomerId).Select(p => new { p.Role, p.Until }).ToListAsync()))
            .ShouldBe([new { Role = "Einkauf", Until = (DateOnly?)new DateOnly(2027, 12, 31) }, new { Role = "Beratung", Until = (DateOnly?)null }]);
        (await theo.Open("/customers/10001/imports")).ShouldSay("Ina Lüders").ShouldSay("Karin Müller");
        (await theo.Tries(await theo.Brings("Contacts", File))).Counts().ShouldBe("0 0 4 0");
    }

    [Fact]
    public async Task A_shared_mailbox_makes_no_two_people_one()
    {
        const string File = "Kunde,Vorname,Nachname,Mail\nMüller Bau GmbH,Arne,Ahrens,info@muellerbau.example\nMüller Bau GmbH,Berta,Behrens,info@muellerbau.example\n";
        using var theo = await app.As(World.Theo);
        (await theo.Imports("Contacts", File)).Counts().ShouldBe("2 0 0 0");
        (await theo.Tries(await theo.Brings("Contacts", File))).Counts().ShouldBe("0 0 2 0");
    }

    [Fact]
    public async Task People_are_found_by_their_numbers_too_and_two_lines_may_not_contradict_each_other()
    {
        using var theo = await app.As(World.Theo);
        var trial = await theo.Tries(await theo.Brings("Contacts", """
            Kundennummer;Vorname;Nachname;Telefon;Funktion;Anrede
            10001;Karin;Müller-Behn;04921/555-11;;
            10002;Karin;Müller-Behn;04921 55511;;Herr
            10001;Karin;Müller-Behn;04921 55511;;
            10009;Egal;Egal;;;
            10001;Falsch;Falsch;;;Prof.
            ;Ohne;Kunde;;;
            10001;Ohne;;;;
            """), ("Key", "Phone"));
        trial.Counts().ShouldBe("0 1 0 6");
        trial.ShouldSay("Nachname: Müller wird zu → Müller-Behn").ShouldSay("Zeile 2 sagt über Karin Müller-Behn etwas anderes.").ShouldSay("kommt schon in Zeile 2 vor").ShouldSay("Einen Kunden „10009“ gibt es nicht.")
            .ShouldSay("Als Anrede gibt es Frau und Herr.").ShouldSay("Bitte eintragen, zu welchem Kunden die Person gehört.").ShouldSay("Bitte den Nachnamen eingeben.");
        (await theo.TakesOver(trial, ("LeavesOutFailed", "true"))).Status.ShouldBe(302);
        (await app.Db(db => db.Contacts.Where(c => c.FirstName == "Karin").Select(c => c.LastName).SingleAsync())).ShouldBe("Müller-Behn");
    }

    [Fact]
    public async Task Devices_are_found_by_article_and_serial_number()
    {
        const string File = """
            Seriennummer;Artikel;Bezeichnung;Inventarnummer;Kundennummer;Standort;In Betrieb seit;Garantie bis
            SN-4711;DRU-9;;INV-1;10001;Werk Nord;01.02.2025;31.01.2028
            SN-4711;TON-1;Toner Halle 1;;10001;;;
            SN-9;Etikettendrucker L9;;;10002;;2025-03-04;
            """;
        using var theo = await app.As(World.Theo);
        var report = await theo.Imports("Devices", File);
        report.Counts().ShouldBe("2 1 0 0");
        report.ShouldSay("Inventarnummer: (leer) wird zu → INV-1").ShouldSay("Garantie bis: (leer) wird zu → 31.01.2028");
        (await app.Db(db => db.Devices.Where(d => d.SerialNumber == "SN-9").Select(d => new { d.Name, d.Customer.Number, d.InstalledOn }).SingleAsync()))
            .ShouldBe(new { Name = "Etikettendrucker L9", Number = "10002", InstalledOn = (DateOnly?)new DateOnly(2025, 3, 4) });
        (await theo.Tries(await theo.Brings("Devices", File))).Counts().ShouldBe("0 0 3 0");
        (await theo.Open("/customers/10002/imports")).ShouldSay("Etikettendrucker L9, SN-9");
    }

    [Fact]
    public async Task A_device_goes_to_another_customer_and_loses_its_site_and_what_is_wrong_changes_nothing()
    {
        using var theo = await app.As(World.Theo);
        var trial = await theo.Tries(await theo.Brings("Devices", """
            Seriennummer;Artikel;Kundennummer;Standort;In Betrieb seit;Garantie bis;In Betrieb
            SN-4711;DRU-9;10002;;;;nein
            SN-1;GIBTSNICHT;10001;;;;
            SN-2;;10001;Werk Süd;;;
            SN-3;TON-1;10001;;31.12.2026;01.01.2026;
            SN-4;TON-1;;;;;
            ;TON-1;10001;;;;
            SN-5;TON-1;10001;;32.1.2026;;
            """));
        trial.Counts().ShouldBe("0 1 0 6");
        trial.ShouldSay("Kundennummer: 10001 wird zu → 10002").ShouldSay("Standort: Werk Nord wird zu → (leer)").ShouldSay("In Betrieb: ja wird zu → nein").ShouldSay("Einen Artikel „GIBTSNICHT“ gibt es nicht.")
            .ShouldSay("10001 Müller Bau GmbH hat keinen Standort „Werk Süd“.").ShouldSay("Zeile 5, Spalte „Garantie bis“: Die Garantie kann nicht vor dem Einbau enden.").ShouldSay("zu welchem Kunden das Gerät gehört")
            .ShouldSay("Die Seriennummer fehlt.").ShouldSay("Das Datum „32.1.2026“ gibt es nicht.");
        (await theo.TakesOver(trial, ("LeavesOutFailed", "true"))).Status.ShouldBe(302);
        var device = await app.Db(db => db.Devices.Include(d => d.Customer).SingleAsync());
        (device.Customer.Number, device.SiteId, device.IsActive).ShouldBe(("10002", null, false));
    }

    [Fact]
    public async Task Devices_are_found_by_their_tag_and_no_serial_number_is_given_twice()
    {
        using var theo = await app.As(World.Theo);
        await theo.Imports("Devices", "Inventarnummer;Name;Seriennummer;Artikel;Kundennummer\nINV-7;Drucker 7;SN-7;DRU-9;10001\n", ("Key", "Tag"));
        var trial = await theo.Tries(await theo.Brings("Devices", "Inventarnummer;Name;Seriennummer;Artikel;Kundennummer\nINV-7;Drucker Sieben;SN-4711;DRU-9;10001\nINV-8;Drucker 8;SN-8;DRU-9;10001\n"), ("Key", "Tag"));
        trial.Counts().ShouldBe("1 0 0 1");
        trial.ShouldSay("Etikettendrucker L9 mit dieser Seriennummer gibt es schon, bei 10001 Müller Bau GmbH.");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
