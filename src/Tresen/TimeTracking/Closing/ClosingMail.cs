using System.Net;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Templates;
using Tresen.Tickets;

namespace Tresen.TimeTracking.Closing;

/// <summary>The closing report on its way to the customer: a message of a dialogue like any other.</summary>
public static class ClosingMail
{
    /// <summary>The dialogue that the report goes on in: the last one held by mail in the ticket's own department. None: a new one.</summary>
    public static Task<Conversation?> DialogueAsync(TresenDb db, Me me, Ticket ticket, CancellationToken cancel) => db.Conversations.VisibleTo(me)
        .Where(c => c.TicketId == ticket.Id && c.DepartmentId == ticket.DepartmentId && c.MailboxId != null && c.Addressees.Any())
        .OrderByDescending(c => c.ChangedAt).Include(c => c.Addressees).FirstOrDefaultAsync(cancel);

    /// <summary>The mailbox that the report goes out from: the one that the dialogue was held with, else the department's.</summary>
    public static async Task<Mailbox?> MailboxAsync(TresenDb db, Me me, Ticket ticket, Conversation? dialogue, CancellationToken cancel)
    {
        var usual = await db.MailboxForAsync(ticket.DepartmentId, cancel);
        return dialogue?.MailboxId is { } id && id != usual?.Id && !ticket.Department.IsConfidential
            && await db.Mailboxes.Active.WithCompany.SingleOrDefaultAsync(m => m.Id == id, cancel) is { Smtp.IsSetUp: true } known && !me.Hidden.Contains(known.DepartmentId)
            ? known
            : usual;
    }

    /// <summary>Sends the report in the same save as the closing.</summary>
    public static async Task<OutgoingMail> SendAsync(TresenDb db, Me me, Ticket ticket, ClosureForm form, string report, StaffMember by, DateTimeOffset at, CancellationToken cancel)
    {
        ticket.MustBeApprovedForClosingMail();
        if (report.Length == 0)
        {
            throw new BrokenRuleException("Bitte den Abschlussbericht schreiben, der an den Kunden gehen soll.", nameof(form.Report));
        }

        var dialogue = await DialogueAsync(db, me, ticket, cancel);
        if (await MailboxAsync(db, me, ticket, dialogue, cancel) is not { } mailbox)
        {
            throw new BrokenRuleException("Die Abteilung hat kein Mailkonto. Bitte ohne Mail abschließen.", nameof(form.Sends));
        }

        if (dialogue is null)
        {
            dialogue = new Conversation(await db.NextConversationNumberAsync(at, cancel), ticket, ticket.Department, mailbox, form.Subject ?? "", by, at);
            db.Add(dialogue);
        }

        var siblings = await db.SiblingsOfAsync(dialogue, cancel);
        var draft = dialogue.Draft(by, at);
        var letter = Letter(ticket, report, mailbox, by, TicketValues.Of(ticket, by, me.Can(Capability.SeePrices), dialogue.Number, at));
        draft.Write(Addressees.Read(form.To), Addressees.Read(form.Cc), Addressees.Read(form.Bcc), Or(form.Subject, ticket.Subject), letter, quotes: false, by, at);
        var mail = dialogue.Send(draft, mailbox, await db.ThreadOfAsync(dialogue, cancel), by, siblings, at);
        db.Send(mail, at);
        dialogue.Settle(siblings, at);
        return mail;
    }

    /// <summary>The report as a letter: greeting, report, signature.</summary>
    static string Letter(Ticket ticket, string report, Mailbox mailbox, StaffMember by, IReadOnlyDictionary<string, string> values)
    {
        var signature = mailbox.Signature.Length > 0 ? Placeholders.FillPlain(mailbox.Signature, values) : $"Mit freundlichen Grüßen\n{by.Name}";
        return $"<p>{WebUtility.HtmlEncode(TicketValues.Greeting(ticket))}</p>{report}<p>{RichText.FromPlain(signature)}</p>";
    }

    static string Or(string? typed, string otherwise) => string.IsNullOrWhiteSpace(typed) ? otherwise : typed.Trim();
}
