using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tresen.Tests.Rig;

/// <summary>Ties a started program to this test run: when the run ends, even by kill -9, or the leash is let go, the program
/// gets its signal and its folder is removed.</summary>
sealed class Leash : IDisposable
{
    // The shell waits for the end of its input, which comes when this process closes it or is gone.
    const string Wait = """
        exec >/dev/null 2>&1
        trap '' INT TERM HUP
        read -r _
        runs() { kill -0 "$2" && ! grep -q '^State:.Z' "/proc/$2/status"; } # who is dead and not yet buried doesn't run
        if [ -n "$2" ]; then
          kill -s "$1" "$2"
          tries=0
          while runs "$@"; do
            tries=$((tries + 1))
            [ "$tries" -lt 100 ] || { kill -s KILL "$2"; break; }
            sleep 0.1
          done
        fi
        [ -z "$3" ] || rm -rf -- "$3"
        """;

    // Held here, because the garbage collector lets go of what nobody holds.
    static readonly ConcurrentBag<Leash> ForTheRun = [];

    readonly Process shell;

    /// <param name="program">What was started.</param>
    /// <param name="signal">How it is told to end: TERM, INT, QUIT, KILL. After ten seconds it is killed.</param>
    /// <param name="folder">What is removed afterwards.</param>
    public Leash(Process program, string signal, string? folder = null)
        : this(signal, program.Id.ToString(), folder ?? "")
    {
    }

    Leash(string signal, string program, string folder) =>
        shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Wait, "leash", signal, program, folder]) { RedirectStandardInput = true })!;

    /// <summary>A new temporary folder that is removed when this run ends.</summary>
    public static string NewFolder(string name)
    {
        var folder = Directory.CreateTempSubdirectory($"tresen-{name}-").FullName;
        ForTheRun.Add(new Leash("", "", folder));
        return folder;
    }

    /// <summary>Ends the program now, and waits until it is gone.</summary>
    public void Dispose()
    {
        shell.StandardInput.Close();
        shell.WaitForExit(15_000);
        shell.Dispose();
    }
}
