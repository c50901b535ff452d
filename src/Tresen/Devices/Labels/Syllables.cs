using System.Text;

namespace Tresen.Devices.Labels;

/// <summary>Where a long German word may break on a narrow label: printers' browsers often come without a dictionary of their own.</summary>
public static class Syllables
{
    const char SoftHyphen = '\u00AD';
    const int LongWord = 12;

    static readonly string[] OneSound = ["sch", "ch", "ck", "ph", "th", "qu", "bl", "br", "dr", "fl", "fr", "gl", "gr", "kl", "kr", "pf", "pl", "pr", "tr"];

    /// <summary>The text with soft hyphens in its long words. Of several consonants the last goes to the next line (Regel
    /// D 164 of the Duden's spelling), letters that are one sound together; never fewer than three letters stand alone.</summary>
    public static string Soft(string text) => string.Join(' ', text.Split(' ').Select(w => w.Length < LongWord ? w : Broken(w)));

    static string Broken(string word)
    {
        var broken = new StringBuilder(word.Length + 8);
        var (last, part) = (0, 0);
        for (var i = 1; i < word.Length - 2; i++)
        {
            part = char.IsLetter(word[i - 1]) ? part : i; // Ostfriesland-Papenburg has two
            if (i - Math.Max(last, part) >= 3 && IsStart(word, i))
            {
                broken.Append(word, last, i - last).Append(SoftHyphen);
                last = i;
            }
        }

        return broken.Append(word, last, word.Length - last).ToString();
    }

    /// <summary>Whether a syllable begins at that letter: a consonant or sound right before a vowel, with a vowel before it in its word.</summary>
    static bool IsStart(string word, int at)
    {
        if (!IsConsonant(word[at]) || !char.IsLetter(word[at - 1]))
        {
            return false;
        }

        var sound = OneSound.FirstOrDefault(s => word.AsSpan(at).StartsWith(s, StringComparison.OrdinalIgnoreCase))?.Length ?? 1;
        var isInside = OneSound.Any(s => s.Length > 1 && Enumerable.Range(1, s.Length - 1).Any(back => at >= back && word.AsSpan(at - back).StartsWith(s, StringComparison.OrdinalIgnoreCase)));
        return !isInside && at + sound < word.Length && IsVowel(word[at + sound]) && word.AsSpan(0, at).ToString().Reverse().TakeWhile(char.IsLetter).Any(IsVowel);
    }

    static bool IsVowel(char c) => "aeiouyäöü".Contains(char.ToLowerInvariant(c), StringComparison.Ordinal);

    static bool IsConsonant(char c) => char.IsLetter(c) && !IsVowel(c);
}
