using System.Net;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Templates;
using Tresen.Tickets;

namespace Tresen.Conversations.Writing;

/// <summary>What is written to whoever asked without a person at the composer of that ticket: the closing report, one answer to many.</summary>
public static class Correspondence
{
    /// <summary>The dialogue that it goes on in: the last one held by mail in the ticket's own department. None: a new one.</summary>
    public static Task<Conversation?> DialogueAsync(TresenDb db, Me me, Ticket ticket, CancellationToken cancel) => db.Conversations.VisibleTo(me)
        .Where(c => c.TicketId == ticket.Id && c.DepartmentId == ticket.DepartmentId && c.MailboxId != null && c.Addressees.Any())
        .OrderByDescending(c => c.ChangedAt).Include(c => c.Addressees).FirstOrDefaultAsync(cancel);

    /// <summary>The mailbox that it goes out from: the one that the dialogue was held with, else the department's.</summary>
    public static async Task<Mailbox?> MailboxAsync(TresenDb db, Me me, Ticket ticket, Conversation? dialogue, CancellationToken cancel)
    {
        var usual = await db.MailboxForAsync(ticket.DepartmentId, cancel);
        return dialogue?.MailboxId is { } id && id != usual?.Id && !ticket.Department.IsConfidential
            && await db.Mailboxes.Active.WithCompany.SingleOrDefaultAsync(m => m.Id == id, cancel) is { Smtp.IsSetUp: true } known && !me.Hidden.Contains(known.DepartmentId)
            ? known
            : usual;
    }

    /// <summary>A text as a letter: greeting, text, signature.</summary>
    /// <param name="html">Cleaned HTML.</param>
    public static string Letter(Ticket ticket, string html, Mailbox mailbox, StaffMember by, IReadOnlyDictionary<string, string> values)
    {
        var signature = mailbox.Signature.Length > 0 ? Placeholders.FillPlain(mailbox.Signature, values) : $"Mit freundlichen Grüßen\n{by.Name}";
        return $"<p>{WebUtility.HtmlEncode(TicketValues.Greeting(ticket))}</p>{html}<p>{RichText.FromPlain(signature)}</p>";
    }
}
