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

    /// <summary>The number, if it is one: <c>10417</c>, <c>#10417</c>, <c>Ticket 10417</c>, <c>Nr. 202611240001</c>, <c>Ticket #202611240001</c>,
    /// <c>2026 1124 0001</c>.</summary>
    public long? Number { get; private init; }

    /// <summary>Whether it says that the number is a ticket's or a dialogue's. A bare one may be a customer's or a device's as well.</summary>
    public bool IsOfTicket { get; private init; }

    /// <summary>Whether there is nothing to look for.</summary>
    public bool IsEmpty => Words.Count == 0;

    /// <summary>Reads what was typed.</summary>
    public static Question Of(string? typed)
    {
        var text = (typed ?? "").Trim();
        text = text.Length > 200 ? text[..200] : text;
        var match = NumberAlone().Match(text);
        return new Question(text)
        {
            Words = [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(SortKey.ForSearch).Where(w => w.Length > 0).Distinct().Take(MostWords)],
            Number = match.Success && long.TryParse(match.Groups[2].ValueSpan, out var number) ? number
                : DialogueInGroups().Match(text) is { Success: true } dialogue && long.TryParse(string.Concat(dialogue.Groups[1].Value.Where(char.IsAsciiDigit)), out var grouped) ? grouped
                : null,
            IsOfTicket = match.Success && match.Groups[1].Length > 0,
        };
    }

    [GeneratedRegex(@"^(\[?(?:ticket|anfrage|gespräch)?\s*(?:nr\.?|no\.?)?\s*#?)\s*(\d{1,18})\]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberAlone();

    // As it is dictated or copied from paper: 2026 1127 0003, 2026-11-27-0003.
    [GeneratedRegex(@"^\[?(?:ticket|anfrage|gespr\u00E4ch)?\s*(?:nr\.?|no\.?)?\s*#?\s*(20\d{2}(?:[ \u00A0.\-/]?\d){8,10})\]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DialogueInGroups();
}
