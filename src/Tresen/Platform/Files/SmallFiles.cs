using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Platform.Files;

/// <summary>Contents that are small and in memory already, kept within the work in hand: one transaction for many of them, where
/// <see cref="FileCabinet.StoreAsync(Stream, CancellationToken)"/> takes several for each.</summary>
public static class SmallFiles
{
    extension(TresenDb db)
    {
        /// <summary>Keeps the content and holds it. To be called in a work on the database.</summary>
        public async Task<StoredFile> KeepAsync(byte[] content, DateTimeOffset at, CancellationToken cancel)
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
            var file = await db.Set<StoredFile>().SingleOrDefaultAsync(f => f.Sha256 == sha256, cancel);
            if (file is null)
            {
                db.Add(file = new StoredFile(sha256, content.Length, at));
                await db.SaveChangesAsync(cancel);
            }

            if (!file.IsComplete)
            {
                for (var (position, start) = (0, 0); start < content.Length; position++, start += FileChunk.MostBytes)
                {
                    var (id, chunk) = (file.Id, content[start..Math.Min(content.Length, start + FileChunk.MostBytes)]);
                    await db.Database.ExecuteSqlAsync($"insert into file_chunks (file_id, position, content) values ({id}, {position}, {chunk}) on conflict do nothing", cancel);
                }

                file.IsComplete = true;
            }

            file.Hold();
            return file;
        }
    }
}
