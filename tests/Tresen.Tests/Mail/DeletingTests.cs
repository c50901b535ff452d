using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Tresen.Mail;
using Tresen.Platform.Data;
using Tresen.Post;
using Tresen.Tests.Mail.Faults;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail;

/// <summary>Mails are deleted from their server only knowingly, and only while a backup of the last day holds them.</summary>
public sealed class DeletingTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly MailAccount account = DovecotServer.Instance.NewAccount();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Nothing_is_deleted_without_a_fresh_backup_and_it_is_made_up_for_when_there_is_one()
    {
        await app.Connect(World.ServiceAddress, account, more: [("AfterIntake", "Delete"), ("DeletesKnowingly", "true")]);
        await account.Deliver(Arriving.Letter("Eins"));
        await Again();
        (await app.Stored()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(m => m.State.ShouldBe(RawMailState.Taken), m => m.SettledAt.ShouldBeNull());
        (await account.Look()).ShouldHaveSingleItem();
        using var ada = await app.As(World.Ada);
        (await ada.Open("/administration/mailboxes")).ShouldSay("löscht nicht").ShouldSay("Eine übernommene Mail bleibt auf dem Mailserver").ShouldSay("Es ist keine bekannt");
        (await ada.Open("/administration/checkup")).ShouldSay("1 übernommene Mails werden auf ihrem Mailserver nicht gelöscht");

        await Saved(app.Clock.GetUtcNow().AddHours(-25));
        await Again();
        (await account.Look()).ShouldHaveSingleItem();

        await Saved(app.Clock.GetUtcNow());
        await account.Deliver(Arriving.Letter("Zwei"));
        await Again();
        (await account.Look()).ShouldBeEmpty();
        (await app.Stored()).ShouldAllBe(m => m.State == RawMailState.Taken && m.SettledAt != null);
        (await ada.Open("/administration/mailboxes")).ShouldNotSay("löscht nicht");
    }

    [Fact]
    public async Task Deleting_is_kept_only_by_who_says_to_know_what_it_means()
    {
        using var ada = await app.As(World.Ada);
        var path = $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}";
        (await ada.Submit(await ada.Open(path), path, ("AfterIntake", "Delete"))).ShouldSay("Bitte bestätigen, dass die Mails dann nur noch in Tresen liegen");
        (await app.Mailbox(World.ServiceAddress)).AfterIntake.ShouldBe(AfterIntake.Move);
    }

    [Fact]
    public async Task R11_where_more_mails_lie_under_a_number_than_were_taken_in_none_is_deleted_unread()
    {
        using var server = new ScriptedImap();
        var ledger = new Ledger();
        await Saved(app.Clock.GetUtcNow());
        await app.Connect(World.ServiceAddress, more: [("AfterIntake", "Delete"), ("DeletesKnowingly", "true"), .. server.Fields]);
        await app.Fetch();
        foreach (var subject in new[] { "Der eine", "Der andere" })
        {
            var raw = FaultTesting.Letter(subject);
            ledger.Offer(raw);
            server.Put(raw, uid: 5);
            await Again();
        }

        await Again();
        (await app.Stored()).Count(m => m.State == RawMailState.Taken).ShouldBe(2);
        server.Look().ShouldBeEmpty();
        await app.Balances(ledger);
    }

    [Theory]
    [InlineData("ticket", false)]
    [InlineData("ticket", true)]
    [InlineData("assignment", false)]
    [InlineData("assignment", true)]
    [InlineData("spam", false)]
    public async Task R16_a_mail_of_which_only_a_part_is_here_is_never_deleted_whatever_is_decided_about_it(string decision, bool isRefused)
    {
        using var server = new ScriptedImap();
        await app.Limit(("FetchedMegabytes", "1"), ("ReadMegabytes", "1"));
        await Saved(app.Clock.GetUtcNow());
        await app.Connect(World.ServiceAddress, more: [("AfterIntake", "Delete"), ("DeletesKnowingly", "true"), .. server.Fields]);
        await app.Fetch();
        server.Put(FaultTesting.Letter("Klein"));
        var uid = server.Put(FaultTesting.Letter("Riesig", isRefused ? 6000 : 2 * 1024 * 1024));
        server.OnCommand = command => isRefused && command.StartsWith($"UID FETCH {uid} ", StringComparison.Ordinal) && !command.Contains("HEADER", StringComparison.Ordinal) ? "NO [SERVERBUG] this one is broken" : null;
        await Again();
        var row = (await app.Stored()).Single(m => m.Subject == "Riesig");
        (row.State, row.Reason).ShouldBe((RawMailState.Review, isRefused ? RawMailReason.NotGiven : RawMailReason.TooLarge));
        var place = (await app.Stored()).Single(m => m.Subject == "Klein").TicketId;
        var number = await app.Db(db => db.Set<Tresen.Tickets.Ticket>().Where(t => t.Id == place).Select(t => t.Number).SingleAsync());

        using var theo = await app.As(World.Theo);
        (await theo.Submit(await theo.Open($"/mail/review/{row.Id}"), $"/mail/review/{row.Id}/{decision}", decision == "assignment" ? [("Number", $"{number}")] : [])).Status.ShouldBe(302);
        await Again();
        await Again();

        (await app.Raw(row.Id)).State.ShouldNotBe(RawMailState.Review);
        server.Look().ShouldHaveSingleItem().Uid.ShouldBe(uid, "the small one was deleted, and what is here of the large one is its header");
        using var ada = await app.As(World.Ada);
        (await ada.Open("/administration/mailboxes")).ShouldNotSay("bleibt auf dem Mailserver");
    }

    [Fact]
    public async Task R16_of_two_that_are_too_large_and_look_alike_none_is_deleted_and_what_came_whole_later_is()
    {
        using var server = new ScriptedImap();
        await app.Limit(("FetchedMegabytes", "1"), ("ReadMegabytes", "1"));
        await Saved(app.Clock.GetUtcNow());
        await app.Connect(World.ServiceAddress, more: [("AfterIntake", "Delete"), ("DeletesKnowingly", "true"), .. server.Fields]);
        await app.Fetch();
        var large = FaultTesting.Letter("Riesig", 2 * 1024 * 1024);
        var (one, other) = (server.Put(large), server.Put(large));
        await Again();
        await Again();
        server.Look().Select(m => m.Uid).ShouldBe([one, other]);
        (await app.Stored()).Select(m => m.Reason).ShouldBe([RawMailReason.TooLarge, RawMailReason.Duplicate]);

        await app.Limit(("FetchedMegabytes", "10"), ("ReadMegabytes", "10"));
        using var theo = await app.As(World.Theo);
        var row = (await app.Stored())[0];
        await theo.Submit((await theo.Open($"/mail/review/{row.Id}")).ShouldSay("Noch einmal holen"), $"/mail/review/{row.Id}/repetition");
        await Again();
        (await app.Raw(row.Id)).State.ShouldBe(RawMailState.Taken);
        server.Look().ShouldHaveSingleItem().Uid.ShouldBe(other);
    }

    [Fact]
    public async Task A_backup_that_is_yet_to_come_counts_for_nothing()
    {
        await app.Connect(World.ServiceAddress, account, more: [("AfterIntake", "Delete"), ("DeletesKnowingly", "true")]);
        await account.Deliver(Arriving.Letter("Eins"));
        await Saved(app.Clock.GetUtcNow().AddDays(30)); // a clock went wrong
        await Again();
        (await account.Look()).ShouldHaveSingleItem();
        using var ada = await app.As(World.Ada);
        (await ada.Open("/administration/mailboxes")).ShouldSay("Es ist keine bekannt");
        (await ada.Open("/administration/checkup")).ShouldSay("1 übernommene Mails werden auf ihrem Mailserver nicht gelöscht");

        await Saved(app.Clock.GetUtcNow());
        await Again();
        (await account.Look()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_backups_into_the_same_file_do_not_disturb_each_other_and_one_of_them_is_refused()
    {
        await app.Mailbox(World.ServiceAddress);
        Directory.CreateDirectory(app.DataFolder);
        var file = Path.Combine(app.DataFolder, $"kopie-{Guid.NewGuid():N}.db");
        var others = file + ".part";
        await File.WriteAllTextAsync(others, "Hier schreibt gerade jemand.", TestContext.Current.CancellationToken);

        var codes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => new Commands(new StringWriter(), new StringWriter()).RunAsync(["backup", file, .. app.Arguments]))));

        codes.Order().ShouldBe([0, 1, 1]);
        (await File.ReadAllTextAsync(others, TestContext.Current.CancellationToken)).ShouldBe("Hier schreibt gerade jemand.");
        File.Delete(others);
        Directory.GetFiles(app.DataFolder, Path.GetFileName(file) + "*").ShouldBe([file]);
        new FileInfo(file).Length.ShouldBeGreaterThan(1000);
        (await app.Db(db => db.Set<Backup>().CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_copy_in_which_nothing_is_is_no_backup()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, "A dump says itself whether it is whole.");
        Directory.CreateDirectory(app.DataFolder);
        var (empty, file) = (Path.Combine(app.DataFolder, $"leer-{Guid.NewGuid():N}.db"), Path.Combine(app.DataFolder, $"kopie-{Guid.NewGuid():N}.db"));
        await File.WriteAllBytesAsync(empty, [], TestContext.Current.CancellationToken);
        await app.Db(async db =>
        {
            db.Database.SetConnectionString($"Data Source={empty};Pooling=False");
            (await Should.ThrowAsync<Tresen.Platform.BrokenRuleException>(() => BackupCopy.MakeAsync(db, file, TestContext.Current.CancellationToken))).Message.ShouldContain("enthält den Bestand nicht");
            return 0;
        });
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public async Task The_command_copies_all_data_while_the_program_works_and_notes_that_it_did()
    {
        await app.Mailbox(World.ServiceAddress); // the program runs
        Directory.CreateDirectory(app.DataFolder);
        var file = Path.Combine(app.DataFolder, $"kopie-{Guid.NewGuid():N}.db");
        var (output, error) = (new StringWriter(), new StringWriter());
        (await new Commands(output, error).RunAsync(["backup", file, .. app.Arguments])).ShouldBe(0, error.ToString());

        output.ToString().ShouldContain("Gesichert");
        new FileInfo(file).Length.ShouldBeGreaterThan(1000);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        if (!TestDatabase.IsPostgres)
        {
            await using var copy = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            await copy.OpenAsync(TestContext.Current.CancellationToken);
            await using var count = copy.CreateCommand();
            count.CommandText = "select count(*) from staff_members";
            ((long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!).ShouldBeGreaterThan(3);
        }

        (await app.Db(db => db.Set<Backup>().Select(b => b.How).ToListAsync())).ShouldBe([TestDatabase.IsPostgres ? BackupWay.Dump : BackupWay.Copy]);
        (await new Commands(output, error).RunAsync(["backup", file, .. app.Arguments])).ShouldBe(1);
        error.ToString().ShouldContain("gibt es schon");
        (await new Commands(output, error).RunAsync(["backup", "--done", .. app.Arguments])).ShouldBe(0);
        (await app.Db(db => db.Set<Backup>().CountAsync())).ShouldBe(2);
        Directory.GetFiles(app.DataFolder, "*.part").ShouldBeEmpty();
    }

    Task<int> Saved(DateTimeOffset at) => app.Db(async db =>
    {
        db.Add(new Backup(at, BackupWay.Told));
        return await db.SaveChangesAsync();
    });

    async Task Again()
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Fetch();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
