using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tresen.Platform.Data;

/// <summary>That a copy of all data was made (<c>tresen backup</c>), and how.</summary>
public sealed class Backup
{
    /// <summary>What is deleted elsewhere because it is kept here needs a copy that is no older.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    Backup()
    {
    }

    /// <summary>One that has just succeeded.</summary>
    public Backup(DateTimeOffset at, BackupWay how) => (At, How) = (at, how);

    public int Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public BackupWay How { get; private set; }

    sealed class Mapping : IEntityTypeConfiguration<Backup>
    {
        public void Configure(EntityTypeBuilder<Backup> backup)
        {
            backup.ToTable("backups");
            backup.HasIndex(b => b.At); // the last one
        }
    }
}

/// <summary>How a backup was made; the numbers are stored.</summary>
public enum BackupWay
{
    /// <summary>By Tresen: a copy of its file, looked through.</summary>
    Copy,

    /// <summary>By Tresen with the database's own program (<c>pg_dump</c>).</summary>
    Dump,

    /// <summary>By somebody else, who said so.</summary>
    Told,
}

/// <summary>Questions about backups.</summary>
public static class BackupQueries
{
    extension(TresenDb db)
    {
        /// <summary>When the last one was made; null: none is known. One that is yet to come was noted by a clock that went wrong, and counts for nothing.</summary>
        public Task<DateTimeOffset?> LastBackupAsync(DateTimeOffset now, CancellationToken cancel) => db.Set<Backup>().Where(b => b.At <= now).OrderByDescending(b => b.At).Select(b => (DateTimeOffset?)b.At).FirstOrDefaultAsync(cancel);

        /// <summary>Whether there is one that is young enough to delete elsewhere what is kept here.</summary>
        public async Task<bool> HasFreshBackupAsync(DateTimeOffset now, CancellationToken cancel) => await db.LastBackupAsync(now, cancel) is { } at && now - at < Backup.Fresh;
    }
}
