using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Tresen.Tests.Rig;

/// <summary>The published program as somebody starts it, on a free port and a data folder of its own.</summary>
public sealed class TresenProcess : IDisposable
{
    readonly StringBuilder output = new();
    readonly Process process;
    readonly Leash leash;

    TresenProcess(string program, string[] command, string data, bool isOwnData, (string Name, string Value)[] environment)
    {
        Data = data;
        // Started by a shell in the background, it would inherit that Ctrl+C is ignored.
        string[] listening = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", program] : [program];
        var start = new ProcessStartInfo(listening[0], [.. listening[1..], .. command, "--port", "0", "--data", data]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = new Process { StartInfo = start };
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.Start();
        leash = new Leash(process, "KILL", isOwnData ? data : null);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where the repository lies.</summary>
    public static string Repository { get; } = FindRepository();

    static string Program => Path.Combine(Repository, "artifacts/publish/tresen");

    /// <summary>What it wrote so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Its data folder.</summary>
    public string Data { get; }

    /// <summary>Where it listens, e.g. <c>http://127.0.0.1:40123</c>.</summary>
    public string Address => Said("Adresse") ?? throw new InvalidOperationException($"It named no address:\n{Output}");

    /// <summary>Whom it lets in.</summary>
    public string Mail => Said("Anmeldung") ?? throw new InvalidOperationException($"It named no sign-in:\n{Output}");

    /// <summary>Their password.</summary>
    public string Password => Said("Passwort") ?? throw new InvalidOperationException($"It named no password:\n{Output}");

    /// <summary>The demo firm that <c>bin/publish</c> leaves beside the program.</summary>
    public static string ReadyMade => Path.Combine(Repository, "artifacts/demo.db");

    /// <summary>With demo data, as <c>bin/run</c> starts it, ready to be used. The test is skipped where nothing is published.</summary>
    /// <param name="data">An existing folder to go on with; without one it gets a new one that goes with it.</param>
    /// <param name="environment">Settings, e.g. <c>("Tresen__Postgres", "Host=…")</c>.</param>
    public static Task<TresenProcess> DemoAsync(string? data = null, params (string Name, string Value)[] environment) => DemoOfAsync(ReadyMade, data, environment);

    /// <summary><see cref="DemoAsync"/> with the demo firm in another file.</summary>
    public static Task<TresenProcess> DemoOfAsync(string readyMade, string? data = null, params (string Name, string Value)[] environment) =>
        StartAsync(["demo", "--ready-made", readyMade], "Passwort", data, environment);

    /// <summary>As it is, ready to be used. The test is skipped where nothing is published.</summary>
    public static Task<TresenProcess> ServeAsync(string? data = null, params (string Name, string Value)[] environment) => StartAsync(["serve"], "Adresse", data, environment);

    /// <summary>As <c>dotnet run --project src/Tresen</c> starts it: built, not published, and so what the tests were built with.</summary>
    public static Task<TresenProcess> FromSourcesAsync(string? data = null, params (string Name, string Value)[] environment)
    {
        // The tests were built with it: …/tests/Tresen.Tests/bin/Release/net10.0/ names configuration and framework.
        var built = Path.GetRelativePath(Path.Combine(Repository, "tests/Tresen.Tests"), AppContext.BaseDirectory);
        return StartAsync(["serve"], "Adresse", data, environment, Path.Combine(Repository, "src/Tresen", built, "tresen"));
    }

    static async Task<TresenProcess> StartAsync(string[] command, string lastWord, string? data, (string, string)[] environment, string? program = null)
    {
        program ??= Program;
        Assert.SkipUnless(File.Exists(program), $"There is no {Path.GetRelativePath(Repository, program)}: run bin/publish");
        var started = new TresenProcess(program, command, data ?? Directory.CreateTempSubdirectory("tresen-data-").FullName, data is null, environment);
        try
        {
            await started.WaitUntilReadyAsync(lastWord);
            return started;
        }
        catch
        {
            started.Dispose();
            throw;
        }
    }

    async Task WaitUntilReadyAsync(string lastWord)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(2) && !process.HasExited; await Task.Delay(50))
        {
            try
            {
                if (Said(lastWord) is not null && (await client.GetAsync(Address + "/health/ready")).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // not yet
            }
        }

        throw new InvalidOperationException($"Tresen doesn't get ready:\n{Output}");
    }

    /// <summary>Ends it as Ctrl+C does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> InterruptAsync()
    {
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString()]))
        {
            await kill.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>Resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>What it has taken of the processors so far.</summary>
    public TimeSpan Work
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Ends it as kill -9 or a power cut does.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    string? Said(string word) => Output.Split('\n').FirstOrDefault(l => l.StartsWith(word + ": ", StringComparison.Ordinal))?[(word.Length + 2)..].TrimEnd();

    void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (output)
        {
            output.Append(line.Data).Append('\n');
        }
    }

    static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tresen.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }

    /// <summary>Ends it if it still runs, and removes the data folder if it is its own.</summary>
    public void Dispose()
    {
        leash.Dispose();
        process.Dispose();
    }
}
