using System.Text.Json;

namespace Tresen.Privacy.Erasing;

/// <summary>The file <c>erasures.jsonl</c> in the data folder: one line for each erasure, with salted hashes instead of names. It lies beside the database and not in
/// it, so that it knows of erasures that a copy brought back doesn't.</summary>
public sealed class ErasureFile(string folder)
{
    static readonly SemaphoreSlim Turn = new(1);

    /// <summary>Where it lies.</summary>
    public string Path => System.IO.Path.Combine(folder, "erasures.jsonl");

    /// <summary>What stands in it, or in another one.</summary>
    public async Task<IReadOnlyList<ErasureNote>> ReadAsync(string? other, CancellationToken cancel) =>
        File.Exists(other ?? Path)
            ? [.. (await File.ReadAllLinesAsync(other ?? Path, cancel)).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<ErasureNote>(l)!)]
            : [];

    /// <summary>Adds lines that aren't in it yet.</summary>
    public async Task AddAsync(IEnumerable<ErasureNote> notes, CancellationToken cancel)
    {
        await Turn.WaitAsync(cancel);
        try
        {
            var known = (await ReadAsync(null, cancel)).Select(n => n.Key).ToHashSet();
            var lines = notes.Where(n => !known.Contains(n.Key)).Select(n => JsonSerializer.Serialize(n)).ToList();
            if (lines.Count > 0)
            {
                Directory.CreateDirectory(folder);
                await File.AppendAllLinesAsync(Path, lines, cancel);
            }
        }
        finally
        {
            Turn.Release();
        }
    }
}
