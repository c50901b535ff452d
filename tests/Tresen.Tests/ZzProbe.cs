using System.Diagnostics;
namespace Tresen.Tests;
public sealed class ZzProbe
{
    [Fact]
    public async Task Probe()
    {
        var lines = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            var cpu0 = Process.GetCurrentProcess().TotalProcessorTime;
            var w = Stopwatch.StartNew();
            var app = new TresenApp();
            var t0 = w.ElapsedMilliseconds;
            _ = app.Services;
            var t1 = w.ElapsedMilliseconds;
            using var b = await app.As(World.Theo);
            var t2 = w.ElapsedMilliseconds;
            await b.Open("/tickets");
            var t3 = w.ElapsedMilliseconds;
            await app.DisposeAsync();
            var t4 = w.ElapsedMilliseconds;
            var p = Process.GetCurrentProcess();
            lines.Add($"{i} db {t0} host {t1 - t0} signin {t2 - t1} list {t3 - t2} dispose {t4 - t3} cpu {(p.TotalProcessorTime - cpu0).TotalMilliseconds:F0} ws {p.WorkingSet64 >> 20} heap {GC.GetTotalMemory(i % 20 == 19) >> 20}");
        }
        File.WriteAllLines("/tmp/probe.txt", lines);
    }
}
