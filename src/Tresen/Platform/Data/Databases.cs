using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Tresen.Platform.Data;

/// <summary>Which database it is. Only Platform and Search know.</summary>
public static class Databases
{
    /// <summary>Adds <see cref="TresenDb"/> on PostgreSQL where <c>Tresen:Postgres</c> holds a connection string, else on
    /// the SQLite file <c>tresen.db</c> in the data folder.</summary>
    public static IServiceCollection AddTresenDb(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        if (configuration["Tresen:Postgres"] is { Length: > 0 } postgres)
        {
            services.AddDbContextPool<PostgresTresenDb>(options => UsePostgres(options, postgres));
            services.AddScoped<TresenDb>(s => s.GetRequiredService<PostgresTresenDb>());
        }
        else
        {
            Directory.CreateDirectory(dataFolder);
            services.AddDbContextPool<SqliteTresenDb>(options => UseSqlite(options, Path.Combine(dataFolder, "tresen.db")));
            services.AddScoped<TresenDb>(s => s.GetRequiredService<SqliteTresenDb>());
        }

        return services;
    }

    /// <summary>The options of the embedded database.</summary>
    public static void UseSqlite(DbContextOptionsBuilder options, string file) => Common(options
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true }.ToString())
        .AddInterceptors(SqlitePragmas.Instance));

    /// <summary>The options of PostgreSQL.</summary>
    public static void UsePostgres(DbContextOptionsBuilder options, string connectionString) => Common(options.UseNpgsql(Tuned(connectionString)));

    /// <summary>The connection string with how we want our queries planned (decision 0011). What it says itself goes before.</summary>
    public static string Tuned(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        // A ticket with its parts joins sixteen tables by their keys. To weigh all orders of them takes half a second, each time
        // anew; the order in which they are written is as good as any, because each begins at the one ticket.
        connection.Options = $"-c join_collapse_limit=3 -c jit=off {connection.Options}".Trim();
        return connection.ToString();
    }

    static void Common(DbContextOptionsBuilder options) => options
        .UseSnakeCaseNamingConvention()
        .AddInterceptors(StorableText.Instance)
        .ConfigureWarnings(warnings => warnings
            .Throw(RelationalEventId.MultipleCollectionIncludeWarning)
            // Whether a migration was forgotten is asked by a test; at each start it would cost a tenth of it.
            .Ignore(RelationalEventId.PendingModelChangesWarning)
            // Counts that stop at a thousand have no order, nor has the one company of a small firm.
            .Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning, CoreEventId.FirstWithoutOrderByAndFilterWarning)
            .Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));

    /// <summary>Whether this is PostgreSQL; asked in Platform and Search only.</summary>
    public static bool IsPostgres(this DatabaseFacade database) => database.ProviderName!.EndsWith("PostgreSQL", StringComparison.Ordinal);

    extension(TresenDb db)
    {
        /// <summary>The file of the embedded database; null on PostgreSQL.</summary>
        public string? EmbeddedFile => db.Database.IsPostgres() ? null : db.Database.GetDbConnection().DataSource;
    }

    /// <summary>Whether the database answers within a few seconds.</summary>
    public static async Task<bool> AnswersAsync(this TresenDb db, CancellationToken cancel)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(TimeSpan.FromSeconds(5));
            return await db.Database.ExecuteSqlRawAsync("select 1 from data_protection_keys where 1 = 0", patience.Token) <= 0;
        }
        catch (Exception e) when (e is DbException or OperationCanceledException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>What is deleted or overwritten on this connection from now on is overwritten with zeros in the embedded file too. PostgreSQL frees it by
    /// its own vacuuming.</summary>
    public static async Task OverwriteDeletedAsync(this TresenDb db, CancellationToken cancel)
    {
        if (!db.Database.IsPostgres())
        {
            await db.Database.ExecuteSqlRawAsync("pragma secure_delete = on", cancel);
        }
    }

    /// <summary>Writes the embedded database's log back, in which what was deleted may still stand; after the work is committed. Where
    /// somebody reads at this moment, the next one who writes does it.</summary>
    public static async Task EmptyLogAsync(this TresenDb db, CancellationToken cancel)
    {
        if (!db.Database.IsPostgres())
        {
            await db.Database.ExecuteSqlRawAsync("pragma wal_checkpoint(truncate)", cancel);
        }
    }

    /// <summary>How many migrations the database lacks; it isn't made where there is none.</summary>
    public static async Task<int> MissingMigrationsAsync(this TresenDb db, CancellationToken cancel = default) =>
        db.EmbeddedFile is { } file && !File.Exists(file) ? db.Database.GetMigrations().Count() : (await db.Database.GetPendingMigrationsAsync(cancel)).Count();

    /// <summary>Creates or migrates the schema and puts up the triggers that every <see cref="ITriggers"/> names.</summary>
    public static async Task PrepareAsync(this TresenDb db, CancellationToken cancel = default)
    {
        if (db.Database.GetMigrations().Any())
        {
            await db.Database.MigrateAsync(cancel);
        }
        else
        {
            await db.Database.EnsureCreatedAsync(cancel);
        }

        await using var work = await WriteScope.BeginAsync(db, cancel);
        if (db.Database.IsPostgres())
        {
            // Two nodes that start together: PostgreSQL refuses the second that replaces a function meanwhile.
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({PreparingKey})", cancel);
        }

        foreach (var statement in Triggers.All(db.Database.IsPostgres()))
        {
            await db.Database.ExecuteSqlRawAsync(statement, cancel);
        }

        await work.CommitAsync(cancel);
    }

    /// <summary>The lock of who puts up triggers; any number that nothing else locks.</summary>
    const long PreparingKey = 7_173_736_310_101;

    /// <summary>Pragmas hold per connection. WAL lets readers read while one writes; FULL makes a commit survive a power cut.</summary>
    sealed class SqlitePragmas : DbConnectionInterceptor
    {
        public static readonly SqlitePragmas Instance = new();

        const string Wal = "pragma journal_mode=wal; ";

        const string Pragmas = "pragma synchronous=full; pragma busy_timeout=15000; pragma cache_size=-32000; pragma temp_store=memory;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            // Migrating looks first, read-only, whether the file is there; a copy made by VACUUM INTO is not in WAL mode yet.
            var mayWrite = new SqliteConnectionStringBuilder(connection.ConnectionString).Mode != SqliteOpenMode.ReadOnly;
            command.CommandText = (mayWrite ? Wal : "") + Pragmas;
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
