using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Jobs;

namespace Tresen.Post;

/// <summary>The tables of this slice, and questions about mailboxes and outgoing mails.</summary>
public static class PostQueries
{
    /// <summary>The kind of job that sends a mail; its subject is the mail's id.</summary>
    public const string SendMail = "send-mail";

    extension(TresenDb db)
    {
        public DbSet<Mailbox> Mailboxes => db.Set<Mailbox>();

        public DbSet<OutgoingMail> OutgoingMails => db.Set<OutgoingMail>();

        /// <summary>Adds the mail and the job that sends it, both to be saved with the mail's reason. A later
        /// <paramref name="due"/> leaves time to take it back.</summary>
        public void Send(OutgoingMail mail, DateTimeOffset due)
        {
            mail.HoldBackUntil(due);
            db.Add(mail);
            db.Add(new Job(SendMail, mail.Id.ToString(), due));
        }

        /// <summary>Queues the mails of a mailbox that wait without a job, because it couldn't send; to be saved.</summary>
        public async Task QueueWaitingAsync(Mailbox mailbox, DateTimeOffset due, CancellationToken cancel)
        {
            var waiting = await db.OutgoingMails.Where(m => m.MailboxId == mailbox.Id && m.State == MailState.Waiting).Select(m => m.Id).ToListAsync(cancel);
            var queued = await db.Set<Job>().Where(j => j.Kind == SendMail).Select(j => j.Subject).ToHashSetAsync(cancel);
            db.AddRange(waiting.Select(id => id.ToString()).Where(id => !queued.Contains(id)).Select(id => new Job(SendMail, id, due)));
        }

        /// <summary>The mailbox that a department writes from: its own, else one of its company; null where there is none. What is
        /// not set up for sending stands back.</summary>
        public async Task<Mailbox?> MailboxForAsync(int departmentId, CancellationToken cancel)
        {
            var company = await db.Set<Staff.Department>().Where(d => d.Id == departmentId).Select(d => d.CompanyId).SingleOrDefaultAsync(cancel);
            var mailboxes = await db.Mailboxes.Active.WithCompany
                .Where(m => m.DepartmentId == departmentId || (m.Department.CompanyId == company && !m.Department.IsConfidential))
                .ToListAsync(cancel);
            return mailboxes.OrderBy(m => m.StandsBackFor(departmentId)).ThenBy(m => m.Id).FirstOrDefault();
        }

        /// <summary>The mailbox from which staff are told about their own access: the oldest that sends, of a department that isn't
        /// confidential; null where there is none.</summary>
        public async Task<Mailbox?> MailboxForStaffAsync(CancellationToken cancel) =>
            (await db.Mailboxes.Active.WithCompany.Where(m => !m.Department.IsConfidential).OrderBy(m => m.Id).ToListAsync(cancel)).Find(m => m.CanSend);
    }

    extension(IQueryable<Mailbox> mailboxes)
    {
        /// <summary>Those in use.</summary>
        public IQueryable<Mailbox> Active => mailboxes.Where(m => m.IsActive);

        /// <summary>With what a mail from there needs: department and company.</summary>
        public IQueryable<Mailbox> WithCompany => mailboxes.Include(m => m.Department).ThenInclude(d => d.Company);
    }

    extension(IQueryable<OutgoingMail> mails)
    {
        /// <summary>Those of departments whose work this person may see; mails to staff are for administrators.</summary>
        public IQueryable<OutgoingMail> VisibleTo(Me me)
        {
            var hidden = me.Hidden;
            return me.IsAdministrator ? mails : mails.Where(m => !m.IsToStaff && !hidden.Contains(m.DepartmentId));
        }

        /// <summary>With all that sending and showing need.</summary>
        public IQueryable<OutgoingMail> WithParts => mails.Include(m => m.Mailbox).Include(m => m.Recipients).Include(m => m.Attachments).AsSplitQuery();
    }
}
