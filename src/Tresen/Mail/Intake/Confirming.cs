using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Mail.Reading;
using Tresen.Platform.Data;
using Tresen.Platform.Text;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Mail.Intake;

/// <summary>The automatic confirmation of a new request (<em>Eingangsbestätigung</em>): one for each ticket, nothing of what the writer wrote, and
/// not without end, or we would send others' words to third parties (threats A13, A19).</summary>
public static class Confirming
{
    /// <summary>To one address from one mailbox in a day: who writes again knows that we are there.</summary>
    public const int MostFromOne = 1;

    /// <summary>To one address in an hour …</summary>
    public const int MostAnHour = 5;

    /// <summary>… and in a day.</summary>
    public const int MostADay = 40;

    /// <summary>To everybody in an hour.</summary>
    public const int MostToAll = 300;

    const string Subject = "Ihre Nachricht ist angekommen";

    const string TooLarge = "Ihre Nachricht ist zu groß";

    extension(TresenDb db)
    {
        /// <summary>Writes the confirmation where the mailbox confirms and the limits allow it; to be saved.</summary>
        /// <param name="confirmed">What came in, by mail or otherwise.</param>
        public async Task ConfirmAsync(Mailbox mailbox, Conversation conversation, string address, Message confirmed, DateTimeOffset at, CancellationToken cancel)
        {
            if (!mailbox.Confirms || !mailbox.IsActive || !mailbox.Smtp.IsSetUp || !MailAddress.IsUsable(address))
            {
                return;
            }

            if (await db.IsTooMuchAsync(mailbox, conversation.Ticket, MailAddress.Normal(address), at, cancel))
            {
                conversation.Ticket.Record(TicketVerb.ConfirmationWithheld, null, at, conversation: conversation.Number);
                return;
            }

            var text = mailbox.Confirmation.Replace("{TICKET}", conversation.Ticket.Number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            var mail = OutgoingMail.Compose(mailbox, mailbox.NewMessageId(), [new Addressee(address)], [], [], conversation.MailSubject(Subject), text, "", [], confirmed.WrittenId, confirmed.WrittenId.Length > 0 ? confirmed.Thread : [], at, isAutomatic: true);
            mail.BelongTo(conversation.DepartmentId == 0 ? conversation.Department.Id : conversation.DepartmentId);
            mail.TakeAnswersFor(mailbox, conversation.Number);
            db.Send(mail, at);
        }

        /// <summary>Tells whoever wrote a mail over the limits so, once a day, where the mailbox confirms (threat R16): to be saved.</summary>
        /// <param name="most">What is taken, in MB.</param>
        public async Task SayTooLargeAsync(RawMail raw, ReadMail mail, int most, DateTimeOffset at, CancellationToken cancel)
        {
            var mailbox = await db.Mailboxes.WithCompany.SingleAsync(m => m.Id == raw.MailboxId, cancel);
            var address = mail.From?.Address ?? "";
            if (raw.IsOld || !mailbox.Confirms || !mailbox.IsActive || !mailbox.Smtp.IsSetUp || !mail.MayBeAnsweredByPrograms || !MailAddress.IsUsable(address)
                || Verdict.Of(mail, mailbox.TrustedServer).Proof == Proof.Failed
                || await db.Staff.AnyAsync(s => s.Mail == address, cancel) || await db.Mailboxes.AnyAsync(m => m.Address == address, cancel))
            {
                return;
            }

            var (hour, day) = (at.AddHours(-1), at.AddDays(-1));
            var about = MessageId.Written(mail.MessageId);
            var automatic = db.OutgoingMails.Where(m => m.IsAutomatic && !m.IsToStaff);
            var mine = automatic.Where(m => m.Recipients.Any(r => r.Address == address));
            if (await mine.AnyAsync(m => m.Subject == TooLarge && (m.CreatedAt > day || (m.InReplyTo == about && about != "")), cancel) || await IsTooMuchAsync(automatic, mine, hour, day, cancel))
            {
                return;
            }

            var text = $"""
                Guten Tag,

                Ihre Nachricht ist größer, als wir von selbst lesen: bis {most} MB. Wir sehen sie uns an; schneller geht es, wenn Sie sie mit kleineren oder weniger Anhängen noch einmal schicken oder uns anrufen.

                Diese Antwort wurde automatisch verschickt.
                """;
            var answer = OutgoingMail.Compose(mailbox, mailbox.NewMessageId(), [new Addressee(address)], [], [], TooLarge, text, "", [], mail.MessageId, [], at, isAutomatic: true);
            answer.BelongTo(mailbox.DepartmentId);
            db.Send(answer, at);
        }

        static async Task<bool> IsTooMuchAsync(IQueryable<OutgoingMail> automatic, IQueryable<OutgoingMail> mine, DateTimeOffset hour, DateTimeOffset day, CancellationToken cancel) =>
            await mine.CountAsync(m => m.CreatedAt > hour, cancel) >= MostAnHour
            || await mine.CountAsync(m => m.CreatedAt > day, cancel) >= MostADay
            || await automatic.CountAsync(m => m.CreatedAt > hour, cancel) >= MostToAll;

        async Task<bool> IsTooMuchAsync(Mailbox mailbox, Ticket ticket, string address, DateTimeOffset at, CancellationToken cancel)
        {
            var (hour, day) = (at.AddHours(-1), at.AddDays(-1));
            var automatic = db.OutgoingMails.Where(m => m.IsAutomatic && !m.IsToStaff);
            var mine = automatic.Where(m => m.Recipients.Any(r => r.Address == address));
            var before = ticket.Follows?.Id ?? ticket.FollowsId;
            if (before is not null && await db.Tickets.CountAsync(t => t.FollowsId == before && t.CreatedAt > hour, cancel) >= MostAnHour)
            {
                return true; // answers to answers, each from another address
            }

            return await mine.CountAsync(m => m.MailboxId == mailbox.Id && m.Subject != TooLarge && m.CreatedAt > day, cancel) >= MostFromOne || await IsTooMuchAsync(automatic, mine, hour, day, cancel);
        }
    }
}
