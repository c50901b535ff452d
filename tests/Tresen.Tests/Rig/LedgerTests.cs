using System.Text;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Tests.Mail;

namespace Tresen.Tests.Rig;

public sealed class LedgerTests : IAsyncLifetime
{
    readonly TresenApp app = new();
    readonly ScriptedImap server = new();
    readonly SmtpSink sink = new() { OnRecipient = r => r.StartsWith("jens", StringComparison.Ordinal) ? "550 no such user" : null };
    readonly Ledger ledger = new();

    public async ValueTask InitializeAsync()
    {
        await app.Connect(World.ServiceAddress, sink: sink, more: [.. server.Fields, ("AfterIntake", "Flag"), ("Starts", "Earlier")]);
        foreach (var raw in new[] { Raw("eins"), Raw("zwei"), Raw("zwei"), Raw("drei", from: "") })
        {
            server.Put(raw);
            ledger.Offer(raw);
        }

        await app.Write("Angebot", "karin@muellerbau.example", "jens@ohlsen.example");
        await app.Fetch();
    }

    [Fact]
    public async Task Where_everything_is_there_once_the_books_balance()
    {
        var states = await app.Db(async db =>
        {
            await ledger.BalanceAsync(db, sink.Mails);
            return await db.RawMails.Select(m => m.State).ToListAsync();
        });

        states.ShouldBe([RawMailState.Taken, RawMailState.Taken, RawMailState.Ignored, RawMailState.Review], ignoreOrder: true);
        sink.Mails.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_is_lost_unread_double_or_nobodys_is_named()
    {
        ledger.Offer(Raw("nie angekommen"));
        server.Put(Raw("von niemandem"));
        await app.Fetch();
        await app.Db(async db =>
        {
            await db.Messages.Where(m => m.Subject == "eins").ExecuteUpdateAsync(m => m.SetProperty(x => x.RawMailId, (int?)null));
            await db.RawMails.Where(m => m.Reason == RawMailReason.Duplicate).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, RawMailState.Review));
            return await db.RawMails.Where(m => m.Reason == RawMailReason.NoSender).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, RawMailState.Waiting));
        });

        var differences = (await Should.ThrowAsync<LedgerException>(app.Db(async db =>
        {
            await ledger.BalanceAsync(db, [.. sink.Mails, .. sink.Mails, new SunkMail("", ["karin@muellerbau.example"], "Message-Id: <fremd@rig.example>\r\n\r\n")]);
            return 0;
        }))).Differences;

        differences.ShouldContain(d => d.Contains("nie angekommen@rig.example") && d.Contains("LOST"));
        differences.ShouldContain(d => d.Contains("von niemandem@rig.example") && d.Contains("nobody"));
        differences.ShouldContain(d => d.Contains("eins@rig.example") && d.Contains("0 messages"));
        differences.ShouldContain(d => d.Contains("zwei@rig.example") && d.Contains("2 TIMES"));
        differences.ShouldContain(d => d.Contains("drei@rig.example") && d.Contains("not read yet"));
        differences.ShouldContain(d => d.Contains("to karin@muellerbau.example: Accepted") && d.Contains("2 TIMES"));
        differences.ShouldContain(d => d.Contains("fremd@rig.example") && d.Contains("doesn't know it"));
    }

    static byte[] Raw(string subject, string from = "From: karin@muellerbau.example\r\n") =>
        Encoding.ASCII.GetBytes($"{from}To: service@hafen.example\r\nMessage-Id: <{subject}@rig.example>\r\nSubject: {subject}\r\n\r\nMoin, {subject}\r\n");

    public async ValueTask DisposeAsync()
    {
        server.Dispose();
        sink.Dispose();
        await app.DisposeAsync();
    }
}
