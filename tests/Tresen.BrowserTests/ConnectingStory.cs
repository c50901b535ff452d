using MimeKit;
using Tresen.Tests.Rig;

namespace Tresen.BrowserTests;

/// <summary>Mailboxes of providers that take no passwords, and of those that speak nothing but POP3.</summary>
public sealed class ConnectingStory(Stage stage) : Story(stage)
{
    [Fact]
    public async Task Anna_consents_at_the_provider_and_the_mails_come()
    {
        var account = DovecotServer.Instance.NewAccount();
        await using var issuer = await LocalIssuer.StartAsync();
        (issuer.MailUser, issuer.AsksFirst) = (account.User, true);
        DovecotServer.Instance.Trust(issuer);
        var program = KeepsRunning(await TresenProcess.DemoAsync(null, ("Tresen__IssuerOnThisMachine", "true")));
        var anna = await Stranger(at: program.Address);
        await anna.SignIn(program.Mail, program.Password);
        anna.Expects("422 POST /administration/mailboxes");

        await Name(anna, "Anfragen");
        await Reach(anna, account, account.Port);
        var incoming = anna.Below("Posteingang");
        await incoming.Choose("Anmeldung", "über OAuth2");
        await anna.Unfold("Zugang beim Anbieter");
        await anna.Fill("Adresse für die Zustimmung", $"{issuer.Issuer}/authorize");
        await anna.Fill("Adresse für Tokens", $"{issuer.Issuer}/token");
        await anna.Fill("Client-ID", LocalIssuer.ClientId);
        await anna.Fill("Client-Geheimnis", LocalIssuer.Secret);
        await anna.Fill("Berechtigungen", "offline_access");
        await anna.Press("Speichern");
        await anna.Sees("Es hat noch niemand zugestimmt");
        await anna.Follow("Beim Anbieter zustimmen");
        await anna.Follow("Ich bin es");
        await anna.Sees("Es liegt eine Zustimmung vor.");
        await anna.Inspect("mailbox-oauth-consented");
        await anna.AwaitsInRow("/administration/mailboxes", "Anfragen", "vor "); // what lies there before the first look is left there
        await account.Deliver(Letter("Tor klemmt"));
        await anna.AwaitsInRow("/tickets", "Tor klemmt", "angelegt");
    }

    [Fact]
    public async Task Anna_connects_a_mailbox_by_POP3_and_says_that_its_mails_may_go()
    {
        var account = DovecotServer.Instance.NewAccount();
        var program = KeepsRunning(await TresenProcess.DemoAsync(null));
        var anna = await Stranger(at: program.Address);
        await anna.SignIn(program.Mail, program.Password);
        anna.Expects("422 POST /administration/mailboxes");

        await Name(anna, "Alt");
        await anna.Tick("POP3");
        await Reach(anna, account, DovecotServer.Instance.Pop3Port);
        await anna.Below("Posteingang").Fill("Passwort", DovecotServer.Password);
        await anna.DoesNotSee("Nur aus diesem Ordner wird abgeholt"); // POP3 knows no folders
        await anna.DoesNotSee("Ich weiß, dass die Mails");
        await anna.Tick("Löschen");
        await anna.Press("Speichern");
        await anna.Sees("Bitte bestätigen, dass die Mails");
        await anna.Tick("Ich weiß, dass die Mails dann nur noch in Tresen liegen");
        await anna.Inspect("mailbox-pop3");
        await anna.Press("Speichern");
        await anna.Hears("angelegt");
        await anna.AwaitsInRow("/administration/mailboxes", "Alt", "vor ");
        await account.Deliver(Letter("Pumpe läuft trocken"));
        await anna.AwaitsInRow("/tickets", "Pumpe läuft trocken", "angelegt");
        await anna.Open("/administration/mailboxes");
        await anna.Inspect("mailbox-pop3-list");
    }

    static async Task Name(Person anna, string name)
    {
        await anna.Open("/administration/mailboxes/new");
        await anna.Fill("Name bei uns", name);
        await anna.Fill("E-Mail-Adresse", $"{name.ToLowerInvariant()}@nordlicht.example");
        await anna.Choose("Abteilung", "IT-Service");
    }

    static async Task Reach(Person anna, MailAccount account, int port)
    {
        var incoming = anna.Below("Posteingang");
        await incoming.Fill("Server", DovecotServer.Host);
        await incoming.Fill("Port", $"{port}");
        await incoming.Choose("Verschlüsselung", "keine, nur lokal");
        await incoming.Fill("Benutzername", account.User);
    }

    static MimeMessage Letter(string subject) =>
        new([new MailboxAddress("Kim Harmsen", "kim.harmsen@fremd.example")], [MailboxAddress.Parse("anfragen@nordlicht.example")], subject, new TextPart("plain") { Text = "Guten Tag,\n\nbitte kommen Sie bald." });
}
