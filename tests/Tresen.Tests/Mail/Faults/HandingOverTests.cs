using MimeKit;
using Tresen.Mail;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail.Faults;

/// <summary>A real Exim hands mails to <c>tresen mail deliver</c>, and keeps what can't be taken.</summary>
public sealed class HandingOverTests : IAsyncLifetime
{
    readonly TestDatabase database = TestDatabase.WithWorld();
    readonly Ledger ledger = new();
    readonly TresenApp app;

    public HandingOverTests() => app = new TresenApp(database) { LeavesDatabase = true };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_Exim_hands_over_while_Tresen_runs_becomes_a_ticket()
    {
        using var exim = Exim();
        using var tresen = await database.StartAsync();

        await exim.Bring(Offered("Nummer 1"));
        await exim.Bring(Offered("Nummer 2"));
        await exim.UntilEmpty();
        await app.UntilBalanced(ledger);

        (await app.Stored()).Select(m => m.State).ShouldBe(Enumerable.Repeat(RawMailState.Taken, 2), exim.Log);
        (await app.Tickets()).ShouldBe(2);
        exim.Bounces.ShouldBeEmpty();
    }

    [Fact]
    public async Task R21_what_Exim_hands_over_while_the_data_folder_is_away_stays_in_its_queue_and_comes_afterwards()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, "The folder is the database on SQLite alone");
        using var exim = Exim();
        await app.DisposeAsync();
        var folder = app.DataFolder;
        Directory.Move(folder, folder + ".away");

        await exim.Bring(Offered("Während der Störung"));

        (exim.Queued, exim.Bounces.Count).ShouldBe((1, 0), exim.Log);
        Directory.Exists(folder).ShouldBeFalse("it makes no data of its own");
        Directory.Move(folder + ".away", folder);
        exim.RunQueue();
        await exim.UntilEmpty();
        await using var back = new TresenApp(database) { LeavesDatabase = true };
        if (DateTimeOffset.UtcNow.AddMinutes(1) is var later && later > back.Clock.GetUtcNow())
        {
            back.Clock.SetUtcNow(later); // the command has the machine's clock
        }

        await back.RunJobs();
        (await back.Stored()).ShouldHaveSingleItem().State.ShouldBe(RawMailState.Taken);
        await back.Balances(ledger);
    }

    EximServer Exim() => new([Path.Combine(AppContext.BaseDirectory, "tresen"), "mail", "deliver", World.ServiceAddress, "--data", app.DataFolder, .. app.Arguments]);

    MimeMessage Offered(string subject)
    {
        var letter = Arriving.Letter(subject);
        ledger.Offer(letter);
        return letter;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        database.Drop();
    }
}
