using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tresen.Platform.Data;
using Tresen.Tests.Rig;

namespace Tresen.Tests;

/// <summary>A database of a test's own, copied from a template that is made once a run.</summary>
sealed class TestDatabase
{
    static readonly Lazy<TestDatabase> EmptyTemplate = new(() => Make("template_empty", withWorld: false));
    static readonly Lazy<TestDatabase> WorldTemplate = new(() => Make("template_world", withWorld: true));
    static readonly string Folder = Leash.NewFolder("test");
    static readonly string Run = Environment.ProcessId.ToString();
    static int count;

    readonly string name;

    TestDatabase(string name) => this.name = name;

    /// <summary>Whether this run is on PostgreSQL.</summary>
    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("TRESEN_TEST_DATABASE") == "postgres";

    /// <summary>The server of this run: the one that TRESEN_TEST_POSTGRES leads to, else one started for it.</summary>
    static string Server { get; } = !IsPostgres ? ""
        : Environment.GetEnvironmentVariable("TRESEN_TEST_POSTGRES") is { Length: > 0 } given ? given
        : PostgresServer.Instance.ConnectionString;

    public static TestDatabase Empty() => EmptyTemplate.Value.Copy();

    public static TestDatabase WithWorld() => WorldTemplate.Value.Copy();

    /// <summary>The settings that lead the program to it.</summary>
    public IEnumerable<(string Key, string Value)> Settings => IsPostgres
        ? [("Tresen:Postgres", ConnectionString), ("Tresen:Data", Path.Combine(Folder, name))]
        : [("Tresen:Data", Path.Combine(Folder, name))];

    string ConnectionString => new NpgsqlConnectionStringBuilder(Server) { Database = $"{name}_{Run}", MaxPoolSize = 20, ConnectionIdleLifetime = 5, ConnectionPruningInterval = 2 }.ToString();

    string File => Path.Combine(Folder, name, "tresen.db");

    static TestDatabase Make(string name, bool withWorld)
    {
        var template = new TestDatabase(name);
        if (IsPostgres)
        {
            Execute($"create database {name}_{Run}");
        }

        MakeAsync(template, withWorld).GetAwaiter().GetResult();
        template.LetGo();
        return template;
    }

    static async Task MakeAsync(TestDatabase template, bool withWorld)
    {
        await using var app = new TresenApp(template);
        await app.Db(async db =>
        {
            await db.PrepareAsync();
            return 0;
        });
        if (withWorld)
        {
            await World.MoveInAsync(app.Services);
        }

        app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("template").Protect([1]); // makes the key that each copy would else make for itself
    }

    TestDatabase Copy()
    {
        var copy = new TestDatabase($"test_{Interlocked.Increment(ref count)}");
        if (IsPostgres)
        {
            Execute($"create database {copy.name}_{Run} template {name}_{Run}");
        }
        else
        {
            Directory.CreateDirectory(Path.Combine(Folder, copy.name));
            System.IO.File.Copy(File, copy.File);
        }

        return copy;
    }

    /// <summary>Closes pooled connections, and writes the log back into the file so that a copy is whole.</summary>
    void LetGo()
    {
        if (IsPostgres)
        {
            NpgsqlConnection.ClearAllPools();
            return;
        }

        SqliteConnection.ClearAllPools();
        using var connection = new SqliteConnection($"Data Source={File}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma wal_checkpoint(truncate)";
        command.ExecuteNonQuery();
        SqliteConnection.ClearAllPools();
    }

    /// <summary>Removes it; a template stays for the run.</summary>
    public void Drop()
    {
        if (name.StartsWith("template", StringComparison.Ordinal))
        {
            return;
        }

        if (IsPostgres)
        {
            using (var own = new NpgsqlConnection(Databases.Tuned(ConnectionString)))
            {
                NpgsqlConnection.ClearPool(own);
            }

            Execute($"drop database if exists {name}_{Run} with (force)");
        }
        else
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(Path.Combine(Folder, name), recursive: true);
        }
    }

    static void Execute(string statement)
    {
        using var connection = new NpgsqlConnection(Server);
        connection.Open();
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }
}
