using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;

namespace Tresen.Tickets.Recurring;

/// <summary>The tables of recurring tickets, questions about them, and how one is made.</summary>
public static class RecurringQueries
{
    extension(TresenDb db)
    {
        public DbSet<RecurringTicket> RecurringTickets => db.Set<RecurringTicket>();

        /// <summary>The turns that became that ticket; none for most.</summary>
        public IQueryable<RecurringTurn> TurnsOf(Ticket ticket)
        {
            var id = ticket.Id;
            return db.Set<RecurringTurn>().Where(t => t.TicketId == id);
        }

        /// <summary>Makes the ticket of the turn in hand, due on its day or, where nobody works on that, on the next working day.</summary>
        /// <param name="recurring">Loaded with its parts and locked; it has a turn.</param>
        /// <param name="at">Now.</param>
        public async Task<Ticket> MakeAsync(RecurringTicket recurring, DateTimeOffset at, CancellationToken cancel)
        {
            var today = Zone.DayOf(at);
            var day = recurring.TakeTurns(today, at);
            var customer = recurring.Customer;
            var contact = customer.Contacts.Where(c => c.Until is null || c.Until >= today).OrderBy(c => c.Id).Select(c => c.Contact).FirstOrDefault();
            var ticket = new Ticket(
                (int)await db.DrawNumberAsync(TicketQueries.Range, TicketQueries.FirstNumber, cancel),
                recurring.Subject,
                contact is null ? new Requester(customer.Name, customer.Mail, customer.Phone) : new Requester(contact.Name, contact.Mail, contact.Phone),
                recurring.Department,
                await db.Progresses.Where(p => p.IsActive && p.Category == Category.New).OrderBy(p => p.Position).FirstAsync(cancel),
                recurring.Kind,
                await db.Channels.Where(c => c.IsActive).OrderBy(c => c.Use == ChannelUse.ByHand ? 0 : 1).ThenByDescending(c => c.Position).FirstAsync(cancel),
                null,
                at);
            ticket.BelongsTo(customer, contact, recurring.Device?.Site, null, at);
            ticket.Describe(recurring.Description, null, at);
            ticket.Classify(recurring.Kind, recurring.Area, ticket.Channel, null, at);
            ticket.Prioritise(recurring.Priority, null, at);
            ticket.Plan(recurring.PlannedMinutes, null, at);
            if (recurring.Device is { } device)
            {
                ticket.IsAbout([device], null, at);
            }

            var due = recurring.Department.WorkingTime.IsWorkingDay(day) ? day : recurring.Department.WorkingTime.AddWorkingDays(day, 1);
            ticket.IsDue(due < today ? today : due, null, at);
            ticket.RateAsProposed(null, at);
            if (recurring.Assignee is { IsActive: true } assignee)
            {
                ticket.Assign(assignee, null, at);
            }

            if (recurring.Checklist is { } list)
            {
                ticket.Take(list, null, at);
            }

            ticket.ComesFrom(recurring, at);
            ticket.AskForApprovalIfWanted(null, at);
            db.Add(ticket);
            recurring.Made(ticket, at);
            return ticket;
        }
    }

    extension(IQueryable<RecurringTicket> recurring)
    {
        /// <summary>With all that is needed to make a ticket; not its turns.</summary>
        public IQueryable<RecurringTicket> WithParts => recurring
            .Include(r => r.Customer).ThenInclude(c => c.Contacts).ThenInclude(c => c.Contact)
            .Include(r => r.Device).ThenInclude(d => d!.Site)
            .Include(r => r.Department).ThenInclude(d => d.Company)
            .Include(r => r.Department).ThenInclude(d => d.Members).ThenInclude(m => m.StaffMember)
            .Include(r => r.Assignee).Include(r => r.Kind).Include(r => r.Area).Include(r => r.Checklist)
            .AsSplitQuery();

        /// <summary>Those whose tickets this person may see.</summary>
        public IQueryable<RecurringTicket> VisibleTo(Me me)
        {
            var (hidden, id) = (me.Hidden, me.Id);
            return me.Hidden.Count == 0 ? recurring : recurring.Where(r => !hidden.Contains(r.DepartmentId) || r.AssigneeId == id);
        }
    }
}
