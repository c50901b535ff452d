using Microsoft.EntityFrameworkCore;

namespace Tresen.Platform.Data;

/// <summary>The clock by which leases are judged.</summary>
public static class DatabaseClock
{
    /// <summary>Whether several programs may work on it at the same time, and have to tell each other what they do.</summary>
    public static bool MayBeShared(this TresenDb db) => db.Database.IsPostgres();

    /// <summary>Now, as the database has it: nodes' clocks differ. On SQLite there is one machine and one clock.</summary>
    public static async Task<DateTimeOffset> NowAsync(this TresenDb db, TimeProvider clock, CancellationToken cancel) =>
        db.Database.IsPostgres() ? (await db.Database.SqlQueryRaw<DateTimeOffset>("select now() as \"Value\"").ToListAsync(cancel))[0] : clock.GetUtcNow();
}
