using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Mail;
using Tresen.Mail.Limits;
using Tresen.Mail.Reading;
using Tresen.Platform.Text;
using Tresen.Tickets;
using Tresen.Tests.Mail.Reading;

namespace Tresen.Tests.Mail.Intake;

/// <summary>What the customers that we know write gets through, and to them: at most one mail in two hundred waits for somebody to look,
/// none goes to another customer.</summary>
public sealed class KnownSendersTests : IAsyncLifetime
{
    readonly TresenApp app = new();

    [Theory]
    [InlineData("mails")]
    [InlineData("replies")]
    public async Task What_known_customers_write_gets_to_them(string collection)
    {
        var mails = Directory.EnumerateFiles(Corpora.Folder(collection), "*.eml").Order(StringComparer.Ordinal)
            .Select(file => (Name: Path.GetFileName(file), Bytes: File.ReadAllBytes(file))).Select(m => (m.Name, m.Bytes, Read: MailReader.Read(new MemoryStream(m.Bytes), new MailLimits().Reading)))
            .Where(m => m.Read.Kind == MailKind.Person && MailAddress.IsUsable(m.Read.From?.Address)).ToList();
        var senders = mails.Select(m => m.Read.From!.Address).Distinct().ToList();
        var numbers = await KnowAsync(senders);

        foreach (var mail in mails)
        {
            await app.Put(mail.Bytes);
        }

        await app.RunJobs();
        var raws = await app.Db(db => db.RawMails.AsNoTracking().OrderBy(m => m.Id).ToListAsync());
        raws.Count.ShouldBe(mails.Count);
        var customers = await app.Db(db => db.Tickets.Where(t => t.Customer != null).Select(t => new { t.Id, t.Customer!.Number }).ToDictionaryAsync(t => t.Id, t => t.Number));
        var (waiting, wrong) = (new List<string>(), new List<string>());
        foreach (var (raw, mail) in raws.Zip(mails))
        {
            if (raw.State != RawMailState.Taken)
            {
                waiting.Add($"{mail.Name}: {raw.State} {raw.Reason} {raw.Detail}");
            }
            else if (customers.GetValueOrDefault(raw.TicketId!.Value) is var customer && customer != numbers[mail.Read.From!.Address])
            {
                wrong.Add($"{mail.Name}: {customer}");
            }
        }

        Corpora.Say($"{mails.Count} mails of {senders.Count} senders, {raws.Count(r => r.State == RawMailState.Taken)} taken, {waiting.Count} waiting\n{string.Join('\n', waiting)}");
        wrong.ShouldBeEmpty();
        waiting.Count.ShouldBeLessThanOrEqualTo((int)Math.Floor(mails.Count * 0.005), string.Join('\n', waiting));
    }

    /// <summary>Each of these addresses becomes a customer's.</summary>
    /// <returns>Their numbers.</returns>
    Task<Dictionary<string, string>> KnowAsync(IReadOnlyList<string> senders) => app.Db(async db =>
    {
        var numbers = new Dictionary<string, string>();
        foreach (var (i, sender) in senders.Index())
        {
            var customer = new Customer((20_001 + i).ToString(CultureInfo.InvariantCulture), $"Firma {i}", World.Morning);
            customer.ReachBy(sender, "");
            db.Add(customer);
            numbers[sender] = customer.Number;
        }

        await db.SaveChangesAsync();
        return numbers;
    });

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
