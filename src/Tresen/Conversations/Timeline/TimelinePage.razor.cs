using Microsoft.EntityFrameworkCore;
using Tresen.Conversations.Moving;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;
using Tresen.Tickets.History;

namespace Tresen.Conversations.Timeline;

/// <summary>Everything that was said and done on a ticket.</summary>
public sealed partial class TimelinePage
{
    /// <summary>So many messages are shown at first.</summary>
    const int Most = 60;

    /// <summary>In the third mail a picture is a logo.</summary>
    const int MostRepeats = 3;

    /// <summary>What happened elsewhere on the page already: messages stand there themselves.</summary>
    static readonly TicketVerb[] Spoken = [TicketVerb.MessageIn, TicketVerb.MessageOut, TicketVerb.Noted, TicketVerb.Called];

    static readonly TicketVerb[] Moved = [TicketVerb.MessageMoved, TicketVerb.ConversationMoved, TicketVerb.SplitOff, TicketVerb.Merged];

    /// <summary>What the page shows.</summary>
    public sealed record Data(
        TicketFrame.Data Frame,
        IReadOnlyList<Thread> Threads,
        IReadOnlyList<AwayThread> Away,
        IReadOnlyList<Entry> Entries,
        int Older,
        long? Only,
        bool HidesEvents,
        NoteForm Note);

    /// <summary>A dialogue's head.</summary>
    public sealed record Thread(int Id, long Number, string Subject, Ball Ball, DateTimeOffset BallSince, int DepartmentId, string Department, int? AssigneeId, string? Assignee, Lying? Lying, Latest? Latest)
    {
        /// <summary>Those whom it may be given to, those away marked.</summary>
        public IReadOnlyList<Choice> Hands { get; init; } = [];

        /// <summary>What came of the last forwarding, if the dialogue was given back.</summary>
        public Latest? Returned => Latest is { Ending: ForwardingEnd.GivenBack } ? Latest : null;
    }

    /// <summary>A forwarding that isn't over.</summary>
    public sealed record Lying(string By, int FromId, string From, DateTimeOffset At, string Remark);

    /// <summary>The last forwarding and, once it has ended, what came of it.</summary>
    public sealed record Latest(ForwardingEnd Ending, string? By, string From, string Remark);

    /// <summary>A dialogue of which only is told that it lies elsewhere.</summary>
    public sealed record AwayThread(long Number, int FromId, int DepartmentId, string Department, DateTimeOffset Since);

    /// <summary>One thing on the timeline: a message, or an event with what was said along with it.</summary>
    public sealed record Entry(DateTimeOffset At, MessageRow? Message, TicketEvent? Event, string? Remark = null)
    {
        /// <summary>Labels of the fields that were changed, all of one saving.</summary>
        public IReadOnlyList<string> Fields { get; init; } = [];

        /// <summary>The move that it tells of, as long as that can be undone.</summary>
        public int? Undoing { get; init; }
    }

    /// <summary>A message with all that is shown of it.</summary>
    public sealed record MessageRow(
        int Id,
        long? Conversation,
        MessageKind Kind,
        bool IsDraft,
        string? Author,
        string SenderName,
        string SenderAddress,
        string Subject,
        DateTimeOffset At,
        string Text,
        string Reply,
        string OwnHtml,
        bool HasHtml,
        bool IsUnverified,
        bool IsAutomatic,
        bool IsKept,
        Placement Why,
        string WhyDetail,
        bool IsErased,
        int? RawMailId,
        Guid? OutgoingMailId,
        string Found,
        bool HasRemote)
    {
        /// <summary>What it holds besides its text.</summary>
        public IReadOnlyList<Finding> Findings { get; } = Finding.Unpack(Found);

        public IReadOnlyList<MessageAddressee> Addressees { get; init; } = [];

        public IReadOnlyList<Attachment> Attachments { get; init; } = [];

        /// <summary>The contents that its writer sends again and again: a logo.</summary>
        public IReadOnlySet<int> Repeated { get; init; } = new HashSet<int>();

        /// <summary>What the virus scanner says of its files, by content.</summary>
        public IReadOnlyDictionary<int, FileVerdict> Verdicts { get; init; } = new Dictionary<int, FileVerdict>();

        public MailRow? Mail { get; init; }
    }

    /// <summary>How far a mail of ours has come.</summary>
    public sealed record MailRow(Guid Id, MailState State, int Attempts, DateTimeOffset? NextTry, string LastError, bool HasBytes)
    {
        /// <summary>Whom it hasn't reached, and what the server said against each.</summary>
        public IReadOnlyList<MissedRow> Missed { get; init; } = [];

        /// <summary>When it is to leave, where its author chose an instant.</summary>
        public DateTimeOffset? SendAt { get; init; }

        /// <summary>By what it is known to have arrived, where the server didn't say so.</summary>
        public string Proof { get; init; } = "";

        /// <summary>How many it goes to.</summary>
        public int Recipients { get; init; }

        /// <summary>Whether it will look different in a moment.</summary>
        public bool IsOnItsWay => State is MailState.Waiting or MailState.Sending;

        /// <summary>For so many seconds it can surely be taken back.</summary>
        public int SecondsLeft(DateTimeOffset now) => State == MailState.Waiting && Attempts == 0 && SendAt is null && NextTry > now ? (int)Math.Ceiling((NextTry.Value - now).TotalSeconds) : 0;
    }

    /// <summary>Somebody whom a mail hasn't reached: refused for good, or put off.</summary>
    public sealed record MissedRow(string Address, bool IsRefused, string Error);

    /// <summary>Whether taking a dialogue back is offered: to the people of where it came from and of the ticket; to administrators
    /// where they aren't themselves asked for it.</summary>
    public static bool OffersTakingBack(Me me, Ticket ticket, int from, int standsIn) =>
        me.Can(Capability.Work)
        && (me.Departments.Contains(from) || me.Departments.Contains(ticket.DepartmentId) || ticket.AssigneeId == me.Id || (me.IsAdministrator && !me.Departments.Contains(standsIn)));

    /// <summary>Reads what the page shows, in a fixed number of queries.</summary>
    public static async Task<Data> ReadAsync(TresenDb db, TicketFrame.Data frame, long? only, bool hidesEvents, bool everything, NoteForm note, CancellationToken cancel)
    {
        var (me, ticket) = (frame.Me, frame.Ticket.Id);
        var threads = await db.Conversations.VisibleTo(me).Where(c => c.TicketId == ticket).OrderBy(c => c.StartedAt).ThenBy(c => c.Id)
            .Select(c => new Thread(
                c.Id,
                c.Number,
                c.Subject,
                c.Ball,
                c.BallSince,
                c.DepartmentId,
                c.Department.Name,
                c.AssigneeId,
                c.Assignee!.Name,
                c.Forwardings.Where(f => f.Ending == ForwardingEnd.Open).OrderByDescending(f => f.Id).Select(f => new Lying(f.By.Name, f.FromId, f.From.Name, f.At, f.Remark)).FirstOrDefault(),
                c.Forwardings.OrderByDescending(f => f.Id).Select(f => new Latest(f.Ending, f.EndedBy!.Name, f.To.Name, f.EndRemark)).FirstOrDefault()))
            .ToListAsync(cancel);
        only = threads.Exists(t => t.Number == only) ? only : null;

        var messages = db.Messages.VisibleTo(me).Where(m => m.TicketId == ticket && (only == null || m.Conversation!.Number == only));
        var rows = await RowsAsync(db, everything ? messages : messages.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(Most), cancel);
        var older = everything || rows.Count < Most ? 0 : await messages.CountAsync(cancel) - rows.Count;
        var from = older > 0 ? rows[0].At : DateTimeOffset.MinValue.AddDays(1);
        var events = only is not null || hidesEvents
            ? []
            : await db.Set<TicketEvent>().AsNoTracking().Where(e => e.TicketId == ticket && e.At >= from && !Spoken.Contains(e.Verb)).OrderBy(e => e.At).ThenBy(e => e.Position).Include(e => e.By).ToListAsync(cancel);
        var remarks = events.Count == 0 ? [] : await RemarksAsync(db, frame, cancel);
        var fields = events.Exists(e => e.Field.StartsWith(nameof(FreeField), StringComparison.Ordinal)) ? await db.FreeFields.AsNoTracking().ToListAsync(cancel) : [];
        var moves = events.Exists(e => Moved.Contains(e.Verb)) ? await MovesAsync(db, frame, cancel) : [];
        var known = await KnownDialogues.ReadAsync(db, me, ticket, cancel);
        return new Data(
            frame,
            frame.MayWork ? await WithHandsAsync(db, frame, threads, cancel) : threads,
            await db.AwayAsync(me, ticket, cancel),
            [.. rows.Select(m => new Entry(m.At, m, null)).Concat(Lines([.. events.Where(known.MayBeTold)], remarks, fields, moves)).OrderBy(e => e.At).ThenBy(e => e.Message is null ? 0 : 1)],
            older,
            only,
            hidesEvents,
            note);
    }

    /// <summary>A line an event; the changes of fields that were saved together stand in one.</summary>
    static IEnumerable<Entry> Lines(IReadOnlyList<TicketEvent> events, Dictionary<(TicketVerb, long?, DateTimeOffset), string> remarks, IReadOnlyList<FreeField> free, Dictionary<DateTimeOffset, int> moves)
    {
        var changes = events.Where(e => e.Verb == TicketVerb.Changed).ToLookup(e => (e.At, e.ById));
        return from entry in events
               where entry.Verb != TicketVerb.Changed || changes[(entry.At, entry.ById)].First() == entry
               select new Entry(entry.At, null, entry, remarks.GetValueOrDefault((entry.Verb, entry.Conversation, entry.At)))
               {
                   Fields = entry.Verb == TicketVerb.Changed ? [.. changes[(entry.At, entry.ById)].Select(e => HistoryWords.Field(e.Field, free)).Distinct()] : [],
                   Undoing = Moved.Contains(entry.Verb) && moves.TryGetValue(entry.At, out var move) ? move : null,
               };
    }

    /// <summary>What was moved from or to the ticket and can be undone; found by the instant, as the event has it.</summary>
    static async Task<Dictionary<DateTimeOffset, int>> MovesAsync(TresenDb db, TicketFrame.Data frame, CancellationToken cancel)
    {
        var (ticket, since) = (frame.Ticket.Id, frame.Now.AddDays(-Move.Days));
        return (await db.Moves.Where(m => (m.FromTicketId == ticket || m.ToTicketId == ticket) && m.UndoneAt == null && m.At >= since).OrderBy(m => m.Id).Select(m => new { m.Id, m.At }).ToListAsync(cancel))
            .GroupBy(m => m.At).ToDictionary(g => g.Key, g => g.Last().Id);
    }

    /// <summary>What was said while forwarding, giving back, declining and asking again: it stands with its own record, found by the instant.</summary>
    static async Task<Dictionary<(TicketVerb, long?, DateTimeOffset), string>> RemarksAsync(TresenDb db, TicketFrame.Data frame, CancellationToken cancel)
    {
        var ways = await db.Conversations.VisibleTo(frame.Me).Where(c => c.TicketId == frame.Ticket.Id)
            .SelectMany(c => c.Forwardings, (c, f) => new { c.Number, f.At, f.Remark, f.EndedAt, f.EndRemark }).ToListAsync(cancel);
        var remarks = new Dictionary<(TicketVerb, long?, DateTimeOffset), string>();
        foreach (var way in ways)
        {
            remarks[(TicketVerb.Forwarded, way.Number, way.At)] = way.Remark;
            if (way.EndedAt is { } end)
            {
                remarks[(TicketVerb.GivenBack, way.Number, end)] = way.EndRemark;
            }
        }

        foreach (var decision in frame.Ticket.Approvals.Where(a => a is { DecidedAt: not null, IsGranted: false }))
        {
            remarks[(TicketVerb.ApprovalDeclined, null, decision.DecidedAt!.Value)] = decision.DecisionRemark;
        }

        foreach (var request in frame.Ticket.Approvals.Where(a => a.AskedRemark.Length > 0))
        {
            remarks[(TicketVerb.ApprovalAsked, null, request.AskedAt)] = request.AskedRemark;
        }

        return remarks;
    }

    /// <summary>The dialogues with those who may be given them: the people of where each stands, and who has it.</summary>
    static async Task<IReadOnlyList<Thread>> WithHandsAsync(TresenDb db, TicketFrame.Data frame, List<Thread> threads, CancellationToken cancel)
    {
        var places = threads.Select(t => t.DepartmentId).Distinct().ToList();
        var people = (await db.Departments.Where(d => places.Contains(d.Id)).SelectMany(d => d.Members).Select(m => new { m.DepartmentId, m.StaffMemberId }).ToListAsync(cancel))
            .ToLookup(m => m.DepartmentId, m => m.StaffMemberId.ToString());
        return threads.ConvertAll(t => t with { Hands = [.. frame.Staff.Where(s => people[t.DepartmentId].Contains(s.Value) || s.Value == t.AssigneeId?.ToString())] });
    }

    /// <summary>One message, for who may see it.</summary>
    public static async Task<MessageRow> RowAsync(TresenDb db, int id, CancellationToken cancel) => (await RowsAsync(db, db.Messages.Where(m => m.Id == id), cancel))[0];

    static async Task<List<MessageRow>> RowsAsync(TresenDb db, IQueryable<Message> messages, CancellationToken cancel)
    {
        var rows = await messages
            .Select(m => new MessageRow(
                m.Id,
                (long?)m.Conversation!.Number,
                m.Kind,
                m.IsDraft,
                m.Author!.Name,
                m.SenderName,
                m.SenderAddress,
                m.Subject,
                m.At,
                m.Text,
                m.Reply,
                m.Kind == MessageKind.In ? "" : m.Kind == MessageKind.Out ? m.Body : m.Html, // others' HTML is shown in a frame of its own alone
                m.Html != "",
                m.IsUnverified,
                m.IsAutomatic,
                m.KeptInId != null,
                m.Why,
                m.WhyDetail,
                m.IsErased,
                m.IsErased || m.IsSealed ? null : m.RawMailId,
                m.OutgoingMailId,
                m.Findings,
                m.Kind == MessageKind.In && m.Html.Contains("data-remote=")))
            .ToListAsync(cancel);
        var ids = rows.Select(r => r.Id).ToList();
        var addressees = (await db.Set<MessageAddressee>().AsNoTracking().Where(a => ids.Contains(a.MessageId)).OrderBy(a => a.Line).ThenBy(a => a.Id).ToListAsync(cancel)).ToLookup(a => a.MessageId);
        var files = (await db.Attachments.AsNoTracking().Where(a => ids.Contains(a.MessageId)).OrderBy(a => a.Id).ToListAsync(cancel)).ToLookup(a => a.MessageId);
        var mails = await db.OutgoingMails.Where(o => db.Set<Message>().Any(m => ids.Contains(m.Id) && m.OutgoingMailId == o.Id))
            .Select(o => new MailRow(o.Id, o.State, o.Attempts, o.NextTry, o.LastError, o.BytesFileId != null && !o.IsSealed)
            {
                Missed = o.Recipients.Where(r => r.Error != "").OrderBy(r => r.Line).ThenBy(r => r.Id).Select(r => new MissedRow(r.Address, r.State == RecipientState.Rejected, r.Error)).ToList(),
                SendAt = o.SendAt,
                Proof = o.Proof,
                Recipients = o.Recipients.Count,
            }).ToDictionaryAsync(o => o.Id, cancel);
        var verdicts = await FileVerdict.OfAsync(db, files.SelectMany(f => f).Select(f => f.FileId).Distinct().ToList(), cancel);
        var repeated = await RepeatedAsync(db, rows, files, cancel);
        return [.. rows.OrderBy(r => r.At).ThenBy(r => r.Id).Select(r => r with
        {
            Verdicts = verdicts,
            Repeated = repeated.Contains(r.SenderAddress) ? repeated[r.SenderAddress].ToHashSet() : new HashSet<int>(),
            Addressees = [.. addressees[r.Id]],
            Attachments = [.. files[r.Id]],
            OwnHtml = r.Kind == MessageKind.Out ? Writing.BodyPictures.Shown(r.OwnHtml, r.Id, files[r.Id]) : r.OwnHtml,
            Mail = r.OutgoingMailId is { } mail ? mails.GetValueOrDefault(mail) : null,
        })];
    }

    /// <summary>By their writers, the pictures that came in so many of their mails that they say nothing any more.</summary>
    static async Task<ILookup<string, int>> RepeatedAsync(TresenDb db, IReadOnlyList<MessageRow> rows, ILookup<int, Attachment> files, CancellationToken cancel)
    {
        var writers = rows.Where(r => r.Kind == MessageKind.In && r.SenderAddress.Length > 0 && files[r.Id].Any(f => f.IsPicture)).ToList();
        var (addresses, contents) = (writers.Select(r => r.SenderAddress).Distinct().ToList(), writers.SelectMany(r => files[r.Id]).Where(f => f.IsPicture).Select(f => f.FileId).Distinct().ToList());
        return contents.Count == 0
            ? Array.Empty<int>().ToLookup(_ => "")
            : (await db.Attachments.Where(a => contents.Contains(a.FileId) && a.Message.Kind == MessageKind.In && addresses.Contains(a.Message.SenderAddress))
                .GroupBy(a => new { a.Message.SenderAddress, a.FileId }).Where(g => g.Select(a => a.MessageId).Distinct().Count() >= MostRepeats).Select(g => g.Key).ToListAsync(cancel))
                .ToLookup(k => k.SenderAddress, k => k.FileId);
    }
}
