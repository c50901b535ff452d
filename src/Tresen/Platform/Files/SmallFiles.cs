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
        /// <summary>Keeps these contents and holds each as often as it stands here; to be called in a work on the database, and saved.
        /// Returns their files in the same order.</summary>
        public async Task<IReadOnlyList<StoredFile>> KeepAsync(IReadOnlyList<byte[]> contents, DateTimeOffset at, CancellationToken cancel)
        {
            var sums = contents.Select(c => Convert.ToHexStringLower(SHA256.HashData(c))).ToList();
            var files = await db.Set<StoredFile>().Where(f => sums.Contains(f.Sha256)).ToDictionaryAsync(f => f.Sha256, cancel);
            foreach (var (content, sum) in contents.Zip(sums).Where(c => !files.ContainsKey(c.Second)).DistinctBy(c => c.Second))
            {
                db.Add(files[sum] = new StoredFile(sum, content.Length, at));
            }

            await db.SaveChangesAsync(cancel); // gives them their ids
            foreach (var (content, sum) in contents.Zip(sums))
            {
                var file = files[sum];
                file.Hold();
                for (var (position, start) = (0, 0); !file.IsComplete && start < content.Length; position++, start += FileChunk.MostBytes)
                {
                    var (id, chunk) = (file.Id, content[start..Math.Min(content.Length, start + FileChunk.MostBytes)]);
                    await db.Database.ExecuteSqlAsync($"insert into file_chunks (file_id, position, content) values ({id}, {position}, {chunk}) on conflict do nothing", cancel);
                }

                file.IsComplete = true;
            }

            return [.. sums.Select(s => files[s])];
        }
    }
}
