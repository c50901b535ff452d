using System.Diagnostics;
using Npgsql;

namespace Tresen.Tests.Rig;

/// <summary>A PostgreSQL of this test run's own, on a socket in a temporary folder; gone when the run ends. It sorts as a German
/// would, unlike SQLite, so that a query that leaves the order of names to the database shows in the tests.</summary>
public sealed class PostgresServer : IDisposable
{
    const string Missing = "PostgreSQL is not installed: apt-get install postgresql";

    static readonly Lazy<PostgresServer> Shared = new(() => new PostgresServer());
    static readonly string? Programs = FindPrograms();

    readonly string folder = Directory.CreateTempSubdirectory("tresen-postgres-").FullName;
    readonly Process process;
    readonly Leash leash;

    /// <summary>Starts one.</summary>
    /// <param name="keepsPromises">Whether a commit is on the disk when it is acknowledged. Tests that don't pull the plug need
    /// no such thing, and are faster without.</param>
    public PostgresServer(bool keepsPromises = false)
    {
        if (Programs is null)
        {
            throw new InvalidOperationException(Missing);
        }

        if (Environment.UserName == "root")
        {
            Shell($"chown {Owner} '{folder}'"); // PostgreSQL refuses to run as root
        }

        Shell($"{AsOwner} '{Programs}/initdb' --no-sync -A trust -U tresen -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=de -D '{folder}/data'");
        var durability = keepsPromises ? "" : "-c fsync=off -c full_page_writes=off -c synchronous_commit=off";
        process = Process.Start("/bin/sh", ["-c", $"exec {AsOwner} '{Programs}/postgres' -D '{folder}/data' -k '{folder}' -c listen_addresses= -c max_connections=300 {durability} >>'{folder}/log' 2>&1"]);
        leash = new Leash(process, "QUIT", folder);
        WaitUntilReady();
    }

    /// <summary>Whether it can be had here.</summary>
    public static bool IsInstalled => Programs is not null;

    /// <summary>The one of this run; the test is skipped where PostgreSQL isn't installed.</summary>
    public static PostgresServer Instance
    {
        get
        {
            Assert.SkipUnless(IsInstalled, Missing);
            return Shared.Value;
        }
    }

    /// <summary>Leads to the database that is there from the start.</summary>
    public string ConnectionString => ConnectionStringOf("postgres");

    /// <summary>Leads to that database.</summary>
    public string ConnectionStringOf(string database) =>
        new NpgsqlConnectionStringBuilder { Host = folder, Username = "tresen", Database = database }.ToString();

    /// <summary>A new database, empty or a copy of another to which nobody is connected.</summary>
    /// <returns>What leads to it.</returns>
    public string CreateDatabase(string name, string? template = null)
    {
        Execute($"create database {name}{(template is null ? "" : $" template {template}")}");
        return ConnectionStringOf(name);
    }

    void Execute(string statement)
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }

    void WaitUntilReady()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                Execute("select 1");
                return;
            }
            catch (NpgsqlException e)
            {
                if (process.HasExited || tries > 300)
                {
                    throw new InvalidOperationException($"PostgreSQL doesn't start:\n{File.ReadAllText(Path.Combine(folder, "log"))}", e);
                }

                Thread.Sleep(50);
            }
        }
    }

    static string Owner { get; } = File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    static string AsOwner { get; } = Environment.UserName == "root" ? $"setpriv --reuid={Owner} --regid=$(id -g {Owner}) --clear-groups" : "";

    static string? FindPrograms()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))
            : [];
        return onPath.Concat(debian).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "postgres")));
    }

    static void Shell(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command + " 2>&1"]) { RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        var said = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        if (shell.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command}\n{said}");
        }
    }

    /// <summary>Stops it, however many are connected.</summary>
    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        leash.Dispose();
        process.Dispose();
    }
}
