using MailKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Tresen.Mail;
using Tresen.Platform.Files;
using Tresen.Post;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Rig;
using Attachment = Tresen.Conversations.Attachment;

namespace Tresen.Tests.Mail;

/// <summary>Mails come in from a real server: each once, none lost.</summary>
public sealed class FetchingTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly MailAccount account = DovecotServer.Instance.NewAccount();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_lay_there_before_stays_there_and_new_mail_is_moved()
    {
        await account.Deliver(Letter("Alt"));
        await app.Connect(World.ServiceAddress, account);
        await account.Deliver(Letter("Neu"));
        await app.Fetch();

        (await Stored()).ShouldHaveSingleItem();
        (await account.Look()).ShouldHaveSingleItem().Message.Subject.ShouldBe("Alt");
        (await account.Look("Tresen")).ShouldHaveSingleItem().Message.Subject.ShouldBe("Neu");
        (await app.Mailbox(World.ServiceAddress)).FetchedAt.ShouldBe(app.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Old_mail_is_taken_in_where_it_is_wanted_and_flagged_where_it_shall_stay()
    {
        await account.Deliver(Letter("Alt"));
        await app.Connect(World.ServiceAddress, account, more: [("Starts", "Earlier"), ("AfterIntake", "Flag")]);
        await account.Deliver(Letter("Neu"));
        await app.Fetch();
        await app.Fetch();

        (await Stored()).Count.ShouldBe(2);
        (await account.Look()).Select(m => (m.Message.Subject, m.Flags & MessageFlags.Seen)).ShouldBe([("Alt", MessageFlags.Seen), ("Neu", MessageFlags.Seen)]);
    }

    [Fact]
    public async Task R02_a_mail_that_was_stored_but_not_moved_is_moved_and_not_taken_in_again()
    {
        await app.Connect(World.ServiceAddress, account);
        await account.Deliver(Letter("Neu"));
        await app.Fetch();
        // As if killed between storing and moving: the mail lies in the inbox again, and the row says the server wasn't told.
        await account.Do(async client =>
        {
            var done = await client.GetFolderAsync("Tresen");
            await done.OpenAsync(FolderAccess.ReadWrite);
            await done.MoveToAsync(0, client.Inbox!);
        });
        var uid = await account.Uid();
        await app.Db(db => db.RawMails.ExecuteUpdateAsync(m => m.SetProperty(x => x.SettledAt, (DateTimeOffset?)null).SetProperty(x => x.Uid, uid)));

        await app.Fetch();

        (await Stored()).ShouldHaveSingleItem().SettledAt.ShouldNotBeNull();
        (await account.Look()).ShouldBeEmpty();
        (await account.Look("Tresen")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task R10_a_server_that_counts_anew_brings_nothing_twice_and_hides_nothing()
    {
        await app.Connect(World.ServiceAddress, account, more: [("Starts", "Earlier"), ("AfterIntake", "Flag")]);
        await account.Deliver(Letter("Eins"));
        await account.Deliver(Letter("Zwei"));
        await app.Fetch();

        await account.CountAnew();
        await account.Deliver(Letter("Drei"));
        await app.Fetch();

        var mails = await Stored();
        mails.Select(m => m.UidValidity).Distinct().Count().ShouldBe(2);
        mails.Count(m => m.State != RawMailState.Ignored).ShouldBe(3);
        mails.Where(m => m.State == RawMailState.Ignored).ShouldAllBe(m => m.Reason == RawMailReason.Duplicate);
    }

    [Fact]
    public async Task R10_what_was_erased_does_not_come_back_when_a_server_counts_anew()
    {
        await app.Connect(World.ServiceAddress, account, more: [("AfterIntake", "Flag")]);
        await account.Deliver(Letter("Vergessen"));
        await app.Fetch();
        var nothing = await app.Services.GetRequiredService<FileCabinet>().StoreAsync(Stream.Null, default);
        await app.Db(async db =>
        {
            (await db.RawMails.SingleAsync()).Erase(await db.Set<StoredFile>().SingleAsync(f => f.Id == nothing));
            return await db.SaveChangesAsync();
        });
        var tickets = await app.Tickets();

        await account.CountAnew();
        await app.Fetch();

        (await Stored()).Select(m => (m.State, m.Bytes)).ShouldBe([(RawMailState.Erased, 0L), (RawMailState.Erased, 0L)]);
        (await app.Tickets()).ShouldBe(tickets);
    }

    [Fact]
    public async Task R15_whoever_wants_older_mail_later_gets_it_then()
    {
        await account.Deliver(Letter("Alt"));
        await app.Connect(World.ServiceAddress, account);
        (await Stored()).ShouldBeEmpty();

        await app.Connect(World.ServiceAddress, more: [("Starts", "Earlier"), ("TakesFrom", "01.01.2020")]);
        await app.Fetch();
        (await Stored()).ShouldHaveSingleItem().State.ShouldBe(RawMailState.Taken);
    }

    [Fact]
    public async Task R12_a_server_that_is_down_is_asked_at_growing_gaps_and_says_so()
    {
        using var nobody = new SmtpSink(); // speaks, but not IMAP
        await app.Connect(World.ServiceAddress, more: [("ImapHost", "127.0.0.1"), ("ImapPort", nobody.Port.ToString()), ("ImapEncryption", "None"), ("ImapUser", "x"), ("ImapPassword", "y")]);
        var gaps = new List<TimeSpan>();
        for (var round = 0; round < 9; round++)
        {
            await app.Fetch();
            var next = (await app.Mailbox(World.ServiceAddress)).NextFetchAt;
            gaps.Add(next.ShouldNotBeNull() - app.Clock.GetUtcNow());
            app.Clock.Advance(gaps[^1]);
        }

        gaps[0].ShouldBe(TimeSpan.FromSeconds(30));
        gaps[1].ShouldBe(TimeSpan.FromSeconds(60));
        gaps[^1].ShouldBe(TimeSpan.FromHours(1));
        using var ada = await app.As(World.Ada);
        (await ada.Open("/administration/mailboxes")).ShouldSay("gestört").ShouldSay("Noch nie gelungen").ShouldSay("127.0.0.1");
    }

    [Fact]
    public async Task One_broken_mailbox_stops_no_other()
    {
        await app.Connect(World.BuchhaltungAddress, more: [("ImapHost", "127.0.0.1"), ("ImapPort", "1"), ("ImapEncryption", "None"), ("ImapUser", "x"), ("ImapPassword", "y")]);
        await app.Connect(World.ServiceAddress, account);
        await account.Deliver(Letter("Neu"));
        await app.Fetch();

        (await Stored()).ShouldHaveSingleItem();
        (await app.Mailbox(World.BuchhaltungAddress)).FetchError.ShouldContain("nimmt auf Port 1 keine Verbindung an");
    }

    [Fact]
    public async Task R16_a_mail_over_the_limit_stays_on_the_server_lies_in_the_tray_and_comes_when_the_limit_allows_it()
    {
        await app.Limit(("FetchedMegabytes", "1"), ("ReadMegabytes", "1"));
        await app.Connect(World.ServiceAddress, account);
        await account.Deliver(WithFile("Pläne", 2));
        await account.Deliver(Letter("Danach"));
        await app.Fetch();

        var mails = await Stored();
        mails.Count.ShouldBe(2);
        var large = mails.Single(m => m.State == RawMailState.Review);
        large.Reason.ShouldBe(RawMailReason.TooLarge);
        large.Bytes.ShouldBeGreaterThan(2 * 1024 * 1024);
        (await account.Look()).ShouldHaveSingleItem().Message.Subject.ShouldBe("Pläne");

        await app.Limit(("FetchedMegabytes", "10"), ("ReadMegabytes", "10"));
        using var theo = await app.As(World.Theo);
        (await theo.Submit((await theo.Open($"/mail/review/{large.Id}")).ShouldSay("Noch einmal holen"), $"/mail/review/{large.Id}/repetition")).Status.ShouldBe(302);
        await app.Fetch();
        (await Stored()).ShouldAllBe(m => m.State == RawMailState.Taken);
        (await account.Look()).ShouldBeEmpty();
    }

    [Fact]
    public async Task R16_thirty_megabytes_come_in_whole()
    {
        await app.Connect(World.ServiceAddress, account);
        await account.Deliver(WithFile("Pläne", 30));
        await app.Fetch();

        (await Stored()).ShouldHaveSingleItem().State.ShouldBe(RawMailState.Taken);
        (await app.Db(db => db.Set<Attachment>().Select(a => new { a.Name, a.Bytes }).ToListAsync())).ShouldHaveSingleItem().ShouldBe(new { Name = "plan.bin", Bytes = 30L * 1024 * 1024 });
    }

    static MimeMessage WithFile(string subject, int megabytes)
    {
        var builder = new BodyBuilder { TextBody = "Anbei die Pläne." };
        builder.Attachments.Add("plan.bin", new byte[megabytes * 1024 * 1024]);
        var letter = Letter(subject);
        letter.Body = builder.ToMessageBody();
        return letter;
    }

    [Fact]
    public async Task R15_old_mail_is_taken_in_from_a_day_on_and_neither_told_nor_answered()
    {
        await app.Confirms();
        await account.Deliver(Letter("Alt"));
        await app.Connect(World.ServiceAddress, account, more: [("Starts", "Earlier"), ("TakesFrom", "01.01.2020")]);
        await app.Fetch();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.RunJobs();

        (await Stored()).ShouldHaveSingleItem().State.ShouldBe(RawMailState.Taken);
        (await app.Db(db => db.OutgoingMails.CountAsync())).ShouldBe(0);
        (await app.Db(db => db.Set<Tresen.Notifications.Notification>().CountAsync())).ShouldBe(0);

        await account.Deliver(Letter("Neu"));
        await app.Fetch();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.RunJobs();
        (await app.Db(db => db.Set<Tresen.Notifications.Notification>().CountAsync())).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task R15_whoever_connects_a_full_mailbox_is_asked_from_when_on()
    {
        await account.Deliver(Letter("Alt"));
        using var ada = await app.As(World.Ada);
        var id = (await app.Mailbox(World.ServiceAddress)).Id;
        var page = await ada.Open($"/administration/mailboxes/{id}");
        (string, string?)[] server = [("ImapHost", DovecotServer.Host), ("ImapPort", account.Port.ToString()), ("ImapEncryption", "None"), ("ImapUser", account.User), ("ImapPassword", DovecotServer.Password)];
        var asked = await ada.Submit(page, $"/administration/mailboxes/{id}", server);
        asked.Status.ShouldBe(422);
        asked.ShouldSay("Im Ordner INBOX liegt schon eine Mail. Bitte wählen, ab wann übernommen wird.");

        (await ada.Submit(asked, $"/administration/mailboxes/{id}", ("Starts", "Now"))).Status.ShouldBe(302);
        await app.Fetch();
        (await Stored()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("falsch", "hat Benutzername oder Passwort abgelehnt")]
    [InlineData(DovecotServer.Password, "gelungen")]
    public async Task Checking_the_connection_says_in_a_sentence_what_is_wrong(string password, string sentence)
    {
        await app.Connect(World.ServiceAddress, account, more: [("ImapPassword", password)]);
        var id = (await app.Mailbox(World.ServiceAddress)).Id;
        using var ada = await app.As(World.Ada);
        var page = await ada.Open($"/administration/mailboxes/{id}");

        var answer = await ada.Submit(page, $"/administration/mailboxes/{id}/check");

        answer.ShouldSay(sentence);
        answer.Html.ShouldNotContain(password);
    }

    [Fact]
    public async Task Checked_is_what_stands_in_the_form_and_it_stays_there_unsaved()
    {
        await app.Connect(World.ServiceAddress, account);
        var before = await app.Mailbox(World.ServiceAddress);
        using var ada = await app.As(World.Ada);
        var page = await ada.Open($"/administration/mailboxes/{before.Id}");

        var answer = await ada.Submit(page, $"/administration/mailboxes/{before.Id}/check", ("ImapPort", "1"), ("Name", "Kundendienst"));

        answer.ShouldSay("nimmt auf Port 1 keine Verbindung an").ShouldNotSay("gelungen");
        (answer.One("[name=ImapPort]").GetAttribute("value"), answer.One("[name=Name]").GetAttribute("value")).ShouldBe(("1", "Kundendienst"));
        var after = await app.Mailbox(World.ServiceAddress);
        (after.Imap.Port, after.Name).ShouldBe((before.Imap.Port, before.Name));
    }

    [Fact]
    public async Task Saved_anyway_the_page_asks_by_itself_and_what_does_not_work_is_known_as_troubled()
    {
        await app.Connect(World.ServiceAddress, account);
        var id = (await app.Mailbox(World.ServiceAddress)).Id;
        using var ada = await app.As(World.Ada);
        var saved = await ada.Submit(await ada.Open($"/administration/mailboxes/{id}"), $"/administration/mailboxes/{id}", ("SmtpHost", "127.0.0.1"), ("SmtpPort", "1"), ("SmtpEncryption", "None"), ("Anyway", "true"));
        var page = await ada.Open(saved.LedTo!);
        var asks = page.One("#verdict [hx-trigger=load]").GetAttribute("hx-post")!;

        var wrong = await ada.Submit(page, $"/administration/mailboxes/{id}/check", ("SmtpPort", "1"));
        wrong.ShouldSay("nimmt auf Port 1 keine Verbindung an");
        (await app.Mailbox(World.ServiceAddress)).SendError.ShouldBe("", "only tried, nothing is remembered");

        var fields = page.Document.QuerySelectorAll("#mailbox [name]").OfType<AngleSharp.Html.Dom.IHtmlElement>().Select(f => (f.GetAttribute("name")!, Value(f))).Where(f => f.Item2 is not null).ToArray();
        (await ada.Send(asks, fields)).ShouldSay("nimmt auf Port 1 keine Verbindung an").ShouldNotSay("Behalten wird es erst");
        (await app.Mailbox(World.ServiceAddress)).SendError.ShouldContain("Port 1");

        static string? Value(AngleSharp.Html.Dom.IHtmlElement field) => field switch
        {
            AngleSharp.Html.Dom.IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => null,
            AngleSharp.Html.Dom.IHtmlInputElement input => input.Value,
            AngleSharp.Html.Dom.IHtmlSelectElement select => select.Value,
            _ => field.TextContent,
        };
    }

    [Fact]
    public async Task What_can_not_be_checked_is_said_beside_its_field()
    {
        await app.Connect(World.ServiceAddress, account);
        var id = (await app.Mailbox(World.ServiceAddress)).Id;
        using var ada = await app.As(World.Ada);

        var answer = await ada.Submit(await ada.Open($"/administration/mailboxes/{id}"), $"/administration/mailboxes/{id}/check", ("ImapHost", "anderswo.example"), ("ImapEncryption", "StartTls"));

        answer.Status.ShouldBe(422);
        answer.ShouldSay("Bitte das Passwort dafür noch einmal eingeben.").ShouldNotSay("gelungen");
        answer.One("[name=ImapHost]").GetAttribute("value").ShouldBe("anderswo.example");
    }

    [Fact]
    public async Task A_stored_password_is_neither_shown_nor_given_to_another_server()
    {
        await app.Connect(World.ServiceAddress, account);
        var mailbox = await app.Mailbox(World.ServiceAddress);
        mailbox.Imap.Secret.ShouldNotContain(DovecotServer.Password);
        using var ada = await app.As(World.Ada);
        var page = await ada.Open($"/administration/mailboxes/{mailbox.Id}");
        page.Html.ShouldNotContain(DovecotServer.Password);

        var answer = await ada.Submit(page, $"/administration/mailboxes/{mailbox.Id}", ("ImapHost", "fremd.example"), ("ImapEncryption", "Implicit"));

        answer.Status.ShouldBe(422);
        answer.ShouldSay("Bitte das Passwort dafür noch einmal eingeben");
        answer.One("[name=ImapHost]").GetAttribute("value").ShouldBe("fremd.example");
    }

    static MimeMessage Letter(string subject)
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = $"Text zu {subject}" } };
        message.From.Add(new MailboxAddress("Karin Müller", "karin@muellerbau.example"));
        message.To.Add(new MailboxAddress("", World.ServiceAddress));
        return message;
    }

    Task<List<RawMail>> Stored() => app.Db(db => db.RawMails.AsNoTracking().OrderBy(m => m.Id).ToListAsync());

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
