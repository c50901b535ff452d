namespace Tresen.Platform.Files;

/// <summary>A file that came with a form. By the time an action sees it, its content is stored (and not yet held).</summary>
/// <param name="FileId">The <see cref="StoredFile"/>.</param>
/// <param name="Name">The name without folders and control characters.</param>
/// <param name="ContentType">As the browser said; never trusted when serving.</param>
/// <param name="Bytes">Length.</param>
public sealed record Upload(int FileId, string Name, string ContentType, long Bytes)
{
    /// <summary>The largest file that is taken, 50 MB.</summary>
    public const long MostBytes = 50L * 1024 * 1024;

    /// <summary>Why the file isn't taken; null: it is.</summary>
    public static string? Refusal(IFormFile file) =>
        file.Length > MostBytes ? Views.Words.Of("Die Datei „{0}“ ist größer als 50 MB. Bitte kleiner anhängen oder teilen.", Harmless(file.FileName)) : null;

    /// <summary>Stores what came with a form; call it outside other work.</summary>
    public static async Task<Upload> StoreAsync(IFormFile file, FileCabinet cabinet, CancellationToken cancel)
    {
        await using var content = file.OpenReadStream();
        return new Upload(await cabinet.StoreAsync(content, cancel), Harmless(file.FileName), file.ContentType is { Length: > 0 and <= 100 } type ? type : "application/octet-stream", file.Length);
    }

    /// <summary>A file name made harmless: no folders, no control or direction characters, at most 150 characters.</summary>
    public static string Harmless(string name)
    {
        var last = name.Replace('\\', '/').Split('/')[^1];
        var clean = new string([.. last.Where(c => !char.IsControl(c) && c is not ('\u202A' or '\u202B' or '\u202C' or '\u202D' or '\u202E' or '\u2066' or '\u2067' or '\u2068' or '\u2069' or '\u200B' or '\u200E' or '\u200F' or '\uFEFF'))])
            .Trim().TrimEnd('.');
        if (clean.Length > 150)
        {
            var ending = Path.GetExtension(clean);
            clean = clean[..(150 - Math.Min(ending.Length, 20))] + ending[..Math.Min(ending.Length, 20)];
        }

        return clean.Length == 0 ? "Datei" : clean;
    }
}
