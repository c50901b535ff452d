namespace Tresen.BrowserTests;

/// <summary>Customers who owe, people who act for several, and bills that go to somebody else.</summary>
public sealed class CustomerStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Time_for_a_blocked_customer_is_billed_only_if_a_lead_confirms_it(bool withScript)
    {
        var debtor = withScript ? "Kegelbahn Kehraus" : "Kneipe Pumpenschwengel";
        var number = await TicketOfABlocked(debtor);
        var tim = (await Tim(withScript)).Expects("422 POST /time");
        await tim.Open($"/tickets/{number}/time");
        await tim.Sees("Drei Rechnungen offen.");
        await Book(tim, "Kasse neu angelernt");
        await tim.Sees($"{debtor} ist gesperrt. Abrechenbar bucht hier nur Leitung oder Buchhaltung; nicht abrechenbar mit Grund geht immer.");
        await tim.Reads("Abrechnen", $"{debtor} ist gesperrt.");
        await tim.Inspect(withScript ? "blocked-time-agent" : "blocked-time-agent-plain");
        await tim.Choose("Abrechnen", "nein: Kulanz");
        await tim.Press("Buchen");
        await tim.Open($"/tickets/{number}/time");
        await tim.SeesInRow("Kasse neu angelernt", "Kulanz");

        var jana = (await Colleague("jana.petersen", withScript)).Expects("422 POST /time");
        await jana.Open($"/tickets/{number}/time");
        await Book(jana, "Kassenlade getauscht");
        await jana.Sees($"{debtor} ist gesperrt. Abrechenbar buchen? Dann bitte unten bestätigen.");
        await jana.Inspect(withScript ? "blocked-time-lead" : "blocked-time-lead-plain");
        await jana.Tick("Abrechenbar buchen, obwohl der Kunde gesperrt ist");
        await jana.Press("Buchen");
        await jana.Open($"/tickets/{number}/time");
        await jana.SeesInRow("Kassenlade getauscht", "1:00 h");
        await jana.DoesNotSee("ist gesperrt.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Material_for_a_blocked_customer_too(bool withScript)
    {
        var debtor = withScript ? "Tanzschule Stolper" : "Wäscherei Knick";
        var number = await TicketOfABlocked(debtor);
        var tim = (await Tim(withScript)).Expects($"422 POST /tickets/{number}/material");
        await tim.Open($"/tickets/{number}/material");
        await tim.Fill("Text", "Bondrucker gebraucht");
        await tim.Press("Eintragen");
        await tim.Sees($"{debtor} ist gesperrt. Material zum Abrechnen trägt hier nur Leitung oder Buchhaltung ein; ohne „Abrechnen“ geht es immer.");
        await tim.SeesIn("Text", "Bondrucker gebraucht");
        await tim.Inspect(withScript ? "blocked-material-agent" : "blocked-material-agent-plain");
        await tim.Untick("Abrechnen");
        await tim.Press("Eintragen");
        await tim.SeesInRow("Bondrucker gebraucht", "nein");

        var jana = (await Colleague("jana.petersen", withScript)).Expects($"422 POST /tickets/{number}/material");
        await jana.Open($"/tickets/{number}/material");
        await jana.Fill("Text", "Kassenrollen");
        await jana.Fill("Einzelpreis", "12,50");
        await jana.Press("Eintragen");
        await jana.Sees($"{debtor} ist gesperrt. Trotzdem abrechnen? Dann bitte unten bestätigen.");
        await jana.Tick("Abrechnen, obwohl der Kunde gesperrt ist");
        await jana.Press("Eintragen");
        await jana.SeesInRow("Kassenrollen", "12,50 €");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_manages_several_houses_is_known_once_and_named_for_each(bool withScript)
    {
        var (last, first, second) = withScript ? ("Hauswart", "WEG Lindenhof 4", "WEG Ulmenhof 6") : ("Schlüsselbund", "WEG Birkenhof 1", "WEG Eschenhof 3");
        var anna = await Administrator(withScript);
        var (here, there) = (await TakeIn(anna, first), await TakeIn(anna, second));
        await anna.Open($"/customers/{here}/contacts");
        await anna.Press("Ansprechpartner hinzufügen");
        await anna.Fill("Vorname", "Gundula");
        await anna.Fill("Nachname", last);
        await anna.Fill("E-Mail", withScript ? "g.hauswart@hausverwaltung.example" : "g.schluesselbund@hausverwaltung.example");
        await anna.Fill("Telefon", withScript ? "040 66969-921" : "040 66969-922");
        await anna.Press("Anlegen");
        await anna.Hears("ist jetzt Ansprechpartner");

        await anna.Open($"/customers/{there}/contacts");
        await anna.Press("Ansprechpartner hinzufügen");
        await anna.Find("Person", withScript ? "g.hauswart@" : "Gundula", $"Gundula {last}");
        await anna.Fill("Funktion hier", "Hausverwaltung");
        await anna.Inspect(withScript ? "known-contact" : "known-contact-plain");
        await anna.Press("Dazunehmen");
        await anna.SeesInRow($"Gundula {last}", first);
        await anna.SeesInRow($"Gundula {last}", "Hausverwaltung");
        await anna.Inspect(withScript ? "contact-of-two" : "contact-of-two-plain");
        await anna.Open($"/customers/{here}/contacts");
        await anna.SeesInRow($"Gundula {last}", second);

        foreach (var house in new[] { here, there })
        {
            await anna.Open($"/tickets/new?customer={house}");
            await anna.Find("Ansprechpartner", last[..6], $"Gundula {last}");
            await anna.Fill("Betreff", "Licht im Treppenhaus geht nicht aus");
            await anna.Choose("Abteilung", "Haustechnik");
            await anna.Press("Anlegen");
            await anna.Hears("ist angelegt");
            await anna.Sees($"Gundula {last}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_pays_for_another_stands_on_the_ticket_and_gets_the_hours(bool withScript)
    {
        var (tenant, landlord) = withScript ? ("Laden Mietglück", "Vermietung Kassensturz") : ("Atelier Dachboden", "Vermietung Zinshaus");
        var anna = await Administrator(withScript);
        var (orders, pays) = (await TakeIn(anna, tenant), await TakeIn(anna, landlord, ("Stundensatz", "101")));
        var jana = await Colleague("jana.petersen", withScript);
        var number = await TakeCall(jana, $"Klingel für {tenant}", tenant);
        await jana.Open($"/tickets/{number}/details");
        await jana.Find("Rechnung an", landlord[..14], landlord);
        await jana.Press("Speichern");
        await jana.Open($"/tickets/{number}");
        await jana.Sees("Rechnung an");
        await jana.Sees(landlord);

        await jana.Open($"/tickets/{number}/time");
        await jana.Sees("Rechnung an");
        await jana.Inspect(withScript ? "payer-booking" : "payer-booking-plain");
        await Book(jana, "Klingel verdrahtet");
        await jana.Open($"/tickets/{number}/material");
        await jana.Fill("Text", "Klingeltaster");
        await jana.Fill("Einzelpreis", "18,90");
        await jana.Press("Eintragen");
        await jana.SeesInRow("Klingeltaster", "18,90 €");

        await jana.Open($"/customers/{pays}/time-account");
        await jana.SeesInRow("Klingel verdrahtet", $"für {tenant}");
        await jana.SeesInRow("Klingeltaster", $"für {tenant}");
        await jana.Inspect(withScript ? "payer-account" : "payer-account-plain");
        await jana.Open($"/customers/{orders}/time-account");
        await jana.DoesNotSee("Klingel verdrahtet");
        var ruth = await Colleague("ruth.stein", withScript);
        await ruth.Open("/billing");
        await ruth.Sees(landlord);
        await ruth.DoesNotSee(tenant);
    }

    async Task<int> TicketOfABlocked(string debtor)
    {
        var anna = await Administrator();
        var customer = await TakeIn(anna, debtor);
        await anna.Open($"/customers/{customer}/edit");
        await anna.Tick("gesperrt");
        await anna.Fill("Text des Hinweises", "Drei Rechnungen offen.");
        await anna.Press("Speichern");
        await anna.Hears("Gespeichert.");
        return await TakeCall(anna, $"Kasse bei {debtor}", debtor);
    }

    static async Task Book(Person person, string what)
    {
        await person.Fill("Von", "");
        await person.Fill("oder Dauer", "1");
        await person.Fill("Beschreibung", what);
        await person.Press("Buchen");
    }
}
