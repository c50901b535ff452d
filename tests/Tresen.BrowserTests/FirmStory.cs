using Microsoft.Playwright;
using Tresen.Platform.Identity;

namespace Tresen.BrowserTests;

/// <summary>The firm as it is: devices that everybody knows by a number, emergencies that somebody takes, what is promised, who
/// may see what, and a telephone without network.</summary>
public sealed class FirmStory(Stage stage) : Story(stage)
{
    [Fact]
    public async Task A_device_has_its_record_and_a_label_that_leads_to_it()
    {
        var tim = await Tim();
        await tim.Open("/devices");
        await tim.Inspect("devices");
        await tim.Page.Locator("main table a").First.ClickAsync();
        await tim.Sees("Seriennummer");
        await tim.Inspect("device");
        var device = tim.Where;
        foreach (var tab in new[] { "Zeiten", "Material", "Dateien", "Tickets" })
        {
            await tim.FollowTab(tab);
            await tim.FindsNoBarrier();
        }

        await tim.Open(device);
        await tim.Follow("Etikett");
        await Assertions.Expect(tim.Page.Locator(".device-label-code svg").First).ToBeVisibleAsync();
        await tim.Inspect("device-label");
    }

    [Fact]
    public async Task An_emergency_stands_on_every_page_of_the_department_until_somebody_takes_it()
    {
        var (tim, jana) = (await Tim(), await Colleague("jana.petersen"));
        var number = await TakeCall(tim, "Server brennt wirklich");
        await tim.Open($"/tickets/{number}");
        await tim.Unfold("Priorität ändern");
        await tim.Choose("Priorität", "Notfall");
        await tim.Page.Locator("details[open] button", new() { HasText = "Ändern" }).First.ClickAsync();
        await tim.Hears("Priorität: Notfall");

        await jana.Open("/absences");
        await jana.Sees($"Notfall {number}");
        await jana.FindsNoBarrier();
        await jana.Page.Locator(".emergency", new() { HasText = number.ToString() }).GetByRole(AriaRole.Button).ClickAsync();
        await jana.Open("/absences");
        await jana.DoesNotSee($"Notfall {number}");
        await tim.Open($"/tickets/{number}");
        await tim.Sees("Jana Petersen");
    }

    [Fact]
    public async Task What_is_promised_stands_on_the_next_ticket()
    {
        var anna = await Administrator();
        await anna.Open("/administration/promises");
        await anna.Inspect("promises");
        await anna.Follow("Vertrieb");
        await anna.In("normal").Fill("Reaktion nach", "4");
        await anna.Press("Speichern");
        var number = await TakeCall(anna, "Angebot für zwei Kassen", department: "Vertrieb");
        await anna.Open($"/tickets/{number}");
        await anna.Sees("Reaktion");
        await anna.Inspect("promised");
    }

    [Fact]
    public async Task An_administrator_looks_as_somebody_else_and_can_change_nothing()
    {
        var anna = (await Stranger()).Expects("403 GET /administration/staff");
        await anna.SignIn(Stage.Tresen.Mail, Stage.Tresen.Password);
        await anna.Open("/administration/staff");
        await anna.Follow("Tim Rohde");
        await anna.Press("Ansicht als Tim Rohde");
        await anna.Sees("Ansicht als Tim Rohde: Geändert wird nichts.");
        await anna.Open("/tickets");
        await anna.Inspect("viewing-as");
        (await anna.Page.GotoAsync("/administration/staff"))!.Status.ShouldBe(403);
        await anna.Open("/tickets");
        await anna.Press("Ansicht beenden");
        await anna.Open("/administration/audit");
        await anna.Sees("Ansicht als");
        await anna.Inspect("audit");
    }

    [Fact]
    public async Task A_second_factor_is_set_up_and_asked_for()
    {
        var frieda = await Newcomer("Frieda Faktor");
        await frieda.Open("/account/second-factor");
        await frieda.Inspect("second-factor");
        var secret = (await frieda.Page.Locator(".secret code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await frieda.Fill("Code", Totp.CodeAt(secret, DateTimeOffset.UtcNow));
        await frieda.Press("Einschalten");
        await frieda.Sees("nur jetzt angezeigt");
        await frieda.FindsNoBarrier();

        var again = await Stranger();
        await again.Open("/sign-in");
        await again.Fill("E-Mail", MailOf("Frieda Faktor"));
        await again.Fill("Passwort", NewcomersPassword);
        await again.Press("Anmelden");
        await again.Sees("Code");
        await again.Inspect("sign-in-code");
        await again.Fill("Code", Totp.CodeAt(secret, DateTimeOffset.UtcNow.AddSeconds(30))); // the one just used counts once
        await again.Press("Anmelden");
        await again.Sees("Mein Tag");
    }

    [Fact]
    public async Task A_list_entry_in_use_is_replaced_and_a_status_asks()
    {
        var anna = await Administrator();
        var number = await TakeCall(anna, "Kurz vor der Abnahme");
        await anna.Open("/administration/lists/statuses");
        await anna.Fill("Name", "Abnahme");
        await anna.Tick("jemand, der zuständig ist");
        await anna.Tick("eine Bemerkung; beim Abschließen der Bericht");
        await anna.Press("Hinzufügen");
        await anna.Hears("Abnahme ist hinzugefügt.");
        await anna.Inspect("lists");

        var tim = (await Tim()).Expects($"422 POST /tickets/{number}/progress");
        await tim.Open($"/tickets/{number}");
        await tim.Unfold("Status ändern");
        await tim.Choose("Status", "Abnahme");
        await tim.Page.Locator("details[open] button", new() { HasText = "Ändern" }).First.ClickAsync();
        await tim.Sees("In diesem Status muss jemand zuständig sein.");
        await tim.Page.Locator("#change-progress").WaitForAsync();
        await tim.Inspect("status-asks");
        await tim.Page.Locator("[name='Given.AssigneeId']").SelectOptionAsync(new SelectOptionValue { Label = "Tim Rohde" });
        await tim.Fill("Bemerkung", "Kunde nimmt morgen ab");
        await tim.Press("Status ändern");
        await tim.Hears("Status: Abnahme.");

        anna.Expects("422 POST /administration/lists/statuses");
        await anna.Open("/administration/lists/statuses");
        await anna.Page.Locator("tr", new() { HasText = "Abnahme" }).Locator("summary").ClickAsync();
        await anna.Page.Locator("details[open] .btn-danger").ClickAsync();
        await anna.Sees("Was tritt an die Stelle von „Abnahme“?");
        await anna.Inspect("list-replacement");
        await anna.Choose("Stattdessen", "testen");
        await anna.Press("Ersetzen und entfernen");
        await anna.Hears("wird überall durch testen ersetzt");
        await tim.Awaits($"/tickets/{number}", "testen");
    }

    [Theory]
    [InlineData("kinds", "Art", "Begehung")]
    [InlineData("areas", "Bereich", "Schwimmbad")]
    [InlineData("channels", "Eingang", "Brieftaube")]
    public async Task What_tickets_name_goes_only_when_it_is_said_what_takes_its_place(string list, string field, string entry)
    {
        var path = $"/administration/lists/{list}";
        var anna = (await Administrator()).Expects($"422 POST {path}");
        foreach (var name in new[] { entry, $"{entry} neu" })
        {
            await anna.Open(path);
            await anna.Fill("Name", name);
            await anna.Press("Hinzufügen");
            await anna.Hears($"{name} ist hinzugefügt.");
        }

        var number = await TakeCall(anna, $"Anliegen zu {list}");
        await anna.Open($"/tickets/{number}/details");
        await anna.Choose(field, entry);
        await anna.Press("Speichern");
        await anna.Open(path);
        await anna.Page.Locator("tr", new() { HasText = entry }).First.Locator("summary").ClickAsync();
        await anna.Page.Locator("details[open] .btn-danger").ClickAsync();
        await anna.Sees($"Was tritt an die Stelle von „{entry}“?");
        await anna.Sees("ist an einer Stelle in Gebrauch");
        await anna.Press("Ersetzen und entfernen");
        await anna.Reads("Stattdessen", "Bitte sagen, was an die Stelle tritt.");
        await anna.Open($"/tickets/{number}");
        await anna.Sees(entry); // it is still there

        await anna.Open(path);
        await anna.Page.Locator("tr", new() { HasText = entry }).First.Locator("summary").ClickAsync();
        await anna.Page.Locator("details[open] .btn-danger").ClickAsync();
        await anna.Choose("Stattdessen", $"{entry} neu");
        await anna.Press("Ersetzen und entfernen");
        await anna.Hears($"wird überall durch {entry} neu ersetzt");
        await anna.Awaits($"/tickets/{number}", $"{entry} neu");
    }

    [Fact]
    public async Task Without_network_nothing_that_was_typed_or_photographed_is_lost()
    {
        var tim = (await Tim()).Expects("htmx:sendError").Expects("ERR_INTERNET_DISCONNECTED").Expects("script: : undefined");
        var number = await TakeCall(tim, "Keller ohne Empfang");
        await tim.Page.SetViewportSizeAsync(Screens.Narrow.Width, Screens.Narrow.Height);
        await tim.Open($"/tickets/{number}/files");
        await tim.Page.Context.SetOfflineAsync(true);
        await tim.Attach("Foto", "typenschild.jpg", [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg");
        await tim.Sees("Kein Netz. Nichts ist verloren");
        await tim.Page.ScreenshotAsync(new() { Path = Screens.PathOf("no-network") });
        await tim.Page.Context.SetOfflineAsync(false);
        await tim.Open("/"); // the browser was closed, and he goes on elsewhere
        await tim.Sees("Noch nicht gesendet: typenschild.jpg");
        await tim.Page.Locator(".no-network a").ClickAsync();
        await tim.Press("Jetzt senden");
        await tim.Hears("Die Datei ist abgelegt.");
        await tim.Sees("typenschild.jpg");
    }
}
