using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Platform.Time;

namespace Tresen.Import;

/// <summary>Sweeps, every night, imports that nobody finished within a week, with their files, and after a year those that were done.</summary>
public sealed class OldImports(TresenDb db, TimeProvider clock) : IRecurringWorker
{
    static readonly TimeSpan Patience = TimeSpan.FromDays(7);
    static readonly TimeSpan Memory = TimeSpan.FromDays(365);

    /// <inheritdoc/>
    public string Kind => "old-imports";

    /// <inheritdoc/>
    public DateTimeOffset NextAfter(DateTimeOffset now) => Zone.At(Zone.DayOf(now).AddDays(1), new TimeOnly(4, 0));

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (unfinished, forgotten) = (now - Patience, now - Memory);
        var old = db.DataImports.Where(i => i.At < (i.State == ImportState.Done ? forgotten : unfinished));
        foreach (var id in await old.Select(i => i.Id).ToListAsync(cancel))
        {
            await using var work = await WriteScope.BeginAsync(db, cancel);
            db.ChangeTracker.Clear();
            await db.LockAsync<DataImport>(id, cancel);
            if (await old.Include(i => i.File).SingleOrDefaultAsync(i => i.Id == id, cancel) is { } import) // not taken up again meanwhile
            {
                import.LetGo(now);
                await db.ImportRows.Where(r => r.ImportId == id).ExecuteDeleteAsync(cancel);
                db.Remove(import);
                await db.SaveChangesAsync(cancel);
                await work.CommitAsync(cancel);
            }
        }
    }
}
