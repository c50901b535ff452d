using System.Globalization;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;

namespace Tresen.Import;

/// <summary>A person's part at a customer as a line says it; while a line is being read, one of them may not be there yet.</summary>
public sealed record PersonAt(Contact? Person, CustomerContact? Place, Customer? Customer);

/// <summary>The columns of each kind of file, in their order. Lengths and rules are those of the forms.</summary>
public static class KnownFields
{
    static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    public static readonly IReadOnlyList<Field<Customer>> OfCustomers =
    [
        new("Number", "Kundennummer", "kundennr kdnr knr nummer nr debitor debitorennummer debitorennr adressnummer customernumber customerno customerid number id", c => c.Number) { Most = 40 },
        new("Name", "Name", "firma firmenname kunde kundenname name1 company companyname customer customername", c => c.Name),
        new("Street", "Straße und Hausnummer", "strasse strassehausnummer strassenr anschrift adresse street streetandnumber address", c => c.Street),
        new("PostalCode", "PLZ", "postleitzahl zip zipcode postalcode postcode", c => c.PostalCode) { Most = 20 },
        new("Town", "Ort", "stadt wohnort city town", c => c.Town) { Most = 100 },
        new("Phone", "Telefon", "tel fon telefon1 telefonnummer telefonnr rufnummer phone phonenumber telephone", c => c.Phone) { Most = 50, Rule = new ReadablePhoneAttribute() },
        new("Mail", "E-Mail", "mail mailadresse emailadresse emailaddress", c => c.Mail) { Most = 250, Rule = new UsableMailAttribute() },
        new("VatId", "USt-IdNr.", "ustid umsatzsteuerid umsatzsteueridentifikationsnummer uid vatid vatno vatnumber", c => c.VatId) { Most = 30, Rule = new ReadableVatIdAttribute() },
        new("Domains", "Mail-Domains", "domain domains maildomain", c => string.Join(", ", c.Domains.Select(d => d.Domain).Order(StringComparer.Ordinal))) { Most = 2000 },
        new("NoticeKind", "Hinweis", "hinweisart sperre gesperrt notice noticekind", c => c.NoticeKind == NoticeKind.None ? "" : Said(c.NoticeKind)),
        new("Notice", "Text des Hinweises", "hinweistext sperrgrund warnung noticetext", c => c.Notice) { Most = 1000 },
        new("Rate", "Stundensatz", "satz stundenpreis rate hourlyrate", c => c.Rate?.Euros.ToString("0.00", German) ?? "") { ToSee = Capability.SeePrices, ToChange = Capability.Billing, IsNumber = true },
        new("Remark", "Bemerkung", "bemerkungen notiz notizen kommentar anmerkung remark remarks note comment", c => c.Remark) { Most = 20_000 },
        new("IsActive", "In Gebrauch", "aktiv active inuse", c => Said(c.IsActive)),
    ];

    public static readonly IReadOnlyList<Field<PersonAt>> OfContacts =
    [
        new("Customer", "Kundennummer", "kundennr kdnr knr kunde kundenname firma debitor debitorennummer customernumber customerno customer company", p => p.Customer?.Number ?? ""),
        new("Salutation", "Anrede", "salutation title", p => p.Person is { } person ? Words.Of(person.Salutation) : "") { Most = 20 },
        new("FirstName", "Vorname", "firstname givenname", p => p.Person?.FirstName ?? "") { Most = 100 },
        new("LastName", "Nachname", "name familienname zuname ansprechpartner kontakt person lastname surname contact", p => p.Person?.LastName ?? "") { Most = 100 },
        new("Mail", "E-Mail", "mail mailadresse emailadresse emailaddress", p => p.Person?.Mail ?? "") { Most = 250, Rule = new UsableMailAttribute() },
        new("Phone", "Telefon", "tel fon telefon1 telefonnummer durchwahl rufnummer phone phonenumber telephone", p => p.Person?.Phone ?? "") { Most = 50, Rule = new ReadablePhoneAttribute() },
        new("Mobile", "Mobil", "mobiltelefon mobilnummer handy handynummer mobile mobilephone cell", p => p.Person?.Mobile ?? "") { Most = 50, Rule = new ReadablePhoneAttribute() },
        new("Role", "Funktion", "rolle position abteilung role function jobtitle", p => p.Place?.Role ?? "") { Most = 100 },
        new("Until", "Ansprechpartner bis", "bis endedatum letztertag until enddate contactuntil", p => Said(p.Place?.Until)),
    ];

    public static readonly IReadOnlyList<Field<Device>> OfDevices =
    [
        new("SerialNumber", "Seriennummer", "seriennr sn serial serialnumber serialno", d => d.SerialNumber) { Most = 100 },
        new("Article", "Artikel", "artikelnummer artikelnr artikelbezeichnung modell typ article articlenumber model", d => d.Article?.Number ?? ""),
        new("Name", "Name", "bezeichnung gerat geratename description device", d => d.Name),
        new("Tag", "Inventarnummer", "inventarnr inventar tag assettag inventorynumber", d => d.Tag) { Most = 100 },
        new("Customer", "Kundennummer", "kundennr kdnr knr kunde kundenname firma debitor debitorennummer customernumber customerno customer company", d => d.Customer.Number),
        new("Site", "Standort", "ort filiale niederlassung site location", d => d.Site?.Name ?? "") { Most = 100 },
        new("InstalledOn", "In Betrieb seit", "eingebaut eingebautam einbau einbaudatum installiert installiertam lieferdatum installed installedon inservicesince", d => Said(d.InstalledOn)),
        new("WarrantyUntil", "Garantie bis", "garantie garantieende gewahrleistung gewahrleistungbis warranty warrantyuntil", d => Said(d.WarrantyUntil)),
        new("IsActive", "In Betrieb", "aktiv active inservice inuse", d => Said(d.IsActive)),
    ];

    /// <summary>The columns of that kind of file.</summary>
    public static IReadOnlyList<Field> Of(MasterData what) => what switch
    {
        MasterData.Customers => OfCustomers,
        MasterData.Contacts => OfContacts,
        _ => OfDevices,
    };

    /// <summary>Those that this person may fill in.</summary>
    public static IReadOnlyList<Field> Of(MasterData what, Me me) => [.. Of(what).Where(f => me.Can(f.ToChange))];

    /// <summary>A kind of notice in words.</summary>
    public static string Said(NoticeKind kind) => kind switch
    {
        NoticeKind.None => Words.Of("keiner"),
        NoticeKind.Information => Words.Of("zur Kenntnis"),
        _ => NoticeWords.Short(kind)!,
    };

    static string Said(DateOnly? day) => day?.ToString("dd.MM.yyyy", German) ?? "";

    static string Said(bool yes) => yes ? Words.Of("ja") : Words.Of("nein");
}
