using System.Globalization;
using System.Text;

namespace Tresen.Tests.Rig;

public sealed partial class ScriptedImap
{
    /// <summary>A word of a command, a text in quotes or counted out, or words in brackets.</summary>
    sealed record Word(string Text, bool IsText = false, IReadOnlyList<Word>? Words = null)
    {
        public bool Says(string text) => Words is null && Text.Equals(text, StringComparison.OrdinalIgnoreCase);

        public override string ToString() => Words is null ? Text : $"({string.Join(' ', Words)})";
    }

    /// <summary>Takes a command apart.</summary>
    /// <param name="counted">The texts that were counted out; a zero byte stands where each was.</param>
    static List<Word> WordsOf(string line, Queue<string> counted)
    {
        var position = 0;
        return Read();

        List<Word> Read()
        {
            var words = new List<Word>();
            while (position < line.Length)
            {
                switch (line[position])
                {
                    case ' ': position++; break;
                    case '(': position++; words.Add(new Word("", Words: Read())); break;
                    case ')': position++; return words;
                    case '"': words.Add(Quoted()); break;
                    case '\0': position++; words.Add(new Word(counted.Dequeue(), IsText: true)); break;
                    default: words.Add(Atom()); break;
                }
            }

            return words;
        }

        Word Quoted()
        {
            var text = new StringBuilder();
            for (position++; position < line.Length && line[position] != '"'; position++)
            {
                position += line[position] == '\\' ? 1 : 0;
                text.Append(line[position]);
            }

            position++;
            return new Word(text.ToString(), IsText: true);
        }

        Word Atom()
        {
            var begin = position;
            var depth = 0; // in BODY[HEADER.FIELDS (DATE)] the brackets belong to the word
            for (; position < line.Length && (depth > 0 || line[position] is not (' ' or '(' or ')' or '\0')); position++)
            {
                depth += line[position] switch { '[' => 1, ']' => -1, _ => 0 };
            }

            return new Word(line[begin..position]);
        }
    }

    /// <summary>The set that was asked for last: whoever asks for fifty thousand numbers asks with the same.</summary>
    [ThreadStatic]
    static (string Set, uint Last, (uint From, uint To)[] Ranges)? latest;

    /// <summary>Whether the number is in a set like <c>1:4,7,9:*</c>.</summary>
    static bool IsIn(string set, uint number, uint last)
    {
        if (latest is not { } read || read.Last != last || !ReferenceEquals(read.Set, set))
        {
            latest = read = (set, last, [.. set.Split(',').Select(part =>
            {
                var ends = part.Split(':').Select(e => e == "*" ? last : uint.Parse(e, CultureInfo.InvariantCulture)).ToList();
                return (ends.Min(), ends.Max());
            })]);
        }

        foreach (var (from, to) in read.Ranges)
        {
            if (number >= from && number <= to)
            {
                return true;
            }
        }

        return false;
    }

    static string Quote(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    static string DateOf(DateTimeOffset at) => at.ToString("dd-MMM-yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + at.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    static DateOnly DayOf(string text) => DateOnly.ParseExact(text, "d-MMM-yyyy", CultureInfo.InvariantCulture);

    internal static int HeaderLength(byte[] raw)
    {
        var text = raw.AsSpan();
        var (dos, unix) = (text.IndexOf("\r\n\r\n"u8), text.IndexOf("\n\n"u8));
        return dos >= 0 && (unix < 0 || dos < unix) ? dos + 4 : unix >= 0 ? unix + 2 : raw.Length;
    }

    static byte[] SectionOf(byte[] raw, string section)
    {
        var header = HeaderLength(raw);
        if (section.StartsWith("HEADER.FIELDS", StringComparison.OrdinalIgnoreCase))
        {
            var names = section[section.IndexOf('(', StringComparison.Ordinal)..].Trim('(', ')', ' ').Split(' ').Select(n => n.Trim('"')).ToList();
            var isWanted = false;
            var fields = new StringBuilder();
            foreach (var line in Encoding.Latin1.GetString(raw, 0, header).ReplaceLineEndings("\n").Split('\n').Where(l => l.Length > 0))
            {
                isWanted = line[0] is ' ' or '\t' ? isWanted : names.Contains(line.Split(':')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase);
                fields.Append(isWanted ? line + "\r\n" : "");
            }

            return Encoding.Latin1.GetBytes(fields + "\r\n");
        }

        return section.ToUpperInvariant() switch
        {
            "" => raw,
            "HEADER" => raw[..header],
            "TEXT" => raw[header..],
            _ => [],
        };
    }

    /// <summary>Whether a mail fits the words of a search; all of them have to.</summary>
    static bool Fits(Kept mail, uint number, IReadOnlyList<Word> words, uint lastNumber, uint lastUid)
    {
        var position = 0;
        var fits = true;
        while (position < words.Count)
        {
            fits &= Next();
        }

        return fits;

        bool Next()
        {
            var word = words[position++];
            if (word.Words is { } inner)
            {
                return Fits(mail, number, inner, lastNumber, lastUid);
            }

            switch (word.Text.ToUpperInvariant())
            {
                case "ALL": return true;
                case "NOT": return !Next();
                case "OR": return Next() | Next();
                case "UID": return IsIn(words[position++].Text, mail.Uid, lastUid);
                case "SEEN": return mail.Flags.Contains("\\Seen");
                case "UNSEEN": return !mail.Flags.Contains("\\Seen");
                case "DELETED": return mail.Flags.Contains("\\Deleted");
                case "UNDELETED": return !mail.Flags.Contains("\\Deleted");
                case "KEYWORD": return mail.Flags.Contains(words[position++].Text);
                case "UNKEYWORD": return !mail.Flags.Contains(words[position++].Text);
                case "SINCE": return DateOnly.FromDateTime(mail.At.Date) >= DayOf(words[position++].Text);
                case "BEFORE": return DateOnly.FromDateTime(mail.At.Date) < DayOf(words[position++].Text);
                case "LARGER": return mail.Raw.Length > uint.Parse(words[position++].Text, CultureInfo.InvariantCulture);
                case "HEADER":
                    var (name, part) = (words[position++].Text, words[position++].Text);
                    return Encoding.Latin1.GetString(SectionOf(mail.Raw, $"HEADER.FIELDS ({name})")).Contains(part, StringComparison.OrdinalIgnoreCase);
                default:
                    return char.IsAsciiDigit(word.Text[0]) || word.Text[0] == '*' ? IsIn(word.Text, number, lastNumber) : throw new FormatException($"SEARCH {word.Text} is unknown here");
            }
        }
    }
}
