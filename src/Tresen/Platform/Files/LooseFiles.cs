using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;

namespace Tresen.Platform.Files;

/// <summary>Sweeps, every hour, the contents that nobody has held for 24 hours: uploads of forms that were never saved, and what
/// its last holder let go of.</summary>
public sealed class LooseFiles(TresenDb db, TimeProvider clock) : IRecurringWorker
{
    static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public string Kind => "loose-files";

    /// <inheritdoc/>
    public DateTimeOffset NextAfter(DateTimeOffset now) => now.AddHours(1);

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var before = clock.GetUtcNow() - Patience;
        var loose = db.Set<StoredFile>().Where(f => f.References == 0 && f.StoredAt < before);
        foreach (var id in await loose.Select(f => f.Id).ToListAsync(cancel))
        {
            await using var work = await WriteScope.BeginAsync(db, cancel); // one file each: nobody waits long for the writer's lane
            await db.LockAsync<StoredFile>(id, cancel);
            if (await loose.AnyAsync(f => f.Id == id, cancel)) // not held or stored again meanwhile
            {
                await db.Set<FileChunk>().Where(c => c.FileId == id).ExecuteDeleteAsync(cancel);
                await db.Set<StoredFile>().Where(f => f.Id == id).ExecuteDeleteAsync(cancel);
            }

            await work.CommitAsync(cancel);
        }
    }
}
