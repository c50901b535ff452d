using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Staff.Audit;

/// <summary>Writing into the <em>Protokoll</em>.</summary>
public static class AuditQueries
{
    extension(TresenDb db)
    {
        public DbSet<AuditEntry> AuditEntries => db.Set<AuditEntry>();

        /// <summary>Writes down what that person takes away or looks at, where nothing else is saved: in an action that only reads.
        /// Whoever looks as somebody else is named themselves.</summary>
        public async Task NoteAsync(Audited what, Me me, string about, DateTimeOffset at, CancellationToken cancel)
        {
            await using var work = await WriteScope.BeginAsync(db, cancel);
            db.Add(new AuditEntry(what, me.Watcher?.Id ?? me.Id, about, at));
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }

        /// <summary>As <c>NoteAsync</c>, once within an hour for the same person and matter: programs ask all the time.</summary>
        public async Task NoteHourlyAsync(Audited what, Me me, string about, DateTimeOffset at, CancellationToken cancel)
        {
            var hourAgo = at.AddHours(-1);
            if (!await db.AuditEntries.AnyAsync(e => e.At > hourAgo && e.ById == me.Id && e.What == what && e.About == about, cancel))
            {
                await db.NoteAsync(what, me, about, at, cancel);
            }
        }
    }
}
