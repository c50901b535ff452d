using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;

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
        /// <summary>The tray <em>Prüfen</em>, oldest first.</summary>
        public IQueryable<RawMail> InReview => mails.Where(m => m.State == RawMailState.Review).OrderBy(m => m.ReceivedAt);
    }
}
