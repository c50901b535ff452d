using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Mail;

/// <summary>The tables of this slice, and questions about arrived mails.</summary>
public static class MailQueries
{
    /// <summary>The kind of job that reads an arrived mail; its subject is the raw mail's id.</summary>
    public const string ReadMail = "read-mail";

    extension(TresenDb db)
    {
        public DbSet<RawMail> RawMails => db.Set<RawMail>();
    }

    extension(IQueryable<RawMail> mails)
    {
        /// <summary>The tray <em>Prüfen</em>.</summary>
        public IQueryable<RawMail> InReview => mails.Where(m => m.State == RawMailState.Review);

        /// <summary>Those of mailboxes whose department's work this person may see.</summary>
        public IQueryable<RawMail> VisibleTo(Me me)
        {
            var hidden = me.Hidden;
            return hidden.Count == 0 ? mails : mails.Where(m => !hidden.Contains(m.Mailbox.DepartmentId));
        }
    }
}
