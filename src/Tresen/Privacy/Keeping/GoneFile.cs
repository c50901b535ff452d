using System.Text.Json;

namespace Tresen.Privacy.Keeping;

/// <summary>That a ticket of that number was deleted when its years were over.</summary>
public sealed record GoneNote(int Number, DateTimeOffset At);

/// <summary>The file <c>retention.jsonl</c> in the data folder: the number of each ticket that went. It lies beside the database and not in it, so that it knows of
/// tickets that a copy brought back.</summary>
public sealed class GoneFile(string folder)
{
    static readonly SemaphoreSlim Turn = new(1);

    string Path => System.IO.Path.Combine(folder, "retention.jsonl");

    /// <summary>What stands in it.</summary>
    public async Task<IReadOnlyList<GoneNote>> ReadAsync(CancellationToken cancel) =>
        File.Exists(Path) ? [.. (await File.ReadAllLinesAsync(Path, cancel)).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<GoneNote>(l)!)] : [];

    /// <summary>Adds lines; the same twice does no harm.</summary>
    public async Task AddAsync(IReadOnlyCollection<GoneNote> notes, CancellationToken cancel)
    {
        if (notes.Count == 0)
        {
            return;
        }

        await Turn.WaitAsync(cancel);
        try
        {
            Directory.CreateDirectory(folder);
            await File.AppendAllLinesAsync(Path, notes.Select(n => JsonSerializer.Serialize(n)), cancel);
        }
        finally
        {
            Turn.Release();
        }
    }
}
