using Tresen.Mail;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail.Faults;

/// <summary>Two nodes on one PostgreSQL.</summary>
public sealed class NodesTests : IAsyncLifetime
{
    readonly TestDatabase database = TestDatabase.WithWorld();
    readonly ScriptedImap server = new();
    readonly SmtpSink sink = new();
    readonly Ledger ledger = new();
    readonly TresenApp app; // looks into the same database, and does nothing by itself
    int offered;

    public NodesTests() => app = new TresenApp(database) { LeavesDatabase = true };

    public async ValueTask InitializeAsync()
    {
        await app.Confirms();
        await app.Connect(World.ServiceAddress, sink: sink, more: server.Fields);
    }

    [Fact]
    public async Task R27_two_nodes_after_the_same_mailbox_take_each_mail_once_and_one_goes_on_when_the_other_is_killed()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "Several nodes need PostgreSQL");
        var starting = (database.StartAsync(Leash.NewFolder("node")), database.StartAsync(Leash.NewFolder("node")));
        using var one = await starting.Item1;
        using var two = await starting.Item2;
        await FaultTesting.Until(async () => (await app.Mailbox(World.ServiceAddress)).ConnectedAt is not null);
        Put(25);
        await app.UntilBalanced(ledger, sink);
        server.Look("Tresen").Count.ShouldBe(25);
        server.Guests.ShouldBeLessThanOrEqualTo(1, "one looks, the other waits");

        // Both at once, as if the one that had it had been cut off from the database for too long.
        server.Drips = (2000, TimeSpan.FromMilliseconds(20));
        Put(25);
        await app.LeasesRunOut();
        await app.UntilBalanced(ledger, sink);
        server.Look("Tresen").Count.ShouldBe(50);

        Put(25);
        one.Kill();
        await app.LeasesRunOut();
        await app.UntilBalanced(ledger, sink);

        (await app.Stored()).Where(m => m.State == RawMailState.Taken).Count().ShouldBe(75);
        server.Look("Tresen").Count.ShouldBe(75);
        server.Look().ShouldBeEmpty();
        await app.Balances(ledger, sink);
    }

    void Put(int count)
    {
        for (var number = 0; number < count; number++)
        {
            var raw = FaultTesting.Letter($"Nummer {++offered}", 2000, $"kunde{offered}@firma{offered}.example");
            ledger.Offer(raw);
            server.Put(raw);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        server.Dispose();
        sink.Dispose();
        database.Drop();
    }
}
