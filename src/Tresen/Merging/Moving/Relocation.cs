using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Conversations.Moving;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Merging.Moving;

/// <summary>Takes things from one ticket to another, in the piece of work in hand: notes each of them, tells both histories, and sees to it that both
/// tickets say who has to act. Both must be locked.</summary>
sealed partial class Relocation(TresenDb db, StaffMember by, DateTimeOffset at)
{
    /// <summary>A message goes to another ticket.</summary>
    /// <param name="into">The dialogue there; null: a new one, or for a note the ticket itself.</param>
    public async Task<Move> MessageAsync(Message message, Ticket from, Ticket to, Conversation? into, CancellationToken cancel) =>
        await MessageAsync(new Move(MoveKind.Message, from, to, by, at), TicketVerb.MessageMoved, message, from, to, into, cancel);

    /// <summary>A dialogue goes to another ticket, with its messages, drafts and mails that are about to leave.</summary>
    public async Task<Move> DialogueAsync(Conversation dialogue, Ticket from, Ticket to, CancellationToken cancel)
    {
        from.MustGiveTo(to);
        var move = new Move(MoveKind.Dialogue, from, to, by, at);
        var (talks, there) = (await TalksAsync(from, cancel), await TalksAsync(to, cancel));
        var sides = Begin(move, from, to, [dialogue]);
        var (was, heard) = (dialogue.Ball, await HeardAsync(db.Messages.Where(m => m.ConversationId == dialogue.Id), cancel));
        await TakeAsync(move, dialogue, from, to, talks, there, cancel);
        await LoseAsync(from, [.. talks.Where(c => c != dialogue)], was, heard, cancel);
        Gain(to, dialogue.TurnNow(), heard);
        from.TellMoved(TicketVerb.ConversationMoved, to, by, at, dialogue.Number, dialogue.Number);
        return End(move, sides);
    }

    /// <summary>All of a ticket goes to another one: dialogues, notes, files, bookings and material that aren't locked, who helps and watches.</summary>
    /// <param name="closed">The status that closes it.</param>
    public async Task<Move> MergeAsync(Ticket from, Ticket to, Progress closed, CancellationToken cancel)
    {
        from.MustGiveTo(to);
        var move = new Move(MoveKind.Merge, from, to, by, at);
        var (talks, there) = (await TalksAsync(from, cancel), await TalksAsync(to, cancel));
        var sides = Begin(move, from, to, talks);
        foreach (var dialogue in talks)
        {
            await TakeAsync(move, dialogue, from, to, [.. talks.Where(c => c.TicketId == from.Id)], there, cancel);
            there.Add(dialogue);
            Gain(to, dialogue.TurnNow(), null);
        }

        foreach (var note in await db.Messages.Where(m => m.TicketId == from.Id && m.ConversationId == null).OrderBy(m => m.Id).ToListAsync(cancel))
        {
            Take(move, note, null, to, from.Department, to.Department);
        }

        foreach (var file in await db.TicketFiles.Where(f => f.TicketId == from.Id).OrderBy(f => f.Id).ToListAsync(cancel))
        {
            file.GoTo(to);
            move.Take(MovePartKind.File, file.Id, from.Id, to.Id);
        }

        if (PaysAlike(from, to))
        {
            await TakeBookingsAsync(move, from, to, cancel);
        }

        foreach (var person in from.People.Where(p => to.People.All(k => k.StaffMemberId != p.StaffMemberId) && to.AssigneeId != p.StaffMemberId && !to.WouldOpenTo(p.StaffMember)).ToList())
        {
            to.Involve(person.StaffMember, person.Part, by, at);
            move.Take(MovePartKind.Person, person.StaffMemberId, from.Id, to.Id);
        }

        Gain(to, from.IsClosed && from.ReplyAfterClosingAt is null ? new Turn(Ball.Nobody, at) : new Turn(from.IsClosed ? Ball.Us : from.Ball, from.WaitingSince), from.HeardAt);
        from.MergeInto(to, closed, by, at);
        from.TellMoved(TicketVerb.Merged, to, by, at);
        return End(move, sides);
    }

    /// <summary>A message becomes the first of a new ticket.</summary>
    public Task<Move> SplitAsync(Message message, Ticket from, Ticket to, CancellationToken cancel) =>
        MessageAsync(new Move(MoveKind.SplitMessage, from, to, by, at), TicketVerb.SplitOff, message, from, to, null, cancel);

    /// <summary>A passage of a message, or files of it, begin a new ticket; the message stays as it is.</summary>
    /// <param name="text">What is said there.</param>
    /// <param name="files">Attachments of the message; empty: a passage.</param>
    public async Task<Move> SplitAsync(Message message, Ticket from, Ticket to, string text, IReadOnlyList<Attachment> files, CancellationToken cancel)
    {
        from.MustGiveTo(to);
        var move = new Move(files.Count > 0 ? MoveKind.SplitFiles : MoveKind.SplitPassage, from, to, by, at);
        var isAnswered = message.Kind == MessageKind.In;
        // Where it comes from, and what it was about there, isn't told to those who may not know of it.
        var isTold = IsTold(message, from, to);
        var into = isAnswered ? await BeginAsync(move, message, isTold ? message.Conversation?.Subject : null, to, cancel) : null;
        var sides = Begin(move, null, to, into is null ? [] : [into]);
        var contents = files.Select(f => f.FileId).ToList();
        var stored = await db.Set<StoredFile>().Where(f => contents.Contains(f.Id)).ToDictionaryAsync(f => f.Id, cancel);
        var source = isTold ? from.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
        var copy = Message.SplitOff(into, to, message, isTold ? message.Subject : to.Subject, text, source, files.Select(f => (f, stored[f.FileId])), by, at);
        copy.KeepIn(message.KeptInId);
        db.Add(copy);
        into?.TakeTurnBy(copy, at);
        Gain(to, into?.TurnNow() ?? new Turn(Ball.Us, at), isAnswered ? at : null);
        from.TellMoved(TicketVerb.SplitOff, to, by, at, message.Conversation?.Number, into?.Number);
        await db.SaveChangesAsync(cancel); // the message's id
        move.Take(MovePartKind.Copied, copy.Id, message.Id, into?.Id);
        return End(move, sides);
    }

    async Task<Move> MessageAsync(Move move, TicketVerb verb, Message message, Ticket from, Ticket to, Conversation? into, CancellationToken cancel)
    {
        from.MustGiveTo(to);
        await MustBeStillAsync(message, cancel);
        var source = message.Conversation;
        var before = source?.Ball;
        into ??= message.Kind == MessageKind.Note ? null : await BeginAsync(move, message, IsTold(message, from, to) ? source?.Subject : null, to, cancel);
        var sides = Begin(move, from, to, new[] { source, into }.OfType<Conversation>());
        Take(move, message, into, to, source?.Department ?? from.Department, into?.Department ?? to.Department);
        if (message.Counts)
        {
            await PassAsync(source, message, isGone: true, cancel);
            await PassAsync(into, message, isGone: false, cancel);
        }

        var heard = message.IsHeard ? message.At : (DateTimeOffset?)null;
        var asked = from.Ball;
        if (source is not null && source.Ball != before)
        {
            await LoseAsync(from, await TalksAsync(from, cancel), before!.Value, heard, cancel);
        }
        else
        {
            await ForgetAsync(from, heard, cancel);
        }

        if (message.Counts)
        {
            Gain(to, into!.TurnNow(), heard);
        }
        else if (message.IsHeard)
        {
            Gain(to, asked == Ball.Us ? new Turn(Ball.Us, message.At) : to.TurnNow(), heard); // a call that nobody has answered yet
        }

        from.TellMoved(verb, to, by, at, source?.Number, into?.Number);
        return End(move, sides);
    }

    /// <summary>A draft, and a mail that hasn't left, has its place where it is written; with its dialogue it may go.</summary>
    async Task MustBeStillAsync(Message message, CancellationToken cancel)
    {
        if (message.IsDraft)
        {
            throw new BrokenRuleException("Das ist ein Entwurf. Bitte zuerst senden oder verwerfen, oder das ganze Gespräch verschieben.");
        }

        if (message.OutgoingMailId is { } mail && await db.OutgoingMails.AnyAsync(m => m.Id == mail && (m.State == MailState.Waiting || m.State == MailState.Sending), cancel))
        {
            throw new BrokenRuleException("Diese Mail ist noch nicht hinausgegangen. Bitte warten, bis sie gesendet ist, oder sie zurückholen.");
        }
    }

    /// <summary>Whether it may be said there which ticket a message comes from, and what it was about: not where it, or its dialogue, is another confidential department's.</summary>
    public static bool IsTold(Message message, Ticket from, Ticket to) =>
        new[] { from.Department, message.Conversation?.Department ?? from.Department }.All(d => !d.IsConfidential || d.Id == to.DepartmentId);

    /// <summary>A new dialogue there, addressed to whom the message came from.</summary>
    /// <param name="subject">Null: the ticket's.</param>
    async Task<Conversation> BeginAsync(Move move, Message message, string? subject, Ticket to, CancellationToken cancel)
    {
        var known = message.Conversation is { Mailbox: { } box } source && source.DepartmentId == to.DepartmentId ? box : await db.MailboxForAsync(to.DepartmentId, cancel);
        var dialogue = new Conversation(await db.NextConversationNumberAsync(at, cancel), to, to.Department, known, subject ?? to.Subject, by, at);
        dialogue.BeAddressedAs(message);
        db.Add(dialogue);
        await db.SaveChangesAsync(cancel); // its id
        move.Take(MovePartKind.Begun, dialogue.Id, null, to.Id);
        return dialogue;
    }

    static void Take(Move move, Message message, Conversation? into, Ticket to, Department source, Department target)
    {
        move.Take(MovePartKind.Message, message.Id, message.ConversationId, into?.Id);
        message.GoTo(into, to);
        Keep(move, message, source, target);
    }

    /// <summary>What was noted among the people of a confidential department stays among them.</summary>
    static void Keep(Move move, Message message, Department source, Department target)
    {
        if (message is { Kind: MessageKind.Note, KeptInId: null } && source.IsConfidential && source.Id != target.Id)
        {
            message.KeepIn(source.Id);
            move.Take(MovePartKind.Kept, message.Id, null, source.Id);
        }
    }

    async Task TakeAsync(Move move, Conversation dialogue, Ticket from, Ticket to, IReadOnlyList<Conversation> beside, IReadOnlyList<Conversation> there, CancellationToken cancel)
    {
        var (department, assignee) = (dialogue.Department, dialogue.AssigneeId);
        dialogue.GoTo(to, Others(beside, dialogue), Others(there, dialogue), at);
        move.Take(MovePartKind.Dialogue, dialogue.Id, from.Id, to.Id);
        if (dialogue.DepartmentId != department.Id)
        {
            move.Take(MovePartKind.Department, dialogue.Id, department.Id, dialogue.DepartmentId);
        }

        if (dialogue.AssigneeId != assignee)
        {
            move.Take(MovePartKind.Assignee, dialogue.Id, assignee, null);
        }

        foreach (var message in await db.Messages.Where(m => m.ConversationId == dialogue.Id).OrderBy(m => m.Id).ToListAsync(cancel))
        {
            message.GoTo(dialogue, to);
            Keep(move, message, department, dialogue.Department);
        }
    }

    /// <summary>What isn't locked yet, and is for the same customer there.</summary>
    async Task TakeBookingsAsync(Move move, Ticket from, Ticket to, CancellationToken cancel)
    {
        foreach (var entry in await db.TimeEntries.Include(e => e.Ticket).Where(e => e.TicketId == from.Id && e.BilledAt == null && e.ReversedAt == null && e.ReversesId == null).OrderBy(e => e.Id).ToListAsync(cancel))
        {
            if (entry.GoesAlongAt(at))
            {
                entry.GoTo(to, by, at);
                move.Take(MovePartKind.Booking, entry.Id, from.Id, to.Id);
            }
        }

        foreach (var line in await db.Material.Where(m => m.TicketId == from.Id && m.BilledAt == null).OrderBy(m => m.Id).ToListAsync(cancel))
        {
            from.HandOver(line, to);
            move.Take(MovePartKind.Material, line.Id, from.Id, to.Id);
        }
    }

    /// <summary>Whether what is booked on either is for the same customer and goes to the same account.</summary>
    internal static bool PaysAlike(Ticket from, Ticket to) => from.CustomerId == to.CustomerId && (from.BillToId ?? from.CustomerId) == (to.BillToId ?? to.CustomerId);

    /// <summary>The dialogue's last message that counts says who has to act, if that is the one that was moved.</summary>
    async Task PassAsync(Conversation? dialogue, Message moved, bool isGone, CancellationToken cancel)
    {
        if (dialogue is null)
        {
            return;
        }

        var last = (await db.Messages.AsNoTracking().Where(m => m.ConversationId == dialogue.Id && m.Id != moved.Id && !m.IsDraft && m.Kind != MessageKind.Note)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(50).ToListAsync(cancel)).Find(m => m.Counts);
        if (last is null || last.At <= moved.At)
        {
            dialogue.TakeTurnBy(isGone ? last : moved, at);
        }
    }

    /// <summary>What gave the ticket its turn is gone: those that remain say who has to act.</summary>
    async Task LoseAsync(Ticket ticket, IReadOnlyList<Conversation> remaining, Ball was, DateTimeOffset? heard, CancellationToken cancel)
    {
        if (!ticket.IsClosed && ticket.Ball == was && remaining.Select(c => c.TurnNow()).OrderBy(t => t.Since).Aggregate((Turn?)null, (best, t) => best is null || t.GoesBefore(best) ? t : best) is { } next && next.Ball != was)
        {
            ticket.TakeTurn(ticket.TurnNow() with { Ball = next.Ball, Since = next.Since });
        }

        await ForgetAsync(ticket, heard, cancel);
    }

    /// <summary>When the customer last wrote, without what was moved away. Call it before saving.</summary>
    async Task ForgetAsync(Ticket ticket, DateTimeOffset? heard, CancellationToken cancel)
    {
        if (heard is null || ticket.HeardAt > heard)
        {
            return;
        }

        await db.SaveChangesAsync(cancel); // what is moved stands elsewhere
        var last = await HeardAsync(db.Messages.Where(m => m.TicketId == ticket.Id), cancel);
        var waits = ticket.ReplyAfterClosingAt is { } reply && ticket.ClosedAt is { } closed && last >= closed ? reply : (DateTimeOffset?)null;
        ticket.TakeTurn(ticket.TurnNow() with { HeardAt = last, ReplyAt = waits });
    }

    static void Gain(Ticket ticket, Turn turn, DateTimeOffset? heard)
    {
        var now = ticket.TurnNow();
        now = turn.GoesBefore(now) ? now with { Ball = turn.Ball, Since = turn.Since } : now;
        ticket.TakeTurn(heard > now.HeardAt || now.HeardAt is null ? now with { HeardAt = heard ?? now.HeardAt } : now);
    }

    /// <summary>When the customer last said something there.</summary>
    static Task<DateTimeOffset?> HeardAsync(IQueryable<Message> there, CancellationToken cancel) => there.Where(Message.Heard).MaxAsync(m => (DateTimeOffset?)m.At, cancel);

    Task<List<Conversation>> TalksAsync(Ticket ticket, CancellationToken cancel) =>
        db.Conversations.WithParts.Where(c => c.TicketId == ticket.Id).OrderBy(c => c.Id).ToListAsync(cancel);

    static Siblings Others(IEnumerable<Conversation> all, Conversation except) => new([.. all.Where(c => c != except).Select(c => new Sibling(c.DepartmentId, c.Ball))]);

    static List<(MoveSide Side, Func<Turn> Now)> Begin(Move move, Ticket? from, Ticket to, IEnumerable<Conversation> dialogues) =>
    [
        .. new[] { from, to }.OfType<Ticket>().Select(t => (move.Begin(t), (Func<Turn>)t.TurnNow)),
        .. dialogues.Select(c => (move.Begin(c), (Func<Turn>)c.TurnNow)),
    ];

    Move End(Move move, List<(MoveSide Side, Func<Turn> Now)> sides)
    {
        sides.ForEach(s => s.Side.End(s.Now()));
        db.Add(move);
        return move;
    }
}
