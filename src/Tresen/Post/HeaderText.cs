using System.Globalization;
using Tresen.Platform;

namespace Tresen.Post;

/// <summary>Text that becomes part of a mail's header. A line break there would begin a header of its own (threat C01).</summary>
public static class HeaderText
{
    /// <summary>Refuses control characters and line separators of every kind.</summary>
    public static void MustBeClean(string text, string field)
    {
        if (text.Any(IsUnwanted))
        {
            throw new BrokenRuleException("Hier sind keine Zeilenumbrüche und Steuerzeichen erlaubt. Bitte entfernen.", field);
        }
    }

    static bool IsUnwanted(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
