using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Tresen.Platform.Data;

/// <summary>A copy of all data in one file, made while the program works (<c>tresen backup</c>). It stands under its name only once it is
/// whole and was looked through.</summary>
public static class BackupCopy
{
    /// <summary>Makes it and says how.</summary>
    /// <exception cref="BrokenRuleException">It couldn't be made; there is no file then.</exception>
    public static async Task<BackupWay> MakeAsync(TresenDb db, string path, CancellationToken cancel)
    {
        var whole = Path.GetFullPath(path);
        var part = $"{whole}.{Guid.NewGuid():N}.part"; // of this run alone: another one may be writing into the same file's
        if (File.Exists(whole) || Directory.Exists(whole))
        {
            throw new BrokenRuleException($"{path} gibt es schon. Bitte eine neue Datei nennen.");
        }

        try
        {
            await using (OwnersAlone(part))
            {
            }

            var way = BackupWay.Copy;
            if (db.EmbeddedFile is { } file)
            {
                await CopyAsync(file, part, cancel);
            }
            else
            {
                way = BackupWay.Dump;
                await DumpAsync(db, part, cancel);
            }

            if (new FileInfo(part).Length == 0)
            {
                throw Empty();
            }

            File.Move(part, whole);
            return way;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new BrokenRuleException($"Die Sicherung nach {path} ist nicht gelungen: {e.Message}");
        }
        finally
        {
            if (File.Exists(part))
            {
                File.Delete(part);
            }
        }
    }

    /// <summary>It holds everything, keys and passwords too.</summary>
    static FileStream OwnersAlone(string path) => new(path, OperatingSystem.IsWindows()
        ? new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write }
        : new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });

    static async Task CopyAsync(string file, string part, CancellationToken cancel)
    {
        await using (var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString()))
        {
            await from.OpenAsync(cancel);
            await using var copy = from.CreateCommand();
            copy.CommandText = "vacuum into $part";
            copy.CommandTimeout = 0;
            copy.Parameters.AddWithValue("$part", part);
            await copy.ExecuteNonQueryAsync(cancel);
        }

        await using var made = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = part, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await made.OpenAsync(cancel);
        await using var check = made.CreateCommand();
        check.CommandText = "pragma integrity_check(1)";
        check.CommandTimeout = 0;
        if (await check.ExecuteScalarAsync(cancel) is not "ok" and var said)
        {
            throw new BrokenRuleException($"Die Kopie ist beschädigt und wurde wieder gelöscht: {said}");
        }

        // An empty file is in order too.
        await using var look = made.CreateCommand();
        look.CommandText = "select count(*) from sqlite_master where type = 'table' and name = 'mailboxes'";
        if (await look.ExecuteScalarAsync(cancel) is not 1L)
        {
            throw Empty();
        }
    }

    static BrokenRuleException Empty() => new("Die Kopie enthält den Bestand nicht und wurde wieder gelöscht.");

    static async Task DumpAsync(TresenDb db, string part, CancellationToken cancel)
    {
        var at = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString());
        var start = new ProcessStartInfo("pg_dump", ["--format=custom", "--no-password", $"--file={part}", $"--host={at.Host}", $"--port={at.Port}", $"--username={at.Username}", $"--dbname={at.Database}"])
        {
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = at.Password ?? "", ["PGSSLMODE"] = at.SslMode.ToString() switch { "VerifyFull" => "verify-full", "VerifyCA" => "verify-ca", var mode => mode.ToLowerInvariant() } },
        };
        Process? dump;
        try
        {
            dump = Process.Start(start);
        }
        catch (Win32Exception)
        {
            throw new BrokenRuleException("Das Programm pg_dump fehlt (Paket postgresql-client). Wer anders sichert, sagt es danach mit: tresen backup --done");
        }

        using (dump)
        {
            var said = await dump!.StandardError.ReadToEndAsync(cancel);
            await dump.WaitForExitAsync(cancel);
            if (dump.ExitCode != 0)
            {
                throw new BrokenRuleException($"pg_dump ist nicht gelungen: {said.Trim()}");
            }
        }
    }
}
