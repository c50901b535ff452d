namespace Tresen.Bench;

/// <summary>How long it takes from the start of the program to its first page.</summary>
static class Starts
{
    const int Times = 7;

    public static async Task MeasureAsync()
    {
        var (first, again, floor) = (new List<TimeSpan>(), new List<TimeSpan>(), new List<TimeSpan>());
        for (var i = 0; i < Times; i++)
        {
            var data = Directory.CreateTempSubdirectory("tresen-bench-").FullName;
            foreach (var into in new[] { first, again })
            {
                using var tresen = await Running.TresenAsync(data);
                into.Add(tresen.Started);
            }

            Directory.Delete(data, recursive: true);
            using var bare = await Running.FloorAsync(6_000);
            floor.Add(bare.Started);
        }

        Console.WriteLine("""

            | start to the sign-in page | least | median | most |
            |---|--:|--:|--:|
            """);
        Line("in an empty folder, with the demo firm", first);
        Line("again, on the same folder", again);
        Line("floor: bare Kestrel page", floor);
    }

    static void Line(string what, List<TimeSpan> times)
    {
        times.Sort();
        Console.WriteLine($"| {what} | {times[0].TotalSeconds:0.00} s | {times[times.Count / 2].TotalSeconds:0.00} s | {times[^1].TotalSeconds:0.00} s |");
    }
}
