using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Time;
using Tresen.Tickets;

namespace Tresen.Privacy.Keeping;

/// <summary>Brings the file of deleted tickets and the database together: what went after the copy was made that now stands here goes again. It is judged anew, so
/// that a <em>Löschsperre</em> of the copy holds. Runs at each start; where nothing was brought back, it finds nothing to do.</summary>
public sealed class RetentionReplay(TresenDb db, RetentionWork work, GoneFile file, TimeProvider clock)
{
    /// <summary>Does it.</summary>
    /// <returns>How many tickets went again.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var known = await db.GoneTickets.AsNoTracking().Select(g => new GoneNote(g.Number, g.At)).ToListAsync(cancel);
        var noted = (await file.ReadAsync(cancel)).Select(n => n.Number).ToHashSet();
        await file.AddAsync([.. known.Where(k => !noted.Contains(k.Number))], cancel);
        noted.ExceptWith(known.Select(k => k.Number));
        var back = new List<int>();
        foreach (var numbers in noted.Chunk(500))
        {
            back.AddRange(await db.Tickets.Where(t => numbers.Contains(t.Number)).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync(cancel));
        }

        if (back.Count == 0)
        {
            return 0;
        }

        var now = clock.GetUtcNow();
        RetentionRun run;
        await using (var scope = await WriteScope.BeginAsync(db, cancel))
        {
            db.Add(run = new RetentionRun(RunCause.Replay, null, await db.RetentionRulesAsync(cancel), Zone.DayOf(now), now));
            await db.SaveChangesAsync(cancel);
            await scope.CommitAsync(cancel);
        }

        return await work.AgainAsync(run, back, cancel);
    }
}
