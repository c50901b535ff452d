using Microsoft.EntityFrameworkCore;
using Tresen.Mail;
using Tresen.Platform.Data;
using Tresen.Post;
using Tresen.Tests.Mail.Faults;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail;

/// <summary>Mailboxes that can be fetched by POP3 alone: each mail once, whatever the server does.</summary>
public sealed class Pop3Tests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly ScriptedPop3 server = new();
    readonly Ledger ledger = new();

    public ValueTask InitializeAsync()
    {
        app.Set["Tresen:Mail:PatienceSeconds"] = "2";
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_real_servers_new_mails_come_once_and_stay_there_and_what_lay_there_before_is_left_alone()
    {
        var account = DovecotServer.Instance.NewAccount();
        await account.Deliver(Arriving.Letter("Alt"));
        (string, string?)[] pop = [("Protocol", "Pop3"), ("AfterIntake", "Flag"), ("ImapHost", DovecotServer.Host), ("ImapPort", DovecotServer.Instance.Pop3Port.ToString()), ("ImapEncryption", "None"), ("ImapUser", account.User), ("ImapPassword", DovecotServer.Password)];
        await app.Connect(World.ServiceAddress, more: pop);
        await app.Fetch();
        await account.Deliver(Arriving.Letter("Neu"));
        await Again();
        await Again();

        var mails = await app.Stored();
        mails.Where(m => m.State == RawMailState.Taken).ShouldHaveSingleItem().Subject.ShouldBe("Neu");
        mails.Where(m => m.State != RawMailState.Taken).ShouldHaveSingleItem().Reason.ShouldBe(RawMailReason.TooOld);
        (await account.Look()).Count.ShouldBe(2);

        await Backup();
        await app.Connect(World.ServiceAddress, more: [("AfterIntake", "Delete"), ("DeletesKnowingly", "true")]);
        await Again();
        (await account.Look()).ShouldHaveSingleItem().Message.Subject.ShouldBe("Alt");
        (await app.Stored()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task R15_older_mails_come_from_a_day_on_as_their_headers_say_and_nobody_is_told_or_answered()
    {
        await app.Confirms();
        server.Put(Dated("Uralt", "Mon, 06 Jan 2020 10:00:00 +0100"));
        var old = Dated("Alt", "Mon, 12 Oct 2026 10:00:00 +0200");
        ledger.Offer(old);
        server.Put(old);
        await Connect(("Starts", "Earlier"), ("TakesFrom", "01.10.2026"));
        await Again();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.RunJobs();

        (await app.Stored()).Where(m => m.State == RawMailState.Taken).ShouldHaveSingleItem().ShouldSatisfyAllConditions(m => m.Subject.ShouldBe("Alt"), m => m.IsOld.ShouldBeTrue(), m => m.ReceivedAt.UtcDateTime.ShouldBe(new DateTime(2026, 10, 12, 8, 0, 0)));
        (await app.Db(db => db.OutgoingMails.CountAsync())).ShouldBe(0);
        (await app.Db(db => db.Set<Tresen.Notifications.Notification>().CountAsync())).ShouldBe(0);

        server.ForgetCommands();
        await Again();
        server.Commands.ShouldNotContain(c => c.StartsWith("TOP", StringComparison.Ordinal) || c.StartsWith("RETR", StringComparison.Ordinal), "it is known how old they are");
        await app.Connect(World.ServiceAddress, more: [("TakesFrom", "01.01.2020")]);
        await Again();
        (await app.Stored()).Count(m => m.State == RawMailState.Taken).ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_can_not_say_which_mail_is_which_is_refused_in_a_plain_sentence()
    {
        server.KnowsUidl = false;
        Put("Eins");
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";
        var refused = await ada.Submit(await ada.Open(path), path, server.Fields);
        refused.Status.ShouldBe(422);
        refused.ShouldSay("kann nicht sagen, welche Mails es schon gab (UIDL)");

        await Connect();
        await Again();
        (await app.Mailbox(World.ServiceAddress)).FetchError.ShouldContain("UIDL");
        (await app.Stored()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cut", 0)]
    [InlineData("cut", 3000)]
    [InlineData("no", 0)]
    public async Task R09_R14_a_mail_that_the_server_never_gives_holds_up_none_behind_it_and_comes_when_a_person_asks_for_it(string ill, int afterBytes)
    {
        await Connect();
        Put("Vorher");
        var poison = Put("Giftig", 6000);
        Put("Danach");
        if (ill == "cut")
        {
            server.CutAt(poison, afterBytes);
        }
        else
        {
            server.OnCommand = command => command == "RETR 2" ? "-ERR this one is broken" : null;
        }

        await Again();
        var row = (await app.Stored()).Single(m => m.ServerKey == poison);
        (row.State, row.Reason).ShouldBe((RawMailState.Review, RawMailReason.NotGiven));
        row.Subject.ShouldBe("Giftig", "its header came");
        (await app.Stored()).Count(m => m.State == RawMailState.Taken).ShouldBe(2);

        await Again();
        await Again();
        server.ForgetCommands();
        await Again();
        server.Commands.ShouldNotContain("RETR 2");

        server.Recover();
        using var theo = await app.As(World.Theo);
        await theo.Submit((await theo.Open($"/mail/review/{row.Id}")).ShouldSay("Noch einmal holen"), $"/mail/review/{row.Id}/repetition");
        await Again();
        (await app.Stored()).Single(m => m.ServerKey == poison).State.ShouldBe(RawMailState.Taken);
        await app.Balances(ledger);
    }

    [Fact]
    public async Task R09_cut_once_at_each_kilobyte_a_mail_comes_whole_and_in_the_same_round()
    {
        await Connect();
        for (var kilobyte = 0; kilobyte < 6; kilobyte++)
        {
            server.CutAt(Put($"Nummer {kilobyte}", 6000), kilobyte * 1000, times: 1);
        }

        await Again();
        (await app.Stored()).Select(m => m.State).ShouldBe(Enumerable.Repeat(RawMailState.Taken, 6));
        await app.Balances(ledger);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task R02_a_line_that_dies_at_the_good_bye_takes_no_mail_twice_and_none_away_unread(bool before)
    {
        await Backup();
        await Connect(("AfterIntake", "Delete"), ("DeletesKnowingly", "true"));
        Put("Eins");
        Put("Zwei");
        (server.DiesBeforeQuit, server.DiesAfterQuit) = (before, !before);
        await Again();
        server.Names.Count.ShouldBe(before ? 2 : 0);
        (await app.Stored()).Count(m => m.State == RawMailState.Taken).ShouldBe(2);

        server.Recover();
        Put("Drei");
        await Again();
        server.Names.ShouldBeEmpty();
        await Again();
        (await app.Stored()).ShouldSatisfyAllConditions(all => all.Count.ShouldBe(3), all => all.ShouldAllBe(m => m.SettledAt != null && m.State == RawMailState.Taken));
        await app.Balances(ledger);
    }

    [Fact]
    public async Task R02_a_mail_that_somebody_decides_about_while_it_comes_is_not_deleted_for_it_is_not_here()
    {
        await Backup();
        await Connect(("AfterIntake", "Delete"), ("DeletesKnowingly", "true"));
        var name = Put("Zögernd", 6000);
        server.OnCommand = command => command == "RETR 1" ? "-ERR try later" : null;
        await Again();
        var row = (await app.Stored()).ShouldHaveSingleItem();
        row.Reason.ShouldBe(RawMailReason.NotGiven);

        using var theo = await app.As(World.Theo);
        var page = await theo.Open($"/mail/review/{row.Id}");
        Task<Answer>? decided = null;
        server.OnCommand = command =>
        {
            if (command == "RETR 1")
            {
                (decided ??= theo.Submit(page, $"/mail/review/{row.Id}/ticket")).GetAwaiter().GetResult();
            }

            return null;
        };
        await Again();
        (await decided.ShouldNotBeNull()).Status.ShouldBe(302);
        await Again();

        (await app.Raw(row.Id)).State.ShouldBe(RawMailState.Taken);
        server.Names.ShouldBe([name]);
    }

    [Theory]
    [InlineData("Flag")]
    [InlineData("Delete")]
    public async Task R11_a_name_that_is_given_to_another_mail_hides_none(string after)
    {
        await Backup();
        await Connect(("AfterIntake", after), ("DeletesKnowingly", "true"));
        var name = Put("Der eine");
        await Again();
        server.Remove(name);
        Put("Der andere, und er ist länger", 900, name);
        await Again();
        Put("Zwei auf einmal", 1200, "doppelt");
        Put("Zwei auf einmal, der andere", 1500, "doppelt");
        await Again();
        await Again();

        (await app.Stored()).Count(m => m.State == RawMailState.Taken).ShouldBe(4);
        server.Names.Count.ShouldBe(after == "Flag" ? 3 : 0);
        server.ForgetCommands();
        await Again();
        server.Commands.ShouldNotContain(c => c.StartsWith("RETR", StringComparison.Ordinal));
        await app.Balances(ledger);
    }

    [Fact]
    public async Task R10_a_server_that_names_all_anew_brings_nothing_twice_and_hides_nothing()
    {
        server.Put(Dated("Lag schon da", "Mon, 06 Jan 2020 10:00:00 +0100"));
        await Connect();
        Put("Eins");
        await Again();
        server.NameAnew();
        Put("Zwei");
        await Again();
        await Again();

        (await app.Stored()).Where(m => m.State == RawMailState.Taken).Select(m => m.Subject).ShouldBe(["Eins", "Zwei"]);
        await app.Balances(ledger);
    }

    [Fact]
    public async Task R16_a_mail_over_the_limit_stays_there_lies_in_the_tray_and_comes_when_the_limit_allows_it()
    {
        await Limit(("FetchedMegabytes", "1"), ("ReadMegabytes", "1"));
        await Connect();
        var large = Put("Riesig", 2 * 1024 * 1024);
        Put("Danach");
        await Again();
        await Again();
        var row = (await app.Stored()).Single(m => m.ServerKey == large);
        (row.Reason, row.Subject).ShouldBe((RawMailReason.TooLarge, "Riesig"));

        await Limit(("FetchedMegabytes", "10"), ("ReadMegabytes", "10"));
        using var theo = await app.As(World.Theo);
        await theo.Submit(await theo.Open($"/mail/review/{row.Id}"), $"/mail/review/{row.Id}/repetition");
        await Again();
        (await app.Stored()).Select(m => m.State).ShouldBe([RawMailState.Taken, RawMailState.Taken]);
        await app.Balances(ledger);
    }

    [Fact]
    public async Task R12_a_refused_sign_in_pauses_after_three_times_and_one_that_passes_does_not()
    {
        await Connect();
        server.ForgetCommands();
        server.OnSignIn = "-ERR [IN-USE] Mailbox is already locked";
        for (var round = 0; round < 4; round++)
        {
            await Again();
        }

        (await app.Mailbox(World.ServiceAddress)).ShouldSatisfyAllConditions(m => m.IsFetchingPaused.ShouldBeFalse(), m => m.FetchError.ShouldContain("nimmt die Anmeldung gerade nicht an"));
        server.OnSignIn = "-ERR [AUTH] wrong password";
        server.ForgetCommands();
        for (var round = 0; round < 5; round++)
        {
            await Again();
        }

        server.Commands.Count(c => c == "PASS").ShouldBe(3);
        (await app.Mailbox(World.ServiceAddress)).ShouldSatisfyAllConditions(m => m.IsFetchingPaused.ShouldBeTrue(), m => m.FetchError.ShouldContain("hat Benutzername oder Passwort abgelehnt"));
        using var ada = await app.As(World.Ada);
        (await ada.Open("/administration/mailboxes")).ShouldSay("Angehalten seit");
    }

    static byte[] Dated(string subject, string date) => [.. System.Text.Encoding.ASCII.GetBytes($"Received: from a by b with SMTP id 1; {date}\r\nDate: {date}\r\n"), .. FaultTesting.Letter(subject)];

    string Put(string subject, int bytes = 300, string? name = null)
    {
        var raw = FaultTesting.Letter(subject, bytes);
        ledger.Offer(raw);
        return server.Put(raw, name);
    }

    async Task Connect(params (string Name, string? Value)[] more)
    {
        await app.Connect(World.ServiceAddress, more: [.. more, .. server.Fields]);
        await app.Fetch();
    }

    Task Limit(params (string Name, string? Value)[] fields) => app.Limit(fields);

    Task<int> Backup() => app.Db(async db =>
    {
        db.AddRange(Enumerable.Range(0, 20).Select(hour => new Backup(app.Clock.GetUtcNow() + TimeSpan.FromHours(hour), BackupWay.Told))); // the tests' clock goes on by hours
        return await db.SaveChangesAsync();
    });

    async Task Again()
    {
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.Fetch();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        server.Dispose();
    }
}
