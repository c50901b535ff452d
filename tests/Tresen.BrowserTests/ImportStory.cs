using System.Text;
using MiniExcelLibs;

namespace Tresen.BrowserTests;

/// <summary>Customers come from another program's file.</summary>
public sealed class ImportStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Customers_come_from_a_file_are_looked_at_first_and_taken_over(bool withScript)
    {
        var (number, way) = (withScript ? "7000" : "7100", withScript ? "script" : "plain");
        var file = $"Kundennr;Firma;Strasse;PLZ;Ort;Telefon;Notiz;Interne Kennung\r\n{number}1;Käserei Björn & Söhne;Am Alten Markt 3;24103;Kiel;0431 55{number};\"Lieferung nur\nvormittags\";X-1\r\n"
            + $"{number}2;Reederei Öhlmann;Kai 7;24159;Kiel;0431 66{number};;X-2\r\n{number}3;Gärtnerei Grün;Weg 1;24105;Kiel;nachmittags;;X-3\r\n10002;;;;{(withScript ? "Eckernförde" : "Schleswig")};;;X-4\r\n";
        var anna = (await Administrator(withScript)).Expects("422 POST /imports");
        await anna.Open("/customers");
        await anna.Press("Import und Export");
        await anna.Sees("Als Datei mitnehmen");
        await anna.Inspect($"imports-{way}");
        await anna.Attach("Datei", "Kundenstamm.csv", Encoding.Latin1.GetBytes(file), "text/csv");
        await anna.Press("Hochladen");

        await anna.Sees("Welche Spalte ist was?");
        await anna.SeesChosen("Feld für Firma", "Name");
        await anna.SeesChosen("Feld für Interne Kennung", "– nicht übernehmen –");
        await anna.Choose("Feld für Notiz", "Bemerkung");
        await anna.Inspect($"import-columns-{way}");
        await anna.Press("Probe ansehen");

        await anna.Sees("Noch ist nichts geändert.");
        await anna.Sees($"Zeile 5, Spalte „Telefon“: Bitte eine Telefonnummer mit Vorwahl eingeben");
        await anna.Inspect($"import-trial-{way}");
        await anna.Press("Übernehmen");
        await anna.Sees("Solange es welche gibt, wird nichts übernommen.");
        await anna.Inspect($"import-refused-{way}");
        await anna.Tick("Zeilen mit Fehlern weglassen und alle anderen übernehmen");
        await anna.Press("Übernehmen");

        await anna.Hears("Übernommen: 2 neu, 1 geändert.");
        await anna.Inspect($"import-report-{way}");
        await anna.Follow($"{number}1 Käserei Björn & Söhne");
        await anna.Sees("Am Alten Markt 3");
        await anna.Sees("vormittags");
        await anna.FollowTab("Importe");
        await anna.Sees("Kundenstamm.csv");
        await anna.Inspect($"customer-imports-{way}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Customers_come_from_an_Excel_file_as_an_office_writes_it(bool withScript)
    {
        var (number, way) = withScript ? (7200, "script") : (7300, "plain");
        var anna = await Administrator(withScript);
        var known = await TakeIn(anna, $"Seilerei Tampen {way}", ("Ort", "Kiel"));
        var file = Workbook(
            new() { ["Kd.-Nr."] = number + 1, ["Firma"] = $"Segelmacherei Böe {way}", ["PLZ"] = 24103, ["Ort"] = "Kiel", ["Stundensatz"] = 87.5m },
            new() { ["Kd.-Nr."] = number + 2, ["Firma"] = $"Räucherei Übersee {way}", ["PLZ"] = "01067", ["Ort"] = "Dresden", ["Stundensatz"] = null },
            new() { ["Kd.-Nr."] = int.Parse(known, System.Globalization.CultureInfo.InvariantCulture), ["Firma"] = $"Seilerei Tampen {way}", ["PLZ"] = null, ["Ort"] = "Laboe", ["Stundensatz"] = null });
        await anna.Open("/imports");
        await anna.Attach("Datei", $"Kunden {way}.xlsx", file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        await anna.Press("Hochladen");
        await anna.SeesChosen("Feld für Kd.-Nr.", "Kundennummer");
        await anna.Press("Probe ansehen");
        await anna.Sees("Noch ist nichts geändert.");
        await anna.SeesInRow($"Segelmacherei Böe {way}", "87,50");
        await anna.SeesInRow($"Seilerei Tampen {way}", "Laboe");
        await anna.Inspect($"import-excel-{way}");
        await anna.Open($"/customers/{known}");
        await anna.DoesNotSee("Laboe"); // it was only tried

        await anna.Open("/imports");
        await anna.Follow($"Kunden {way}.xlsx");
        await anna.Press("Probe ansehen");
        await anna.Press("Übernehmen");
        await anna.Hears("Übernommen: 2 neu, 1 geändert.");
        await anna.Follow($"{number + 2} Räucherei Übersee {way}");
        await anna.Sees("01067");
        await anna.Open($"/customers/{known}");
        await anna.Sees("Laboe");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Contacts_and_devices_are_taken_away_for_Excel(bool withScript)
    {
        var (owner, serial) = withScript ? ("Orgelbau Pfeife", "OP-77001") : ("Glockengießerei Klöppel", "GK-77002");
        var anna = await Administrator(withScript);
        var customer = await TakeIn(anna, owner);
        await anna.Open($"/customers/{customer}/contacts/new");
        await anna.Fill("Vorname", "Øyvind");
        await anna.Fill("Nachname", owner.Split(' ')[1]);
        await anna.Fill("Funktion", "=Werkstatt");
        await anna.Press("Anlegen");
        await anna.Hears("ist jetzt Ansprechpartner");
        await anna.Open($"/devices/new?customer={customer}");
        await anna.Fill("Name", "Gebläse");
        await anna.Fill("Seriennummer", serial);
        await anna.Press("Anlegen");
        await anna.Hears("angelegt");

        await anna.Open("/imports");
        var (name, people) = await anna.Download("Ansprechpartner als Excel-Datei");
        name.ShouldStartWith("Ansprechpartner ");
        name.ShouldEndWith(".xlsx");
        var person = Rows(people).Single(r => r["Kundennummer"] == customer);
        (person["Vorname"], person["Nachname"], person["Funktion"], person["Kunde"]).ShouldBe(("Øyvind", owner.Split(' ')[1], "=Werkstatt", owner));
        var device = Rows((await anna.Download("Geräte als Excel-Datei")).Content).Single(r => r["Seriennummer"] == serial);
        (device["Name"], device["Kundennummer"], device["Kunde"]).ShouldBe(("Gebläse", customer, owner));
    }

    static byte[] Workbook(params Dictionary<string, object?>[] lines)
    {
        using var file = new MemoryStream();
        file.SaveAs(lines);
        return file.ToArray();
    }

    static IEnumerable<IDictionary<string, string?>> Rows(byte[] workbook)
    {
        using var file = new MemoryStream(workbook);
        return [.. file.Query(useHeaderRow: true).Select(row => ((IDictionary<string, object?>)row).ToDictionary(c => c.Key, c => c.Value?.ToString()))];
    }
}
