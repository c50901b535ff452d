namespace Tresen.BrowserTests;

/// <summary>Settings that can't hurt: tried before they are kept, and every change can be read afterwards.</summary>
public sealed class SettingsStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_changed_rule_stands_at_the_foot_of_its_page_and_among_all_changes(bool withScript)
    {
        var (anna, days) = (await Administrator(withScript), withScript ? "91" : "92");
        await anna.Open("/administration/time");
        await anna.Fill("Buchbar für so viele Tage zurück", days);
        await anna.Press("Speichern");
        await anna.Open("/administration/time");
        await anna.Unfold("Änderungen");
        if (withScript)
        {
            await anna.Sees("Buchbar für so viele Tage zurück:");
            await anna.SeesInRow("Anna Brandt", days);
            await anna.Inspect("time-settings-changes");
        }
        else
        {
            await anna.Follow("Was hier geändert wurde");
        }

        await anna.Open("/administration/changes");
        await anna.SeesInRow("Buchbar für so viele Tage zurück", days);
        if (withScript)
        {
            await anna.Inspect("changes");
        }
    }

    [Fact]
    public async Task A_mailbox_that_can_not_send_is_kept_only_by_whoever_says_so()
    {
        var anna = await Administrator();
        anna.Expects("422 POST /administration/mailboxes");
        await anna.Open("/administration/mailboxes/new");
        await anna.Fill("Name bei uns", "Versuch");
        await anna.Fill("E-Mail-Adresse", "versuch@nordlicht.example");
        await anna.Choose("Abteilung", "IT-Service");
        var sending = anna.Below("Postausgang (SMTP)");
        await sending.Fill("Server", "127.0.0.1");
        await sending.Fill("Port", "1");
        await sending.Choose("Verschlüsselung", "keine, nur lokal");
        await anna.Press("Speichern");
        await anna.Sees("nimmt auf Port 1 keine Verbindung an");
        await anna.Sees("Noch nicht gespeichert");
        await anna.Inspect("mailbox-refused");
        await anna.Tick("Trotzdem speichern");
        await anna.Press("Speichern");
        await anna.Hears("Mailkonto versuch@nordlicht.example angelegt.");
    }
}
