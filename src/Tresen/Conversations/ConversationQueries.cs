using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Jobs;
using Tresen.Platform.Time;
using Tresen.Tickets;

namespace Tresen.Conversations;

/// <summary>The tables of this slice, and questions about dialogues and their messages.</summary>
public static class ConversationQueries
{
    extension(TresenDb db)
    {
        public DbSet<Conversation> Conversations => db.Set<Conversation>();

        public DbSet<Message> Messages => db.Set<Message>();

        public DbSet<Attachment> Attachments => db.Set<Attachment>();

        public DbSet<Moving.Move> Moves => db.Set<Moving.Move>();

        /// <summary>The next number of a dialogue (<see cref="ConversationNumber"/>). Never given twice; gaps are allowed.</summary>
        public async Task<long> NextConversationNumberAsync(DateTimeOffset at, CancellationToken cancel)
        {
            var day = Zone.DayOf(at);
            return ConversationNumber.Of(day, await db.DrawNumberAsync(ConversationNumber.Range(day), 1, cancel));
        }

        /// <summary>The other dialogues of its ticket, whatever this person sees of them: the ticket's ball depends on all.</summary>
        public async Task<Siblings> SiblingsOfAsync(Conversation conversation, CancellationToken cancel) =>
            new(await db.Conversations.Where(c => c.TicketId == conversation.TicketId && c.Id != conversation.Id)
                .Select(c => new Sibling(c.DepartmentId, c.Ball)).ToListAsync(cancel));

        /// <summary>The dialogue of that number, if this person may see it, with its ticket locked against others' changes and
        /// with what the rules of both need.</summary>
        public async Task<Conversation?> ConversationToChangeAsync(Me me, long number, CancellationToken cancel)
        {
            var found = await db.Conversations.VisibleTo(me).Where(c => c.Number == number).Select(c => new { c.Id, c.Ticket.Number }).FirstOrDefaultAsync(cancel);
            return found is null || await db.TicketToChangeAsync(me, found.Number, cancel) is null
                ? null
                : await db.Conversations.WithParts.SingleAsync(c => c.Id == found.Id, cancel);
        }

        /// <summary>Dialogues of a ticket that were forwarded to a department whose work this person may not see: only where and
        /// since when they lie is told, so that they can be taken back.</summary>
        public async Task<IReadOnlyList<Timeline.TimelinePage.AwayThread>> AwayAsync(Me me, int ticketId, CancellationToken cancel) =>
            me.Hidden.Count == 0 ? [] : await db.Conversations.ForwardedOutOfSightOf(me).Where(c => c.TicketId == ticketId)
                .Select(c => new Timeline.TimelinePage.AwayThread(
                    c.Number,
                    c.Forwardings.Where(f => f.Ending == ForwardingEnd.Open).OrderByDescending(f => f.Id).Select(f => f.FromId).First(),
                    c.DepartmentId,
                    c.Department.Name,
                    c.Forwardings.Where(f => f.Ending == ForwardingEnd.Open).Max(f => f.At))).ToListAsync(cancel);

        /// <summary>A dialogue of that number that this person may take back, seen or only known to lie elsewhere; its ticket is
        /// locked against others' changes.</summary>
        public async Task<Conversation?> ForwardedToChangeAsync(Me me, long number, CancellationToken cancel)
        {
            var found = await db.Conversations.VisibleTo(me).Where(c => c.Number == number).Select(c => new { c.Id, c.Ticket.Number }).FirstOrDefaultAsync(cancel)
                ?? await db.Conversations.ForwardedOutOfSightOf(me).Where(c => c.Number == number).Select(c => new { c.Id, c.Ticket.Number }).FirstOrDefaultAsync(cancel);
            return found is null || await db.TicketToChangeAsync(me, found.Number, cancel) is null
                ? null
                : await db.Conversations.WithParts.SingleAsync(c => c.Id == found.Id, cancel);
        }

        /// <summary>The Message-IDs of a dialogue so far, as written, oldest first.</summary>
        public async Task<IReadOnlyList<string>> ThreadOfAsync(Conversation conversation, CancellationToken cancel) =>
            await db.Messages.Where(m => m.ConversationId == conversation.Id && m.WrittenId != "").OrderBy(m => m.At).ThenBy(m => m.Id).Select(m => m.WrittenId).ToListAsync(cancel);

        /// <summary>Who wrote into a dialogue without a part in it, and got none since: their messages stand there as unverified.</summary>
        /// <param name="conversation">Loaded with its addressees and its ticket.</param>
        public async Task<IReadOnlyList<string>> StrangersInAsync(Conversation conversation, CancellationToken cancel)
        {
            var writers = await db.Messages.Where(m => m.ConversationId == conversation.Id && m.Kind == MessageKind.In && m.SenderAddress != "").Select(m => new { m.SenderAddress, m.IsUnverified }).Distinct().ToListAsync(cancel);
            var known = writers.Where(w => !w.IsUnverified).Select(w => w.SenderAddress).Concat(conversation.Addressees.Select(a => a.Address)).Append(conversation.Ticket.RequesterMail).ToHashSet();
            return [.. writers.Where(w => w.IsUnverified && !known.Contains(w.SenderAddress)).Select(w => w.SenderAddress).Order()];
        }

        /// <summary>Takes a message in. Where it answers a closed ticket, somebody is given a working day to look at it. Ask
        /// <see cref="Ticket.TakesReplyAt"/> before: if not, begin a new ticket that follows this one.</summary>
        /// <param name="conversation">Loaded with its addressees and its ticket (<c>WithParts</c>).</param>
        public Message Receive(Conversation conversation, Incoming incoming, DateTimeOffset at)
        {
            var waitedBefore = conversation.Ticket.ReplyAfterClosingAt is not null;
            var message = conversation.Receive(incoming, at);
            db.LookAfter(conversation.Ticket, waitedBefore, at);
            if (conversation.LaterAt > at && !incoming.IsAutomatic)
            {
                db.Add(new Job(Writing.SendingStopped.JobKind, conversation.Number.ToString(), at));
            }

            return message;
        }

        /// <summary>Writes down what one of us sent from their own mail program, with us in copy.</summary>
        /// <param name="conversation">Loaded with its addressees and its ticket (<c>WithParts</c>).</param>
        /// <param name="outside">Whom of those who aren't ours it went to.</param>
        public async Task<Message> RecordSentAsync(Conversation conversation, Incoming sent, IReadOnlyList<(Post.AddressLine Line, Post.Addressee Who)> outside, Staff.StaffMember by, DateTimeOffset at, CancellationToken cancel) =>
            conversation.RecordSent(sent, outside, by, await db.SiblingsOfAsync(conversation, cancel), at);

        /// <summary>Writes down a call about a ticket that is there. Where it is closed, somebody is given a working day to look at it.</summary>
        /// <param name="caller">Name and number, as given.</param>
        /// <param name="html">Cleaned HTML.</param>
        /// <exception cref="Platform.BrokenRuleException">Nothing was written, or the ticket is closed for too long.</exception>
        public void TakeCall(Ticket ticket, string caller, string html, Staff.StaffMember by, DateTimeOffset at)
        {
            var waitedBefore = ticket.ReplyAfterClosingAt is not null;
            db.Add(Message.Call(ticket, caller, html, by, at));
            db.LookAfter(ticket, waitedBefore, at);
        }

        void LookAfter(Ticket ticket, bool waitedBefore, DateTimeOffset at)
        {
            if (!waitedBefore && ticket.ReplyAfterClosingAt is not null)
            {
                db.Add(LateReplyWorker.JobFor(ticket, at));
            }
        }
    }

    extension(IQueryable<Conversation> conversations)
    {
        /// <summary>Those that this person may see: one that stands in a confidential department shows to its people (and
        /// administrators) alone, even on an open ticket; else as its ticket.</summary>
        public IQueryable<Conversation> VisibleTo(Me me)
        {
            var hidden = me.Hidden;
            return hidden.Count == 0 ? conversations : conversations.Where(c => !hidden.Contains(c.DepartmentId)).WhereIts(c => c.Ticket, TicketQueries.MayBeSeenBy(me));
        }

        /// <summary>Those that stand where this person sees nothing, but were forwarded there from where they do, on a ticket of theirs.</summary>
        public IQueryable<Conversation> ForwardedOutOfSightOf(Me me)
        {
            var hidden = me.Hidden;
            return conversations
                .Where(c => hidden.Contains(c.DepartmentId) && c.Forwardings.Any(f => f.Ending == ForwardingEnd.Open && !hidden.Contains(f.FromId)))
                .WhereIts(c => c.Ticket, TicketQueries.MayBeSeenBy(me));
        }

        /// <summary>Those in which somebody of ours has to act.</summary>
        public IQueryable<Conversation> WithUs => conversations.Where(c => c.Ball == Ball.Us || c.Ball == Ball.Inside);

        /// <summary>Those that stand in one of these departments.</summary>
        public IQueryable<Conversation> StandingIn(IReadOnlyList<int> departments) => conversations.Where(c => departments.Contains(c.DepartmentId));

        /// <summary>Those that this person sees, that lie with their departments and in which somebody of ours has to act.</summary>
        public IQueryable<Conversation> WaitingFor(Me me) => conversations.VisibleTo(me).StandingIn(me.Departments).WithUs.OfOpenTickets;

        /// <summary>Those in which this person has to act: given to them, or to nobody on a ticket of theirs, wherever they lie.</summary>
        public IQueryable<Conversation> OnesOf(Me me) =>
            conversations.VisibleTo(me).Where(c => c.AssigneeId == me.Id || (c.AssigneeId == null && c.Ticket.AssigneeId == me.Id && c.DepartmentId == c.Ticket.DepartmentId)).WithUs.OfOpenTickets;

        /// <summary>Those that lie elsewhere than their ticket.</summary>
        public IQueryable<Conversation> Forwarded => conversations.Where(c => c.DepartmentId != c.Ticket.DepartmentId);

        /// <summary>Emergencies first, then who waits longest.</summary>
        public IOrderedQueryable<Conversation> UrgentFirst => conversations.OrderBy(c => c.Ticket.Priority == Priority.Emergency ? 0 : 1).ThenBy(c => c.BallSince).ThenBy(c => c.Id);

        /// <summary>Those of tickets that aren't closed.</summary>
        public IQueryable<Conversation> OfOpenTickets => conversations.WhereIts(c => c.Ticket, TicketQueries.IsOpen);

        /// <summary>With all that the rules of a dialogue look at; the ticket itself comes from <c>TicketToChangeAsync</c>.</summary>
        public IQueryable<Conversation> WithParts => conversations
            .Include(c => c.Department).ThenInclude(d => d.Company)
            .Include(c => c.Assignee)
            .Include(c => c.Mailbox!).ThenInclude(m => m.Department).ThenInclude(d => d.Company)
            .Include(c => c.Addressees)
            .Include(c => c.Forwardings.OrderBy(f => f.Id)).ThenInclude(f => f.From).Include(c => c.Forwardings).ThenInclude(f => f.To)
            .AsSplitQuery();
    }

    extension(IQueryable<Message> messages)
    {
        /// <summary>Those that this person may see: as their dialogue, and a note on the ticket as the ticket; a note that was
        /// written in a confidential department stays with its people.</summary>
        public IQueryable<Message> VisibleTo(Me me)
        {
            var hidden = me.Hidden;
            return hidden.Count == 0
                ? messages
                : messages
                    .Where(m => (m.ConversationId == null || !hidden.Contains(m.Conversation!.DepartmentId)) && (m.KeptInId == null || !hidden.Contains(m.KeptInId.Value)))
                    .WhereIts(m => m.Ticket, TicketQueries.MayBeSeenBy(me));
        }

        /// <summary>The message read from that raw mail, if it was taken in already.</summary>
        public IQueryable<Message> OfRawMail(int rawMailId) => messages.Where(m => m.RawMailId == rawMailId);
    }

    extension(IQueryable<Attachment> attachments)
    {
        /// <summary>Those of messages that this person may see.</summary>
        public IQueryable<Attachment> VisibleTo(Me me)
        {
            var hidden = me.Hidden;
            return hidden.Count == 0
                ? attachments
                : attachments
                    .Where(a => (a.Message.ConversationId == null || !hidden.Contains(a.Message.Conversation!.DepartmentId)) && (a.Message.KeptInId == null || !hidden.Contains(a.Message.KeptInId.Value)))
                    .WhereIts(a => a.Message.Ticket, TicketQueries.MayBeSeenBy(me));
        }
    }
}
