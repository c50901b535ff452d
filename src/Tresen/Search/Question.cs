using System.Text.RegularExpressions;
using Tresen.Platform.Text;

namespace Tresen.Search;

/// <summary>What somebody looks for: a number that leads straight to its ticket, or words.</summary>
public sealed partial record Question
{
    const int MostWords = 6;

    Question(string text) => Text = text;

    /// <summary>As typed.</summary>
    public string Text { get; }

    /// <summary>The words, folded; a hit holds every one. No character in them means more than itself.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>The number, if it is one: <c>10417</c>, <c>#10417</c>, <c>Ticket 10417</c>, <c>Nr. 202611240001</c>, <c>Ticket #202611240001</c>.</summary>
    public long? Number { get; private init; }

    /// <summary>Whether there is nothing to look for.</summary>
    public bool IsEmpty => Words.Count == 0;

    /// <summary>Reads what was typed.</summary>
    public static Question Of(string? typed)
    {
        var text = (typed ?? "").Trim();
        text = text.Length > 200 ? text[..200] : text;
        return new Question(text)
        {
            Words = [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(SortKey.ForSearch).Where(w => w.Length > 0).Distinct().Take(MostWords)],
            Number = NumberAlone().Match(text) is { Success: true } match && long.TryParse(match.Groups[1].ValueSpan, out var number) ? number : null,
        };
    }

    [GeneratedRegex(@"^\[?(?:ticket|anfrage|gespräch)?\s*(?:nr\.?|no\.?)?\s*#?\s*(\d{1,18})\]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberAlone();
}
