using Tresen.Platform.Text;

namespace Tresen.Search;

/// <summary>A few words of a text around those that were looked for.</summary>
/// <param name="Parts">In their order; those that were looked for marked.</param>
public sealed record Snippet(IReadOnlyList<(string Text, bool IsFound)> Parts)
{
    const int Around = 9;

    /// <summary>Whether anything that was looked for is in it.</summary>
    public bool HasFound => Parts.Any(p => p.IsFound);

    /// <summary>The place of the text where the first of the words stands; its beginning where none does.</summary>
    public static Snippet Of(string text, IReadOnlyList<string> words)
    {
        var all = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var found = all.Select(w => words.Any(SortKey.ForSearch(w).Contains)).ToList();
        var first = Math.Max(0, found.IndexOf(true));
        var (from, to) = (Math.Max(0, first - Around), Math.Min(all.Length, first + (2 * Around)));
        var parts = new List<(string, bool)>();
        if (from > 0)
        {
            parts.Add(("…", false));
        }

        for (var i = from; i < to; i++)
        {
            parts.Add((all[i], found[i]));
        }

        if (to < all.Length)
        {
            parts.Add(("…", false));
        }

        return new Snippet(parts);
    }
}
