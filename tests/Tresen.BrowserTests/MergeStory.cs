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
}
