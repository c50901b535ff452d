using System.Diagnostics;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Tresen.Mail;
using Tresen.Post;
using Tresen.Tests;
using Tresen.Tests.Mail;
using Tresen.Tests.Mail.Faults;
using Tresen.Tests.Rig;

namespace Tresen.Bench;

/// <summary>How fast the published program takes mails from a real Dovecot and gives mails to a server that takes everything, on the
/// database that TRESEN_TEST_DATABASE names.</summary>
static class MailFlow
{
    const int Incoming = 5_000;
    const int Outgoing = 3_000;

    public static async Task MeasureAsync()
    {
        var database = TestDatabase.IsPostgres ? "PostgreSQL" : "SQLite";
        await IntakeAsync(database);
        await SendingAsync(database);
        await LargeAsync(database);
    }

    /// <summary>One mail of 30 MB (threat R16): how long until it stands in its ticket, and what memory it takes meanwhile.</summary>
    static async Task LargeAsync(string database)
    {
        var account = DovecotServer.Instance.NewAccount();
        var store = TestDatabase.WithWorld();
        await using var app = new TresenApp(store) { LeavesDatabase = true };
        await app.Connect(World.ServiceAddress, more: [("ImapHost", DovecotServer.Host), ("ImapPort", $"{account.Port}"), ("ImapEncryption", "None"), ("ImapUser", account.User), ("ImapPassword", DovecotServer.Password)]);
        using var tresen = await ServeAsync(store);
        await UntilAsync(app, async db => await db.Mailboxes.AnyAsync(m => m.Address == World.ServiceAddress && m.ConnectedAt != null));
        var (before, most) = (tresen.Memory, 0L);
        var file = new byte[22_000_000];
        new Random(1).NextBytes(file);
        using var mail = new MimeMessage { Subject = "Großer Plan", Body = new BodyBuilder { TextBody = "Anbei der Plan.", Attachments = { { "Plan.pdf", file, new ContentType("application", "pdf") } } }.ToMessageBody() };
        mail.From.Add(new MailboxAddress("Karin Müller", "karin@muellerbau.example"));
        mail.To.Add(new MailboxAddress("", World.ServiceAddress));
        await account.Deliver(mail);
        var clock = Stopwatch.StartNew();
        await UntilAsync(app, async db =>
        {
            most = Math.Max(most, tresen.Memory);
            return await db.RawMails.AnyAsync(m => m.State == RawMailState.Taken);
        });
        Console.WriteLine($"""

            {database}: a mail of 30 MB stood in its ticket {clock.Elapsed.TotalSeconds:0.0} s after it arrived; resident memory before {before / 1_000_000} MB, at most {most / 1_000_000} MB
            """);
        tresen.Kill();
        await app.DisposeAsync();
        store.Drop();
    }

    static async Task IntakeAsync(string database)
    {
        var account = DovecotServer.Instance.NewAccount();
        var store = TestDatabase.WithWorld();
        var (bytes, floor) = (0L, TimeSpan.Zero);
        await using var app = new TresenApp(store) { LeavesDatabase = true };
        await app.Connect(World.ServiceAddress, more: [("ImapHost", DovecotServer.Host), ("ImapPort", $"{account.Port}"), ("ImapEncryption", "None"), ("ImapUser", account.User), ("ImapPassword", DovecotServer.Password)]);
        using (await ServeAsync(store))
        {
            await UntilAsync(app, async db => await db.Mailboxes.AnyAsync(m => m.Address == World.ServiceAddress && m.ConnectedAt != null)); // what comes from now on is new
        }

        await app.LeasesRunOut();
        await account.DeliverAll(Enumerable.Range(0, Incoming).Select(i => MixedMails.Raw(i, World.ServiceAddress)));
        bytes = Enumerable.Range(0, Incoming).Sum(i => (long)MixedMails.Raw(i, World.ServiceAddress).Length);
        floor = await BareFetchAsync(account);

        using var tresen = await ServeAsync(store);
        var (clock, memory) = (Stopwatch.StartNew(), new List<long>());
        TimeSpan? fetched = null;
        await UntilAsync(app, async db =>
        {
            memory.Add(tresen.Memory);
            if (fetched is null && await db.RawMails.CountAsync() >= Incoming)
            {
                fetched = clock.Elapsed;
            }

            return fetched is not null && !await db.RawMails.AnyAsync(m => m.State == RawMailState.Waiting);
        });
        var all = clock.Elapsed;
        var states = await app.Db(db => db.RawMails.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync());
        Console.WriteLine($"""

            | {database}: intake of {Incoming:N0} mixed mails ({bytes / 1e6:N0} MB) from Dovecot | seconds | mails/s |
            |---|--:|--:|
            | stored, all of them | {fetched!.Value.TotalSeconds:0.0} | {Incoming / fetched.Value.TotalSeconds:N0} |
            | read and put where they belong, all of them | {all.TotalSeconds:0.0} | {Incoming / all.TotalSeconds:N0} |
            | floor: MailKit fetches them and throws them away | {floor.TotalSeconds:0.0} | {Incoming / floor.TotalSeconds:N0} |

            CPU {tresen.Work.TotalSeconds:0} s; resident memory at a quarter, half, three quarters, the end: {string.Join(", ", Enumerable.Range(1, 4).Select(q => $"{memory[(memory.Count * q / 4) - 1] / 1_000_000} MB"))}; became {string.Join(", ", states.OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Count:N0}"))}
            """);
        tresen.Kill();
        await app.DisposeAsync();
        store.Drop();
    }

    static async Task SendingAsync(string database)
    {
        using var sink = new SmtpSink();
        var store = TestDatabase.WithWorld();
        await using var app = new TresenApp(store) { LeavesDatabase = true };
        await app.Connect(World.ServiceAddress, sink: sink);
        await app.Db(async db =>
        {
            var mailbox = await db.Mailboxes.WithCompany.SingleAsync(m => m.Address == World.ServiceAddress);
            for (var i = 0; i < Outgoing; i++)
            {
                db.Send(OutgoingMail.Compose(mailbox, mailbox.NewMessageId(), [new Addressee($"kunde{i}@firma.example")], [], [], $"Ihr Auftrag {i}", $"Guten Tag,\n\nwir kommen am Donnerstag. {i}\n", "<p>Guten Tag,</p><p>wir kommen am Donnerstag.</p>", [], null, [], app.Clock.GetUtcNow()), app.Clock.GetUtcNow());
            }

            return await db.SaveChangesAsync();
        });
        var floor = await BareSendAsync();
        using var tresen = await ServeAsync(store);
        var clock = Stopwatch.StartNew();
        await UntilAsync(app, async db => await db.OutgoingMails.CountAsync(m => m.State == MailState.Accepted) == Outgoing);
        var all = clock.Elapsed;
        Console.WriteLine($"""

            | {database}: sending {Outgoing:N0} mails to a server that takes everything | seconds | mails/s |
            |---|--:|--:|
            | accepted, all of them ({sink.Mails.Count:N0} at the server) | {all.TotalSeconds:0.0} | {Outgoing / all.TotalSeconds:N0} |
            | floor: MailKit sends as many over one connection | {floor.TotalSeconds:0.0} | {Outgoing / floor.TotalSeconds:N0} |

            CPU {tresen.Work.TotalSeconds:0} s, resident memory {tresen.Memory / 1_000_000} MB
            """);
        tresen.Kill();
        await app.DisposeAsync();
        store.Drop();
    }

    static Task<TresenProcess> ServeAsync(TestDatabase store)
    {
        var settings = store.Settings.ToDictionary(s => s.Key, s => s.Value);
        return TresenProcess.ServeAsync(settings["Tresen:Data"], [.. settings.Where(s => s.Key != "Tresen:Data").Select(s => (s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value)), ("Tresen__Mail__FetchEverySeconds", "1")]);
    }

    static async Task UntilAsync(TresenApp app, Func<Platform.Data.TresenDb, Task<bool>> isSo)
    {
        for (var waited = Stopwatch.StartNew(); !await app.Db(isSo); await Task.Delay(250))
        {
            if (waited.Elapsed > TimeSpan.FromMinutes(20))
            {
                throw new TimeoutException("It never came so far.");
            }
        }
    }

    static async Task<TimeSpan> BareFetchAsync(MailAccount account)
    {
        using var client = new ImapClient();
        var clock = Stopwatch.StartNew();
        await client.ConnectAsync(DovecotServer.Host, account.Port, SecureSocketOptions.None);
        await client.AuthenticateAsync(account.User, DovecotServer.Password);
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
        foreach (var summary in await client.Inbox.FetchAsync(0, -1, new FetchRequest(MessageSummaryItems.UniqueId)))
        {
            using var stream = await client.Inbox.GetStreamAsync(summary.UniqueId);
            await stream.CopyToAsync(Stream.Null);
        }

        return clock.Elapsed;
    }

    static async Task<TimeSpan> BareSendAsync()
    {
        using var sink = new SmtpSink();
        using var client = new SmtpClient();
        var clock = Stopwatch.StartNew();
        await client.ConnectAsync("127.0.0.1", sink.Port, SecureSocketOptions.None);
        await client.AuthenticateAsync("tresen", SmtpSink.Password);
        for (var i = 0; i < Outgoing; i++)
        {
            using var message = new MimeMessage { Subject = $"Ihr Auftrag {i}", Body = new TextPart("plain") { Text = "Guten Tag" } };
            message.From.Add(new MailboxAddress("", World.ServiceAddress));
            message.To.Add(new MailboxAddress("", $"kunde{i}@firma.example"));
            await client.SendAsync(message);
        }

        return clock.Elapsed;
    }
}
