using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
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

        /// <summary>The file of a mail as it arrived, for who may see its message, or, while it is none, the work of its mailbox; null: not for them.</summary>
        public async Task<int?> OriginalAsync(Me me, int id, CancellationToken cancel)
        {
            var isMessage = await db.Messages.AnyAsync(m => m.RawMailId == id, cancel);
            var mayLook = isMessage ? await db.Messages.VisibleTo(me).AnyAsync(m => m.RawMailId == id, cancel) : await db.RawMails.VisibleTo(me).AnyAsync(m => m.Id == id, cancel);
            return mayLook ? await db.RawMails.Where(m => m.Id == id && m.State != RawMailState.Erased && (m.State != RawMailState.Sealed || me.IsAdministrator)).Select(m => (int?)m.FileId).SingleOrDefaultAsync(cancel) : null;
        }
    }

    extension(IQueryable<RawMail> mails)
    {
        /// <summary>The tray <em>Prüfen</em>.</summary>
        public IQueryable<RawMail> InReview => mails.Where(m => m.State == RawMailState.Review);

        /// <summary>Those that were taken in whole and still lie on their servers, as far as is known; of mailboxes that delete.</summary>
        public IQueryable<RawMail> ToBeDeleted() => mails.Where(m => m.Mailbox.AfterIntake == Post.AfterIntake.Delete && m.UidValidity != -1 && m.SettledAt == null
            && !m.IsPartial && m.Reason != RawMailReason.TooOld);

        /// <summary>Those of mailboxes whose department's work this person may see.</summary>
        public IQueryable<RawMail> VisibleTo(Me me)
        {
            var hidden = me.Hidden;
            return hidden.Count == 0 ? mails : mails.Where(m => !hidden.Contains(m.Mailbox.DepartmentId));
        }
    }
}
