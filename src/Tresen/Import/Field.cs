using System.ComponentModel.DataAnnotations;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Views;

namespace Tresen.Import;

/// <summary>A column that we know, of files that come in and go out.</summary>
/// <param name="Key">As stored, and as a rule names it that refuses it.</param>
/// <param name="Label">German; its head in our own files, in the reader's language.</param>
/// <param name="Headings">What other programs call it, folded, with spaces between.</param>
public record Field(string Key, string Label, string Headings)
{
    readonly HashSet<string> known = [Folded(Label), .. Headings.Split(' ').Select(Folded)];

    /// <summary>So many characters fit.</summary>
    public int Most { get; init; } = 200;

    /// <summary>What else a text must be.</summary>
    public ValidationAttribute? Rule { get; init; }

    /// <summary>The right that it takes to see it.</summary>
    public Capability ToSee { get; init; }

    /// <summary>The right that it takes to change it.</summary>
    public Capability ToChange { get; init; }

    /// <summary>A number in workbooks.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Its name in the reader's language.</summary>
    public string Title => Words.Of(Label);

    /// <summary>Whether a head of a file means it, perhaps in another program's words.</summary>
    public bool IsMeantBy(string head) => known.Contains(Folded(head));

    /// <summary>Whether that is its very name, in German or in the reader's language.</summary>
    public bool IsCalled(string head) => Folded(head) is var folded && (folded == Folded(Label) || folded == Folded(Title));

    static string Folded(string head) => string.Concat(SortKey.ForSearch(head).Where(char.IsAsciiLetterOrDigit));
}

/// <summary>A field with what a record says there.</summary>
public sealed record Field<T>(string Key, string Label, string Headings, Func<T, string> Of) : Field(Key, Label, Headings);

/// <summary>Which column of a file is which field.</summary>
public static class Columns
{
    /// <summary>Guessed by the heads: by our own names first, then by others'. Each field is given once; empty where nothing fits.</summary>
    public static IReadOnlyList<string> Guess(IReadOnlyList<string> heads, IReadOnlyList<Field> fields)
    {
        var guessed = new string[heads.Count];
        Array.Fill(guessed, "");
        foreach (var fits in new Func<Field, string, bool>[] { (f, h) => f.IsCalled(h), (f, h) => f.IsMeantBy(h) })
        {
            for (var i = 0; i < heads.Count; i++)
            {
                guessed[i] = guessed[i].Length > 0 ? guessed[i] : fields.FirstOrDefault(f => fits(f, heads[i]) && !guessed.Contains(f.Key))?.Key ?? "";
            }
        }

        return guessed;
    }
}
