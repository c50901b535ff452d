using System.Globalization;
using Tresen.Articles;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform;
using Tresen.Platform.Data;

namespace Tresen.Demo;

/// <summary>Invented customers with their people, places and machines.</summary>
sealed class DemoCustomers(TresenDb db, Random chance, DateTimeOffset now)
{
    const int FirstNumber = 10_001;

    // Name, town, postal code, mail domain.
    static readonly string[] Firms =
    [
        "Bäckerei Sonnig|Kiel|24103|sonnig", "Autohaus Lindner GmbH|Rendsburg|24768|lindner-auto", "Praxis Dr. Weber|Kiel|24105|praxis-weber", "Müller & Söhne Metallbau|Neumünster|24534|mueller-metall",
        "Hotel Fördeblick|Eckernförde|24340|foerdeblick", "Tischlerei Jessen|Schleswig|24837|tischlerei-jessen", "Steuerkanzlei Albers|Kiel|24114|albers-steuer", "Spedition Harms KG|Rendsburg|24768|harms-spedition",
        "Kindergarten Wirbelwind|Plön|24306|wirbelwind", "Gärtnerei Grünhagen|Preetz|24211|gruenhagen", "Druckerei Voss|Kiel|24109|druck-voss", "Weingut am See|Eutin|23701|weingut-see",
        "Stadtwerke Aukrug|Aukrug|24613|sw-aukrug", "Möwe Fischhandel|Kappeln|24376|moewe-fisch", "Architekturbüro Thomsen|Flensburg|24937|thomsen-architekten", "Elektro Ralf Möller|Bordesholm|24582|elektro-moeller",
        "Apotheke am Markt|Plön|24306|markt-apotheke", "Hausverwaltung Nissen|Kiel|24116|hv-nissen", "Rechtsanwälte Kruse Partner|Kiel|24103|kruse-partner", "Modehaus Behrens|Husum|25813|behrens-mode",
        "Zimmerei Holtorf|Nortorf|24589|holtorf", "Pflegedienst Sonnenschein|Neumünster|24534|pd-sonnenschein", "Getränke Lorenzen|Husum|25813|lorenzen-getraenke", "Landtechnik Petersen GmbH & Co. KG|Heide|25746|landtechnik-petersen",
        "Sanitätshaus Wolff|Itzehoe|25524|wolff-sanitaet", "Kfz-Werkstatt Jensen|Flensburg|24941|kfz-jensen", "Buchhandlung Seitenweise|Kiel|24105|seitenweise", "Bootswerft Claasen|Laboe|24235|werft-claasen",
        "Zahnarztpraxis Dr. Yıldız|Kiel|24143|zahn-yildiz", "Fliesen Brockmann|Bad Segeberg|23795|brockmann-fliesen", "Reisebüro Fernweh|Lübeck|23552|fernweh", "Bauunternehmen Schröder|Lübeck|23560|schroeder-bau",
        "Molkerei Holsteiner Land|Bad Bramstedt|24576|holsteiner-land", "Ingenieurbüro Friis|Flensburg|24937|ib-friis", "Physiotherapie Bewegt|Kiel|24118|bewegt", "Optik Sander|Rendsburg|24768|optik-sander",
        "Campingplatz Ostseewiese|Heiligenhafen|23774|ostseewiese", "Maschinenbau Rieken|Elmshorn|25335|rieken", "Malerbetrieb Bunte|Pinneberg|25421|maler-bunte", "Raumausstatter Sievers|Uetersen|25436|sievers-raum",
        "Schule am Deich|Büsum|25761|schule-deich", "Dachdecker Ahrens|Brunsbüttel|25541|dach-ahrens", "Notariat Hoffmann|Kiel|24103|notariat-hoffmann", "Café Kleine Pause|Eckernförde|24340|kleine-pause",
        "Tierarztpraxis Lüders|Preetz|24211|tierarzt-lueders", "Werbeagentur Zweiklang|Kiel|24114|zweiklang", "Fahrrad Kettenwerk|Kiel|24118|kettenwerk", "Labor Nordanalytik|Neumünster|24537|nordanalytik",
        "Wohnungsgenossenschaft Hafen eG|Kiel|24143|wg-hafen", "Imkerei Honigtal|Malente|23714|honigtal", "Schlosserei Eiserne Hand|Schleswig|24837|eiserne-hand", "Kosmetikstudio Rosé|Kiel|24105|studio-rose",
        "Gasthof Zur Linde|Bordesholm|24582|gasthof-linde", "Großhandel Martens|Neumünster|24539|martens-gross", "Verein Segelfreunde e. V.|Strande|24229|segelfreunde", "Softwarehaus Deichgrün|Kiel|24118|deichgruen",
        "Fleischerei Timm|Plön|24306|fleischerei-timm", "Kanalreederei Dierks|Brunsbüttel|25541|dierks", "Musikschule Taktvoll|Flensburg|24939|taktvoll", "Transportbeton Nordsand|Itzehoe|25524|nordsand",
    ];

    static readonly string[] First = ["Heike", "Bernd", "Claudia", "Dirk", "Ebru", "Frank", "Gesa", "Henning", "Ines", "Jörg", "Katrin", "Lars", "Maike", "Nils", "Olga", "Peer", "Renate", "Stefan", "Tanja", "Uwe", "Wiebke", "Yvonne", "Kerstin", "Murat"];
    static readonly string[] Last = ["Sonnig", "Lindner", "Weber", "Hansen", "Paulsen", "Jessen", "Albers", "Harms", "Schmidt", "Grünhagen", "Voss", "Dohrn", "Carstensen", "Möller", "Thomsen", "Kaya", "Nissen", "Behrens", "Holtorf", "Lorenzen", "Wolff", "Brockmann", "Friis", "Sievers"];
    static readonly string[] Roles = ["Geschäftsführung", "Büroleitung", "Technik", "Einkauf", "Empfang", "Lager", "IT"];
    static readonly string[] Streets = ["Holtenauer Straße", "Dorfstraße", "Bahnhofstraße", "Am Markt", "Industrieweg", "Hafenstraße", "Kirchenweg", "Gewerbering", "Mühlenkamp", "Alte Landstraße"];
    static readonly string[] Female = ["Heike", "Claudia", "Ebru", "Gesa", "Ines", "Katrin", "Maike", "Olga", "Renate", "Tanja", "Wiebke", "Yvonne", "Kerstin"];

    static readonly (string Number, string Name, decimal Price)[] Machines =
    [
        ("MFP-4520", "Multifunktionsgerät Kopia 4520", 2490), ("LAS-310", "Laserdrucker Kopia 310", 389), ("ETI-9", "Etikettendrucker Klebfix 9", 640),
        ("SRV-T2", "Server Granit T2", 3850), ("NAS-8", "Sicherungsgerät Speicher 8", 1290), ("NB-14", "Notebook Feder 14", 1120), ("AP-6", "Zugangspunkt Funk 6", 149),
        ("TEL-20", "Telefonanlage Anruf 20", 1750), ("THR-24", "Gastherme Warmwerk 24", 3200), ("LUE-900", "Lüftungsanlage Frische 900", 8900),
        ("KLI-5", "Klimagerät Kühlwerk 5", 2150), ("AUF-630", "Aufzug Steig 630", 48000), ("TOR-R4", "Rolltor Rampe R4", 4100),
    ];

    /// <summary>Everybody, in the order of their numbers.</summary>
    public IReadOnlyList<Customer> All { get; private set; } = [];

    /// <summary>The devices of each customer.</summary>
    public IReadOnlyDictionary<Customer, List<Device>> Devices { get; private set; } = new Dictionary<Customer, List<Device>>();

    /// <summary>Things to sell by the piece.</summary>
    public IReadOnlyList<Article> Spares { get; private set; } = [];

    /// <summary>Makes so many customers; saved by the caller. Beyond the sixty that are named, names repeat with a number.</summary>
    public void MoveIn(int count)
    {
        var machines = Machines.Select(m => new Article(m.Number, m.Name, "Stück", Money.Of(m.Price))).ToList();
        Spares =
        [
            new Article("TON-S", "Toner schwarz", "Stück", Money.Of(79.90m)), new Article("TON-F", "Toner farbig", "Stück", Money.Of(94.50m)), new Article("ROL-1", "Einzugsrolle", "Stück", Money.Of(38)),
            new Article("FIL-F7", "Luftfilter F7", "Stück", Money.Of(44.20m)), new Article("AKK-USV", "USV-Akku", "Stück", Money.Of(119)), new Article("KAB-10", "Netzwerkkabel 10 m", "Stück", Money.Of(14.90m)),
            new Article("PUM-2", "Umwälzpumpe", "Stück", Money.Of(286)), new Article("LED-50", "LED-Strahler 50 W", "Stück", Money.Of(69)),
        ];
        db.AddRange(machines);
        db.AddRange(Spares);
        db.AddRange(
            new Article("STD-EXP", "Expressstundensatz", "h", Money.Of(129), isHourlyRate: true),
            new Article("STD-WE", "Stundensatz Wochenende", "h", Money.Of(145), isHourlyRate: true),
            new Article("ANF", "Anfahrtspauschale", "Stück", Money.Of(39)));

        var intern = new Customer("10000", "Intern", now.AddYears(-3));
        intern.BecomeInternal();
        db.Add(intern);
        var made = new List<Customer>();
        var devices = new Dictionary<Customer, List<Device>>();
        for (var i = 0; i < count; i++)
        {
            var customer = Make(i);
            devices[customer] = [.. Equip(customer, machines, i)];
            db.Add(customer);
            db.AddRange(devices[customer]);
            made.Add(customer);
        }

        db.Add(new NumberRange(CustomerQueries.Range, FirstNumber + count));
        (All, Devices) = (made, devices);
    }

    Customer Make(int i)
    {
        var parts = Firms[i % Firms.Length].Split('|');
        var again = i / Firms.Length;
        var (name, town, code, domain) = (again == 0 ? parts[0] : $"{parts[0]} {again + 1}", parts[1], parts[2], (again == 0 ? parts[3] : parts[3] + (again + 1)) + ".example");
        var customer = new Customer((FirstNumber + i).ToString(CultureInfo.InvariantCulture), name, now.AddDays(-chance.Next(750, 1500)));
        customer.Describe(name, Street(), code, town, "");
        customer.ReachBy($"info@{domain}", Phone(i, 0));
        customer.OwnsDomain(domain);
        for (var person = 0; person < 1 + (i % 3); person++)
        {
            var first = First[((i * 5) + (i / Last.Length * 7) + (person * 7)) % First.Length];
            var last = person == 0 ? Last[i % Last.Length] : Last[((i * 3) + (person * 11)) % Last.Length];
            var mail = $"{Plain(first)}.{Plain(last)}@{domain}";
            customer.ActsThrough(new Contact(Female.Contains(first) ? "Frau" : "Herr", first, last, mail, Phone(i, person + 1), person == 0 ? $"0171 39200{i % 100:00}" : ""), Roles[(i + person) % Roles.Length]);
        }

        customer.HasSite("Hauptsitz", customer.Street, code, town);
        if (i % 4 == 1)
        {
            customer.HasSite(i % 8 == 1 ? "Lager" : "Filiale", Street(), code, town, "Schlüssel am Empfang, bitte vorher anrufen.");
        }

        switch (i % 20)
        {
            case 3:
                customer.Charge(HourlyRate.Of(95));
                break;
            case 7:
                customer.Charge(HourlyRate.Of(82));
                break;
            case 11:
                customer.Warn(NoticeKind.Information, "Wartungsvertrag: Anfahrten sind enthalten.");
                break;
            case 13:
                customer.Warn(NoticeKind.Prepayment, "Absprache mit Ruth Stein.");
                break;
            case 17:
                customer.Warn(NoticeKind.Blocked, "Zwei Rechnungen seit über 90 Tagen offen.");
                break;
        }

        return customer;
    }

    IEnumerable<Device> Equip(Customer customer, List<Article> machines, int i)
    {
        for (var n = 0; n < 2 + (i % 4); n++)
        {
            var article = machines[((i * 3) + (n * 4)) % machines.Count];
            var installed = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-chance.Next(60, 2400));
            var device = new Device(article.Name, article, $"{article.Number[..3]}{20 + (i % 6)}-{chance.Next(100_000, 999_999)}", customer, customer.Sites[n % customer.Sites.Count]);
            device.Describe(article.Name, article, device.SerialNumber, $"NL-{((i + 1) * 10) + n:0000}", device.Site, installed, installed.AddYears(3));
            yield return device;
        }
    }

    string Street() => $"{Streets[chance.Next(Streets.Length)]} {chance.Next(1, 90)}";

    // From the numbers that the Bundesnetzagentur keeps free for films and examples.
    static string Phone(int i, int person) => $"040 66969-{((i * 7) + (person * 3) + 200) % 800 + 200}";

    static string Plain(string name) => name.ToLowerInvariant()
        .Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal).Replace("ı", "i", StringComparison.Ordinal);
}
