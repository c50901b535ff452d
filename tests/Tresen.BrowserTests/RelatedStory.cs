namespace Tresen.BrowserTests;

/// <summary>Tickets that have to do with each other, and steps that are always the same.</summary>
public sealed class RelatedStory(Stage stage) : Story(stage)
{
    [Fact]
    public async Task One_trouble_many_tickets_and_one_answer_to_each_customer()
    {
        var tim = await Tim();
        var bakery = await TakeCall(tim, "Kasse ohne Netz");
        var garage = await TakeCall(tim, "Hebebühne ohne Netz", "Autohaus Lindner GmbH");
        var trouble = await TakeCall(tim, "Leitung im Gewerbegebiet gestört");
        await tim.Open($"/tickets/{trouble}/relations");
        foreach (var number in new[] { bakery, garage })
        {
            await tim.Find("Anderes Ticket", number.ToString(), number.ToString());
            await tim.Tick("Ist die Störung dazu");
            await tim.Press("Verknüpfen");
            await tim.Hears($"{number}.");
            await tim.Open($"/tickets/{trouble}/relations");
        }

        await tim.Inspect("relations");
        await tim.Open($"/tickets/{trouble}");
        await tim.Inspect("trouble");
        await tim.Open($"/tickets/{trouble}/answers/new");
        await tim.Fill("Text", "Die Leitung ist wieder da.");
        await tim.Press("Vorschau");
        await tim.Sees("So geht es zu Ticket");
        await tim.Inspect("trouble-answer");
        await tim.Press("An alle senden");
        await tim.Hears("an jeden für sich");
        await tim.Open($"/tickets/{bakery}");
        await tim.Sees("Die Leitung ist wieder da.");
        await tim.DoesNotSee("Lindner");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Steps_are_ticked_on_the_ticket_and_asked_for_when_it_is_closed(bool withScript)
    {
        var (anna, name) = (await Administrator(withScript), $"Neuer Arbeitsplatz {withScript}");
        await anna.Open("/administration/checklists");
        await anna.Fill("Name", name);
        await anna.Fill("Schritte", "Rechner auspacken\nAnmelden lassen\nDrucker prüfen");
        await anna.Press("Hinzufügen");
        var number = await TakeCall(anna, $"Neue Kollegin fängt an {withScript}");
        await anna.Open($"/tickets/{number}/checklist");
        await anna.Choose("Checkliste", name);
        await anna.Press("Auflegen");
        await anna.Press("Erledigt: Rechner auspacken");
        await anna.Sees("1 von 3");
        if (withScript)
        {
            await anna.Inspect("checklist");
        }

        anna.Expects($"422 POST /tickets/{number}/closure");
        await anna.Open($"/tickets/{number}/closure");
        await anna.Press("Ticket schließen");
        await anna.Sees("Auf der Checkliste sind noch 2 Schritte offen.");
        await anna.Tick("trotzdem abschließen");
        await anna.Press("Ticket schließen");
        await anna.Hears($"Ticket {number} ist abgeschlossen");
    }

    [Fact]
    public async Task Maintenance_comes_by_itself_and_is_made_early_where_it_suits()
    {
        var tim = await Tim();
        await tim.Open("/recurring");
        await tim.Inspect("recurring-list");
        await tim.Open("/recurring/new?customer=10001");
        await tim.Inspect("recurring-new");
        await tim.Fill("Betreff", "Backofen warten");
        await tim.Fill("dann alle", "6");
        await tim.Choose("Einheit", "Monate");
        await tim.Choose("Checkliste", "Wartung Gerät");
        await tim.Press("Anlegen");
        await tim.Hears("Angelegt. Das erste Ticket kommt zum");
        await tim.Inspect("recurring");
        await tim.Press("Nächstes jetzt anlegen");
        await tim.Hears("ist angelegt");
        await tim.Sees("Backofen warten");
        await tim.Sees("0 von 5");
        await tim.Open("/customers/10001/recurring");
        await tim.Sees("Backofen warten");
        await tim.FindsNoBarrier();
    }
}
