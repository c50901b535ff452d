using System.Globalization;
using System.Text;
using Tresen.Platform.Data;

namespace Tresen.Platform.Text;

/// <summary>Keys computed from names, so that both databases sort and find alike.</summary>
public static class SortKey
{
    /// <summary>Sorts as DIN 5007-1 says: umlauts like their base letters, ß like ss, case aside.</summary>
    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in StorableText.Of(name).Trim().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Control))
            {
                key.Append(c is 'ß' or 'ẞ' ? "ss" : char.ToLowerInvariant(c).ToString());
            }
        }

        return key.Length > 300 ? key.ToString(0, 300) : key.ToString();
    }

    /// <summary>Finds Müller by Mueller and Muller, and the other way round: the sort key with ae, oe, ue folded too. What is
    /// searched for and what is searched in must both go through here.</summary>
    public static string ForSearch(string text) => Of(text)
        .Replace("ae", "a", StringComparison.Ordinal)
        .Replace("oe", "o", StringComparison.Ordinal)
        .Replace("ue", "u", StringComparison.Ordinal);

    /// <summary>The words that a search is for, folded. A word that may be part of a phone number comes with what it would be
    /// in E.164; a text that is nothing but a number, in whatever notation, is one word.</summary>
    public static IEnumerable<(string Key, string Phone)> Words(string? text)
    {
        if (PhoneNumber.PartOf(text) is { } number)
        {
            return [(ForSearch(text!), number)];
        }

        return (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6).Select(word => (ForSearch(word), PhoneNumber.PartOf(word) ?? ForSearch(word)));
    }
}
