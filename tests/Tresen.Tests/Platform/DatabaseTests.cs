using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Tests.Platform;

/// <summary>The databases are set as we promise.</summary>
public sealed class DatabaseTests(TresenApp app) : IClassFixture<TresenApp>
{
    /// <summary>WAL, so that readers don't wait; FULL, so that a commit survives a power cut; keys are kept; a writer waits.</summary>
    [Theory]
    [InlineData("journal_mode", "wal", null, null)]
    [InlineData("synchronous", "2", "synchronous_commit", "on")]
    [InlineData("foreign_keys", "1", null, null)]
    [InlineData("busy_timeout", "15000", null, null)]
    [InlineData(null, null, "fsync", "on")]
    [InlineData(null, null, "full_page_writes", "on")]
    [InlineData(null, null, "server_encoding", "UTF8")]
    [InlineData(null, null, "join_collapse_limit", "3")]
    [InlineData(null, null, "jit", "off")]
    public async Task A_connection_is_set_so(string? pragma, string? onSqlite, string? setting, string? onPostgres)
    {
        var (asked, expected) = TestDatabase.IsPostgres ? (setting, onPostgres) : (pragma, onSqlite);
        Assert.SkipWhen(asked is null, "Not asked of this database.");
        Assert.SkipWhen(asked is "fsync" or "synchronous_commit" or "full_page_writes" && Environment.GetEnvironmentVariable("TRESEN_TEST_POSTGRES") is not { Length: > 0 },
            "The server that the tests start for themselves may lose what it likes.");
        var said = await app.Db(async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = db.Database.IsPostgres() ? $"show {asked}" : $"pragma {asked}";
            return (await command.ExecuteScalarAsync())!.ToString();
        });
        said.ShouldBe(expected);
    }

    [Theory]
    [InlineData("Host=db;Database=tresen", "-c join_collapse_limit=3 -c jit=off")]
    [InlineData("Host=db;Database=tresen;Options=-c jit=on", "-c join_collapse_limit=3 -c jit=off -c jit=on")] // the later one holds
    public void What_a_connection_string_sets_itself_goes_before(string typed, string options) =>
        new Npgsql.NpgsqlConnectionStringBuilder(Databases.Tuned(typed)).Options.ShouldBe(options);

    [Fact]
    public async Task Nodes_that_start_together_prepare_the_database_one_after_the_other()
    {
        await app.Db(db => db.Set<NumberRange>().CountAsync()); // started
        for (var round = 0; round < 30; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.Db(async db =>
            {
                await db.PrepareAsync();
                return 0;
            })));
        }
    }

    [Fact]
    public async Task What_was_not_committed_is_taken_back()
    {
        await app.Db(async db =>
        {
            await using (await WriteScope.BeginAsync(db))
            {
                db.Add(new NumberRange("probe", 7));
                await db.SaveChangesAsync();
            }

            return 0;
        });
        (await app.Db(db => db.Set<NumberRange>().AnyAsync(r => r.Name == "probe"))).ShouldBeFalse();
    }
}
