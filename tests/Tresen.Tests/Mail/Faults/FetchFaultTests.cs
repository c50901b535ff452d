using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Mail;
using Tresen.Mail.Fetching;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail.Faults;

/// <summary>A mail server that breaks the rules costs no mail and holds up no other; after each fault the books balance.</summary>
public sealed class FetchFaultTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly ScriptedImap server = new();
    readonly ScriptedImap other = new();
    readonly Ledger ledger = new();

    public ValueTask InitializeAsync()
    {
        app.Set["Tresen:Mail:PatienceSeconds"] = "1";
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("cut", 0)]
    [InlineData("cut", 3000)]
    [InlineData("stall", 0)]
    [InlineData("stall", 3000)]
    [InlineData("nonsense", 0)]
    [InlineData("no", 0)]
    public async Task R09_R14_a_mail_that_the_server_never_gives_holds_up_none_behind_it_and_comes_when_a_person_asks_for_it(string ill, int afterBytes)
    {
        await Connect();
        Put("Vorher");
        var poison = Put("Giftig", 6000);
        Put("Danach");
        Func<string, string?> says = _ => null;
        switch (ill)
        {
            case "cut": server.CutAt(poison, afterBytes); break;
            case "stall": server.StallAt(poison, afterBytes); break;
            case "nonsense": server.BabbleAt(poison); break;
            default: says = command => command.StartsWith($"UID FETCH {poison} ", StringComparison.Ordinal) ? "NO [SERVERBUG] this one is broken" : null; break;
        }

        server.OnCommand = says;
        await app.Fetch();

        var row = await Row(poison);
        (row.State, row.Reason).ShouldBe((RawMailState.Review, RawMailReason.NotGiven));
        row.Detail.ShouldContain(ScriptedImap.Host);
        (await app.Stored()).Where(m => m.Id != row.Id).Select(m => m.State).ShouldBe([RawMailState.Taken, RawMailState.Taken]);

        await Again();
        await Again();
        server.ForgetCommands();
        await Again();
        await Again();
        server.Commands.ShouldNotContain(c => c.StartsWith($"UID FETCH {poison} ", StringComparison.Ordinal));
        (await app.Mailbox(World.ServiceAddress)).FetchError.ShouldBe("");
        (await Row(poison)).Attempts.ShouldBe(RawMail.MostAttempts);

        server.Recover();
        await Again();
        (await Row(poison)).State.ShouldBe(RawMailState.Review, "it isn't asked for by itself any more");
        await FetchOnceMore(row.Id);
        await Again();
        (await Row(poison)).State.ShouldBe(RawMailState.Taken);
        server.Look().ShouldBeEmpty();
        server.Look("Tresen").Count.ShouldBe(3);
        await app.Balances(ledger);
    }

    [Fact]
    public async Task R09_cut_once_at_each_kilobyte_a_mail_comes_whole_and_in_the_same_round()
    {
        await Connect();
        for (var kilobyte = 0; kilobyte < 8; kilobyte++)
        {
            server.CutAt(Put($"Nummer {kilobyte}", 8000), kilobyte * 1000, times: 1);
        }

        await app.Fetch();

        (await app.Stored()).Select(m => m.State).ShouldBe(Enumerable.Repeat(RawMailState.Taken, 8));
        await app.Balances(ledger);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("stall")]
    [InlineData("nonsense")]
    public async Task R14_a_mail_whose_size_can_not_be_told_holds_up_none(string ill)
    {
        await Connect();
        Put("Vorher");
        var poison = Put("Giftig");
        Put("Danach");
        switch (ill)
        {
            case "cut": server.CutAt(poison, 10, whenListed: true); break;
            case "stall": server.StallAt(poison, 10, whenListed: true); break;
            default: server.BabbleAt(poison, whenListed: true); break;
        }

        await app.Fetch();

        (await app.Stored()).Select(m => m.State).ShouldBe(Enumerable.Repeat(RawMailState.Taken, 3));
        await app.Balances(ledger);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3_600_000)]
    public async Task R12_a_server_that_drips_or_hangs_keeps_no_other_mailbox_from_its_mail(int pauseMilliseconds)
    {
        await Connect();
        other.Drips = (1, TimeSpan.FromMilliseconds(pauseMilliseconds));
        await app.Connect(World.BuchhaltungAddress, more: other.Fields);
        await using var fetcher = await FetcherAsync(everySeconds: 1);
        for (var time = 0; time < 3; time++)
        {
            Put($"Nummer {time}");
            await FaultTesting.Until(async () => (await app.Stored()).Count == time + 1);
        }

        other.Connections.ShouldBeGreaterThan(0);
        (await app.Mailbox(World.BuchhaltungAddress)).FetchedAt.ShouldBeNull();
        await fetcher.DisposeAsync();
        await app.RunJobs();
        await app.Balances(ledger);
    }

    [Theory]
    [InlineData("Move")]
    [InlineData("Flag")]
    public async Task R11_the_same_UID_for_two_mails_loses_neither(string after)
    {
        await Connect(("AfterIntake", after));
        Put("Vorher", uid: 4);
        Put("Der eine", uid: 5);
        Put("Der andere", uid: 5);
        Put("Danach", uid: 6);
        await app.Fetch();
        await Again();

        await app.Balances(ledger);
    }

    [Fact]
    public async Task R11_a_UID_that_is_given_again_is_another_mail_and_what_is_put_back_is_not()
    {
        await Connect();
        Put("Der eine", uid: 5);
        await app.Fetch();
        Put("Der andere", uid: 5);
        await app.Fetch();
        var moved = server.Look("Tresen")[0].Raw;
        server.Put(moved, Now, uid: 5);
        await app.Fetch();

        (await app.Stored()).Select(m => m.State).ShouldBe([RawMailState.Taken, RawMailState.Taken]);
        server.Look().ShouldBeEmpty();
        await app.Balances(ledger);
    }

    [Fact]
    public async Task R11_a_mail_that_is_named_twice_is_there_once()
    {
        await Connect();
        server.SayTwice(Put("Doppelt genannt"));
        Put("Danach");
        await app.Fetch();
        await Again();

        (await app.Stored()).Where(m => m.State != RawMailState.Ignored).Count().ShouldBe(2);
        await app.Balances(ledger);
    }

    [Fact]
    public async Task R11_mails_that_go_and_come_while_the_folder_is_read_cost_no_other()
    {
        await Connect();
        var gone = server.Put(FaultTesting.Letter("Verschwindet", 100), Now);
        Put("Bleibt");
        var told = false;
        server.OnCommand = command =>
        {
            if (!told && command.StartsWith("UID FETCH", StringComparison.Ordinal) && command.Contains("BODY", StringComparison.Ordinal))
            {
                told = true;
                server.Remove(gone);
                for (var number = 0; number < 50; number++)
                {
                    Put($"Mittendrin {number}", uid: number % 2 == 0 ? null : (uint)(1000 - number));
                }
            }

            return null;
        };

        await app.Fetch();
        await Again();
        await Again();

        (await app.Stored()).Count(m => m.State == RawMailState.Taken).ShouldBe(51);
        server.Look().ShouldBeEmpty();
        await app.Balances(ledger);
    }

    [Theory]
    [InlineData(10L)]
    [InlineData(null)]
    public async Task R11_a_server_that_tells_a_wrong_size_cuts_no_mail_and_brings_none_over_the_limit(long? told)
    {
        await app.Limit(("FetchedMegabytes", "1"), ("ReadMegabytes", "1"));
        await Connect();
        server.SaySize(Put("Klein", 9000), told);
        var large = Put("Riesig", 3 * 1024 * 1024);
        server.SaySize(large, told);
        Put("Danach");
        await app.Fetch();
        await Again();

        var row = await Row(large);
        (row.State, row.Reason).ShouldBe((RawMailState.Review, RawMailReason.TooLarge));
        (await app.Stored()).Where(m => m.Id != row.Id).Select(m => m.State).ShouldBe([RawMailState.Taken, RawMailState.Taken]);
        server.Look().ShouldHaveSingleItem().Uid.ShouldBe(large);
        await app.Balances(ledger);
    }

    [Fact]
    public async Task R10_an_old_mail_with_a_high_number_hides_no_new_one_when_the_server_counts_anew()
    {
        server.Put(FaultTesting.Letter("Uralt", 100), Now.AddDays(-400));
        await Connect();
        Put("Vor dem Umzug");
        await app.Fetch();

        server.CountAnew(_ => 900);
        Put("Nach dem Umzug", uid: 3);
        Put("Und noch eine", uid: 901);
        await Again();
        await Again();

        (await app.Stored()).Where(m => m.State == RawMailState.Taken).Count().ShouldBe(3);
        server.Look().ShouldHaveSingleItem().Uid.ShouldBe(900u);
        (await app.Stored()).Where(m => m.Reason == RawMailReason.TooOld).ShouldHaveSingleItem();
        await app.Balances(ledger);
    }

    [Fact]
    public async Task R12_a_refused_sign_in_is_tried_three_times_and_then_waits_for_a_person()
    {
        await Connect();
        server.ForgetCommands();
        server.OnSignIn = ScriptedImap.WrongPassword;
        for (var round = 0; round < 8; round++)
        {
            await Again();
        }

        server.SignIns.ShouldBe(3);
        using var ada = await app.As(World.Ada);
        var page = await ada.Open("/administration/mailboxes");
        page.ShouldSay("angehalten").ShouldSay("hat Benutzername oder Passwort abgelehnt").ShouldSay("Es wird nicht weiter versucht");

        server.Recover();
        Put("Inzwischen");
        await ada.Submit(page, $"/administration/mailboxes/{(await app.Mailbox(World.ServiceAddress)).Id}/resumption");
        await app.Fetch();
        (await app.Stored()).ShouldHaveSingleItem().State.ShouldBe(RawMailState.Taken);
        await app.Balances(ledger);
    }

    [Theory]
    [InlineData(ScriptedImap.Throttled)]
    [InlineData("NO [UNAVAILABLE] The backend is down")]
    [InlineData("NO [INUSE] Somebody else works here")]
    [InlineData("NO [LIMIT] Rate exceeded")]
    [InlineData("NO Too many connections from your address")]
    public async Task R12_a_sign_in_that_is_refused_for_now_goes_on_by_itself(string answer)
    {
        await Connect();
        server.OnSignIn = answer;
        for (var round = 0; round < 5; round++)
        {
            await Again();
        }

        (await app.Mailbox(World.ServiceAddress)).FetchError.ShouldContain("nimmt die Anmeldung gerade nicht an");
        (await app.Mailbox(World.ServiceAddress)).IsFetchingPaused.ShouldBeFalse();
        server.Recover();
        Put("Danach");
        await Again();
        (await app.Stored()).ShouldHaveSingleItem().State.ShouldBe(RawMailState.Taken);
        (await app.Mailbox(World.ServiceAddress)).FetchError.ShouldBe("");
        await app.Balances(ledger);
    }

    [Theory]
    [InlineData("Move", "UID MOVE")]
    [InlineData("Flag", "UID STORE")]
    public async Task R02_cut_after_the_server_did_as_told_nothing_comes_twice(string after, string command)
    {
        await Connect(("AfterIntake", after));
        server.CutsAfter(command, times: 1);
        Put("Eins");
        Put("Zwei");
        await app.Fetch();
        Put("Drei");
        await Again();

        (await app.Stored()).Select(m => (m.State, m.SettledAt is null)).ShouldBe(Enumerable.Repeat((RawMailState.Taken, false), 3));
        server.Look(after == "Move" ? "Tresen" : ScriptedImap.Inbox).Count.ShouldBe(3);
        await app.Balances(ledger);
    }

    [Fact]
    public async Task A_mail_that_is_put_while_the_server_is_listened_to_comes_without_the_next_poll()
    {
        await Connect();
        server.ForgetCommands();
        await using var fetcher = await FetcherAsync(everySeconds: 3600);
        await server.Hears("IDLE");
        for (var time = 0; time < 3; time++)
        {
            Put($"Nummer {time}");
            await FaultTesting.Until(async () => (await app.Stored()).Count == time + 1);
        }

        server.SignIns.ShouldBe(1, "it all came on one line");
        await fetcher.DisposeAsync();
        await app.RunJobs();
        await app.Balances(ledger);
    }

    [Fact]
    public async Task A_mail_that_comes_between_looking_and_listening_is_not_left_until_the_next_poll()
    {
        await Connect();
        server.ForgetCommands();
        var asked = false;
        server.OnCommand = command =>
        {
            if (!asked && command.StartsWith("UID MOVE", StringComparison.Ordinal))
            {
                asked = true;
                Put("Dazwischen");
            }

            return null;
        };
        Put("Anlass");
        await using var fetcher = await FetcherAsync(everySeconds: 3600);
        await FaultTesting.Until(async () => (await app.Stored()).Count == 2);

        var commands = server.Commands.ToList();
        commands.Count(c => c.StartsWith("UID SEARCH", StringComparison.Ordinal)).ShouldBeGreaterThan(1);
        commands.TakeWhile(c => c != "IDLE").Count(c => c.StartsWith("UID SEARCH", StringComparison.Ordinal)).ShouldBeGreaterThan(1, "it listens only after it has looked again");
        await fetcher.DisposeAsync();
        await app.RunJobs();
        await app.Balances(ledger);
    }

    DateTimeOffset Now => app.Clock.GetUtcNow();

    async Task Connect(params (string Name, string? Value)[] more)
    {
        await app.Connect(World.ServiceAddress, more: [.. server.Fields, .. more]);
        await app.Fetch();
        (await app.Mailbox(World.ServiceAddress)).FetchError.ShouldBe("");
    }

    /// <summary>Lays a mail in and notes it in the ledger.</summary>
    uint Put(string subject, int bytes = 300, uint? uid = null)
    {
        var raw = FaultTesting.Letter(subject, bytes);
        ledger.Offer(raw);
        return server.Put(raw, Now, uid);
    }

    /// <summary>The next round, however long the gap before it.</summary>
    async Task Again()
    {
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.Fetch();
    }

    /// <summary>Theo presses the button in the tray.</summary>
    async Task FetchOnceMore(int id)
    {
        using var theo = await app.As(World.Theo);
        var page = (await theo.Open($"/mail/review/{id}")).ShouldSay("Noch einmal holen");
        (await theo.Submit(page, $"/mail/review/{id}/repetition")).Status.ShouldBe(302);
    }

    /// <summary>The fetcher as it runs in the program, in the background.</summary>
    async Task<Running> FetcherAsync(int everySeconds)
    {
        var settings = new ConfigurationBuilder().AddConfiguration(app.Services.GetRequiredService<IConfiguration>())
            .AddInMemoryCollection([new("Tresen:Workers", "true"), new("Tresen:Mail:FetchEverySeconds", $"{everySeconds}")]).Build();
        var fetcher = ActivatorUtilities.CreateInstance<MailFetcher>(app.Services, (IConfiguration)settings);
        await fetcher.StartAsync(TestContext.Current.CancellationToken);
        return new Running(fetcher);
    }

    async Task<RawMail> Row(uint uid) => (await app.Stored()).Single(m => m.Uid == uid);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        server.Dispose();
        other.Dispose();
    }

    sealed class Running(MailFetcher fetcher) : IAsyncDisposable
    {
        bool isOver;

        public async ValueTask DisposeAsync()
        {
            if (!isOver)
            {
                isOver = true;
                await fetcher.StopAsync(CancellationToken.None);
                fetcher.Dispose();
            }
        }
    }
}
