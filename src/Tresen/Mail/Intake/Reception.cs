using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Mail.Reading;
using Tresen.Platform.Data;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Mail.Intake;

/// <summary>Takes in who comes by themselves, by mail or by the public form: a ticket with its first dialogue, and the
/// customer where there is only one that it can be.</summary>
public static class Reception
{
    const string NoSubject = "Ohne Betreff";

    extension(TresenDb db)
    {
        /// <summary>Begins a ticket with its first dialogue; to be filled with a message and saved.</summary>
        /// <param name="department">Loaded with its company.</param>
        /// <param name="earlier">The closed ticket that it goes on from.</param>
        /// <param name="isFromThem">Whether it is from whom it says, as far as anybody knows; else no customer is taken from the address.</param>
        public async Task<Conversation> BeginRequestAsync(Department department, Mailbox? mailbox, ChannelUse door, Requester requester, string subject, Ticket? earlier, DateTimeOffset at, CancellationToken cancel, bool isFromThem = true)
        {
            var ticket = new Ticket(
                (int)await db.DrawNumberAsync(TicketQueries.Range, TicketQueries.FirstNumber, cancel),
                CleanSubject(subject),
                requester,
                department,
                await db.Progresses.Where(p => p.IsActive && p.Category == Category.New).OrderBy(p => p.Position).FirstAsync(cancel),
                await db.Kinds.Where(k => k.IsActive).OrderBy(k => k.Position).FirstAsync(cancel),
                await db.Channels.OrderBy(c => c.Use == door ? 0 : 1).ThenBy(c => c.Position).FirstAsync(cancel),
                null,
                at);
            var (customer, contact) = isFromThem ? await db.WhoIsAsync(requester.Mail, at, cancel) : (null, null);
            ticket.BelongsTo(customer ?? earlier?.Customer, contact ?? (customer is null ? earlier?.Contact : null), customer is null ? earlier?.Site : null, null, at);
            ticket.RateAsProposed(null, at);
            if (earlier is not null)
            {
                ticket.Follow(earlier);
            }

            ticket.AskForApprovalIfWanted(null, at);
            db.Add(ticket);
            var conversation = new Conversation(await db.NextConversationNumberAsync(at, cancel), ticket, department, mailbox, ticket.Subject, null, at);
            db.Add(conversation);
            return conversation;
        }

        /// <summary>The customer that the address speaks for, and the person; nobody where several fit: then it is asked on the
        /// ticket and never guessed.</summary>
        public async Task<(Customer? Customer, Contact? Contact)> WhoIsAsync(string mail, DateTimeOffset at, CancellationToken cancel)
        {
            if (!MailAddress.IsUsable(mail))
            {
                return (null, null);
            }

            var (address, today) = (MailAddress.Normal(mail), Zone.DayOf(at));
            var fitting = await db.Customers.SpokenForBy(address, today).Where(c => c.IsActive).OrderBy(c => c.Id).Take(2).ToListAsync(cancel);
            if (fitting.Count == 0)
            {
                fitting = await db.Customers.OwningDomainOf(address).Where(c => c.IsActive).OrderBy(c => c.Id).Take(2).ToListAsync(cancel);
            }

            if (fitting is not [var only])
            {
                return (null, null);
            }

            var persons = await db.CustomerContacts.Where(p => p.CustomerId == only.Id && p.Contact.Mail == address && (p.Until == null || p.Until >= today)).OrderBy(p => p.Id).Select(p => p.Contact).Take(2).ToListAsync(cancel);
            return (only, persons is [var person] ? person : null);
        }
    }

    /// <summary>A subject as a ticket bears it: without <c>AW:</c> and our own numbers.</summary>
    public static string CleanSubject(string subject)
    {
        var bare = MailSubject.WithoutNumbers(SubjectPrefix.Off(MailText.Line(subject)));
        return bare.Length == 0 ? NoSubject : bare.Length > 200 ? bare[..199] + "…" : bare;
    }
}
