using MimeKit;
using Tresen.Tests.Rig;

namespace Tresen.BrowserTests;

/// <summary>The tray <em>Mails prüfen</em>, and a mailbox that is full already when it is connected.</summary>
public sealed class TrayStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_finds_no_place_by_itself_is_put_there_by_somebody_and_what_was_put_away_is_had_back(bool withScript)
    {
        var (name, way) = (withScript ? "Kranverleih" : "Bagger", withScript ? "script" : "plain");
        var account = DovecotServer.Instance.NewAccount();
        await account.Deliver(Mail("alt@woanders.example", "Was schon da lag"));
        await Connect(account, withScript, way);
        await account.Deliver(Mail("tim.rohde@nordlicht.example", $"{name} fragt nach dem Donaudampfschifffahrtsgesellschaftskapitänsmützenständer, und zwar noch heute"));
        await account.Deliver(Mail("jana.petersen@nordlicht.example", $"{name} gewinnt einen Preis"));

        var tim = (await Tim(withScript)).Expects("422 POST /mail/review/");
        await tim.Awaits("/mail/review", $"{name} gewinnt");
        await tim.DoesNotSee("Was schon da lag");
        await tim.Inspect($"tray-{way}");
        await tim.Follow($"{name} gewinnt einen Preis");
        await tim.Page.Locator("summary", new() { HasText = "Spam" }).First.ClickAsync();
        await tim.Page.Locator("details[open] .btn-danger").First.ClickAsync();
        await tim.Hears("Als Spam abgelegt.");
        await tim.Open("/mail/review?put=spam");
        await tim.Inspect($"tray-spam-{way}");
        await tim.Follow($"{name} gewinnt einen Preis");
        await tim.Press("Doch prüfen");
        await tim.Hears("Die Mail liegt wieder in");
        await tim.Open("/mail/review?put=ignored");
        await tim.Sees("Von selbst abgelegt");

        await tim.Open("/mail/review");
        await tim.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = $"{name} fragt" }).First.ClickAsync();
        await tim.Fill("Nachname", "Hausmeister");
        await tim.Press("Als Kontakt übernehmen");
        await tim.Sees("Bitte den Kunden wählen.");
        await tim.SeesIn("Nachname", "Hausmeister"); // nothing typed is lost
        await tim.Inspect($"tray-mail-{way}");
        await tim.Find("Kunde", "Bäckerei", "Bäckerei Sonnig");
        await tim.Press("Als Kontakt übernehmen");
        await tim.Hears("Die Mail steht jetzt in diesem Ticket.");
        await tim.Sees("Bäckerei Sonnig");
    }

    async Task Connect(MailAccount account, bool withScript, string way)
    {
        var anna = (await Administrator(withScript)).Expects("422 POST /administration/mailboxes");
        await anna.Open("/administration/mailboxes/new");
        await anna.Fill("Name bei uns", $"Ablage {way}");
        await anna.Fill("E-Mail-Adresse", $"ablage-{way}@nordlicht.example");
        await anna.Choose("Abteilung", "IT-Service");
        var fields = anna.Below("Posteingang");
        await fields.Fill("Server", DovecotServer.Host);
        await fields.Fill("Port", $"{account.Port}");
        await fields.Choose("Verschlüsselung", "keine, nur lokal");
        await fields.Fill("Benutzername", account.User);
        await fields.Fill("Passwort", DovecotServer.Password);
        await anna.Press("Speichern");
        await anna.Sees("liegt schon eine Mail. Bitte wählen, ab wann übernommen wird.");
        await anna.DoesNotSee("Trotzdem speichern");
        await anna.Inspect($"mailbox-asks-{way}");
        await anna.Tick("ab jetzt");
        await anna.Press("Speichern");
        await anna.Hears("angelegt");
        await anna.AwaitsInRow("/administration/mailboxes", $"Ablage {way}", "vor ");
    }

    static MimeMessage Mail(string from, string subject) =>
        new([new MailboxAddress("", from)], [MailboxAddress.Parse("ablage@nordlicht.example")], subject, new TextPart("plain") { Text = "Guten Tag,\n\nbitte melden Sie sich." });
}
