using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;

namespace Tresen.Platform.Files;

/// <summary>Where file contents are kept: in the database, so that one backup is one consistent whole.</summary>
public sealed class FileCabinet(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Stores the content and returns its file, which the caller's own save must <see cref="StoredFile.Hold"/>.
    /// Spools to disk while hashing, then writes chunks in short transactions of its own: call it outside other work.</summary>
    public async Task<int> StoreAsync(Stream content, CancellationToken cancel)
    {
        await using var spool = OurDisk(() => new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.DeleteOnClose | FileOptions.Asynchronous));
        var sha256 = await SpoolAsync(content, spool, cancel);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await StoreAsync(db, spool, sha256, cancel);
            }
            catch (DbUpdateException) when (attempt < 2)
            {
                db.ChangeTracker.Clear(); // somebody stored the same content at the same moment
            }
        }
    }

    static async Task<string> SpoolAsync(Stream content, FileStream spool, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(buffer, cancel)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            try
            {
                await spool.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
            catch (IOException e)
            {
                throw new OurDiskException(e);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static T OurDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OurDiskException(e);
        }
    }

    async Task<int> StoreAsync(TresenDb db, FileStream spool, string sha256, CancellationToken cancel)
    {
        var known = await WantedAgainAsync(db, sha256, cancel);
        if (known is { IsComplete: true })
        {
            return known.Id;
        }

        if (known is null)
        {
            await using var work = await WriteScope.BeginAsync(db, cancel);
            db.Add(known = new StoredFile(sha256, spool.Length, clock.GetUtcNow()));
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }

        spool.Position = 0;
        for (var position = 0; spool.Position < spool.Length; position++)
        {
            var chunk = new byte[Math.Min(FileChunk.MostBytes, spool.Length - spool.Position)];
            await spool.ReadExactlyAsync(chunk, cancel);
            await WriteAsync(db, known.Id, position, chunk, cancel);
        }

        await using var last = await WriteScope.BeginAsync(db, cancel);
        known.IsComplete = true;
        if ((await db.VirusScannerAsync(cancel)).IsSet)
        {
            db.Add(new Job(FileScan.JobKind, known.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), clock.GetUtcNow()));
        }

        await db.SaveChangesAsync(cancel);
        await last.CommitAsync(cancel);
        return known.Id;
    }

    /// <summary>The file of that content if there is one, with its last day begun anew, so that it isn't swept before its new
    /// holder is saved.</summary>
    async Task<StoredFile?> WantedAgainAsync(TresenDb db, string sha256, CancellationToken cancel)
    {
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var now = clock.GetUtcNow();
        await db.Set<StoredFile>().Where(f => f.Sha256 == sha256).ExecuteUpdateAsync(f => f.SetProperty(x => x.StoredAt, now), cancel);
        var known = await db.Set<StoredFile>().SingleOrDefaultAsync(f => f.Sha256 == sha256, cancel);
        await work.CommitAsync(cancel);
        return known;
    }

    /// <summary>Whether the file is still there; if so, its last day begins anew.</summary>
    public async Task<bool> WantAgainAsync(int file, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var now = clock.GetUtcNow();
        var found = await db.Set<StoredFile>().Where(f => f.Id == file && f.IsComplete).ExecuteUpdateAsync(f => f.SetProperty(x => x.StoredAt, now), cancel);
        await work.CommitAsync(cancel);
        return found == 1;
    }

    static async Task WriteAsync(TresenDb db, int file, int position, byte[] content, CancellationToken cancel)
    {
        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.Database.ExecuteSqlAsync(
            $"insert into file_chunks (file_id, position, content) values ({file}, {position}, {content}) on conflict do nothing", cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>What is to be said of the file before it is handed out; null: nothing.</summary>
    public async Task<FileVerdict?> VerdictAsync(int file, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await FileVerdict.OfAsync(scope.ServiceProvider.GetRequiredService<TresenDb>(), [file], cancel)).GetValueOrDefault(file);
    }

    /// <summary>The content, read chunk by chunk.</summary>
    public async IAsyncEnumerable<byte[]> ReadAsync(int file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
        for (var position = 0; ; position++)
        {
            var at = position;
            var chunk = await db.Set<FileChunk>().Where(c => c.FileId == file && c.Position == at).Select(c => c.Content).SingleOrDefaultAsync(cancel);
            if (chunk is null)
            {
                yield break;
            }

            yield return chunk;
        }
    }

    async Task<long> BytesAsync(int file, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TresenDb>().Set<StoredFile>().Where(f => f.Id == file).Select(f => f.Bytes).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The whole content as a stream to read from the start; for what must be parsed, such as a mail.</summary>
    /// <param name="most">No more than about so many bytes are read; what comes behind is left out.</param>
    public async Task<MemoryStream> OpenAsync(int file, CancellationToken cancel, long most = long.MaxValue)
    {
        var all = new MemoryStream((int)Math.Min(await BytesAsync(file, cancel), Math.Min(most, int.MaxValue / 2)));
        await foreach (var chunk in ReadAsync(file, cancel))
        {
            all.Write(chunk);
            if (all.Length > most)
            {
                break;
            }
        }

        all.Position = 0;
        return all;
    }
}

/// <summary>Our own disk took nothing: it is full, or may not be written to. Nobody who sent something is to blame.</summary>
public sealed class OurDiskException(Exception inner) : Exception(inner.Message, inner);
