using System.Data;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tresen.Post;
using Tresen.Staff.SigningIn;
using Tresen.Tests.Conversations;
using Tresen.Tests.Mail.Intake;
using Tresen.Tests.Rig;

namespace Tresen.Tests.Mail;

/// <summary>Links in our mails, which programs open too: scanners, previews, whoever a mail is forwarded to.</summary>
public sealed partial class MailLinksTests : IAsyncLifetime
{
    const string Here = "http://service.hafen.example";

    readonly TresenApp app = new();
    readonly SmtpSink sink = new();

    public async ValueTask InitializeAsync()
    {
        app.Set["Tresen:Address"] = Here;
        await app.Connect(World.ServiceAddress, sink: sink, more: [("Confirms", "true"), ("Confirmation", "Ihre Anfrage ist da: {TICKET}.")]);
    }

    [Fact]
    public async Task C08_opening_what_stands_in_our_mails_changes_nothing_and_answers_always_alike()
    {
        await WriteAllMails();
        var mails = await app.Db(db => db.OutgoingMails.AsNoTracking().WithParts.ToListAsync());
        mails.Count(m => m.IsToStaff).ShouldBeGreaterThan(3);
        mails.Count(m => !m.IsToStaff).ShouldBeGreaterThan(1);
        var links = mails.SelectMany(m => Link().Matches(m.Text + " " + System.Net.WebUtility.HtmlDecode(m.Html))).Select(m => m.Value.TrimEnd('.', ',')).Distinct().ToList();
        links.Where(l => l.StartsWith(Here, StringComparison.Ordinal)).Select(l => new Uri(l).AbsolutePath.Split('/')[1]).Distinct().Order().ShouldBe(["tickets", "welcome"]);
        foreach (var outside in mails.Where(m => !m.IsToStaff))
        {
            outside.Html.ShouldNotContain("<img"); // nothing that tells us that a mail was opened
            (outside.Text + outside.Html).ShouldNotContain(Here);
        }

        using var stranger = app.Stranger();
        using var theo = await app.As(World.Theo);
        foreach (var path in links.Where(l => l.StartsWith(Here, StringComparison.Ordinal)).Select(l => l[Here.Length..]))
        {
            foreach (var who in new[] { stranger, theo })
            {
                await who.Get(path); // what signing in and looking leaves by itself stands there from now on
                var before = await StateAsync();
                var (first, second) = (await who.Get(path), await who.Get(path));
                var after = await StateAsync();
                after.ShouldBe(before, path);
                second.Status.ShouldBe(first.Status, path);
                second.Text.ShouldBe(first.Text, path);
                first.Status.ShouldBeLessThan(500);
            }
        }
    }

    /// <summary>At least one mail of each sort that goes out by itself or by hand.</summary>
    async Task WriteAllMails()
    {
        var raw = await app.Arrive(Arriving.Letter("Tor klemmt"));
        await app.RunJobs();
        var message = await app.Message(raw);
        await app.Answer(message);
        await app.Work(async db =>
        {
            var ticket = await db.Set<Tresen.Tickets.Ticket>().Include(t => t.Department).ThenInclude(d => d.Company).SingleAsync(t => t.Id == message.TicketId);
            ticket.Assign(await db.Person(World.Theo), await db.Person(World.Lena), app.Clock.GetUtcNow());
            foreach (var news in Enum.GetValues<AccountNews>())
            {
                db.Tell(news, (await db.Person(World.Theo)).Id, app.Clock.GetUtcNow());
            }

            return 0;
        });
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.RunJobs();
    }

    /// <summary>All rows of all tables, as sums.</summary>
    Task<IReadOnlyDictionary<string, string>> StateAsync() => app.Db<IReadOnlyDictionary<string, string>>(async db =>
    {
        var sums = new SortedDictionary<string, string>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"select * from \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i).ToString())));
            }

            rows.Sort(StringComparer.Ordinal);
            sums[table] = $"{rows.Count} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))))}";
        }

        return sums;
    });

    [GeneratedRegex("https?://[^\\s\"<>]+")]
    private static partial Regex Link();

    public async ValueTask DisposeAsync()
    {
        sink.Dispose();
        await app.DisposeAsync();
    }
}
