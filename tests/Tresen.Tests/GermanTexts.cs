using System.Text;
using System.Text.RegularExpressions;

namespace Tresen.Tests;

/// <summary>A German text in the program's sources that somebody will read on a screen.</summary>
/// <param name="Text">As the key of its English: values stand as <c>{0}</c>.</param>
/// <param name="Where">File and line.</param>
/// <param name="Trouble">Why it can't be translated as it is written; else null.</param>
sealed record GermanText(string Text, string Where, string? Trouble = null)
{
    /// <summary>The slice whose file it stands in.</summary>
    public string Slice => Where.Split('/') is [var slice, _, ..] ? slice : "(root)";
}

/// <summary>Finds the texts: the literals in the arguments that are shown to people.</summary>
static partial class GermanTexts
{
    /// <summary>Which argument of which call is shown. A literal anywhere in it counts, so that both sides of a choice are found.</summary>
    static readonly (Regex Call, int Argument)[] Calls =
    [
        (Of(@"(?<![\w.])T\("), 0),
        (Of(@"(?<!\w)Words\.Of\("), 0),
        (Of(@"new BrokenRuleException\("), 0),
        (Of(@"(?<![\w.])Done\("), 1),
        (Of(@"AddModelError\("), 1),
        (Of(@"ErrorMessage\s*=\s*(?="")"), -1),
        (Of(@"\[Menu\("), 0),
        (Of(@"\[Menu\("), 1),
        (Of(@"\[CustomerTab\("), 0),
        (Of(@"\[TicketTab\("), 0),
        (Of(@"new SettingArea\("), 1),
        (Of(@"(?<=SettingArea \w+ = new)\("), 1),
        (Of(@"\.Kept(?:ByName<\w+>|Secret|AsPart)?\("), 1),
        (Of(@"\.KeptOnce\("), 0),
    ];

    /// <summary>All of them, in the program's views and code.</summary>
    public static IEnumerable<GermanText> All() => Repository.Sources(".razor").Concat(Repository.Sources(".cs")).SelectMany(file => In(file.Path, file.Text));

    /// <summary>Those of one file.</summary>
    public static IEnumerable<GermanText> In(string path, string code) =>
        from call in Calls
        from Match match in call.Call.Matches(code)
        where !IsComment(code, match.Index)
        let argument = Argument(code, match.Index + match.Length, call.Argument)
        from literal in Literals(argument)
        select new GermanText(literal.Text, $"{path}:{code.AsSpan(0, match.Index).Count('\n') + 1}", Trouble(call.Call.ToString(), argument, literal.IsInterpolated));

    static string? Trouble(string call, string argument, bool isInterpolated)
    {
        if (!isInterpolated)
        {
            return null;
        }

        var takesSentences = call.Contains("BrokenRule", StringComparison.Ordinal) || call.Contains("Done", StringComparison.Ordinal);
        return !takesSentences ? "has values in it: write Words.Of(\"… {0} …\", value)"
            : argument.TrimStart().StartsWith('$') ? null
            : "has values in it and isn't the whole argument: throw or end in each branch by itself";
    }

    /// <summary>The n-th argument from an opening bracket on; -1: what follows, up to the end of the literal.</summary>
    static string Argument(string code, int start, int index)
    {
        var (depth, argument, from) = (0, 0, start);
        for (var i = start; i < code.Length; i++)
        {
            var end = LiteralEnd(code, i);
            if (end > i)
            {
                if (index < 0)
                {
                    return code[i..end];
                }

                i = end - 1;
                continue;
            }

            switch (code[i])
            {
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when depth == 0:
                    return argument == index ? code[from..i] : "";
                case ')' or ']' or '}':
                    depth--;
                    break;
                case ',' when depth == 0:
                    if (argument++ == index)
                    {
                        return code[from..i];
                    }

                    from = i + 1;
                    break;
            }
        }

        return "";
    }

    static IEnumerable<(string Text, bool IsInterpolated)> Literals(string argument)
    {
        for (var i = 0; i < argument.Length; i++)
        {
            var end = LiteralEnd(argument, i);
            if (end <= i)
            {
                continue;
            }

            var literal = argument[i..end];
            var isCompared = argument[..i].TrimEnd() is var before && (before.EndsWith("==", StringComparison.Ordinal) || before.EndsWith("is", StringComparison.Ordinal) || before.EndsWith("or", StringComparison.Ordinal))
                || argument[end..].TrimStart().StartsWith("=>", StringComparison.Ordinal);
            if (!isCompared && !literal.StartsWith('\'') && Said(literal) is { Text.Length: > 0 } said && said.Text.Any(char.IsLetter))
            {
                yield return said;
            }

            i = end - 1;
        }
    }

    /// <summary>The text of a literal, with <c>{0}</c> for what is filled in.</summary>
    static (string Text, bool IsInterpolated) Said(string literal)
    {
        var isInterpolated = literal.StartsWith('$') || literal.StartsWith("@$", StringComparison.Ordinal);
        var quote = literal.IndexOf('"', StringComparison.Ordinal);
        if (literal.AsSpan(quote).StartsWith("\"\"\""))
        {
            var lines = literal[(quote + 3)..^3].Split('\n');
            var indent = lines[^1].Length;
            return (lines.Length == 1 ? lines[0] : string.Join('\n', lines[1..^1].Select(l => l.Length >= indent ? l[indent..] : "")), isInterpolated);
        }

        var inside = literal[(quote + 1)..^1];
        inside = literal[..quote].Contains('@', StringComparison.Ordinal) ? inside.Replace("\"\"", "\"", StringComparison.Ordinal) : Regex.Unescape(inside);
        return (isInterpolated ? Numbered(inside) : inside, isInterpolated);
    }

    static string Numbered(string inside)
    {
        var (text, holes) = (new StringBuilder(), 0);
        for (var i = 0; i < inside.Length; i++)
        {
            if (inside[i] != '{' || (i + 1 < inside.Length && inside[i + 1] == '{'))
            {
                text.Append(inside[i]);
                if (inside[i] == '{')
                {
                    text.Append(inside[++i]);
                }

                continue;
            }

            var (end, depth) = (i + 1, 1);
            for (; depth > 0 && end < inside.Length; end++)
            {
                depth += inside[end] is '{' ? 1 : inside[end] is '}' ? -1 : 0;
            }

            var hole = inside[(i + 1)..(end - 1)];
            var shape = Shape().Match(hole);
            text.Append('{').Append(holes++).Append(shape.Value).Append('}');
            i = end - 1;
        }

        return text.ToString();
    }

    /// <summary>Where the literal that begins here ends; the same place where none begins.</summary>
    static int LiteralEnd(string code, int at)
    {
        var start = at;
        while (at < code.Length && code[at] is '$' or '@')
        {
            at++;
        }

        if (at >= code.Length || code[at] is not '"')
        {
            return code[start] == '\'' && at == start && Character().Match(code, start) is { Success: true } character ? start + character.Length : start;
        }

        var prefix = code[start..at];
        if (code.AsSpan(at).StartsWith("\"\"\""))
        {
            var close = code.IndexOf("\"\"\"", at + 3, StringComparison.Ordinal);
            return close < 0 ? start : close + 3;
        }

        var depth = 0;
        for (var i = at + 1; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '\\' when !prefix.Contains('@', StringComparison.Ordinal) && depth == 0:
                    i++;
                    break;
                case '{' when prefix.Contains('$', StringComparison.Ordinal) && depth == 0 && i + 1 < code.Length && code[i + 1] == '{':
                    i++;
                    break;
                case '{' when prefix.Contains('$', StringComparison.Ordinal):
                    depth++;
                    break;
                case '}' when depth > 0:
                    depth--;
                    break;
                case '"' when depth > 0: // a literal inside of a hole
                    i = Math.Max(i, LiteralEnd(code, i) - 1);
                    break;
                case '"' when prefix.Contains('@', StringComparison.Ordinal) && i + 1 < code.Length && code[i + 1] == '"':
                    i++;
                    break;
                case '"':
                    return i + 1;
                case '\n' when !prefix.Contains('@', StringComparison.Ordinal):
                    return start;
            }
        }

        return start;
    }

    static bool IsComment(string code, int at)
    {
        var line = code[(code.LastIndexOf('\n', at) + 1)..at];
        return line.Contains("//", StringComparison.Ordinal) && !line.Contains("://", StringComparison.Ordinal) || line.TrimStart().StartsWith("@*", StringComparison.Ordinal);
    }

    static Regex Of(string pattern) => new(pattern, RegexOptions.Compiled);

    [GeneratedRegex(@":[A-Za-z0.#,%]+$")]
    private static partial Regex Shape();

    [GeneratedRegex(@"\G'(?:[^'\\]|\\.[^']*)'")]
    private static partial Regex Character();
}
