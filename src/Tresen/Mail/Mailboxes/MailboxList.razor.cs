using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Post;

namespace Tresen.Mail.Mailboxes;

/// <summary>All mailboxes and how they are.</summary>
public sealed partial class MailboxList
{
    /// <summary>What the list shows.</summary>
    /// <param name="LastBackup">When all data were last saved; null: nobody knows.</param>
    public sealed record Data(IReadOnlyList<Row> Rows, int InReview, DateTimeOffset Now, DateTimeOffset? LastBackup)
    {
        /// <summary>Whether mails may be deleted from their servers.</summary>
        public bool HasBackup => Now - LastBackup < Backup.Fresh;
    }

    /// <summary>A mailbox with its queue.</summary>
    /// <param name="Undeleted">Mails that were taken in, are to be deleted on the server and still lie there.</param>
    public sealed record Row(Mailbox Mailbox, string Department, int Waiting, int Uncertain, int Undeleted);

    /// <summary>Reads what the list shows.</summary>
    public static async Task<Data> ReadAsync(TresenDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var undeleted = await db.RawMails.ToBeDeleted().GroupBy(r => r.MailboxId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var rows = await db.Mailboxes.OrderBy(m => m.Name).Select(m => new Row(
            m,
            m.Department.Name,
            db.Set<OutgoingMail>().Count(o => o.MailboxId == m.Id && (o.State == MailState.Waiting || o.State == MailState.Sending)),
            db.Set<OutgoingMail>().Count(o => o.MailboxId == m.Id && o.State == MailState.Uncertain),
            0)).ToListAsync(cancel);
        return new Data([.. rows.Select(r => r with { Undeleted = undeleted.GetValueOrDefault(r.Mailbox.Id) })], await db.RawMails.CountAsync(m => m.State == RawMailState.Review, cancel), now, await db.LastBackupAsync(cancel));
    }
}
