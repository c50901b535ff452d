using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Tresen.Platform.Views;

/// <summary>The second screen language. German is the source and its own key; each slice keeps the English beside its
/// views in <c>words.en.json</c>, and a test fails for a German text without an English one.</summary>
public static class Words
{
    static readonly FrozenDictionary<string, string> English = Load();

    /// <summary>The text in the language of the current request (<see cref="CultureInfo.CurrentUICulture"/>).</summary>
    public static string Of(string german) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" && English.TryGetValue(german, out var english) ? english : german;

    /// <summary>The text with its values filled in, formatted for the reader.</summary>
    public static string Of(string german, params object?[] values) =>
        string.Format(CultureInfo.CurrentCulture, Of(german), values);

    /// <summary>Whether an English text is known; for the test that asks it of every text on the screen.</summary>
    public static bool Knows(string german) => English.ContainsKey(german);

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
