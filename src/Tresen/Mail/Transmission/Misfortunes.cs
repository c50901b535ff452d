using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Platform.Data;
using Tresen.Post;
using Tresen.Tickets;

namespace Tresen.Mail.Transmission;

/// <summary>What goes wrong with a mail after its author has turned to other things is written into the ticket's history, by which
/// they are told.</summary>
static class Misfortunes
{
    extension(TresenDb db)
    {
        /// <summary>Tells whoever wrote the mail, once, what has become of it; to be saved. Of what the program wrote nobody is told.</summary>
        public async Task TellAuthorAsync(OutgoingMail mail, DateTimeOffset at, CancellationToken cancel)
        {
            if (mail.Tell(at) == Misfortune.None)
            {
                return;
            }

            if (await db.Messages.Where(m => m.OutgoingMailId == mail.Id && m.AuthorId != null).Select(m => new { m.TicketId, m.Author, m.Conversation!.Number }).FirstOrDefaultAsync(cancel) is not { } message)
            {
                return;
            }

            await db.LockAsync<Ticket>(message.TicketId, cancel);
            var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Id == message.TicketId, cancel);
            ticket.Record(TicketVerb.MailTroubled, null, at, mail.Told.ToString(), to: Said.Of(message.Author), conversation: message.Number);
        }
    }
}
