using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Tresen.Bench;

/// <summary>How long pages of the demo take, one request after the other over one connection, as an agent asks for them.</summary>
static partial class Pages
{
    const int Times = 300;

    public static async Task MeasureAsync()
    {
        var data = Directory.CreateTempSubdirectory("tresen-bench-").FullName;
        using (var tresen = await Running.TresenAsync(data))
        {
            using var agent = await SignInAsync(tresen.Address);
            var overview = await agent.GetStringAsync("/tickets");
            var ticket = TicketLink().Match(overview).Value;

            Console.WriteLine("""

                | page of the demo, one connection | first | p50 | p99 | CPU | bytes | floor p50 |
                |---|--:|--:|--:|--:|--:|--:|
                """);
            foreach (var (what, path) in new[]
            {
                ("overview, *Dran*", "/tickets"), ("overview, all open", "/tickets?view=open"), ("overview, closed, sorted by customer", "/tickets?state=closed&sort=customer"),
                ("ticket with its conversation", ticket), ("*Mein Tag*", "/"), ("customer's service tab", "/customers/10021/tickets"), ("customer's Zeitkonto", "/customers/10021/time-account"),
                ("search for *Drucker*", "/search?q=Drucker"), ("time of the week", "/time?view=week"),
            })
            {
                await LineAsync(tresen, agent, what, path);
            }

            Console.WriteLine($"\nresident memory after that: {tresen.Memory / 1_000_000} MB");
        }

        Directory.Delete(data, recursive: true);
    }

    static async Task LineAsync(Running tresen, HttpClient agent, string what, string path)
    {
        var (first, times, cpu, bytes) = await AskAsync(tresen, agent, path);
        using var bare = await Running.FloorAsync(bytes);
        using var stranger = new HttpClient { BaseAddress = bare.Address };
        var (_, floor, _, _) = await AskAsync(bare, stranger, "/");
        Console.WriteLine($"| {what} | {first.TotalMilliseconds:0} ms | {At(times, 0.5):0.0} ms | {At(times, 0.99):0.0} ms | {cpu.TotalMilliseconds:0.0} ms | {bytes / 1000} kB | {At(floor, 0.5):0.00} ms |");
    }

    static async Task<(TimeSpan First, List<double> Milliseconds, TimeSpan Cpu, int Bytes)> AskAsync(Running server, HttpClient client, string path)
    {
        var clock = Stopwatch.StartNew();
        var bytes = (await client.GetByteArrayAsync(path)).Length;
        var first = clock.Elapsed;
        for (var i = 0; i < 50; i++)
        {
            await client.GetByteArrayAsync(path);
        }

        var times = new List<double>(Times);
        var before = server.Work;
        for (var i = 0; i < Times; i++)
        {
            clock.Restart();
            await client.GetByteArrayAsync(path);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        var cpu = (server.Work - before) / Times;
        times.Sort();
        return (first, times, cpu, bytes);
    }

    static double At(List<double> sorted, double share) => sorted[(int)(sorted.Count * share)];

    static async Task<HttpClient> SignInAsync(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = address };
        client.DefaultRequestHeaders.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Mail"] = "anna.brandt@nordlicht.example", ["Password"] = "tresen-demo-2026" });
        using var answer = await client.PostAsync("/sign-in", form);
        return answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther or HttpStatusCode.Found
            ? client
            : throw new InvalidOperationException($"Signing in answered {answer.StatusCode}.");
    }

    [GeneratedRegex(@"/tickets/\d+")]
    private static partial Regex TicketLink();
}
