using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Tresen.Bench;

/// <summary>A program that was started and serves pages.</summary>
sealed class Running : IDisposable
{
    readonly Process process;

    Running(Process process, Uri address, TimeSpan started) => (this.process, Address, Started) = (process, address, started);

    public Uri Address { get; }

    /// <summary>From the start of the process to the last byte of the first page.</summary>
    public TimeSpan Started { get; }

    /// <summary>What it has taken of the processors so far.</summary>
    public TimeSpan Work
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
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

    public static string Repository { get; } = FindRepository();

    /// <summary>The published Tresen with its demo firm, as <c>bin/run</c> starts it.</summary>
    public static Task<Running> TresenAsync(string data)
    {
        var port = FreePort();
        return StartAsync(Path.Combine(Repository, "artifacts/publish/tresen"), port, "/sign-in", "demo", "--ready-made", Path.Combine(Repository, "artifacts/demo.db"), "--data", data, "--port", $"{port}");
    }

    /// <summary>The bare page.</summary>
    public static Task<Running> FloorAsync(int bytes)
    {
        var port = FreePort();
        return StartAsync(Environment.ProcessPath!, port, "/", "floor", $"{port}", $"{bytes}");
    }

    static async Task<Running> StartAsync(string program, int port, string page, params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        using var client = new HttpClient { BaseAddress = address };
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.Write(line.Data is null ? "" : line.Data + "\n");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (true)
        {
            try
            {
                await client.GetByteArrayAsync(page);
                return new Running(process, address, clock.Elapsed);
            }
            catch (HttpRequestException) when (!process.HasExited && clock.Elapsed < TimeSpan.FromMinutes(2))
            {
                await Task.Delay(2);
            }
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tresen.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("This runs inside of the repository.");
        }

        return folder.FullName;
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
