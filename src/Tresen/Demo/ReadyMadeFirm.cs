using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Time;

namespace Tresen.Demo;

/// <summary>The invented firm as a file, moved in when the program was built, so that the first start needn't wait for it. It
/// is good for the day it was made on, since its requests are told from today.</summary>
static class ReadyMadeFirm
{
    /// <summary>Makes that file anew, with the program that <paramref name="build"/> puts together. It holds no keys: those are made by each installation for itself.</summary>
    public static async Task MakeAsync(string file, Func<string[], WebApplication> build)
    {
        var folder = Directory.CreateTempSubdirectory("tresen-ready-made-");
        try
        {
            await using var app = build(["--data", folder.FullName]);
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TresenDb>();
            if (db.EmbeddedFile is null)
            {
                return;
            }

            await db.PrepareAsync();
            await DemoFirm.MoveInAsync(app.Services);
            File.Delete(file);
            await db.Database.ExecuteSqlAsync($"vacuum into {file}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Lays it into an empty data folder. Does nothing where there are data already, on PostgreSQL, or where the file is
    /// missing or of another day; <see cref="DemoFirm.MoveInAsync"/> has the work then.</summary>
    public static async Task LayInAsync(IServiceProvider services, string file)
    {
        await using var scope = services.CreateAsyncScope();
        var today = Zone.DayOf(services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (scope.ServiceProvider.GetRequiredService<TresenDb>().EmbeddedFile is { } database && !File.Exists(database) && !File.Exists(database + "-wal") // which would be read into the file
            && File.Exists(file) && Zone.DayOf(File.GetLastWriteTimeUtc(file)) == today)
        {
            // Copied beside and renamed: a start that is cut short leaves nothing that looks whole.
            var half = database + ".new";
            File.Copy(file, half, overwrite: true);
            File.Move(half, database);
        }
    }
}
