using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;

namespace Tresen.Platform.Files;

/// <summary>Has a stored file scanned for viruses. Where the scanner gives no verdict, the file stays as it is: not scanned yet;
/// <see cref="LateScans"/> asks again.</summary>
public sealed class FileScan(TresenDb db, FileCabinet cabinet, TimeProvider clock, ILogger<FileScan> log) : IWorker
{
    /// <summary>The kind of job; its subject is the file's id.</summary>
    public const string JobKind = "scan-file";

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public bool WaitsForOthers => true;

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var scanner = await db.VirusScannerAsync(cancel);
        var id = int.Parse(subject, CultureInfo.InvariantCulture);
        if (scanner.IsSet && await db.Set<StoredFile>().AnyAsync(f => f.Id == id && f.IsComplete && f.ScannedAt == null, cancel))
        {
            try
            {
                await ScanAsync(scanner, id, cancel);
            }
            catch (ScannerException e)
            {
                log.LogWarning("The virus scanner gave no verdict on file {Id}: {Why}", id, e.Message);
            }
        }
    }

    internal async Task ScanAsync(VirusScanner scanner, int id, CancellationToken cancel)
    {
        var threat = await ClamAv.ScanAsync(scanner.Address, cabinet.ReadAsync(id, cancel), cancel);
        threat = threat.Length > 200 ? threat[..200] : threat;
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var now = clock.GetUtcNow();
        // Not through the entity: whoever holds the file at the same moment isn't disturbed.
        await db.Set<StoredFile>().Where(f => f.Id == id).ExecuteUpdateAsync(f => f.SetProperty(x => x.Threat, threat).SetProperty(x => x.ScannedAt, now), cancel);
        await work.CommitAsync(cancel);
        if (threat.Length > 0)
        {
            log.LogWarning("The virus scanner found {Threat} in file {Id}", threat, id);
        }
    }
}

/// <summary>Makes up, every ten minutes, for the files that no scanner has looked at yet: those stored before there was one, and
/// while it was down.</summary>
public sealed class LateScans(TresenDb db, FileCabinet cabinet, TimeProvider clock, ILogger<FileScan> log) : IRecurringWorker
{
    /// <summary>More come the next time, and what isn't done in this time.</summary>
    const int Most = 5000;

    static readonly TimeSpan MostTime = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public string Kind => "late-scans";

    /// <inheritdoc/>
    public bool WaitsForOthers => true;

    /// <inheritdoc/>
    public DateTimeOffset NextAfter(DateTimeOffset now) => now.AddMinutes(10);

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var scanner = await db.VirusScannerAsync(cancel);
        if (!scanner.IsSet)
        {
            return;
        }

        var scan = new FileScan(db, cabinet, clock, log);
        var begun = clock.GetTimestamp();
        foreach (var id in await db.Set<StoredFile>().Where(f => f.IsComplete && f.ScannedAt == null).OrderBy(f => f.Id).Select(f => f.Id).Take(Most).ToListAsync(cancel))
        {
            try
            {
                await scan.ScanAsync(scanner, id, cancel);
            }
            catch (ScannerException e)
            {
                log.LogWarning("The virus scanner gave no verdict on file {Id}: {Why}", id, e.Message);
                if (e.IsDown)
                {
                    return;
                }
            }

            if (clock.GetElapsedTime(begun) > MostTime)
            {
                return;
            }
        }
    }
}
