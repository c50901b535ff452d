using System.Globalization;
using Tresen.Mail;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail.Faults;

/// <summary>The program is killed while mails come in and go out, and started again: nothing is lost, nothing is there twice.
/// TRESEN_KILLS says how often it is killed at random; for the long run 200.</summary>
public sealed class KillTests : IAsyncLifetime
{
    readonly TestDatabase database = TestDatabase.WithWorld();
    readonly ScriptedImap server = new();
    readonly SmtpSink sink = new();
    readonly Ledger ledger = new();
    readonly TresenApp app; // looks into the same database, and does nothing by itself
    int offered;

    public KillTests() => app = new TresenApp(database) { LeavesDatabase = true };

    static int Kills => int.Parse(Environment.GetEnvironmentVariable("TRESEN_KILLS") ?? "5", CultureInfo.InvariantCulture);

    public async ValueTask InitializeAsync()
    {
        await app.Confirms();
        await app.Connect(World.ServiceAddress, sink: sink, more: server.Fields);
    }

    [Fact]
    public async Task R01_R02_R03_killed_at_any_point_and_started_again_each_mail_is_there_once_and_sent_once()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var tresen = await database.StartAsync();
            await Until(async () => (await app.Mailbox(World.ServiceAddress)).ConnectedAt is not null); // what lay there before stays there
            using var stop = new CancellationTokenSource();
            var feeding = FeedAsync(random.Next(), stop.Token);
            await Task.Delay(random.Next(200, 3000), TestContext.Current.CancellationToken);
            tresen.Kill();
            await stop.CancelAsync();
            await feeding;
            Put(); // and some come while it is down
            Put();
            await app.LeasesRunOut();
        }

        using var last = await database.StartAsync();
        await app.UntilBalanced(ledger, sink, seconds: 120 + Kills * 5);
        (await last.InterruptAsync()).ShouldBe(0, last.Output);

        await app.Balances(ledger, sink);
        var rows = await app.Stored();
        rows.Count(m => m.State != RawMailState.Ignored).ShouldBe(offered);
        server.Look().ShouldBeEmpty();
        server.Look("Tresen").Count.ShouldBe(offered);
        sink.Mails.ShouldNotBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {offered} mails, {sink.Mails.Count} sent, {rows.Count(m => m.State == RawMailState.Review)} in the tray");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task R02_killed_when_the_server_is_told_a_mail_is_neither_taken_in_nor_answered_twice(bool isCarriedOut)
    {
        TresenProcess? tresen = null;
        var isKilled = false;
        server.OnCommand = command =>
        {
            if (isKilled || !command.StartsWith("UID MOVE", StringComparison.Ordinal))
            {
                return null;
            }

            isKilled = true;
            tresen!.Kill();
            return isCarriedOut ? null : "NO killed";
        };
        using (tresen = await database.StartAsync())
        {
            await server.Hears("IDLE");
            Put();
            await Until(() => Task.FromResult(isKilled));
        }

        (await app.Stored()).ShouldHaveSingleItem().SettledAt.ShouldBeNull();
        await app.LeasesRunOut();
        using var again = await database.StartAsync();
        await app.UntilBalanced(ledger, sink);
        await Until(() => Task.FromResult(sink.Mails.Count > 0));

        (await app.Stored()).ShouldHaveSingleItem().State.ShouldBe(RawMailState.Taken);
        (await app.Tickets()).ShouldBe(1);
        server.Look("Tresen").Count.ShouldBe(1);
        sink.Mails.Count.ShouldBe(1);
    }

    static Task Until(Func<Task<bool>> isSo) => FaultTesting.Until(isSo, seconds: 120);

    async Task FeedAsync(int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        for (var number = 0; number < 25 && !stop.IsCancellationRequested; number++)
        {
            Put(random.Next(300, 60_000));
            await Task.Delay(random.Next(0, 100), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void Put(int bytes = 300)
    {
        offered++;
        var raw = FaultTesting.Letter($"Nummer {offered}", bytes, $"kunde{offered}@firma{offered}.example"); // each gets a confirmation
        ledger.Offer(raw);
        server.Put(raw);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        server.Dispose();
        sink.Dispose();
        database.Drop();
    }
}
