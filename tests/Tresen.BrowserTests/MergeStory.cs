namespace Tresen.BrowserTests;

/// <summary>A customer who stands there twice becomes one.</summary>
public sealed class MergeStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_customer_who_stands_there_twice_becomes_one(bool withScript)
    {
        var anna = await Administrator(withScript);
        var line = withScript ? "040 77001" : "040 77002"; // both cases run in the same house
        foreach (var (name, phone) in new[] { ($"Zimmerei Doppel {withScript} GmbH", $"{line}-1"), ($"Zimmerei Doppel {withScript}", $"{line}-2") })
        {
            await anna.Open("/customers/new");
            await anna.Fill("Name", name);
            await anna.Fill("Telefon", phone);
            await anna.Press("Anlegen");
            await anna.Sees(name);
        }

        await anna.Open("/customers");
        await anna.Press("Doppelte suchen");
        await anna.Inspect($"duplicates-{(withScript ? "script" : "plain")}");
        await anna.PressInRow(withScript ? "+49 40 770012" : "+49 40 770022", "In ");
        await anna.Sees("Was daraus wird");
        await anna.Sees("wird Ansprechpartner");
        await anna.Inspect($"merge-{(withScript ? "script" : "plain")}");
        await anna.Press("Zusammenlegen");

        await anna.Hears("Wer die alte Nummer eingibt, landet hier.");
        await anna.Sees("Früher");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_has_the_same_tax_number_is_one_and_is_found_by_the_old_number(bool withScript)
    {
        var (vat, typed, stays, goes) = withScript
            ? ("DE270270270", "de 270 270 270", "Brauerei Malzmühle", "Hopfen und Gerste GmbH")
            : ("DE280280280", "DE 280-280-280", "Sägewerk Spaltholz", "Bretter nach Maß OHG");
        var anna = await Administrator(withScript);
        var first = await TakeIn(anna, stays, ("USt-IdNr.", vat), ("Ort", "Plön"));
        var second = await TakeIn(anna, goes, ("USt-IdNr.", typed), ("Bemerkung", "Liefert über den Hof."));
        await anna.Sees("Ähnlich ist"); // said when the second was taken in
        var ticket = await TakeCall(anna, "Waage wiegt falsch", goes);

        await anna.Open("/customers/duplicates");
        await anna.Sees("gleiche USt-IdNr.");
        await anna.PressInRow(goes, $"In {first}");
        await anna.SeesInRow("Kundennummer", $"{first}; {second} wird weiter gefunden");
        await anna.SeesInRow("Bemerkung", "Liefert über den Hof.");
        await anna.SeesInRow("USt-IdNr.", vat);
        await anna.Inspect($"merge-vat-{(withScript ? "script" : "plain")}");
        await anna.Press("Zusammenlegen");
        await anna.Hears("Wer die alte Nummer eingibt, landet hier.");

        var tim = await Tim(withScript);
        await tim.Open("/");
        await tim.Open($"/customers/{second}");
        await tim.ArrivesAt($"/customers/{first}");
        await tim.Open($"/search?q={second}");
        await tim.Sees(stays);
        await tim.Open("/customers");
        await tim.Fill("Adressen durchsuchen", second);
        await tim.Press("Suchen");
        await tim.Sees(stays);
        await tim.Open($"/tickets/{ticket}");
        await tim.Sees(stays);
        await tim.DoesNotSee(goes);
    }
}
