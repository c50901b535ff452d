using MimeKit;
using Tresen.Tests.Rig;

namespace Tresen.BrowserTests;

/// <summary>Rules for mails: tried on what came before they are kept, and what they do afterwards.</summary>
public sealed class RulesStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Alerts_of_monitoring_become_one_ticket_by_a_rule_that_was_tried_before(bool withScript)
    {
        var (machine, way) = (withScript ? "lotse-script" : "lotse-plain", withScript ? "script" : "plain");
        var account = DovecotServer.Instance.NewAccount();
        await Connect(account, withScript, way);
        await account.Deliver(Alert($"PROBLEM: Speicherplatz auf {machine} 93 %"));
        var tim = await Tim(withScript);
        await tim.Awaits($"/tickets?q={machine}", $"PROBLEM: Speicherplatz auf {machine}");

        var anna = (await Administrator(withScript)).Expects("422 POST /administration/mail-rules");
        await anna.Open("/administration/mail-rules/new");
        await anna.Fill("Name", $"Überwachung {machine}");
        await anna.Press("Anlegen");
        await anna.Sees("Bitte eine Bedingung oder ein Mailkonto wählen");
        await anna.SeesIn("Name", $"Überwachung {machine}"); // nothing typed is lost
        await anna.Fill("Text", machine);
        await anna.Press("Weitere Bedingung");
        var second = anna.Page.Locator(".rule-condition").Nth(1);
        await second.GetByLabel("Woran").SelectOptionAsync("Absender (Adresse oder Name)");
        await second.GetByLabel("Text").FillAsync("wache@turm.example\nnagios@turm.example");
        await anna.Choose("Was mit der Mail geschieht", "An offenes Ticket mit gleichem Schlüssel anhängen");
        await anna.Tick("Bei Entwarnung schließen");
        await anna.Choose("Priorität", "hoch");
        await anna.Press("Welche Mails der letzten 30 Tage hätte das getroffen?");
        await anna.Sees("Eine Mail hätte sie getroffen.");
        await anna.Sees($"Schlüssel: speicherplatz auf {machine}");
        await anna.Inspect($"mail-rule-{way}");
        await anna.Press("Anlegen");
        await anna.Hears($"Die Regel „Überwachung {machine}“ gilt von jetzt an.");
        await anna.Inspect($"mail-rules-{way}");

        await account.Deliver(Alert($"PROBLEM: Speicherplatz auf {machine} 95 %"));
        await tim.Awaits($"/tickets?q={machine}", "95 %");
        await tim.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "95 %" }).First.ClickAsync();
        var ticket = new Uri(tim.Page.Url).AbsolutePath;
        await tim.Sees($"Regel für Mails: Überwachung {machine}");
        await account.Deliver(Alert($"PROBLEM: Speicherplatz auf {machine} 97 %"));
        await tim.Awaits(ticket, "Gemessen vom Turm: 97 %");
        await tim.Inspect($"mail-rule-ticket-{way}");
        await account.Deliver(Alert($"OK: Speicherplatz auf {machine} 40 %"));
        await tim.Awaits(ticket, "Ticket abgeschlossen");
    }

    async Task Connect(MailAccount account, bool withScript, string way)
    {
        var anna = await Administrator(withScript);
        await anna.Open("/administration/mailboxes/new");
        await anna.Fill("Name bei uns", $"Wache {way}");
        await anna.Fill("E-Mail-Adresse", $"wache-{way}@nordlicht.example");
        await anna.Choose("Abteilung", "IT-Service");
        var fields = anna.Below("Posteingang");
        await fields.Fill("Server", DovecotServer.Host);
        await fields.Fill("Port", $"{account.Port}");
        await fields.Choose("Verschlüsselung", "keine, nur lokal");
        await fields.Fill("Benutzername", account.User);
        await fields.Fill("Passwort", DovecotServer.Password);
        await anna.Press("Speichern");
        await anna.Hears("angelegt");
        await anna.AwaitsInRow("/administration/mailboxes", $"Wache {way}", "vor ");
    }

    static MimeMessage Alert(string subject) =>
        new([new MailboxAddress("Wache", "wache@turm.example")], [MailboxAddress.Parse("wache@nordlicht.example")], subject, new TextPart("plain") { Text = $"Gemessen vom Turm: {subject[^4..]}" }) { Headers = { { "Auto-Submitted", "auto-generated" } } };
}
