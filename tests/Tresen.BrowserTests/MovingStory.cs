using Microsoft.Playwright;

namespace Tresen.BrowserTests;

/// <summary>What landed in the wrong ticket goes where it belongs, with and without script, and back again.</summary>
public sealed class MovingStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_note_goes_to_the_right_ticket_and_back(bool withScript)
    {
        var tim = await Tim(withScript);
        var (wrong, right) = (await TakeCall(tim, $"Backofen bleibt kalt {withScript}"), await TakeCall(tim, $"Kühltheke tropft {withScript}"));
        await Note(tim, wrong, $"Die Theke tropft seit gestern {withScript}.");

        await tim.Page.Locator(".message-more > summary").Last.ClickAsync();
        if (withScript)
        {
            await tim.Inspect("moving-menu");
        }

        await tim.Follow("In ein anderes Ticket verschieben");
        if (withScript)
        {
            await tim.Find("In welches Ticket?", $"{right}", $"Kühltheke tropft {withScript}");
        }
        else
        {
            await tim.Fill("In welches Ticket?", $"{right}");
        }

        await tim.Press("Weiter");
        await tim.Sees("An das Ticket selbst");
        if (withScript)
        {
            await tim.Inspect("moving");
        }

        await tim.Press("Verschieben");
        await tim.Hears($"Die Nachricht steht jetzt im Ticket {right}.");
        await tim.Sees($"hat eine Nachricht in das Ticket {right} verschoben");
        if (withScript)
        {
            await tim.Inspect("moved");
        }

        await tim.Open($"/tickets/{right}");
        await tim.Sees($"Die Theke tropft seit gestern {withScript}.");
        await tim.Page.Locator(".event").GetByRole(AriaRole.Link, new() { Name = "Rückgängig machen" }).Last.ClickAsync();
        await tim.Sees("Was zurückgeht");
        await tim.Press("Rückgängig machen");
        await tim.Hears("Rückgängig gemacht");
        await tim.ArrivesAt($"/tickets/{wrong}");
        await tim.Sees($"Die Theke tropft seit gestern {withScript}.");
    }

    [Fact]
    public async Task Two_tickets_become_one_whose_both_numbers_stay_alive()
    {
        var tim = await Tim();
        var (goes, stays) = (await TakeCall(tim, "Waage wiegt falsch, erster Anruf"), await TakeCall(tim, "Waage wiegt falsch, zweiter Anruf"));
        await Note(tim, goes, "Eichung war im März.");
        await tim.Follow("Mit anderem Ticket zusammenführen");
        await tim.Find("In welches Ticket?", $"{stays}", "zweiter Anruf");
        await tim.Press("Weiter");
        await tim.Sees($"seine Nummer führt zu {stays}");
        await tim.Inspect("merging-tickets");
        await tim.Press("Zusammenführen");
        await tim.Hears($"Ticket {goes} ist in diesem aufgegangen.");
        await tim.Sees("Eichung war im März.");
        await tim.Inspect("merged-tickets");
        await tim.Open($"/tickets/{goes}");
        await tim.ArrivesAt($"/tickets/{stays}");
        await tim.Open($"/tickets/{goes}/details");
        await tim.Sees("Dieses Ticket ist in einem anderen aufgegangen");
        await tim.Inspect("merged-away");

        await tim.Open($"/tickets/{stays}");
        await tim.Page.Locator(".event").GetByRole(AriaRole.Link, new() { Name = "Rückgängig machen" }).Last.ClickAsync();
        await tim.Inspect("undoing");
        await tim.Press("Rückgängig machen");
        await tim.ArrivesAt($"/tickets/{goes}");
        await tim.Sees("Eichung war im März.");
    }

    [Fact]
    public async Task A_passage_becomes_a_ticket_of_its_own()
    {
        var tim = await Tim();
        var ticket = await TakeCall(tim, "Rolltor und Licht");
        await Note(tim, ticket, "Das Rolltor klemmt. Im Lager flackert das Licht.");
        await tim.Page.Locator(".message-more > summary").Last.ClickAsync();
        await tim.Follow("Als neues Ticket abtrennen");
        await tim.Tick("Eine Stelle daraus");
        await tim.Fill("Stelle", "Im Lager flackert das Licht.");
        await tim.Fill("Betreff des neuen Tickets", "Licht im Lager flackert");
        await tim.Inspect("splitting");
        await tim.Press("Abtrennen");
        await tim.Hears("ist abgetrennt.");
        await tim.Sees("> Im Lager flackert das Licht.");
        await tim.Sees($"hat dieses Ticket vom Ticket {ticket} abgetrennt");
        await tim.Inspect("split-off");
    }

    static async Task Note(Person person, int ticket, string text)
    {
        await person.Open($"/tickets/{ticket}");
        await person.Unfold("Interne Notiz");
        await person.Fill("Notiz", text);
        await person.Press("Notiz speichern");
        await person.Hears("Notiz gespeichert.");
    }
}
