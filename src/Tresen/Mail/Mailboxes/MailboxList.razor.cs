using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Post;

namespace Tresen.Mail.Mailboxes;

/// <summary>All mailboxes and how they are.</summary>
public sealed partial class MailboxList
{
    /// <summary>What the list shows.</summary>
    public sealed record Data(IReadOnlyList<Row> Rows, int InReview, DateTimeOffset Now);

    /// <summary>A mailbox with its queue.</summary>
    public sealed record Row(Mailbox Mailbox, string Department, int Waiting, int Uncertain);

    /// <summary>Reads what the list shows.</summary>
    public static async Task<Data> ReadAsync(TresenDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var rows = await db.Mailboxes.OrderBy(m => m.Name).Select(m => new Row(
            m,
            m.Department.Name,
            db.Set<OutgoingMail>().Count(o => o.MailboxId == m.Id && (o.State == MailState.Waiting || o.State == MailState.Sending)),
            db.Set<OutgoingMail>().Count(o => o.MailboxId == m.Id && o.State == MailState.Uncertain))).ToListAsync(cancel);
        return new Data(rows, await db.RawMails.CountAsync(m => m.State == RawMailState.Review, cancel), now);
    }
}
