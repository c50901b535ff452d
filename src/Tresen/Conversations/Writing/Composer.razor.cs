using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Templates;
using Tresen.Tickets;
using Rich = Tresen.Platform.Text.RichText;

namespace Tresen.Conversations.Writing;

/// <summary>The form that a mail is written in, with the templates at its side.</summary>
public sealed partial class Composer
{
    /// <summary>What the composer shows; <c>Mute</c> is the address of the chosen mailbox where that can't send; <c>Fills</c> are the values of placeholders
    /// that a ticket may lack at first, by the placeholder as written.</summary>
    public sealed record Data(
        Ticket Ticket,
        Conversation? Conversation,
        Message? Draft,
        Message? Answers,
        MessageForm Form,
        WritingOrder Order,
        IReadOnlyList<Choice> Mailboxes,
        string? Mute,
        QuotingHabit Habit,
        IReadOnlyList<FilledTemplate> Templates,
        IReadOnlyDictionary<string, string> Fills)
    {
        /// <summary>Who wrote into the dialogue without a part in it.</summary>
        public IReadOnlyList<string> Strangers { get; init; } = [];

        /// <summary>Those of the addresses in the form that mail doesn't reach.</summary>
        public IReadOnlyCollection<DeadAddress> Dead { get; init; } = [];

        /// <summary>Where the form is posted to.</summary>
        public string Action => Draft is not null ? $"/drafts/{Draft.Id}"
            : Conversation is not null ? $"/conversations/{Conversation.Number}/messages"
            : $"/tickets/{Ticket.Number}/conversations";
    }

    /// <summary>A template with the ticket's values in it.</summary>
    public sealed record FilledTemplate(int Id, string Name, string Category, string Html, string Text, Placeholder? Left)
    {
        /// <summary>What is still to be written by hand: the ticket has no value for it.</summary>
        public string? Hint => Left switch
        {
            null => null,
            { Source: { } source } => Words.Of("{0} hat noch keinen Wert und ist im Text markiert. Eintragen lässt er sich hier: {1}.", Left.Written, Words.Of(source)),
            _ => Words.Of("{0} hat noch keinen Wert und ist im Text markiert.", Left.Written),
        };
    }

    /// <summary>Whose ticket it is, as the page shows it.</summary>
    public static string SeenOf(Ticket ticket) => $"{ticket.CustomerId}|{ticket.ContactId}|{ticket.RequesterMail}";

    /// <summary>The mailboxes that may be written from at that ticket: its department's, that of where the dialogue stands, and
    /// the company's open ones; the department's own first, where it is set up for sending.</summary>
    public static async Task<IReadOnlyList<Mailbox>> MailboxesAsync(TresenDb db, Me me, Ticket ticket, Department stands, CancellationToken cancel)
    {
        var hidden = me.Hidden;
        var own = await db.Mailboxes.Active.WithCompany
            .Where(m => !hidden.Contains(m.DepartmentId))
            .Where(m => m.DepartmentId == stands.Id || m.DepartmentId == ticket.DepartmentId || (m.Department.CompanyId == stands.CompanyId && !m.Department.IsConfidential))
            .ToListAsync(cancel);
        return [.. own.OrderBy(m => m.StandsBackFor(stands.Id)).ThenBy(m => m.DepartmentId == ticket.DepartmentId ? 0 : 1).ThenBy(m => m.Id)];
    }

    /// <summary>The templates of a department, filled for this ticket and writer.</summary>
    public static async Task<IReadOnlyList<FilledTemplate>> TemplatesAsync(TresenDb db, int departmentId, IReadOnlyDictionary<string, string> values, CancellationToken cancel) =>
        [.. (await db.TemplatesForAsync(departmentId, cancel)).Select(t =>
        {
            var html = Placeholders.FillHtml(t.Html, values);
            var text = Rich.ToPlain(html);
            return new FilledTemplate(t.Id, t.Name, t.Category?.Path ?? "", html, text, Placeholders.Left(text, values));
        })];

    /// <summary>How a new mail begins: salutation, room to write, signature.</summary>
    public static string Opening(Ticket ticket, Mailbox? mailbox, IReadOnlyDictionary<string, string> values, StaffMember writer)
    {
        var signature = mailbox is { Signature.Length: > 0 } ? Placeholders.FillPlain(mailbox.Signature, values) : $"Mit freundlichen Grüßen\n{writer.Name}";
        return $"<div>{Rich.FromPlain($"{TicketValues.Greeting(ticket)}\n\n\n\n{signature}")}</div>";
    }
}
