using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

namespace Tresen.Platform.Files;

/// <summary>Contents that must not lie about for the day that <see cref="LooseFiles"/> leaves them.</summary>
public static class ForgottenContent
{
    /// <summary>Deletes at once those of these files that nobody holds any more; in the piece of work that let go of them.</summary>
    public static async Task ForgetContentAsync(this TresenDb db, IReadOnlyCollection<int> files, CancellationToken cancel)
    {
        var loose = db.Set<StoredFile>().Where(f => files.Contains(f.Id) && f.References <= 0);
        await db.Set<FileChunk>().Where(c => loose.Any(f => f.Id == c.FileId)).ExecuteDeleteAsync(cancel);
        await loose.ExecuteDeleteAsync(cancel);
    }
}
