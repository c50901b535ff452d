using Microsoft.Playwright;

namespace Tresen.BrowserTests;

/// <summary>Taking in a request: by hand from any source, from the customer's record, from the public form.</summary>
public sealed class IntakeStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_telephone_call_becomes_a_ticket(bool withScript)
    {
        var tim = await Tim(withScript);
        await tim.Open("/tickets/new");
        await tim.Find("Kunde", "Autohaus", "Autohaus Lindner GmbH");
        await tim.Fill("Anfrage von", "Frau Lindner");
        await tim.Fill("Telefon", "040 66969-700");
        await tim.Fill("Betreff", $"Rechner im Empfang startet nicht {withScript}");
        await tim.Fill("Beschreibung", "Seit heute früh bleibt der Bildschirm schwarz.");
        await tim.SeesChosen("Eingang", "Telefon");
        await tim.Choose("Art", "Fehler");
        await tim.Choose("Bereich", "Support");
        await tim.Choose("Priorität", "hoch");
        await tim.Choose("Abteilung", "IT-Service");
        await tim.Choose("Zuständig", "Tim Rohde");
        await tim.Fill("Abschluss bis", "31.12.2026");
        await tim.Fill("Geplante Dauer", "1,5");
        await tim.Tick("Kd. bezahlt extra");
        await tim.Attach("Dateien", "geraeusch.txt", "tack tack tack"u8.ToArray(), "text/plain");
        await tim.Press("Anlegen");

        await tim.Hears("ist angelegt");
        await tim.Sees("Seit heute früh bleibt der Bildschirm schwarz.");
        await tim.Sees("31.12.2026");
        await tim.Sees("1:30 h");
        await tim.Sees("Autohaus Lindner GmbH");
        await tim.Sees("Kd. bezahlt extra");
        await tim.Follow("Dateien");
        (await tim.Download("geraeusch.txt")).Content.ShouldBe("tack tack tack"u8.ToArray());
    }

    [Fact]
    public async Task Whoever_leaves_a_request_half_typed_finds_it_again_with_its_customer()
    {
        var tim = await Tim();
        await tim.Open("/tickets/new");
        await tim.Fill("Betreff", "Halb getippt");
        await tim.Find("Kunde", "Autohaus", "Autohaus Lindner GmbH");
        await tim.Page.Locator("#intake-context").GetByText("Autohaus Lindner GmbH").WaitForAsync();
        var chosen = await tim.Page.Locator("[name=CustomerId]").InputValueAsync();
        await Task.Delay(600); // it is kept a moment after the last letter
        await tim.Open("/");

        await tim.Open("/tickets/new");
        await tim.Sees("ist wieder da");
        await tim.SeesIn("Kunde", "Autohaus Lindner GmbH");
        chosen.ShouldNotBeEmpty();
        (await tim.Page.Locator("[name=CustomerId]").InputValueAsync()).ShouldBe(chosen);
        await tim.Page.Locator("#intake-context").GetByText("Autohaus Lindner GmbH").WaitForAsync();

        await tim.Press("Verwerfen");
        await tim.SeesIn("Kunde", "");
        (await tim.Page.Locator("[name=CustomerId]").InputValueAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_is_found_by_a_contact_talks_with_that_contact()
    {
        var tim = await Tim();
        await tim.Open("/tickets/new");
        await tim.Find("Kunde", "Heike", "Bäckerei Sonnig");
        await tim.SeesIn("Ansprechpartner", "Heike Sonnig");

        await tim.Fill("Ansprechpartner", "");
        await tim.Page.GetByRole(AriaRole.Combobox, new() { Name = "Ansprechpartner", Exact = true }).ClickAsync(); // the customer's people, without typing
        await tim.Page.Locator("#f-ContactName-liste .lookup-item", new() { HasText = "Heike Sonnig" }).ClickAsync();
        await tim.SeesIn("Ansprechpartner", "Heike Sonnig");

        await tim.Choose("Abteilung", "Haustechnik");
        await tim.Choose("Zuständig", "Sabine Krüger");
        await tim.Page.Locator("[name=AssigneeId] optgroup[label=Haustechnik] option:checked").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await tim.Choose("Abteilung", "IT-Service");
        await tim.SeesChosen("Zuständig", "Sabine Krüger");
        await tim.Page.Locator("[name=AssigneeId] optgroup[label='Andere Abteilungen'] option:checked").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    [Theory]
    [InlineData("Telefon")]
    [InlineData("E-Mail")]
    [InlineData("Internet")]
    [InlineData("Fax")]
    [InlineData("Brief")]
    [InlineData("Sonstiges")]
    public async Task It_may_come_in_any_way(string channel)
    {
        var tim = await Tim(withScript: false);
        await tim.Open("/tickets/new");
        await tim.Fill("Anfrage von", "Herr Unbekannt");
        await tim.Fill("Betreff", $"Anfrage per {channel}");
        await tim.Choose("Eingang", channel);
        await tim.Choose("Abteilung", "IT-Service");
        await tim.Press("Anlegen");

        await tim.Hears("ist angelegt");
        await tim.Sees($"von Tim Rohde · {channel}");
        await tim.Sees("Noch kein Kunde");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_the_customer_s_record_the_customer_is_set(bool withScript)
    {
        var tim = await Tim(withScript);
        await tim.Open("/customers/10003");
        await tim.Follow("Service");
        await tim.Press("Neue Anfrage anlegen");
        await tim.SeesIn("Kunde", "Praxis Dr. Weber");
        await tim.Fill("Betreff", $"Telefon rauscht {withScript}");
        await tim.Fill("Anfrage von", "Empfang");
        await tim.Choose("Abteilung", "IT-Service");
        await tim.Press("Anlegen");
        await tim.Hears("ist angelegt");

        await tim.Open("/customers/10003/tickets");
        await tim.Sees($"Telefon rauscht {withScript}");
    }

    [Fact]
    public async Task Who_fits_several_customers_is_asked_about()
    {
        var tim = await Tim();
        await tim.Open("/tickets/new");
        await tim.Fill("E-Mail", "info@foerdeblick.example");
        await tim.Fill("Anfrage von", "Rezeption");

        await tim.Sees("Das könnte sein:");
        await tim.Press("Hotel Fördeblick 10005");
        await tim.SeesIn("Kunde", "Hotel Fördeblick");
        await tim.SeesIn("Anfrage von", "Rezeption");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Anybody_can_ask_by_the_public_form(bool withScript)
    {
        var guest = await Stranger(withScript);
        await guest.Open("/request");
        await guest.Fill("Ihr Name", "Gesa Hansen");
        await guest.Fill("Firma", "Praxis Dr. Weber");
        await guest.Fill("E-Mail", "gesa@unbekannt.example");
        await guest.Fill("Betreff", $"Wartezimmer ohne WLAN {withScript}");
        await guest.Fill("Beschreibung", "Die Patienten fragen ständig.");
        await guest.Attach("Dateien", "plan.txt", "Grundriss"u8.ToArray(), "text/plain");
        await guest.Press("Absenden");
        await guest.Sees("Ihre Anfrage ist bei uns angekommen.");
        await guest.Sees("Sie hat die Nummer");

        var anna = await Administrator(withScript);
        await anna.Open("/tickets?state=all&sort=-date");
        await anna.Follow($"Wartezimmer ohne WLAN {withScript}");
        await anna.Sees("Die Patienten fragen ständig.");
        await anna.Sees("unbestätigter Absender");
        (await anna.Download("plan.txt")).Content.ShouldBe("Grundriss"u8.ToArray());
    }
}
