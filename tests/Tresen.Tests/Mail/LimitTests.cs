using Tresen.Mail;
using Tresen.Tests.Mail.Faults;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail;

/// <summary>What is over a limit lies in the tray, byte by byte, and is read or fetched once the limit allows it.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly ScriptedImap server = new();
    readonly Ledger ledger = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("ReadMegabytes", "1", "50", "größer, als gelesen wird")]
    [InlineData("HeaderKilobytes", "16", "2000", "Kopf ist zu groß")]
    [InlineData("Parts", "10", "1000", "zu viele Teile")]
    [InlineData("Depth", "3", "30", "zu tief verschachtelt")]
    [InlineData("Recipients", "2", "2000", "zu viele Empfänger")]
    public async Task B15_what_is_over_a_limit_lies_in_the_tray_with_its_bytes_and_is_read_once_the_limit_is_raised(string limit, string low, string high, string why)
    {
        await app.Limit((limit, low));
        var bytes = Letter(limit);
        var raw = await app.Arrive(bytes);
        (raw.State, raw.Reason).ShouldBe((RawMailState.Review, RawMailReason.Unreadable));
        using var theo = await app.As(World.Theo);
        var page = (await theo.Open($"/mail/review/{raw.Id}")).ShouldSay(why);
        (await (await theo.Get($"/mail/raw/{raw.Id}")).Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(bytes);

        await app.Limit((limit, high));
        await theo.Submit(page, $"/mail/review/{raw.Id}/repetition");
        await app.RunJobs();
        (await app.Raw(raw.Id)).State.ShouldBe(RawMailState.Taken);
    }

    [Fact]
    public async Task Limits_are_checked_and_their_changes_kept()
    {
        using var ada = await app.As(World.Ada);
        var page = await ada.Open("/administration/mail-limits");
        (await ada.Submit(page, "/administration/mail-limits", ("FetchedMegabytes", "20"))).ShouldSay("Gelesen werden kann nur, was auch ganz abgeholt wird");
        (await ada.Submit(page, "/administration/mail-limits", ("Depth", "1000"))).ShouldSay("Bitte eine ganze Zahl von 3 bis 100 eingeben");
        (await ada.Submit(page, "/administration/mail-limits", ("Depth", "20"))).Status.ShouldBe(302);
        (await ada.Open("/administration/changes")).ShouldSay("Verschachtelung höchstens");
        using var theo = await app.As(World.Theo);
        (await theo.Get("/administration/mail-limits")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task R10_R16_a_mail_that_was_too_large_is_found_again_when_the_server_counts_anew()
    {
        await app.Limit(("FetchedMegabytes", "1"), ("ReadMegabytes", "1"));
        await Connect(("AfterIntake", "Move"));
        Put("Riesig", 2 * 1024 * 1024);
        await Again();
        server.CountAnew(uid => uid + 500);
        await Again();
        var row = (await app.Stored()).ShouldHaveSingleItem();
        row.Reason.ShouldBe(RawMailReason.TooLarge);
        server.Look().ShouldHaveSingleItem();

        await app.Limit(("FetchedMegabytes", "10"), ("ReadMegabytes", "10"));
        await FetchOnceMore(row.Id);
        await Again();
        (await app.Stored()).ShouldHaveSingleItem().State.ShouldBe(RawMailState.Taken);
        server.Look().ShouldBeEmpty();
        await app.Balances(ledger);
    }

    [Fact]
    public async Task R16_who_sends_what_is_too_large_is_told_once_where_the_mailbox_confirms()
    {
        using var sink = new SmtpSink();
        await app.Limit(("FetchedMegabytes", "1"), ("ReadMegabytes", "1"));
        await app.Connect(World.ServiceAddress, sink: sink, more: server.Fields);
        await app.Fetch();
        Put("Vor der Bestätigung", 2 * 1024 * 1024);
        await Again();
        await app.Confirms();
        Put("Riesig", 2 * 1024 * 1024);
        Put("Noch so eine", 2 * 1024 * 1024);
        await Again();
        await app.Arrive(Arriving.Letter("Zu groß zum Lesen", new string('x', 1_200_000), from: "lager@muellerbau.example"));
        await app.Arrive(Arriving.Letter("Abwesend", new string('x', 1_200_000), from: "weg@muellerbau.example").With("Auto-Submitted", "auto-replied"));
        await app.Arrive(Arriving.Letter("Von uns", new string('x', 1_200_000), from: World.Theo.Mail));
        await app.RunJobs();

        (await app.Stored()).Count(m => m.State == RawMailState.Review).ShouldBe(6);
        var told = sink.Mails.GroupBy(m => m.Recipients.ShouldHaveSingleItem()).Select(g => (g.Key, Count: g.Count())).ToList();
        told.ShouldAllBe(t => t.Count == 1);
        told.Select(t => t.Key).Order().ShouldBe(["karin@muellerbau.example", "lager@muellerbau.example"]);
        sink.Mails.ShouldAllBe(m => m.Message.Subject == "Ihre Nachricht ist zu groß" && m.Message.TextBody!.Contains("bis 1 MB", StringComparison.Ordinal) && m.Message.Headers["Auto-Submitted"] == "auto-replied");
        sink.Mails.ShouldAllBe(m => !m.Raw.Contains("Riesig", StringComparison.Ordinal)); // nothing of what they wrote

        using var theo = await app.As(World.Theo);
        foreach (var raw in (await app.Stored()).Where(m => m.Reason == RawMailReason.TooLarge))
        {
            (await theo.Submit(await theo.Open($"/mail/review/{raw.Id}"), $"/mail/review/{raw.Id}/ticket")).Status.ShouldBe(302);
        }

        app.Clock.Advance(TimeSpan.FromDays(30));
        server.CountAnew(uid => uid + 500);
        await Again();
        await app.RunJobs();
        sink.Mails.Count(m => m.Message.Subject == "Ihre Nachricht ist zu groß").ShouldBe(2); // whom somebody has answered meanwhile
        (await app.Stored()).Count(m => m.State == RawMailState.Review).ShouldBe(3);
    }

    [Fact]
    public async Task R16_one_that_lies_under_another_number_is_found_by_its_Message_ID_and_one_that_is_gone_is_said_to_be()
    {
        await app.Limit(("FetchedMegabytes", "1"), ("ReadMegabytes", "1"));
        await Connect(("AfterIntake", "Move"));
        var moved = FaultTesting.Letter("Umgezogen", 2 * 1024 * 1024);
        ledger.Offer(moved);
        var (first, gone) = (server.Put(moved), Put("Weg", 2 * 1024 * 1024));
        await Again();
        server.Remove(first);
        server.Remove(gone);
        await app.Limit(("FetchedMegabytes", "10"), ("ReadMegabytes", "10"));
        var rows = await app.Stored();
        foreach (var row in rows)
        {
            await FetchOnceMore(row.Id);
        }

        // It comes back while nobody looks, below what is looked at.
        server.Put(moved, uid: 7);
        await app.Db(async db =>
        {
            var mailbox = db.Set<Tresen.Post.Mailbox>().Single(m => m.Address == World.ServiceAddress);
            mailbox.Connected(mailbox.UidValidity, 50, 1, app.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await Again();

        (await app.Raw(rows[0].Id)).State.ShouldBe(RawMailState.Taken);
        (await app.Raw(rows[1].Id)).ShouldSatisfyAllConditions(m => m.State.ShouldBe(RawMailState.Review), m => m.Detail.ShouldContain("liegt nicht mehr auf dem Mailserver"), m => m.Subject.ShouldBe("Weg"));
        await app.Balances(ledger);
    }

    [Fact]
    public async Task R11_where_mails_stay_a_second_one_under_a_known_number_comes_in_a_later_round()
    {
        await Connect(("AfterIntake", "Flag"));
        var first = FaultTesting.Letter("Der eine");
        var second = FaultTesting.Letter("Der andere");
        ledger.Offer(first);
        server.Put(first, uid: 5);
        await Again();
        ledger.Offer(second);
        server.Put(second, uid: 5);
        await Again();
        await Again();

        (await app.Stored()).Count(m => m.State == RawMailState.Taken).ShouldBe(2);
        await app.Balances(ledger);
    }

    static byte[] Letter(string limit)
    {
        var head = "From: karin@muellerbau.example\nSubject: Tor\nMessage-Id: <" + Guid.NewGuid().ToString("N") + "@muellerbau.example>\nMIME-Version: 1.0\n";
        return Arriving.Bytes(limit switch
        {
            "ReadMegabytes" => head + "\n" + string.Concat(Enumerable.Repeat(new string('x', 70) + "\n", 20_000)),
            "HeaderKilobytes" => head + string.Concat(Enumerable.Range(0, 400).Select(i => $"X-Mark-{i}: {new string('x', 60)}\n")) + "\nText",
            "Parts" => head + "Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"--b\nContent-Type: text/plain\n\nTeil {i}\n")) + "--b--\n",
            "Depth" => head + string.Concat(Enumerable.Range(0, 8).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n")) + "Content-Type: text/plain\n\nTief\n" + string.Concat(Enumerable.Range(0, 8).Reverse().Select(i => $"--b{i}--\n")),
            _ => head + "To: " + string.Join(", ", Enumerable.Range(0, 5).Select(i => $"a{i}@firma.example")) + "\n\nText",
        });
    }

    uint Put(string subject, int bytes = 300)
    {
        var raw = FaultTesting.Letter(subject, bytes);
        ledger.Offer(raw);
        return server.Put(raw);
    }

    async Task Connect(params (string Name, string? Value)[] more)
    {
        await app.Connect(World.ServiceAddress, more: [.. more, .. server.Fields]);
        await app.Fetch();
    }

    async Task FetchOnceMore(int id)
    {
        using var theo = await app.As(World.Theo);
        await theo.Submit((await theo.Open($"/mail/review/{id}")).ShouldSay("Noch einmal holen"), $"/mail/review/{id}/repetition");
    }

    async Task Again()
    {
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.Fetch();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        server.Dispose();
    }
}
