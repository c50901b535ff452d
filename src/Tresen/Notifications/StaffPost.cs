using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Platform.Web;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Notifications;

/// <summary>Mails notifications to those who want it and haven't read them yet, and may still see the ticket.</summary>
public sealed class StaffPost(TresenDb db, TimeProvider clock, Address address) : IWorker
{
    /// <inheritdoc/>
    public string Kind => TellingJobs.ByMail;

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var (number, now) = (int.Parse(subject), clock.GetUtcNow());
        await using var work = await WriteScope.BeginAsync(db, cancel);
        if (await db.Tickets.SingleOrDefaultAsync(t => t.Number == number, cancel) is not { } ticket)
        {
            return;
        }

        await db.LockAsync<Ticket>(ticket.Id, cancel);
        var due = await db.Notifications.Include(n => n.Recipient).Include(n => n.Actor).Include(n => n.For)
            .Where(n => n.TicketId == ticket.Id && n.Unmailed != News.None).OrderBy(n => n.Id).ToListAsync(cancel);
        var mailbox = due.Count == 0 ? null : await db.MailboxForAsync(ticket.DepartmentId, cancel);
        var sight = await db.SightOfAsync([.. due.Select(n => n.RecipientId).Distinct()], cancel);
        foreach (var notification in due)
        {
            if (notification is { ReadAt: null, Recipient: { IsActive: true, WantsMail: true } recipient } && mailbox is { Smtp.IsSetUp: true } && await MaySeeAsync(recipient))
            {
                db.Send(StaffLetter.Write(mailbox, recipient, ticket, notification.Unmailed, notification.Actor, notification.For, address.ForMail, now), now);
            }

            notification.Mailed();
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);

        async Task<bool> MaySeeAsync(StaffMember person) =>
            sight.TryGetValue(person.Id, out var me) && (me.Hidden.Count == 0 || await db.Tickets.VisibleTo(me).AnyAsync(t => t.Id == ticket.Id, cancel));
    }
}
