using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Tickets;

namespace Tresen.Conversations;

/// <summary>Which dialogues of a ticket somebody may read of in its history: those that they see; and of those that were
/// forwarded out of their sight only where they went. Likewise which other tickets: only those that they see.</summary>
public sealed class KnownDialogues
{
    static readonly TicketVerb[] Ways = [TicketVerb.ConversationStarted, TicketVerb.Forwarded, TicketVerb.TakenBack, TicketVerb.GivenBack];

    readonly HashSet<long>? seen;
    readonly HashSet<long> away;
    readonly HashSet<int> tickets;

    KnownDialogues(HashSet<long>? seen, HashSet<long> away, HashSet<int> tickets) => (this.seen, this.away, this.tickets) = (seen, away, tickets);

    /// <summary>What this person may read of in that ticket's history.</summary>
    public static async Task<KnownDialogues> ReadAsync(TresenDb db, Me me, int ticketId, CancellationToken cancel) => me.Hidden.Count == 0
        ? new(null, [], [])
        : new(
            await Numbers(db, db.Conversations.VisibleTo(me), ticketId, cancel),
            await Numbers(db, db.Conversations.ForwardedOutOfSightOf(me), ticketId, cancel),
            await db.Tickets.VisibleTo(me).Where(t => db.Set<TicketEvent>().Any(e => e.TicketId == ticketId && TicketEvent.NamingOthers.Contains(e.Verb) && (e.ToId == t.Id || e.FromId == t.Id)))
                .Select(t => t.Id).ToHashSetAsync(cancel));

    /// <summary>Whether they may read that entry.</summary>
    public bool MayBeTold(TicketEvent entry) =>
        seen is null || ((entry.ConcernsTicket is not { } ticket || tickets.Contains(ticket)) && MayReadOfDialogue(entry));

    bool MayReadOfDialogue(TicketEvent entry) =>
        entry.Conversation is not { } number || seen!.Contains(number) || (away.Contains(number) && Ways.Contains(entry.Verb));

    // Those of the ticket, and those that its history names and that have moved on since: each side rides its own index.
    static Task<HashSet<long>> Numbers(TresenDb db, IQueryable<Conversation> conversations, int ticketId, CancellationToken cancel)
    {
        var named = db.Set<TicketEvent>().Where(e => e.TicketId == ticketId && e.Conversation != null).Select(e => e.Conversation!.Value);
        return conversations.Where(c => c.TicketId == ticketId).Select(c => c.Number).Union(conversations.Where(c => named.Contains(c.Number)).Select(c => c.Number)).ToHashSetAsync(cancel);
    }
}
