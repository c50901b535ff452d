using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Tresen.Platform.Web;

/// <summary>Writes the log so that nobody can write into it: whatever a person typed, one entry stays one entry. Control
/// characters (line ends, the colours of terminals) are written as what they are, and lines of an exception are indented.</summary>
public sealed class PlainLines(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    /// <summary>Name under which the console finds it.</summary>
    public const string FormatterName = "plain-lines";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopes, TextWriter writer)
    {
        var level = entry.LogLevel switch { LogLevel.Critical => "crit", LogLevel.Error => "fail", LogLevel.Warning => "warn", LogLevel.Information => "info", _ => "dbug" };
        writer.Write(clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ ", CultureInfo.InvariantCulture));
        writer.WriteLine($"{level} {entry.Category}: {Plain(entry.Formatter(entry.State, entry.Exception))}");
        if (entry.Exception is { } exception)
        {
            foreach (var line in exception.ToString().ReplaceLineEndings("\n").Split('\n'))
            {
                writer.WriteLine("    " + Plain(line));
            }
        }
    }

    /// <summary>The text on one line, with control and direction characters written as <c>\u001B</c>.</summary>
    public static string Plain(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length + 20);
        foreach (var c in text)
        {
            plain.Append(IsUnsafe(c) ? $"\\u{(int)c:X4}" : c.ToString());
        }

        return plain.ToString();
    }

    static bool IsUnsafe(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
