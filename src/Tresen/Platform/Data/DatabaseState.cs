using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Tresen.Platform.Data;

/// <summary>How a database is, looked at without changing anything, not even making it.</summary>
/// <param name="Answers">Whether it can be asked at all; then the rest is known.</param>
/// <param name="Trouble">What it said instead, where it doesn't answer.</param>
/// <param name="Name">Product and version, <c>SQLite 3.50.4</c>.</param>
/// <param name="IsTooOld">Whether that version isn't supported.</param>
/// <param name="Missing">Steps that the schema lacks; all of them where there are no data yet.</param>
/// <param name="IsEmpty">Whether there are no data yet.</param>
/// <param name="Unknown">Steps in it that this program doesn't know: a newer program was here.</param>
/// <param name="Damage">What the database itself says is broken.</param>
/// <param name="ClockAhead">By how much its clock goes before this machine's.</param>
/// <param name="Bytes">How large it is.</param>
public sealed record DatabaseState(
    bool Answers, string Trouble, string Name, bool IsTooOld, int Missing, bool IsEmpty, int Unknown, IReadOnlyList<string> Damage, TimeSpan ClockAhead, long Bytes)
{
    static readonly Version OldestSqlite = new(3, 50, 2); // CVE-2025-6965

    const int OldestPostgres = 150_000;

    /// <summary>Looks.</summary>
    /// <param name="thoroughly">Reads every page of the embedded database too, which takes a second per 500 MB or so.</param>
    public static async Task<DatabaseState> ReadAsync(TresenDb db, TimeProvider clock, bool thoroughly, CancellationToken cancel)
    {
        var all = db.Database.GetMigrations().ToList();
        if (db.EmbeddedFile is { } file && !File.Exists(file))
        {
            return new(true, "", "SQLite", false, all.Count, true, 0, [], default, 0); // asking would make it
        }

        try
        {
            var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
            var (name, isTooOld) = await VersionAsync(db, cancel);
            return new(true, "", name, isTooOld, all.Except(applied).Count(), applied.Count == 0, applied.Except(all).Count(),
                thoroughly && !db.Database.IsPostgres() ? await DamageAsync(db, cancel) : [],
                db.Database.IsPostgres() ? (await db.Database.SqlQueryRaw<DateTimeOffset>("select clock_timestamp() as \"Value\"").ToListAsync(cancel))[0] - clock.GetUtcNow() : default,
                await OneAsync<long>(db, db.Database.IsPostgres() ? "select pg_database_size(current_database()) as \"Value\"" : "select page_count * page_size as Value from pragma_page_count(), pragma_page_size()", cancel));
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException)
        {
            return new(false, (e.InnerException ?? e).Message, "", false, 0, false, 0, [], default, 0);
        }
    }

    static async Task<(string Name, bool IsTooOld)> VersionAsync(TresenDb db, CancellationToken cancel)
    {
        if (db.Database.IsPostgres())
        {
            var number = await OneAsync<int>(db, "select current_setting('server_version_num')::int as \"Value\"", cancel);
            return ($"PostgreSQL {number / 10_000}.{number % 10_000}", number < OldestPostgres);
        }

        var version = await OneAsync<string>(db, "select sqlite_version() as Value", cancel);
        return ($"SQLite {version}", Version.Parse(version) < OldestSqlite);
    }

    static async Task<IReadOnlyList<string>> DamageAsync(TresenDb db, CancellationToken cancel)
    {
        try
        {
            var pages = await db.Database.SqlQueryRaw<string>("select quick_check as Value from pragma_quick_check limit 20").ToListAsync(cancel);
            var keys = await db.Database.SqlQueryRaw<string>("select \"table\" || ' -> ' || parent || ': ' || count(*) as Value from pragma_foreign_key_check() group by \"table\", parent").ToListAsync(cancel);
            return [.. pages.Where(p => p != "ok"), .. keys];
        }
        catch (DbException e)
        {
            return [e.Message]; // so broken that looking breaks off
        }
    }

    static async Task<T> OneAsync<T>(TresenDb db, string sql, CancellationToken cancel) => (await db.Database.SqlQueryRaw<T>(sql).ToListAsync(cancel))[0];
}
