using Microsoft.Playwright;
using System.Text.RegularExpressions;
using MimeKit;
using Tresen.Tests.Rig;

namespace Tresen.BrowserTests;

/// <summary>Real mail, in and out: a mailbox on a Dovecot, and a server that takes ours.</summary>
[Collection("mailboxes")] // both connect the same mailbox to accounts of their own
public sealed partial class MailStory(Stage stage) : Story(stage)
{
    [Fact]
    public async Task A_mail_becomes_a_ticket_our_answer_goes_out_and_theirs_finds_its_dialogue()
    {
        var account = DovecotServer.Instance.NewAccount();
        using var sink = new SmtpSink();
        await ConnectMailbox("IT-Service", account, sink, "mailbox-connected");

        var question = Mail("heike.sonnig@sonnig.example", "service@nordlicht.example", "Waage druckt keine Etiketten", "Guten Tag,\n\nseit heute druckt die Waage keine Etiketten mehr.\n\nHeike Sonnig", ("etikett.txt", "Brot 3,20"));
        await account.Deliver(question);
        var tim = await Tim();
        await tim.Awaits("/tickets?state=open&q=Waage+druckt", "Waage druckt keine Etiketten");
        await tim.Follow("Waage druckt keine Etiketten");
        await tim.Sees("seit heute druckt die Waage keine Etiketten mehr.");
        await tim.Sees("Bäckerei Sonnig");
        (await tim.Download("etikett.txt")).Content.ShouldBe("Brot 3,20"u8.ToArray());
        var ticket = tim.TicketNumber;

        await tim.Open($"/tickets/{ticket}");
        await tim.Follow("Antworten");
        await tim.SeesIn("An", "Heike Sonnig <heike.sonnig@sonnig.example>");
        await tim.Fill("Text", "Bitte einmal aus- und einschalten.");
        await tim.Press("Speichern und Senden");
        await tim.Hears("Wird gesendet an");
        var sent = await Taken(sink, "Waage druckt keine Etiketten");
        sent.Recipients.ShouldBe(["heike.sonnig@sonnig.example"]);
        sent.Message.InReplyTo.ShouldBe(question.MessageId, StringCompareShould.IgnoreCase);
        sent.Message.MessageId.ShouldNotBeNullOrEmpty();
        sent.Message.TextBody!.ShouldContain("HRB 99999");
        Numbers().IsMatch(sent.Message.Subject!).ShouldBeTrue(sent.Message.Subject);
        await tim.Awaits($"/tickets/{ticket}", "angenommen");

        var answer = Mail("heike.sonnig@sonnig.example", "service@nordlicht.example", "AW: Etiketten", "Jetzt geht sie wieder, danke!");
        answer.InReplyTo = sent.Message.MessageId;
        await account.Deliver(answer);
        await tim.Awaits($"/tickets/{ticket}", "Jetzt geht sie wieder, danke!");
        await tim.Sees("antwortet auf unsere Mail");
        await tim.Sees("Ball bei uns");
    }

    [Fact]
    public async Task A_picture_that_is_chosen_or_pasted_stands_in_the_text_and_arrives_within_it()
    {
        const string Paste = """
            (editor, base64) => {
              const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
              const clipboardData = new DataTransfer();
              clipboardData.items.add(new File([bytes], "image.png", { type: "image/png" }));
              editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
            }
            """;
        const string Point = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        var account = DovecotServer.Instance.NewAccount();
        using var sink = new SmtpSink();
        await ConnectMailbox("IT-Service", account, sink);
        var tim = await Tim();
        await TakeCall(tim, "Welcher Schalter am Regal");
        await tim.Press("Neuen Gesprächsverlauf starten");
        await tim.Fill("An", "heike.sonnig@sonnig.example");
        await tim.Fill("Text", "Bitte hier drücken:");
        var chooser = await tim.Page.RunAndWaitForFileChooserAsync(() => tim.Page.GetByTitle("Bild in den Text").ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "knopf.png", MimeType = "image/png", Buffer = Convert.FromBase64String(Point) });
        var pictures = tim.Page.Locator("trix-editor img[src*='/drafts/pictures/']");
        await Assertions.Expect(pictures).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await tim.Page.Locator("trix-editor").First.EvaluateAsync(Paste, Point);
        await Assertions.Expect(pictures).ToHaveCountAsync(2, new() { Timeout = 20_000 });
        await tim.Press("Speichern und Senden");
        await tim.Hears("Wird gesendet an");
        var ticket = tim.TicketNumber;

        var sent = await Taken(sink, "Welcher Schalter am Regal");
        ((MultipartAlternative)sent.Message.Body!)[1].ShouldBeOfType<MultipartRelated>().Count.ShouldBe(3);
        sent.Message.Attachments.ShouldBeEmpty();
        await tim.Open($"/tickets/{ticket}");
        var shown = tim.Page.Locator(".message-out .message-body img");
        await Assertions.Expect(shown).ToHaveCountAsync(2, new() { Timeout = 20_000 });
        (await shown.First.EvaluateAsync<int>("picture => picture.decode().then(() => picture.naturalWidth)")).ShouldBe(1);
    }

    [Fact]
    public async Task A_ticket_that_stands_open_notices_the_answer_and_leaves_alone_what_is_being_written()
    {
        var account = DovecotServer.Instance.NewAccount();
        using var sink = new SmtpSink();
        await ConnectMailbox("IT-Service", account, sink);
        var tim = await Tim();
        await TakeCall(tim, "Kasse piept beim Start");
        await tim.Press("Neuen Gesprächsverlauf starten");
        await tim.Fill("An", "heike.sonnig@sonnig.example");
        await tim.Fill("Text", "Piept sie einmal oder zweimal?");
        await tim.Press("Speichern und Senden");
        await tim.Hears("Wird gesendet an");
        await tim.Sees("s hinaus");
        await tim.Sees("angenommen"); // by itself
        await tim.DoesNotSee("s hinaus");
        var sent = await Taken(sink, "Kasse piept beim Start");

        await tim.Unfold("Interne Notiz");
        await tim.Fill("Notiz", "Erst das Netzteil ansehen.");
        var answer = Mail("heike.sonnig@sonnig.example", "service@nordlicht.example", "AW: Kasse", "Zweimal kurz, einmal lang.");
        answer.InReplyTo = sent.Message.MessageId;
        await account.Deliver(answer);
        await tim.Sees("In diesem Ticket ist eine neue Nachricht.");
        await tim.DoesNotSee("Zweimal kurz, einmal lang.");
        await tim.Inspect("timeline-news");
        await tim.Press("Anzeigen");
        await tim.Sees("Zweimal kurz, einmal lang.");
        await tim.DoesNotSee("In diesem Ticket ist eine neue Nachricht.");
        await tim.SeesWritten("Notiz", "Erst das Netzteil ansehen.");

        var lea = await Colleague("lea.wagner");
        await lea.Open(new Uri(tim.Page.Url).PathAndQuery);
        await lea.Unfold("Interne Notiz");
        await lea.Fill("Notiz", "Das ist der Arbeitsspeicher.");
        await lea.Press("Notiz speichern");
        await lea.Hears("Notiz gespeichert.");
        await tim.Sees("Es gibt Neues in diesem Ticket.");
        await tim.Press("Notiz speichern");
        await tim.Sees("Das ist der Arbeitsspeicher.");
        await tim.Sees("Erst das Netzteil ansehen.");

        await tim.Page.SetViewportSizeAsync(1280, 420);
        var more = Mail("heike.sonnig@sonnig.example", "service@nordlicht.example", "AW: Kasse", "Jetzt piept sie dreimal.");
        more.InReplyTo = sent.Message.MessageId;
        await account.Deliver(more);
        await tim.Sees("In diesem Ticket ist eine neue Nachricht.");
        await tim.Press("Anzeigen");
        await Assertions.Expect(tim.Page.GetByText("Jetzt piept sie dreimal.").First).ToBeInViewportAsync(new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task The_whole_counter_from_a_call_to_the_customer_s_account()
    {
        var account = DovecotServer.Instance.NewAccount();
        using var sink = new SmtpSink();
        await ConnectMailbox("Haustechnik", account, sink);

        var olaf = await Colleague("olaf.hinrichs");
        var ticket = await TakeCall(olaf, "Heizlüfter im Lager defekt", "Druckerei Voss", "Haustechnik", planned: "3");
        var sabine = await Sabine();
        await sabine.Open($"/tickets/{ticket}");
        await sabine.Press("Jetzt freigeben");
        await sabine.Hears("freigegeben");

        await olaf.Open($"/tickets/{ticket}");
        await olaf.Press("Neuen Gesprächsverlauf starten");
        await olaf.Fill("An", "info@druck-voss.example");
        await olaf.Fill("Text", "Wann dürfen wir kommen?");
        await olaf.Press("Speichern und Senden");
        var sent = await Taken(sink, "Heizlüfter im Lager defekt");

        // Another mail program, another subject: the number alone leads back.
        await account.Deliver(Mail("info@druck-voss.example", "haustechnik@nordlicht.example", $"Termin zu {Numbers().Match(sent.Message.Subject!).Value}", "Morgen ab acht. Was kostet ein neuer?"));
        await olaf.Awaits($"/tickets/{ticket}", "Morgen ab acht. Was kostet ein neuer?");

        await olaf.Press("An andere Abteilung weiterleiten");
        await olaf.Choose("Abteilung", "Vertrieb");
        await olaf.Fill("Worum geht es?", "Preis für einen neuen Heizlüfter?");
        await olaf.Press("Weiterleiten");
        await olaf.Hears("liegt jetzt bei Vertrieb");
        var lea = await Colleague("lea.wagner");
        await lea.Open("/conversations?forwarded=true");
        await lea.Follow("Heizlüfter im Lager defekt");
        await lea.Press("An Haustechnik zurückgeben");
        await lea.Fill("Was kam dabei heraus?", "189 Euro netto.");
        await lea.Press("Zurückgeben");

        await olaf.Open($"/tickets/{ticket}");
        await olaf.Press("Ticket schließen und Zeiterfassung anlegen");
        await olaf.Sees("Hier wartet jemand auf uns");
        await olaf.Tick("erledigt");
        await olaf.Fill("Von", "");
        await olaf.Fill("oder Dauer", "1:30");
        await olaf.Fill("Beschreibung", "Heizlüfter ersetzt");
        await olaf.Press("Schließen und buchen");
        await olaf.Hears($"{ticket}");

        var ruth = await Colleague("ruth.stein");
        await ruth.Open("/customers/10011");
        await ruth.Follow("Zeitkonto");
        await ruth.SeesInRow("Heizlüfter ersetzt", "1:30 h");
        await ruth.SeesInRow("Heizlüfter ersetzt", "117,00 €");
    }

    [Fact]
    public async Task A_mail_whose_fate_nobody_knows_is_never_sent_again_by_itself_and_a_person_decides()
    {
        using var sink = new SmtpSink { CutsAfterText = true };
        await ConnectMailbox("Vertrieb", DovecotServer.Instance.NewAccount(), sink);
        var lea = await Colleague("lea.wagner");
        var ticket = await TakeCall(lea, "Angebot für zwei Kassen", department: "Vertrieb");
        foreach (var text in new[] { "Anbei das Angebot.", "Anbei der Nachtrag." })
        {
            await lea.Open($"/tickets/{ticket}/conversations/new");
            await lea.Fill("An", "info@sonnig.example");
            await lea.Fill("Betreff", text);
            await lea.Fill("Text", text);
            await lea.Press("Speichern und Senden");
            await lea.Hears("Wird gesendet an");
        }

        await lea.Awaits($"/tickets/{ticket}", "ungewiss");
        await lea.Awaits("/mail/outbox?state=uncertain", "Anbei der Nachtrag.");
        await lea.Awaits("/mail/outbox?state=uncertain", "Anbei das Angebot.");
        await lea.Inspect("mail-uncertain");
        sink.CutsAfterText = false;
        var arrived = sink.Mails.Count(m => m.Recipients.Contains("info@sonnig.example"));
        arrived.ShouldBe(2);

        await lea.PressInRow("Anbei das Angebot.", "Ist angekommen");
        await lea.Hears("Vermerkt: Die Mail ist angekommen.");
        await lea.DoesNotSee("Anbei das Angebot.");
        await lea.Unfold("Noch einmal senden");
        await lea.Sees("Ist sie doch angekommen, kommt sie zweimal an.");
        await lea.Press("Noch einmal senden");
        await lea.Hears("Die Mail wird noch einmal gesendet.");

        await lea.Awaits("/mail/outbox?state=accepted", "Anbei der Nachtrag.");
        await lea.Open($"/tickets/{ticket}");
        await lea.Sees("Ob eine Mail ankam, ist ungewiss"); // what was once unknown stays in the history
        (await lea.Page.GetByText("ungewiss", new() { Exact = true }).CountAsync()).ShouldBe(0);
        var sent = sink.Mails.Where(m => m.Recipients.Contains("info@sonnig.example")).Select(m => (m.Message.MessageId, Text: m.Message.TextBody!)).ToList();
        sent.Count(m => m.Text.Contains("Angebot", StringComparison.Ordinal)).ShouldBe(1);
        sent.Where(m => m.Text.Contains("Nachtrag", StringComparison.Ordinal)).Select(m => m.MessageId).ToList().ShouldSatisfyAllConditions(ids => ids.Count.ShouldBe(2), ids => ids.Distinct().ShouldHaveSingleItem());
    }

    async Task ConnectMailbox(string name, MailAccount account, SmtpSink sink, string? picture = null)
    {
        var anna = await Administrator();
        await anna.Open("/administration/mailboxes");
        await anna.Follow(name);
        foreach (var (part, port, user) in new[] { ("Posteingang", account.Port, account.User), ("Postausgang (SMTP)", sink.Port, "tresen") })
        {
            var fields = anna.Below(part);
            await fields.Fill("Server", DovecotServer.Host);
            await fields.Fill("Port", $"{port}");
            await fields.Choose("Verschlüsselung", "keine, nur lokal");
            await fields.Fill("Benutzername", user);
            await fields.Fill("Passwort", DovecotServer.Password);
        }

        await anna.Press("Verbindung prüfen");
        await anna.Sees("Posteingang: Anmeldung an");
        await anna.Sees("Postausgang: Anmeldung an");
        await anna.Below("Posteingang").SeesIn("Passwort", DovecotServer.Password); // nothing typed is lost
        await anna.Press("Speichern");
        await anna.Hears("Gespeichert.");
        await anna.Press("Verbindung prüfen");
        await anna.Sees("Posteingang:");
        await anna.Sees("Postausgang:");
        if (picture is not null)
        {
            await anna.Inspect(picture);
        }

        await anna.AwaitsInRow("/administration/mailboxes", name, "vor "); // fetched once: what comes now is new
    }

    static MimeMessage Mail(string from, string to, string subject, string text, params (string Name, string Text)[] files)
    {
        var body = new BodyBuilder { TextBody = text };
        foreach (var file in files)
        {
            body.Attachments.Add(file.Name, System.Text.Encoding.UTF8.GetBytes(file.Text), new ContentType("application", "octet-stream"));
        }

        return new MimeMessage([new MailboxAddress("Heike Sonnig", from)], [MailboxAddress.Parse(to)], subject, body.ToMessageBody());
    }

    static async Task<SunkMail> Taken(SmtpSink sink, string subject)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (sink.Mails.FirstOrDefault(m => m.Message.Subject?.Contains(subject, StringComparison.Ordinal) == true) is { } mail)
            {
                return mail;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"Nothing about „{subject}“ arrived.");
    }

    [GeneratedRegex(@"Ticket \d{5} · Nr\. \d{12,}")]
    private static partial Regex Numbers();
}
