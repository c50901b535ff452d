using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tresen.Platform.Files;

/// <summary>A file that came with a form. By the time an action sees it, its content is stored (and not yet held).</summary>
/// <param name="FileId">The <see cref="StoredFile"/>.</param>
/// <param name="Name">The name without folders and control characters.</param>
/// <param name="ContentType">As the browser said; never trusted when serving.</param>
/// <param name="Bytes">Length.</param>
public sealed partial record Upload(int FileId, string Name, string ContentType, long Bytes)
{
    /// <summary>The largest file that is taken, 50 MB.</summary>
    public const long MostBytes = 50L * 1024 * 1024;

    const int MostLetters = 150;

    /// <summary>More no file system takes.</summary>
    const int MostNameBytes = 240;

    /// <summary>Why the file isn't taken; null: it is.</summary>
    public static string? Refusal(IFormFile file) =>
        file.Length > MostBytes ? Views.Words.Of("Die Datei „{0}“ ist größer als 50 MB. Bitte kleiner anhängen oder teilen.", Harmless(file.FileName)) : null;

    /// <summary>Stores what came with a form; call it outside other work.</summary>
    public static async Task<Upload> StoreAsync(IFormFile file, FileCabinet cabinet, CancellationToken cancel)
    {
        await using var content = file.OpenReadStream();
        return new Upload(await cabinet.StoreAsync(content, cancel), Harmless(file.FileName), file.ContentType is { Length: > 0 and <= 100 } type ? type : "application/octet-stream", file.Length);
    }

    /// <summary>A file name made harmless for the disks of those who save it (threat B12): no folders, however they are written, nothing
    /// unseen that turns a name around, no leading dot that hides it, no name that Windows keeps for itself, at most 150 characters.</summary>
    public static string Harmless(string name)
    {
        var decoded = Encoded.Replace(name, m => m.Value[1..].ToUpperInvariant() switch { "2F" or "5C" => "/", "2E" => ".", _ => "" });
        var last = decoded.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries) is [.., var end] ? end : "";
        var clean = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned))
            {
                clean.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : rune.ToString());
            }
        }

        var safe = clean.ToString().Normalize().Trim().TrimStart('.', ' ').TrimEnd('.', ' ');
        safe = Reserved.IsMatch(safe) ? "_" + safe : safe;
        return safe.Length == 0 ? "Datei" : Short(safe);
    }

    static string Short(string name)
    {
        if (name.Length <= MostLetters && Encoding.UTF8.GetByteCount(name) <= MostNameBytes)
        {
            return name;
        }

        var ending = Path.GetExtension(name) is { Length: <= 20 } brief ? brief : "";
        var (kept, bytes) = (new StringBuilder(), Encoding.UTF8.GetByteCount(ending));
        foreach (var rune in name[..^ending.Length].EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength + ending.Length > MostLetters || (bytes += rune.Utf8SequenceLength) > MostNameBytes)
            {
                break;
            }

            kept.Append(rune);
        }

        return kept.ToString().TrimEnd('.', ' ') + ending;
    }

    /// <summary>Strokes, dots and nothing, written as addresses write them.</summary>
    [GeneratedRegex("%(2f|5c|2e|00)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Encoded { get; }

    [GeneratedRegex(@"^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved { get; }
}
