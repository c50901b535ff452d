using System.Text;
using Microsoft.EntityFrameworkCore;
using Tresen.Mail;
using Tresen.Platform.Jobs;
using Tresen.Post;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail.Faults;

/// <summary>What tests of faults do again and again.</summary>
static class FaultTesting
{
    /// <summary>A mail to the service address of so many bytes, unlike every other.</summary>
    public static byte[] Letter(string subject, int bytes = 300, string from = "karin@muellerbau.example")
    {
        var raw = new StringBuilder($"From: {from}\r\nTo: {World.ServiceAddress}\r\nMessage-Id: <{Guid.NewGuid():N}@muellerbau.example>\r\nSubject: {subject}\r\n\r\n");
        while (raw.Length < bytes)
        {
            raw.Append("Das Tor klemmt seit heute Morgen, und niemand kommt mehr hinein.\r\n");
        }

        return Encoding.ASCII.GetBytes(raw.ToString());
    }

    /// <summary>Waits until it is so.</summary>
    public static async Task Until(Func<Task<bool>> isSo, int seconds = 60, Func<string>? orElse = null)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            tries.ShouldBeLessThan(seconds * 10, $"it never came so far{orElse?.Invoke()}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>All that was fetched.</summary>
    public static Task<List<RawMail>> Stored(this TresenApp app) => app.Db(db => db.RawMails.AsNoTracking().OrderBy(m => m.Id).ToListAsync());

    /// <summary>Each mail that was offered is there once, and all that is called sent is at the sink.</summary>
    public static Task<int> Balances(this TresenApp app, Ledger ledger, SmtpSink? sink = null) => app.Db(async db =>
    {
        await ledger.BalanceAsync(db, sink?.Mails);
        return 0;
    });

    /// <summary>Waits until what was offered has its place, and no mail of ours waits.</summary>
    public static Task UntilBalanced(this TresenApp app, Ledger ledger, SmtpSink? sink = null, int seconds = 120)
    {
        IReadOnlyList<string> differences = [];
        return Until(() => app.Db(async db =>
        {
            differences = await ledger.DifferencesAsync(db, sink?.Mails);
            return differences.Count == 0 && !await db.OutgoingMails.AnyAsync(m => m.State == MailState.Waiting)
                && !await db.RawMails.AnyAsync(m => m.SettledAt == null && m.State == RawMailState.Taken);
        }), seconds, () => ":\n" + string.Join('\n', differences.Take(20)));
    }

    /// <summary>On PostgreSQL what a killed node held is free when its time is over: as if that had passed. On SQLite the next start
    /// frees it.</summary>
    public static Task<int> LeasesRunOut(this TresenApp app) => app.Db(async db => TestDatabase.IsPostgres
        ? await db.Set<Job>().ExecuteUpdateAsync(j => j.SetProperty(x => x.LeaseUntil, (DateTimeOffset?)null)) + await db.Mailboxes.ExecuteUpdateAsync(m => m.SetProperty(x => x.FetchLeaseUntil, (DateTimeOffset?)null))
        : 0);

    /// <summary>Starts the program on the same database, as built, looking for mail every second.</summary>
    /// <param name="data">A folder of its own, for one of several nodes; null: that of the database.</param>
    public static Task<TresenProcess> StartAsync(this TestDatabase database, string? data = null)
    {
        var settings = database.Settings.ToDictionary(s => s.Key, s => s.Value);
        return TresenProcess.FromSourcesAsync(data ?? settings["Tresen:Data"],
            [.. settings.Where(s => s.Key != "Tresen:Data").Select(s => (s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value)), ("Tresen__Mail__FetchEverySeconds", "1")]);
    }
}
