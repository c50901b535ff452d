using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Tresen.Conversations;
using Tresen.Mail;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Post;

namespace Tresen.Tests.Rig;

/// <summary>Counts what was offered against what is there: each mail that was offered is once a message, in the tray, or ignored for a
/// named reason; each mail that the database calls accepted is at the sink, once for each recipient, and nothing else is.</summary>
public sealed class Ledger
{
    readonly List<Offered> offered = [];
    readonly HashSet<string> sentAgain = [];

    /// <summary>This mail was laid into a mailbox. The same bytes twice are one mail.</summary>
    public void Offer(byte[] raw)
    {
        using var stream = new MemoryStream(raw);
        var headers = TryHeaders(stream);
        // As a server may hand it out: with other line ends, or its header alone where it is too large.
        byte[][] forms = [raw, Dos(raw)];
        var hashes = forms.SelectMany(f => new[] { f, Header(f) }).Select(f => Convert.ToHexStringLower(SHA256.HashData(f))).ToHashSet();
        offered.Add(new Offered(Convert.ToHexStringLower(SHA256.HashData(raw)), MessageId.Normal(headers?[HeaderId.MessageId]), headers?[HeaderId.Subject] ?? "(no header)", hashes));
    }

    /// <summary>The same with a mail as a mail program writes it.</summary>
    public void Offer(MimeMessage message)
    {
        var written = new MemoryStream();
        message.WriteTo(written);
        Offer(written.ToArray());
    }

    /// <summary>A person had this mail of ours sent once more: it may be at the sink twice.</summary>
    public void SentAgain(string messageId) => sentAgain.Add(MessageId.Normal(messageId));

    /// <summary>Throws with a list of all differences, if there are any.</summary>
    /// <param name="sink">What went out; null: nobody looks.</param>
    public async Task BalanceAsync(TresenDb db, IEnumerable<SunkMail>? sink = null)
    {
        var differences = await DifferencesAsync(db, sink);
        if (differences.Count > 0)
        {
            throw new LedgerException(differences);
        }
    }

    /// <summary>A line for each difference.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(TresenDb db, IEnumerable<SunkMail>? sink = null) =>
        [.. await IncomingAsync(db), .. sink is null ? [] : await OutgoingAsync(db, [.. sink])];

    async Task<List<string>> IncomingAsync(TresenDb db)
    {
        var raws = await db.RawMails.AsNoTracking().OrderBy(m => m.Id).ToListAsync();
        var messages = (await db.Messages.AsNoTracking().Where(m => m.RawMailId != null).Select(m => new { m.Id, RawMailId = m.RawMailId!.Value, m.TicketId }).ToListAsync()).ToLookup(m => m.RawMailId);
        var ids = await MessageIdsAsync(db, raws);
        var differences = new List<string>();
        var claimed = new HashSet<int>();

        foreach (var mail in offered.DistinctBy(o => o.Hash))
        {
            var rows = raws.Where(r => mail.Hashes.Contains(r.Sha256)).ToList();
            if (rows.Count == 0)
            {
                rows = [.. raws.Where(r => mail.MessageId.Length > 0 && ids[r.Id] == mail.MessageId && !offered.Exists(o => o.Hash != mail.Hash && o.Hashes.Contains(r.Sha256)))];
            }

            claimed.UnionWith(rows.Select(r => r.Id));
            if (rows.Count == 0)
            {
                differences.Add($"{mail}: LOST, it was never stored");
                continue;
            }

            var counted = rows.Where(r => r.State != RawMailState.Ignored).ToList();
            if (counted.Count > 1)
            {
                differences.Add($"{mail}: {counted.Count} TIMES: {string.Join("; ", counted.Select(Told))}");
            }

            foreach (var row in rows.Where(r => r.State == RawMailState.Ignored))
            {
                if (row.Reason == RawMailReason.None)
                {
                    differences.Add($"{mail}: ignored without a reason: {Told(row)}");
                }
                else if (row.Reason == RawMailReason.Duplicate && !raws.Exists(r => r.Id != row.Id && r.State != RawMailState.Ignored && (r.Sha256 == row.Sha256 || (ids[r.Id].Length > 0 && ids[r.Id] == ids[row.Id]))))
                {
                    differences.Add($"{mail}: LOST, ignored as the double of a mail that isn't there: {Told(row)}");
                }
            }
        }

        foreach (var row in raws)
        {
            var count = messages[row.Id].Count();
            if (row.State == RawMailState.Waiting)
            {
                differences.Add($"{Told(row)}: not read yet");
            }
            else if (row.State == RawMailState.Review && row.Reason == RawMailReason.None)
            {
                differences.Add($"{Told(row)}: lies in the tray without a reason");
            }
            else if ((row.State == RawMailState.Taken && count != 1) || (row.State is RawMailState.Waiting or RawMailState.Review or RawMailState.Ignored && count != 0))
            {
                differences.Add($"{Told(row)}: has {count} messages{string.Concat(messages[row.Id].Select(m => $", message {m.Id} in ticket {m.TicketId}"))}");
            }

            if (!claimed.Contains(row.Id) && row.State != RawMailState.Erased && row.Reason != RawMailReason.TooOld)
            {
                differences.Add($"{Told(row)}: was offered by nobody");
            }
        }

        return differences;

        string Told(RawMail r) => $"raw mail {r.Id} (mailbox {r.MailboxId}, UID {r.UidValidity}/{r.Uid}, <{ids[r.Id]}>) {r.State}{(r.Reason == RawMailReason.None ? "" : $" {r.Reason}")}{(r.TicketId is { } t ? $", ticket {t}" : "")}{(r.Detail.Length > 0 ? $": {r.Detail}" : "")}";
    }

    /// <summary>Of each raw mail, read from its first piece.</summary>
    static async Task<Dictionary<int, string>> MessageIdsAsync(TresenDb db, List<RawMail> raws)
    {
        var ids = new Dictionary<int, string>();
        foreach (var raw in raws)
        {
            var begin = await db.Set<FileChunk>().AsNoTracking().Where(c => c.FileId == raw.FileId && c.Position == 0).Select(c => c.Content).SingleOrDefaultAsync();
            using var stream = new MemoryStream(begin ?? []);
            ids[raw.Id] = MessageId.Normal(TryHeaders(stream)?[HeaderId.MessageId]);
        }

        return ids;
    }

    async Task<List<string>> OutgoingAsync(TresenDb db, List<SunkMail> sunk)
    {
        var mails = await db.OutgoingMails.AsNoTracking().WithParts.OrderBy(m => m.CreatedAt).ToListAsync();
        var there = sunk.SelectMany(s => s.Recipients.Select(r => (Id: MessageId.Normal(s.Message.MessageId), Recipient: r.ToLowerInvariant()))).ToLookup(s => s.Id, s => s.Recipient);
        var differences = new List<string>();
        foreach (var mail in mails.Where(m => !m.IsErased))
        {
            var got = there[mail.MessageId].ToList();
            foreach (var recipient in mail.Recipients)
            {
                var times = got.Count(g => g.Equals(recipient.Address, StringComparison.OrdinalIgnoreCase));
                var isOpen = mail.State is MailState.Uncertain or MailState.Sending; // nobody knows whether it arrived
                var least = recipient.State == RecipientState.Accepted ? 1 : 0;
                var most = sentAgain.Contains(mail.MessageId) ? int.MaxValue : recipient.State == RecipientState.Accepted || isOpen ? 1 : 0;
                if (times < least || times > most)
                {
                    differences.Add($"mail <{mail.MessageId}> „{mail.Subject}“ to {recipient.Address}: {mail.State}, recipient {recipient.State}, and {times} TIMES at the sink");
                }
            }

            differences.AddRange(got.Except(mail.Recipients.Select(r => r.Address.ToLowerInvariant())).Select(other => $"mail <{mail.MessageId}> „{mail.Subject}“: the sink has it for {other}, whom it doesn't go to"));
            if (mail.State == MailState.Accepted && !mail.Recipients.Any(r => r.State == RecipientState.Accepted))
            {
                differences.Add($"mail <{mail.MessageId}> „{mail.Subject}“: accepted, and by no recipient");
            }
        }

        var known = mails.Select(m => m.MessageId).ToHashSet();
        differences.AddRange(there.Where(t => !known.Contains(t.Key)).Select(t => $"mail <{t.Key}> to {string.Join(", ", t)}: at the sink, and the database doesn't know it"));
        return differences;
    }

    static HeaderList? TryHeaders(Stream stream)
    {
        try
        {
            return HeaderList.Load(stream);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    static byte[] Dos(byte[] raw)
    {
        var lines = new List<byte>(raw.Length + 100);
        for (var place = 0; place < raw.Length; place++)
        {
            if (raw[place] == '\n' && (place == 0 || raw[place - 1] != '\r'))
            {
                lines.Add((byte)'\r');
            }

            lines.Add(raw[place]);
        }

        return [.. lines];
    }

    static byte[] Header(byte[] raw) => raw[..ScriptedImap.HeaderLength(raw)];

    sealed record Offered(string Hash, string MessageId, string Subject, HashSet<string> Hashes)
    {
        public override string ToString() => $"offered mail <{MessageId}> „{Subject}“";
    }
}

/// <summary>The books don't balance.</summary>
public sealed class LedgerException(IReadOnlyList<string> differences)
    : Exception($"{differences.Count} differences:\n" + string.Join('\n', differences.Take(60)) + (differences.Count > 60 ? $"\n… and {differences.Count - 60} more" : ""))
{
    public IReadOnlyList<string> Differences => differences;
}
