using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Tickets;

namespace Tresen.Notifications;

/// <summary>The table of this slice, and questions about what somebody is told.</summary>
public static class NotificationQueries
{
    extension(TresenDb db)
    {
        public DbSet<Notification> Notifications => db.Set<Notification>();
    }

    extension(IQueryable<Notification> notifications)
    {
        /// <summary>This person's own, of tickets that they may still see.</summary>
        public IQueryable<Notification> To(Me me)
        {
            var id = me.Id;
            var mine = notifications.Where(n => n.RecipientId == id);
            return me.Hidden.Count == 0 ? mine : mine.WhereIts(n => n.Ticket, TicketQueries.MayBeSeenBy(me));
        }

        /// <summary>Not read yet.</summary>
        public IQueryable<Notification> Unread => notifications.Where(n => n.ReadAt == null);
    }
}
