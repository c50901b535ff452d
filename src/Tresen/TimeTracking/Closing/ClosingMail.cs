using Tresen.Conversations;
using Tresen.Conversations.Writing;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Templates;
using Tresen.Tickets;

namespace Tresen.TimeTracking.Closing;

/// <summary>The closing report on its way to the customer: a message of a dialogue like any other.</summary>
public static class ClosingMail
{
    /// <summary>Sends the report in the same save as the closing.</summary>
    public static async Task<OutgoingMail> SendAsync(TresenDb db, Me me, Ticket ticket, ClosureForm form, string report, StaffMember by, DateTimeOffset at, CancellationToken cancel)
    {
        ticket.MustBeApprovedForClosingMail();
        if (report.Length == 0)
        {
            throw new BrokenRuleException("Bitte den Abschlussbericht schreiben, der an den Kunden gehen soll.", nameof(form.Report));
        }

        var dialogue = await Correspondence.DialogueAsync(db, me, ticket, cancel);
        if (await Correspondence.MailboxAsync(db, me, ticket, dialogue, cancel) is not { } mailbox)
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
        var letter = Correspondence.Letter(ticket, report, mailbox, by, TicketValues.Of(ticket, by, me.Can(Capability.SeePrices), dialogue.Number, at));
        draft.Write(Addressees.Read(form.To), Addressees.Read(form.Cc), Addressees.Read(form.Bcc), Or(form.Subject, ticket.Subject), letter, quotes: false, by, at);
        var mail = dialogue.Send(draft, mailbox, await db.ThreadOfAsync(dialogue, cancel), by, siblings, at);
        db.Send(mail, at);
        dialogue.Settle(siblings, at);
        return mail;
    }

    static string Or(string? typed, string otherwise) => string.IsNullOrWhiteSpace(typed) ? otherwise : typed.Trim();
}
