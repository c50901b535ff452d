using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Tickets;

namespace Tresen.Conversations;

/// <summary>What lies with its ticket goes along when the ticket is handed over: else mails would wait in a department that has
/// nothing to do with it any longer, and perhaps sees nothing of it.</summary>
public sealed partial class Conversation
{
    /// <summary>Goes to the ticket's department. Whoever saw to it does so no longer, unless they belong there too.</summary>
    void Follow(Siblings beside, DateTimeOffset at)
    {
        var assignee = Assignee is { } person && Ticket.Department.Members.Any(m => m.StaffMemberId == person.Id) ? person : null;
        MoveTo(Ticket.Department, beside, at);
        (Assignee, AssigneeId) = (assignee, assignee?.Id);
    }

    /// <summary>In the same save as the ticket's department; forwarded ones stay where they were forwarded to.</summary>
    sealed class Following : IBeforeSave
    {
        public static void Add(TresenDb db, DateTimeOffset now)
        {
            foreach (var entry in db.ChangeTracker.Entries<Ticket>().Where(e => e.State == EntityState.Modified && e.Property(t => t.DepartmentId).IsModified).ToList())
            {
                var (ticket, from) = (entry.Entity, entry.Property(t => t.DepartmentId).OriginalValue);
                var all = db.Conversations.Where(c => c.TicketId == ticket.Id).Include(c => c.Forwardings).Include(c => c.Department).Include(c => c.Assignee).AsSplitQuery().ToList();
                foreach (var conversation in all.Where(c => c.DepartmentId == from && from != ticket.DepartmentId && c.OpenForwarding is null))
                {
                    conversation.Follow(new Siblings([.. all.Where(c => c != conversation).Select(c => new Sibling(c.DepartmentId, c.Ball))]), now);
                }
            }

            db.ChangeTracker.DetectChanges();
        }
    }
}
