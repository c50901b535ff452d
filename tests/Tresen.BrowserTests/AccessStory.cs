using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tresen.Tests.Rig;

namespace Tresen.BrowserTests;

/// <summary>Who sees what, who only looks, and who comes in: confidential work, <em>Ansicht als</em>, sessions and a forgotten password.</summary>
public sealed partial class AccessStory(Stage stage) : Story(stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_confidential_is_nowhere_to_be_seen_by_others(bool withScript)
    {
        var (word, ruth) = (withScript ? "Kurpfändung" : "Lohnpfändung", await Colleague("ruth.stein", withScript));
        var number = await TakeCall(ruth, $"{word} Sonnig", department: "Buchhaltung");
        await ruth.Sees("vertraulich");
        await ruth.Unfold("Interne Notiz");
        await ruth.Fill("Notiz", $"Das Gericht hat wegen der {word} geschrieben.");
        await ruth.Press("Notiz speichern");
        await ruth.Hears("Notiz gespeichert.");

        var tim = (await Tim(withScript)).Expects($"404 GET /tickets/{number}");
        (string Page, bool ShowsIt)[] pages =
        [
            ("/", false), ($"/tickets?state=open&q={word}", true), ($"/tickets?state=all&customer=10001&q={word}", true), ($"/search?q={word}", true), ($"/search?q={number}", true),
            ("/customers/10001/tickets", true), ($"/calls/new?q={number}", true), ("/notifications", false),
        ];
        foreach (var (page, showsIt) in pages)
        {
            await tim.Open(page);
            (await tim.Page.Locator("main").InnerTextAsync()).ShouldNotContain($"{word} Sonnig", customMessage: page);
            if (showsIt)
            {
                await ruth.Open(page);
                await ruth.Sees($"{word} Sonnig");
            }
        }

        (await tim.Page.GotoAsync($"/tickets/{number}"))!.Status.ShouldBe(404);
        await tim.Sees("Diese Seite gibt es nicht, oder sie ist nicht für Sie bestimmt.");
        await tim.DoesNotSee(word);
        await tim.Inspect($"confidential-{(withScript ? "script" : "plain")}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_looks_as_somebody_else_is_told_that_nothing_was_changed(bool withScript)
    {
        var tim = await Tim(withScript);
        var number = await TakeCall(tim, $"Nur zum Ansehen {withScript}");
        var anna = (await Stranger(withScript)).Expects($"403 POST /tickets/{number}/");
        await anna.SignIn(Stage.Tresen.Mail, Stage.Tresen.Password);
        await anna.Open("/administration/staff");
        await anna.Follow("Tim Rohde");
        await anna.Press("Ansicht als Tim Rohde");
        await anna.Sees("Ansicht als Tim Rohde: Geändert wird nichts.");

        await anna.Open($"/tickets/{number}");
        await anna.Unfold("Priorität ändern");
        await anna.Choose("Priorität", "hoch");
        await anna.PressBeside("Priorität", "Ändern");
        await anna.Sees("Hier darf nur gelesen werden, geändert wird nichts.");
        await anna.Inspect($"viewing-refused-{(withScript ? "script" : "plain")}");
        await anna.Open($"/tickets/{number}");
        await anna.Unfold("Interne Notiz");
        await anna.Fill("Notiz", "Das darf nicht in Tims Namen stehen.");
        await anna.Press("Notiz speichern");
        await anna.Sees("Hier darf nur gelesen werden, geändert wird nichts.");
        await anna.Press("Ansicht beenden");
        await anna.Hears("Sie sehen Tresen wieder als Sie selbst.");

        await tim.Open($"/tickets/{number}");
        await tim.Unfold("Priorität ändern");
        await tim.SeesChosen("Priorität", "normal");
        await tim.DoesNotSee("Das darf nicht in Tims Namen stehen.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_left_a_browser_open_elsewhere_ends_it_from_here(bool withScript)
    {
        var name = withScript ? "Zoe Zweimal" : "Zita Zweimal";
        var here = await Newcomer(name, withScript: withScript);
        var elsewhere = (await Stranger(withScript)).Expects("401 GET /").Expects("Error Code 401"); // what the open page asks for by itself
        await elsewhere.SignIn(MailOf(name), NewcomersPassword);
        await elsewhere.Open("/tickets");

        await here.Open("/account");
        await Assertions.Expect(Sessions(here)).ToHaveCountAsync(2);
        await here.SeesInRow("dieses Gerät", "Chrome");
        if (withScript)
        {
            await here.Inspect("sessions");
        }

        await Sessions(here).GetByRole(AriaRole.Button, new() { Name = "Abmelden" }).ClickAsync();
        await here.Hears("Dort abgemeldet.");
        await Assertions.Expect(Sessions(here)).ToHaveCountAsync(1);

        await elsewhere.Open("/tickets");
        await elsewhere.ArrivesAt("/sign-in*");
        await elsewhere.Sees("Passwort vergessen?");
    }

    [Fact]
    public async Task A_forgotten_password_comes_back_by_mail()
    {
        using var sink = new SmtpSink();
        var program = KeepsRunning(await TresenProcess.DemoAsync(null, ("Tresen__Address", "http://service.nordlicht.example")));
        var anna = await Stranger(at: program.Address);
        await anna.SignIn(program.Mail, program.Password);
        await anna.Open("/administration/mailboxes");
        await anna.Follow("IT-Service");
        var sending = anna.Below("Postausgang (SMTP)");
        await sending.Fill("Server", "127.0.0.1");
        await sending.Fill("Port", $"{sink.Port}");
        await sending.Choose("Verschlüsselung", "keine, nur lokal");
        await sending.Fill("Benutzername", "tresen");
        await sending.Fill("Passwort", SmtpSink.Password);
        await anna.Press("Speichern");
        await anna.Hears("Gespeichert.");

        var tim = (await Stranger(at: program.Address)).Expects("422 POST /sign-in").Expects("404 GET /welcome");
        await tim.Open("/sign-in");
        await tim.Follow("Passwort vergessen?");
        await tim.Inspect("forgotten-password");
        await tim.Fill("E-Mail", MailOf("Tim Rohde"));
        await tim.Press("Link schicken");
        await tim.Sees("Wenn es diese Adresse gibt, ist eine Mail unterwegs.");
        await tim.Inspect("forgotten-password-asked");

        var mail = await Arrives(sink, "Neues Passwort für Tresen");
        mail.Recipients.ShouldBe([MailOf("Tim Rohde")]);
        // The firm's address is told in the mail; at this machine the program is to be found elsewhere.
        var link = Link().Match(mail.Message.TextBody!).Groups[1].Value;
        await tim.Open(link);
        await tim.Fill("Neues Passwort", NewcomersPassword);
        await tim.Inspect("forgotten-password-link");
        await tim.Press("Passwort speichern");
        await tim.ArrivesAt("/sign-in");
        await tim.Fill("E-Mail", MailOf("Tim Rohde"));
        await tim.Fill("Passwort", program.Password);
        await tim.Press("Anmelden");
        await tim.Sees("E-Mail oder Passwort stimmt nicht.");
        await tim.SignIn(MailOf("Tim Rohde"), NewcomersPassword);
        await tim.Sees("Mein Tag");
        await Arrives(sink, "Ihr Passwort wurde geändert");

        await tim.Open(link);
        await tim.Sees("Dieser Link gilt nicht mehr");
        await tim.Inspect("forgotten-password-used");
    }

    /// <summary>The browsers where they are signed in.</summary>
    static ILocator Sessions(Person person) =>
        person.Page.Locator("section").Filter(new() { Has = person.Page.GetByRole(AriaRole.Heading, new() { Name = "Hier bin ich angemeldet" }) }).Locator("tbody tr");

    static async Task<SunkMail> Arrives(SmtpSink sink, string subject)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (sink.Mails.FirstOrDefault(m => m.Message.Subject == subject) is { } mail)
            {
                return mail;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"No „{subject}“ arrived.");
    }

    [GeneratedRegex(@"http://service\.nordlicht\.example(/welcome\?code=\S+)")]
    private static partial Regex Link();
}
