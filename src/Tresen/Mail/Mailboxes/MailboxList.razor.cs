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
    /// <param name="InReview">Mails of it that somebody has to look at, …</param>
    /// <param name="Oldest">… and when the one that waits longest arrived.</param>
    /// <param name="Undeleted">Mails that were taken in, are to be deleted on the server and still lie there.</param>
    public sealed record Row(Mailbox Mailbox, string Department, int Waiting, int Uncertain, int Undeleted, int InReview, DateTimeOffset? Oldest);

    /// <summary>Reads what the list shows.</summary>
    public static async Task<Data> ReadAsync(TresenDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var undeleted = await db.RawMails.ToBeDeleted().GroupBy(r => r.MailboxId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var rows = await db.Mailboxes.OrderBy(m => m.Name).Select(m => new Row(
            m,
            m.Department.Name,
            db.Set<OutgoingMail>().Count(o => o.MailboxId == m.Id && (o.State == MailState.Waiting || o.State == MailState.Sending)),
            db.Set<OutgoingMail>().Count(o => o.MailboxId == m.Id && o.State == MailState.Uncertain),
            0,
            0,
            null)).ToListAsync(cancel);
        var tray = await db.RawMails.InReview.GroupBy(r => r.MailboxId).Select(g => new { g.Key, Count = g.Count(), Oldest = g.Min(r => r.ReceivedAt) }).ToDictionaryAsync(g => g.Key, g => (g.Count, (DateTimeOffset?)g.Oldest), cancel);
        return new Data(
            [.. rows.Select(r => r with { Undeleted = undeleted.GetValueOrDefault(r.Mailbox.Id), InReview = tray.GetValueOrDefault(r.Mailbox.Id).Count, Oldest = tray.GetValueOrDefault(r.Mailbox.Id).Item2 })],
            tray.Values.Sum(t => t.Count), now, await db.LastBackupAsync(now, cancel));
    }
}
