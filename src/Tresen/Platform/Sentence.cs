using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Tresen.Platform.Views;

namespace Tresen.Platform;

/// <summary>A German sentence with values in it, which can still be said in the reader's language: the compiler makes one out of
/// <c>$"Ticket {number} ist abgeschlossen."</c> wherever a method asks for it. Its English stands under
/// <c>Ticket {0} ist abgeschlossen.</c></summary>
[InterpolatedStringHandler]
public readonly struct Sentence(int literalLength, int formattedCount)
{
    static readonly CultureInfo GermanCulture = CultureInfo.GetCultureInfo("de-DE");

    readonly StringBuilder pattern = new(literalLength + (3 * formattedCount));
    readonly List<object?> values = new(formattedCount);

    /// <summary>The sentence in German, whoever reads it.</summary>
    public string German => string.Format(GermanCulture, pattern.ToString(), [.. values]);

    /// <summary>The sentence in the language and formats of the current request.</summary>
    public string ForReader => Words.Of(pattern.ToString(), [.. values]);

    public void AppendLiteral(string text) => pattern.Append(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    public void AppendFormatted<T>(T value, string? format = null)
    {
        pattern.Append('{').Append(values.Count).Append(format is null ? "" : ":" + format).Append('}');
        values.Add(value);
    }
}
