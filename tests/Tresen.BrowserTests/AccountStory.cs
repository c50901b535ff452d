using System.Net;

namespace Tresen.BrowserTests;

/// <summary>What everybody keeps in order in <em>Mein Konto</em>: programs that act for them; and what the administration keeps in order: tags and steps of escalation.</summary>
public sealed class AccountStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_program_is_let_in_until_its_token_is_ended(bool withScript)
    {
        var (tim, name) = (await Tim(withScript), $"Telefonanlage {withScript}");
        await tim.Open("/account");
        await tim.Press("Zugänge verwalten");
        await tim.Fill("Wofür", name);
        await tim.Press("Zugang anlegen");
        await tim.Sees("Er steht nur dieses eine Mal hier.");
        var token = await tim.Page.Locator("code.token").InnerTextAsync();
        await tim.Open("/account/tokens");
        await tim.DoesNotSee(token);
        await tim.SeesInRow(name, "noch nie");

        using var program = new HttpClient { BaseAddress = new Uri(Stage.Tresen.Address) };
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await program.GetStringAsync(new Uri("/api/v1/me", UriKind.Relative))).ShouldContain("Tim Rohde");
        if (withScript)
        {
            await tim.Inspect("tokens");
        }

        var row = tim.Page.Locator("tr", new() { HasText = name });
        await row.Locator("summary").ClickAsync();
        await row.Locator(".btn-danger").ClickAsync();
        await tim.Hears("Der Zugang ist beendet.");
        (await program.GetAsync(new Uri("/api/v1/me", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_tag_in_use_goes_only_when_it_is_said_what_takes_its_place()
    {
        var anna = (await Administrator()).Expects("422 POST /administration/lists/tags");
        var number = await TakeCall(anna, "Kasse mit altem Stichwort");
        await Tag(anna, "altgerät-story");
        await TakeCall(anna, "Kasse mit neuem Stichwort");
        await Tag(anna, "leihgerät-story");
        await anna.Open("/administration/lists/tags");
        var row = anna.Page.Locator("tr", new() { HasText = "altgerät-story" });
        await row.Locator("summary").ClickAsync();
        await row.Locator(".btn-danger").ClickAsync();
        await anna.Sees("Was tritt an die Stelle von „altgerät-story“?");
        await anna.Press("Ersetzen und entfernen");
        await anna.Reads("Stattdessen", "Bitte sagen, was an die Stelle tritt.");
        await anna.Choose("Stattdessen", "leihgerät-story");
        await anna.Press("Ersetzen und entfernen");
        await anna.Hears("wird überall durch leihgerät-story ersetzt");
        await anna.Awaits($"/tickets/{number}", "leihgerät-story");
    }

    static async Task Tag(Person person, string tag)
    {
        await person.Unfold("Tags ändern");
        await person.Fill("Tags, mit Komma getrennt", tag);
        await person.PressBeside("Tags, mit Komma getrennt", "Ändern");
        await person.Sees(tag);
    }

    [Fact]
    public async Task A_step_of_escalation_is_entered_and_struck_again()
    {
        var anna = await Administrator();
        await anna.Open("/administration/promises");
        await anna.Follow("Haustechnik");
        await anna.Choose("Frist", "zugesagte Lösung");
        await anna.Fill("Dauer", "3:15");
        await anna.Choose("Vorher oder danach", "danach");
        await anna.Choose("Wer erfährt es?", "Leitung und Vertretung");
        await anna.Press("Stufe eintragen");
        await anna.Hears("Die Stufe ist eingetragen.");
        await anna.SeesInRow("3:15 h danach", "Leitung und Vertretung");
        await anna.Inspect("escalation");
        var row = anna.Page.Locator("tr", new() { HasText = "3:15 h danach" });
        await row.Locator("summary").ClickAsync();
        await row.Locator(".btn-danger").ClickAsync();
        await anna.Hears("Die Stufe ist gestrichen.");
    }
}
