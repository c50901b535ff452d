using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Admin;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Post;
using Tresen.Staff;

namespace Tresen.Tests.Admin;

/// <summary><c>tresen doctor</c> and <em>Administration &gt; Zustand</em>: what is wrong is found, and what to do is said.</summary>
public sealed class CheckupTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task A_mailbox_that_can_not_be_opened_and_work_that_lies_are_told_with_what_to_do()
    {
        await Tickets.TicketTesting.Change(app, async db =>
        {
            var department = await db.Departments.FirstAsync(d => d.Name == World.Technik);
            var mailbox = new Mailbox(department, "Altlast", "altlast@firma.example", "Firma", app.Clock.GetUtcNow());
            mailbox.FetchFrom(new MailServer("mail.firma.example", 993, Encryption.Implicit, "altlast", "locked by keys that are gone"), FetchProtocol.Imap, "INBOX", AfterIntake.Flag, "", false, null);
            db.Add(mailbox);
            db.Add(new Job("send-mail", "0", app.Clock.GetUtcNow().AddHours(-1)));
        });
        using var ada = await app.As(World.Ada);

        var page = await ada.Open("/administration/checkup");

        page.ShouldSay("Mailkonto altlast@firma.example").ShouldSay("Das Passwort lässt sich nicht öffnen").ShouldSay("Bitte das Passwort neu eingeben");
        page.ShouldSay("Aufgaben sind überfällig");
        page.ShouldSay("Tresen weiß nicht, unter welcher Adresse es zu erreichen ist");
        using var theo = await app.As(World.Theo);
        (await theo.Get("/administration/checkup")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task The_database_is_named_and_reading_it_through_finds_nothing_wrong()
    {
        var findings = await app.Db(_ => app.Services.CreateScope().ServiceProvider.GetRequiredService<Checkup>().RunAsync(thoroughly: true, default));

        var said = findings.Where(f => f.What == "Datenbank").ToList();
        said.ShouldNotContain(f => f.Grade == Grade.Bad, string.Join(", ", said));
        said.ShouldContain(f => f.Sentence.StartsWith(TestDatabase.IsPostgres ? "PostgreSQL 1" : "SQLite 3.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_recognised()
    {
        await Tickets.TicketTesting.Change(app, db => db.Database.ExecuteSqlRawAsync(TestDatabase.IsPostgres
            ? "insert into \"__EFMigrationsHistory\" (migration_id, product_version) values ('29990101000000_FromTheFuture', '99')"
            : "insert into \"__EFMigrationsHistory\" (migration_id, product_version) values ('29990101000000_FromTheFuture', '99')"));
        try
        {
            (await app.Db(db => DatabaseState.ReadAsync(db, app.Clock, false, default))).Unknown.ShouldBe(1);
        }
        finally
        {
            await Tickets.TicketTesting.Change(app, db => db.Database.ExecuteSqlRawAsync("delete from \"__EFMigrationsHistory\" where migration_id like '2999%'"));
        }
    }

    [Fact]
    public async Task On_the_command_line_it_answers_with_the_exit_code_and_makes_nothing()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, "the command opens its own database");
        var data = Directory.CreateTempSubdirectory("tresen-data-").FullName;
        try
        {
            var empty = await RunAsync("doctor", "--data", data);
            (empty.Code, empty.Said.Contains("Hier liegt noch kein Bestand", StringComparison.Ordinal)).ShouldBe((0, true), empty.Said);
            Directory.EnumerateFiles(data).ShouldBeEmpty();

            await RunAsync("user", "add", "chef@firma.example", "Erika Chefin", "--role", "administrator", "--data", data);
            var one = await RunAsync("doctor", "--data", data);
            (one.Code, one.Said.Contains("Nur eine Person darf verwalten", StringComparison.Ordinal)).ShouldBe((0, true), one.Said);

            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            var file = Path.Combine(data, "tresen.db");
            using (var broken = new FileStream(file, FileMode.Open))
            {
                broken.Seek(broken.Length / 3, SeekOrigin.Begin);
                broken.Write(new byte[64 * 1024]);
            }

            var damaged = await RunAsync("doctor", "--data", data);
            damaged.Code.ShouldBe(1, damaged.Said);
            damaged.Said.ShouldContain("FEHLER   Datenbank");

            var nowhere = await RunAsync("doctor", "--data", Path.Combine(data, "nirgends"));
            (nowhere.Code, Directory.Exists(Path.Combine(data, "nirgends"))).ShouldBe((1, false));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }

    static async Task<(int Code, string Said)> RunAsync(params string[] args)
    {
        using StringWriter said = new(), complained = new();
        var code = await new Commands(said, complained).RunAsync(args);
        return (code, said + complained.ToString());
    }
}
