using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tresen.Platform.Views;

/// <summary>The second screen language. German is the source and its own key; each slice keeps the English beside its
/// views in <c>words.en.json</c>, and a test fails for a German text without an English one.</summary>
public static partial class Words
{
    static readonly FrozenDictionary<string, string> English = Load();

    static readonly Lazy<IReadOnlyList<(Regex German, string English)>> Patterns = new(LoadPatterns);

    /// <summary>The text in the language of the current request (<see cref="CultureInfo.CurrentUICulture"/>).</summary>
    public static string Of(string german) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" && English.TryGetValue(german, out var english) ? english : german;

    /// <summary>The text with its values filled in, formatted for the reader.</summary>
    public static string Of(string german, params object?[] values) =>
        string.Format(CultureInfo.CurrentCulture, Of(german), values);

    /// <summary>A German sentence as it was stored, values and all, in the reader's language where its pattern is known; what other
    /// people's servers said stays as they said it.</summary>
    public static string OfStored(string sentence)
    {
        if (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "en")
        {
            return sentence;
        }

        if (English.TryGetValue(sentence, out var whole))
        {
            return whole;
        }

        foreach (var (german, english) in Patterns.Value)
        {
            if (german.Match(sentence) is { Success: true } match)
            {
                return Hole().Replace(english, hole => OfStored(match.Groups["v" + hole.Groups[1].Value].Value)); // one sentence may hold another
            }
        }

        return sentence;
    }

    /// <summary>Whether an English text is known; for the test that asks it of every text on the screen.</summary>
    public static bool Knows(string german) => English.ContainsKey(german);

    /// <summary>German texts with holes, those that say most first.</summary>
    static List<(Regex German, string English)> LoadPatterns() =>
    [
        .. from word in English
           let letters = Hole().Replace(word.Key, "").Count(char.IsLetter)
           where Hole().IsMatch(word.Key) && letters >= 10
           orderby letters descending
           select (new Regex("^" + EscapedHole().Replace(Regex.Escape(word.Key), "(?<v$1>.+?)") + "$", RegexOptions.Singleline | RegexOptions.NonBacktracking), word.Value),
    ];

    [GeneratedRegex(@"\{(\d+)[^{}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\\{(\d+)[^{}]*\}")]
    private static partial Regex EscapedHole();

    static FrozenDictionary<string, string> Load()
    {
        var all = new Dictionary<string, string>();
        var assembly = typeof(Words).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith("words.en.json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (german, english) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
            {
                all[german] = english;
            }
        }

        return all.ToFrozenDictionary();
    }
}
