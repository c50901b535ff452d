using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Mail.Limits;
using Tresen.Mail.Reading;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Jobs;
using Tresen.Post;
using Tresen.Tickets;

namespace Tresen.Mail.Intake;

/// <summary>Reads arrived mails and turns each into a message where it belongs, into a new ticket, or into an entry of the tray
/// <em>Prüfen</em>. Told in chapters: Placing, Ruling. Repeating it is harmless: a raw mail becomes one message.</summary>
public sealed partial class MailIntake(TresenDb db, FileCabinet cabinet, TimeProvider clock, ILogger<MailIntake> log) : IWorker
{
    /// <summary>So many of those whom a mail names get a part in the dialogue (threat A20).</summary>
    public const int MostActive = 10;

    /// <inheritdoc/>
    public string Kind => MailQueries.ReadMail;

    /// <inheritdoc/>
    public Task WorkAsync(string subject, CancellationToken cancel) => WorkAsync(subject, 1, cancel);

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, int attempt, CancellationToken cancel)
    {
        var id = int.Parse(subject, CultureInfo.InvariantCulture);
        if (attempt > RawMail.MostAttempts + 1)
        {
            await ChangeAsync(id, m => m.TakesUsDown(), cancel); // it never came to say that it failed
            return;
        }

        try
        {
            await TakeInAsync(id, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(e, "Taking in the raw mail {Id} failed", id);
            if (await FailAsync(id, e, cancel))
            {
                throw; // tried again later
            }
        }
    }

    /// <summary>Reads it and puts it where it belongs; nothing where that was done before.</summary>
    public Task TakeInAsync(int id, CancellationToken cancel) => WithAsync(id, RawMailState.Waiting, arrival => PlaceAsync(arrival, cancel), cancel);

    /// <summary>A person decides: it is a new request.</summary>
    /// <param name="asks">Who asks, where it isn't the sender: one of us passed the mail on.</param>
    public Task BeginTicketAsync(int id, CancellationToken cancel, Requester? asks = null) => WithAsync(id, RawMailState.Review, async arrival =>
    {
        await BeginAsync(arrival, Placement.ByHand, "", null, arrival.Raw.Mailbox.Department, cancel, asks);
    }, cancel);

    /// <summary>A person decides: it belongs to that dialogue.</summary>
    public Task PutIntoAsync(int id, int conversationId, int ticketId, CancellationToken cancel) => WithAsync(id, RawMailState.Review, async arrival =>
    {
        await ReceiveAsync(arrival, new Place(conversationId, ticketId, Placement.ByHand, "", IsKnown: true), cancel);
    }, cancel);

    async Task WithAsync(int id, RawMailState state, Func<Arrival, Task> decide, CancellationToken cancel)
    {
        var raw = await db.RawMails.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel);
        if (raw?.State != state)
        {
            return;
        }

        ReadMail mail;
        var limits = (await db.MailLimitsAsync(cancel)).Reading;
        using (var bytes = await cabinet.OpenAsync(raw.FileId, cancel, limits.Bytes))
        {
            mail = MailReader.Read(bytes, limits);
        }

        var isWhole = mail.Limit is null && !raw.IsPartial;
        mail = isWhole ? mail : mail with { Limit = mail.Limit ?? "limit-size" };
        var files = isWhole ? await StoreAsync(mail, cancel) : [];

        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        await db.LockAsync<RawMail>(id, cancel);
        var row = await db.RawMails.Include(m => m.Mailbox).ThenInclude(m => m.Department).ThenInclude(d => d.Company).SingleAsync(m => m.Id == id, cancel);
        if (row.State != state)
        {
            return; // somebody else has just done it
        }

        row.IsReadAs(mail.From?.Address ?? "", mail.Subject);
        (mail, var dialogues) = await AtOurAddressesAsync(mail, cancel);
        var arrival = new Arrival(row, mail, await HoldableAsync(row, files, isWhole, cancel)) { Dialogues = dialogues };
        await decide(arrival);
        Hush(arrival);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>The dialogues at whose own addresses it arrived. Among its recipients such an address stands as the mailbox' own, which no answer goes to.</summary>
    async Task<(ReadMail Mail, IReadOnlyList<long> Dialogues)> AtOurAddressesAsync(ReadMail mail, CancellationToken cancel)
    {
        var said = mail.To.Concat(mail.Cc).DistinctBy(p => p.Address).Where(p => ReplyAddress.Read(p.Address) is not null).ToDictionary(p => p.Address, p => ReplyAddress.Read(p.Address)!.Value);
        var mailboxes = said.Values.Select(s => s.Mailbox).Distinct().ToList();
        var keys = mailboxes.Count == 0 ? [] : await db.Mailboxes.Where(m => mailboxes.Contains(m.Address)).ToDictionaryAsync(m => m.Address, m => m.Key, cancel);
        if (keys.Count == 0)
        {
            return (mail, []);
        }

        return (mail with { To = Plain(mail.To), Cc = Plain(mail.Cc) }, [.. said.Where(s => keys.TryGetValue(s.Value.Mailbox, out var key) && ReplyAddress.IsSealedWith(s.Key, key)).Select(s => s.Value.Number)]);

        IReadOnlyList<Person> Plain(IReadOnlyList<Person> people) =>
            [.. people.Select(p => said.TryGetValue(p.Address, out var of) && keys.ContainsKey(of.Mailbox) ? p with { Address = of.Mailbox } : p).DistinctBy(p => p.Address)];
    }

    /// <summary>Stores the files before the transaction; what isn't held by its end is swept.</summary>
    async Task<List<(int FileId, ReadAttachment Attachment)>> StoreAsync(ReadMail mail, CancellationToken cancel)
    {
        var stored = new List<(int, ReadAttachment)>();
        foreach (var attachment in mail.Attachments.Where(a => a.Bytes > 0))
        {
            using var content = attachment.Open();
            stored.Add((await cabinet.StoreAsync(content, cancel), attachment));
        }

        return stored;
    }

    async Task<IReadOnlyList<IncomingFile>> HoldableAsync(RawMail raw, List<(int FileId, ReadAttachment Attachment)> files, bool isWhole, CancellationToken cancel)
    {
        var ids = files.Select(f => f.FileId).Append(raw.FileId).Distinct().ToList();
        var rows = await db.Set<StoredFile>().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, cancel);
        return isWhole
            ? [.. files.Select(f => new IncomingFile(rows[f.FileId], f.Attachment.Name, f.Attachment.Type, f.Attachment.Inline, f.Attachment.ContentId))]
            : [new IncomingFile(rows[raw.FileId], "Original.eml", "message/rfc822")];
    }

    async Task<bool> FailAsync(int id, Exception e, CancellationToken cancel)
    {
        var again = false;
        await ChangeAsync(id, m => again = m.Fail(e.Message), cancel);
        return again;
    }

    async Task ChangeAsync(int id, Action<RawMail> change, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var work = await WriteScope.BeginAsync(db, cancel);
        var row = await db.RawMails.SingleAsync(m => m.Id == id, cancel);
        if (row.State == RawMailState.Waiting)
        {
            change(row);
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }
}
