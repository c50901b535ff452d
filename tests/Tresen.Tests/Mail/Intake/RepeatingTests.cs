using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Platform.Jobs;
using Tresen.Tickets;
using static Tresen.Tests.Mail.Intake.Arriving;

namespace Tresen.Tests.Mail.Intake;

/// <summary>What comes twice, breaks off or fails.</summary>
public sealed class RepeatingTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A11_a_message_id_used_before_drops_nothing()
    {
        var first = Letter("Falle", "Ich war zuerst da.", from: Stranger);
        var second = Letter("Tor klemmt");
        second.MessageId = first.MessageId!;
        await app.Arrive(first);
        var raw = await app.Arrive(second);

        raw.State.ShouldBe(RawMailState.Taken);
        (await app.Ticket(raw)).Subject.ShouldBe("Tor klemmt");
        (await app.Tickets()).ShouldBe(2);
    }

    [Fact]
    public async Task R13_the_same_mail_to_two_of_our_mailboxes_is_one_request()
    {
        var letter = Letter("Tor klemmt");
        await app.Arrive(letter);
        var copy = await app.Arrive(letter.With("Received", "from x by y"), World.BuchhaltungAddress);

        (copy.State, copy.Reason).ShouldBe((RawMailState.Ignored, RawMailReason.Duplicate));
        (await app.Tickets()).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Message-ID: <>\n")]
    [InlineData("Message-ID:\n <gefaltet@muellerbau.example>\n")]
    public async Task A12_a_crooked_message_id_is_taken_in_once(string header)
    {
        var bytes = Bytes($"From: {Karin}\nSubject: Tor\n{header}\nText");
        (await app.Arrive(bytes)).State.ShouldBe(RawMailState.Taken);
        (await app.Tickets()).ShouldBe(1);
    }

    [Fact]
    public async Task B15_a_bomb_waits_in_the_tray_and_stops_nobody()
    {
        var bomb = await app.Put(Bytes($"From: {Karin}\nSubject: Bombe\nContent-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n\nx\n", 20_000))));
        var raw = await app.Arrive(Letter("Danach"));

        raw.State.ShouldBe(RawMailState.Taken);
        var waiting = await app.Raw(bomb);
        (waiting.State, waiting.Reason, waiting.Subject).ShouldBe((RawMailState.Review, RawMailReason.Unreadable, "Bombe"));
    }

    [Fact]
    public async Task Reading_again_after_a_kill_makes_no_second_message()
    {
        var raw = await app.Arrive(Letter("Tor"));
        await app.Db(async db =>
        {
            // As if killed after the save and before the job was done.
            db.Add(new Job(MailQueries.ReadMail, raw.Id.ToString(), app.Clock.GetUtcNow()));
            return await db.SaveChangesAsync();
        });
        await app.RunJobs();

        (await app.Tickets()).ShouldBe(1);
        (await app.Db(db => db.Messages.CountAsync(m => m.RawMailId == raw.Id))).ShouldBe(1);
    }

    [Fact]
    public async Task What_fails_three_times_waits_in_the_tray()
    {
        var id = await app.Put(Bytes($"From: {Karin}\nSubject: Tor\n\nText"));
        await app.Db(db => db.Kinds.ExecuteUpdateAsync(k => k.SetProperty(x => x.IsActive, false))); // no kind to give a ticket
        for (var i = 0; i < 5; i++)
        {
            await app.RunJobs();
            app.Clock.Advance(TimeSpan.FromHours(1));
        }

        var raw = await app.Raw(id);
        (raw.State, raw.Reason, raw.Attempts).ShouldBe((RawMailState.Review, RawMailReason.Failed, 3));
        (await app.Db(db => db.Set<Job>().CountAsync(j => j.Kind == MailQueries.ReadMail))).ShouldBe(0);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
