using System.Text;

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
}
