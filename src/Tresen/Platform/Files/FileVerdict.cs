using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Views;

namespace Tresen.Platform.Files;

/// <summary>What is to be said of a file whose content isn't known to be clean.</summary>
/// <param name="Threat">The virus in it; empty: it wasn't scanned yet.</param>
/// <param name="IsServed">Whether it is handed out all the same.</param>
public sealed record FileVerdict(string Threat, bool IsServed)
{
    /// <summary>A word beside its name.</summary>
    public string Word => Threat.Length > 0 ? Words.Of("Virus gefunden: {0}", Threat) : Words.Of("noch nicht geprüft");

    /// <summary>Why it isn't handed out; null: it is.</summary>
    public string? Refusal => IsServed ? null
        : Threat.Length > 0 ? Words.Of("In dieser Datei wurde ein Virus gefunden ({0}). Sie wird nicht herausgegeben.", Threat)
        : Words.Of("Diese Datei wurde noch nicht auf Viren geprüft und wird deshalb noch nicht herausgegeben. Bitte in einigen Minuten noch einmal versuchen.");

    /// <summary>Of these files those of which something is to be said.</summary>
    public static async Task<IReadOnlyDictionary<int, FileVerdict>> OfAsync(TresenDb db, IReadOnlyCollection<int> files, CancellationToken cancel)
    {
        if (files.Count == 0)
        {
            return new Dictionary<int, FileVerdict>();
        }

        var scanner = await db.VirusScannerAsync(cancel);
        var isSet = scanner.IsSet;
        return (await db.Set<StoredFile>().Where(f => files.Contains(f.Id) && (f.Threat != "" || (isSet && f.ScannedAt == null))).Select(f => new { f.Id, f.Threat }).ToListAsync(cancel))
            .ToDictionary(f => f.Id, f => new FileVerdict(f.Threat, f.Threat.Length == 0 && scanner.ServesUnscanned));
    }
}
