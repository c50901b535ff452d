using System.Collections.Concurrent;
using MimeKit;
using Tresen.Tests.Rig;

namespace Tresen.BrowserTests;

/// <summary>Mails that mean harm arrive for real and are looked at everywhere that they are told: nothing in them runs, and nothing is
/// fetched from anywhere but Tresen.</summary>
[Collection("mailboxes")] // both connect the same mailbox to accounts of their own
public sealed class HostileMailStory(Stage stage) : Story(stage)
{
    const string From = "heike.sonnig@sonnig.example";

    [Fact]
    public Task B01_B02_B03_B06_B07_B08_B09_mails_of_our_own_set_run_nothing_and_fetch_nothing() => Look(HostileHtml.Own);

    [Fact]
    public Task B01_B02_B03_B06_B07_B08_B09_mails_of_the_collection_run_nothing_and_fetch_nothing() => Look(HostileHtml.Collection());

    [Fact]
    public async Task B06_a_mail_with_more_than_text_shows_all_of_it_and_its_pictures_when_asked()
    {
        using var pictures = new PictureServer();
        var logo = pictures.Put("logo.png", Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="), "image/png");
        var tresen = KeepsRunning(await TresenProcess.DemoAsync(null, ("Tresen__Mail__FetchEverySeconds", "1"), ("Tresen__PicturesOnThisMachine", "true")));
        var account = DovecotServer.Instance.NewAccount();
        var tim = await Stranger(at: tresen.Address);
        await tim.SignIn(tresen.Mail, tresen.Password);
        await Connect(tim, account);

        var builder = new BodyBuilder { TextBody = "Bitte kommen Sie, Fotos anbei.", HtmlBody = $"<p>Bitte kommen Sie, Fotos anbei.</p><p><img src=\"{logo}\" alt=\"Sonnenlogo\" width=\"40\"></p>" };
        builder.Attachments.Add("tor.png", Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="), new ContentType("image", "png"));
        builder.Attachments.Add("termin.ics", System.Text.Encoding.UTF8.GetBytes("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Abnahme der Waage\r\nLOCATION:Backstube\r\nDTSTART:20270126T083000Z\r\nDTEND:20270126T093000Z\r\nDESCRIPTION:Bitte Werkzeug mitbringen.\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"), new ContentType("text", "calendar"));
        builder.Attachments.Add("alte mail.eml", System.Text.Encoding.UTF8.GetBytes("From: Kopia <info@kopia.example>\r\nSubject: Angebot\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\n\r\nWir bieten an.\r\n"), new ContentType("message", "rfc822"));
        var mail = Mail("Waage abnehmen", "Heike Sonnig", "");
        mail.Body = builder.ToMessageBody();
        await account.Deliver(mail);
        await tim.Awaits("/tickets?state=open&q=abnehmen", "Waage abnehmen");
        await tim.Follow("Waage abnehmen");
        await tim.Sees("Einladung: Abnahme der Waage · 26.01.2027 09:30 – 10:30 · Backstube");
        await tim.Unfold("Beigelegte Mail: Angebot");
        await tim.Sees("Wir bieten an.");
        await tim.Unfold("Wie gestaltet");
        var frame = tim.Page.FrameLocator("iframe.mail-frame");
        await Microsoft.Playwright.Assertions.Expect(frame.GetByText("[Sonnenlogo]")).ToBeVisibleAsync();
        pictures.Requests.ShouldBeEmpty();
        await tim.Inspect("mail-findings");

        var where = tim.Where;
        await tim.Press("Bilder aus dem Internet laden");
        await Microsoft.Playwright.Assertions.Expect(frame.Locator("img")).ToHaveCountAsync(1);
        await Microsoft.Playwright.Assertions.Expect(frame.GetByText("[Sonnenlogo]")).ToHaveCountAsync(0);
        pictures.Requests.ShouldHaveSingleItem().ShouldNotContain("Cookie", Case.Insensitive);
        tim.Where.ShouldBe(where);

        await tim.Follow("Original anzeigen");
        await tim.Sees("Subject: Waage abnehmen");
        await tim.Inspect("mail-original");
        await tim.Open("/administration/virus-scanner");
        await tim.Fill("Adresse des Virenprüfers", "/run/nirgends.ctl");
        await tim.Press("Verbindung prüfen");
        await tim.Sees("Der Virenprüfer ist so nicht zu erreichen");
        await tim.Inspect("virus-scanner");
    }

    async Task Look(IReadOnlyList<(string Id, string Html)> payloads)
    {
        var tresen = KeepsRunning(await TresenProcess.DemoAsync(null, ("Tresen__Mail__FetchEverySeconds", "1")));
        var account = DovecotServer.Instance.NewAccount();
        var tim = await Stranger(at: tresen.Address);
        await tim.SignIn(tresen.Mail, tresen.Password);
        await Connect(tim, account);

        var first = Mail("Seltsame Mails", "Hallo", "Sie kommen gleich.");
        await account.Deliver(first);
        await tim.Awaits("/tickets?state=open&q=Seltsame", "Seltsame Mails");
        await tim.Follow("Seltsame Mails");
        var ticket = tim.TicketNumber;
        foreach (var (id, html) in payloads)
        {
            var mail = Mail("AW: Seltsame Mails", html, $"<p>Fall {System.Net.WebUtility.HtmlEncode(id)}</p>{html}");
            mail.InReplyTo = first.MessageId;
            await account.Deliver(mail);
        }

        foreach (var (id, html) in payloads.Take(12))
        {
            await account.Deliver(Mail($"{html} {id}", html, html)); // a ticket of its own, whose subject means harm too
        }

        var (elsewhere, alarms) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        tim.Page.Context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(tresen.Address + "/", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                elsewhere.Enqueue(request.Url);
            }
        };
        tim.Page.Dialog += (_, dialog) =>
        {
            alarms.Enqueue(dialog.Message);
            _ = dialog.DismissAsync();
        };
        tim.Page.Context.Page += (_, page) => alarms.Enqueue("a window: " + page.Url);

        // In the ticket, each unfolded and each in its frame.
        var all = $"/tickets/{ticket}?everything=true";
        for (var tries = 0; tries < 240; tries++)
        {
            await tim.Open(all);
            if (await tim.Page.Locator(".message").CountAsync() > payloads.Count)
            {
                break;
            }

            await Task.Delay(1000);
        }

        (await tim.Page.Locator(".message").CountAsync()).ShouldBe(payloads.Count + 1);
        await tim.Page.EvaluateAsync("() => document.querySelectorAll('.message details').forEach(d => { d.open = true; d.querySelectorAll('iframe').forEach(f => f.loading = 'eager'); })");
        var frames = await tim.Page.Locator("iframe.mail-frame").CountAsync();
        frames.ShouldBeGreaterThan(payloads.Count / 2); // some are cleaned away to nothing
        for (var tries = 0; tim.Page.Frames.Count(f => f.Url.EndsWith("/frame", StringComparison.Ordinal)) < frames && tries < 120; tries++)
        {
            await Task.Delay(500);
        }

        tim.Page.Frames.Count(f => f.Url.EndsWith("/frame", StringComparison.Ordinal)).ShouldBe(frames);
        await tim.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
        await Nothing("ticket");

        // Quoted in an answer, in the editor.
        var answers = await tim.Page.Locator(".message-in .message-foot a[href*='answering=']").EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href')).filter(h => !h.includes('all=') && !h.includes('forward='))");
        answers.Length.ShouldBe(payloads.Count + 1);
        foreach (var answer in answers)
        {
            await tim.Open(answer);
            await tim.Page.Locator("trix-editor").WaitForAsync();
        }

        await Nothing("composer");

        // Printed, notified, listed, found, and as they came.
        foreach (var path in new[] { $"/tickets/{ticket}/job-sheet", "/tickets/export?format=print&state=open", "/notifications", "/", "/tickets?state=open", "/conversations", "/search?q=Seltsame", $"/tickets/{ticket}/history", $"/tickets/{ticket}/files" })
        {
            await tim.Open(path);
            await tim.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
        }

        await Nothing("elsewhere");

        Task Nothing(string where)
        {
            alarms.ShouldBeEmpty(where);
            elsewhere.ShouldBeEmpty(where);
            tim.Complaints.ShouldBeEmpty(where); // reports of the Content-Security-Policy among them
            return Task.CompletedTask;
        }
    }

    static async Task Connect(Person person, MailAccount account)
    {
        await person.Open("/administration/mailboxes");
        await person.Follow("IT-Service");
        var fields = person.Below("Posteingang");
        await fields.Fill("Server", DovecotServer.Host);
        await fields.Fill("Port", $"{account.Port}");
        await fields.Choose("Verschlüsselung", "keine, nur lokal");
        await fields.Fill("Benutzername", account.User);
        await fields.Fill("Passwort", DovecotServer.Password);
        await person.Press("Speichern");
        await person.Hears("Gespeichert.");
        await person.AwaitsInRow("/administration/mailboxes", "IT-Service", "vor ");
    }

    static MimeMessage Mail(string subject, string name, string html)
    {
        var line = string.Concat(subject.Where(c => !char.IsControl(c)));
        return new([new MailboxAddress(string.Concat(name.Where(c => !char.IsControl(c)).Take(200)), From)], [MailboxAddress.Parse("service@nordlicht.example")], line, new TextPart("html") { Text = html, ContentTransferEncoding = ContentEncoding.Base64 });
    }
}
