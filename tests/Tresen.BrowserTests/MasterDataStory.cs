using System.Text.RegularExpressions;

namespace Tresen.BrowserTests;

/// <summary>Customers with all that belongs to them, articles, departments and who works in them.</summary>
public sealed partial class MasterDataStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_customer_with_people_places_and_machines(bool withScript)
    {
        var name = withScript ? "Eisdiele Polar" : "Kiosk Nordwind";
        var anna = await Administrator(withScript);
        await anna.Open("/");
        await anna.Follow("Adressen");
        await anna.Press("Neuer Kunde");
        await anna.Fill("Name", name);
        await anna.Fill("Straße und Hausnummer", "Hafenstraße 1");
        await anna.Fill("PLZ", "24103");
        await anna.Fill("Ort", "Kiel");
        await anna.Fill("Telefon", withScript ? "040 66969-901" : "040 66969-902");
        await anna.Fill("Stundensatz", "95,50");
        await anna.Press("Anlegen");
        await anna.Hears($"{name} hat die Nummer");
        await anna.Sees("95,50 €/h");

        await anna.Follow("Ansprechpartner");
        await anna.Press("Ansprechpartner hinzufügen");
        await anna.Choose("Anrede", "Frau");
        await anna.Fill("Vorname", "Wiebke");
        await anna.Fill("Nachname", withScript ? "Eisen" : "Windt");
        await anna.Press("Anlegen");
        await anna.Hears("ist jetzt Ansprechpartner");

        await anna.Follow("Standorte");
        await anna.Press("Neuer Standort");
        await anna.Fill("Name", "Kühlhaus");
        await anna.Fill("Zugang", "Klingel zweimal.");
        await anna.Press("Anlegen");
        await anna.Hears("Standort Kühlhaus angelegt.");

        await anna.FollowTab("Geräte");
        await anna.Press("Neues Gerät");
        await anna.SeesIn("Kunde", name);
        await anna.Find("Artikel", "Klimagerät", "Klimagerät Kühlwerk 5");
        await anna.Fill("Seriennummer", withScript ? "KW5-1001" : "KW5-1002");
        await anna.Choose("Standort", "Kühlhaus");
        await anna.Press("Anlegen");
        await anna.Hears("angelegt");
        await anna.Sees("Kühlhaus");

        await anna.Open("/customers");
        await anna.Fill("Adressen durchsuchen", name[..6]);
        await anna.Press("Suchen");
        await anna.Sees(name);
    }

    [Fact]
    public async Task An_article_a_department_and_somebody_who_works_there()
    {
        var anna = await Administrator();
        await anna.Open("/articles/new");
        await anna.Fill("Artikelnummer", "SCH-1");
        await anna.Fill("Bezeichnung", "Schlüssel, nachgemacht");
        await anna.Fill("Preis", "12,50");
        await anna.Press("Anlegen");
        await anna.Hears("Artikel SCH-1 Schlüssel, nachgemacht angelegt.");

        await anna.Open("/administration/departments/new");
        await anna.Fill("Name", "Schlüsseldienst");
        await anna.Tick("vor dem Start");
        await anna.Choose("Lea Wagner", "Leitung");
        await anna.Press("Speichern");
        await anna.Hears("Abteilung Schlüsseldienst angelegt.");

        await anna.Open("/administration/staff/new");
        await anna.Fill("Name", "Nils Neumann");
        await anna.Fill("E-Mail", "nils.neumann@nordlicht.example");
        await anna.Choose("Schlüsseldienst", "Mitglied");
        await anna.Press("Anlegen und einladen");
        await anna.Sees("/welcome?code=");
        var invitation = Invitation().Match(await anna.Page.ContentAsync()).Value.Replace("&amp;", "&", StringComparison.Ordinal);

        var nils = await Stranger();
        await nils.Open(invitation);
        await nils.Sees("Willkommen, Nils Neumann");
        await nils.Fill("Neues Passwort", "ganz-geheim-2026");
        await nils.Press("Passwort speichern");
        await nils.SignIn("nils.neumann@nordlicht.example", "ganz-geheim-2026");
        await nils.Sees("Mein Tag");
    }

    [GeneratedRegex(@"/welcome\?code=[^""<\s]+")]
    private static partial Regex Invitation();
}
