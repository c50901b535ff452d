using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Text;
using Tresen.Post;

namespace Tresen.Conversations;

/// <summary>A message and the addresses of those outside and inside who have seen it: its writer, and whom it reached.</summary>
public sealed record SeenMessage(Message Message, IReadOnlySet<string> By);

/// <summary>Who has seen what of a dialogue.</summary>
public static class SeenMessages
{
    extension(TresenDb db)
    {
        /// <summary>What may be quoted of that dialogue, newest first: no notes, no drafts, nothing from senders who aren't verified,
        /// nothing that programs wrote. A mail of ours was seen by those whose server accepted it.</summary>
        public async Task<IReadOnlyList<SeenMessage>> SeenAsync(Conversation conversation, CancellationToken cancel)
        {
            var messages = await db.Messages.AsNoTracking()
                .Where(m => m.ConversationId == conversation.Id && m.Kind != MessageKind.Note && !m.IsDraft && !m.IsUnverified && !m.IsAutomatic && !m.IsErased && !m.IsSealed)
                .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(Quotation.MostMessages).Include(m => m.Addressees).AsSplitQuery().ToListAsync(cancel);
            var mails = messages.Where(m => m.OutgoingMailId is not null).Select(m => m.OutgoingMailId!.Value).ToList();
            var reached = (await db.Set<OutgoingRecipient>().Where(r => mails.Contains(r.OutgoingMailId) && r.State == RecipientState.Accepted).Select(r => new { r.OutgoingMailId, r.Address }).ToListAsync(cancel))
                .ToLookup(r => r.OutgoingMailId, r => r.Address);
            return [.. messages.Select(m => new SeenMessage(m, (m.OutgoingMailId is { } mail
                ? reached[mail]
                : m.Addressees.Select(a => a.Address).Append(m.SenderAddress)).Select(MailAddress.Normal).ToHashSet()))];
        }
    }
}
