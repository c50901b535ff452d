using System.Text;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Tests.Privacy;

/// <summary>What the tests of privacy do again and again.</summary>
static class PrivacyTesting
{
    /// <summary>Runs <c>tresen verify</c> on the same database: its exit code, and the lines that it said.</summary>
    public static Task<(int Code, string[] Said)> Verify(this TresenApp app) => app.Command("verify");

    /// <summary>Runs a command on the same database: its exit code, and the lines that it said.</summary>
    public static async Task<(int Code, string[] Said)> Command(this TresenApp app, params string[] verbs)
    {
        using var said = new StringWriter();
        using var error = new StringWriter();
        var code = await new Commands(said, error).RunAsync([.. verbs, .. app.Arguments]);
        return (code, said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>Does what the triggers would refuse.</summary>
    public static Task WithoutTriggers(this TresenApp app, string statement) => app.Db(async db =>
    {
        if (TestDatabase.IsPostgres)
        {
#pragma warning disable EF1003 // the statements are the tests' own
            return await db.Database.ExecuteSqlRawAsync("begin; set local session_replication_role = replica; " + statement.Replace("'X'", "'\\x58'", StringComparison.Ordinal) + "; commit");
#pragma warning restore EF1003
        }

        foreach (var trigger in await db.Database.SqlQueryRaw<string>("select name as \"Value\" from sqlite_master where type = 'trigger'").ToListAsync())
        {
#pragma warning disable EF1002 // the names come from the schema
            await db.Database.ExecuteSqlRawAsync($"drop trigger {trigger}");
#pragma warning restore EF1002
        }

        return await db.Database.ExecuteSqlRawAsync(statement.Replace("'X'", "x'58'", StringComparison.Ordinal));
    });

    /// <summary>Where one of these stands in the database, whatever table, text or file: one line for each place.</summary>
    public static Task<List<string>> Grep(this TresenApp app, params string[] needles) => app.Db(async db =>
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        var tables = await db.Database.SqlQueryRaw<string>(TestDatabase.IsPostgres
            ? "select table_name::text as \"Value\" from information_schema.tables where table_schema = 'public'"
            : "select name as \"Value\" from sqlite_master where type = 'table'").ToListAsync();
        foreach (var table in tables)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the names come from the schema
            command.CommandText = $"select * from \"{table}\"";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    var value = reader.GetValue(i);
                    var text = value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value as string;
                    if (text is not null && needles.Any(n => text.Contains(n, StringComparison.OrdinalIgnoreCase)))
                    {
                        found.Add($"{table}.{reader.GetName(i)}" + (value is byte[] ? $" of file {reader["file_id"]}" : $": {text}"));
                    }
                }
            }
        }

        return found.ToList();
    });

    /// <summary>The embedded database's file itself holds none of these any more, not even where rows were deleted.</summary>
    public static async Task GrepFile(this TresenApp app, params string[] needles)
    {
        if (await app.Db(db => Task.FromResult(db.EmbeddedFile)) is not { } file)
        {
            return;
        }

        foreach (var part in new[] { file, file + "-wal" }.Where(File.Exists))
        {
            await using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            var text = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
            needles.Where(n => text.Contains(n, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(part);
        }
    }
}
