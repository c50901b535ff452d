using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Mail.Limits;
using Tresen.Mail.Reading;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Mail.Intake;

/// <summary>Deciding where a mail goes, in the order of the questions asked.</summary>
public sealed partial class MailIntake
{
    /// <summary>So many unverified messages an hour one address may put beside others' tickets; then a person looks first.</summary>
    const int MostStrangerMails = 3;

    /// <summary>… so many may stand at one ticket, whoever wrote them, …</summary>
    const int MostAtOneTicket = 10;

    /// <summary>… and so many in all.</summary>
    const int MostOfStrangers = 100;

    async Task PlaceAsync(Arrival arrival, CancellationToken cancel)
    {
        var (raw, mail) = (arrival.Raw, arrival.Mail);
        if (mail.Limit is { } limit)
        {
            raw.Review(RawMailReason.Unreadable, limit);
            if (limit == "limit-size")
            {
                await db.SayTooLargeAsync(raw, mail, (await db.MailLimitsAsync(cancel)).ReadMegabytes, clock.GetUtcNow(), cancel);
            }

            return;
        }

        if (await IsOwnAsync(mail, cancel))
        {
            raw.Ignore(RawMailReason.OwnMail);
            return;
        }

        var colleague = await db.Staff.SingleOrDefaultAsync(s => s.Mail == arrival.Address && arrival.Address != "", cancel);
        var thread = new MailThread(db, mail, arrival.Dialogues, arrival.Verdict, IsProven(arrival, colleague), clock.GetUtcNow(), log);
        var place = await thread.FindAsync(cancel);
        await db.LockWordAsync(MessageId.Normal(mail.MessageId), cancel); // the same to two of our mailboxes may be read by two nodes at once
        var (same, alike) = await WasTakenInAsync(arrival, cancel);
        arrival = arrival with { IsOurs = colleague is not null || await db.Mailboxes.AnyAsync(m => m.Address == arrival.Address, cancel), WasTakenIn = same, IsPerhapsTwice = alike };
        arrival = arrival with { Ruling = await RuleAsync(arrival, place, thread, cancel) };
        if (await PlaceByRuleAsync(arrival, place, cancel))
        {
            return;
        }

        if (arrival.IsAutomatic)
        {
            await PlaceAutomaticAsync(arrival, place, thread, cancel);
        }
        else if (mail.From is null)
        {
            raw.Review(RawMailReason.NoSender, "");
        }
        else if (arrival.IsOurs)
        {
            await PlaceOursAsync(arrival, colleague, place, cancel);
        }
        else if (arrival.WasTakenIn)
        {
            raw.Ignore(RawMailReason.Duplicate); // the same mail to two of our mailboxes
        }
        else
        {
            await PlacePersonsAsync(arrival, place, cancel);
        }
    }

    static bool IsProven(Arrival arrival, StaffMember? colleague) => colleague is { IsActive: true } && arrival.Verdict.Proof == Proof.Passed;

    /// <summary>Who says to be one of ours is asked about. Only where our mail server has proven it, and they may see what they write into,
    /// is a mail to people outside theirs, and ours (threats A04, A05): it has left already and is never sent again.</summary>
    async Task PlaceOursAsync(Arrival arrival, StaffMember? colleague, Place? place, CancellationToken cancel)
    {
        var raw = arrival.Raw;
        if (colleague is { IsActive: false })
        {
            raw.Review(RawMailReason.FormerStaff, "");
            return;
        }

        List<(AddressLine Line, Addressee Who)> outside = IsProven(arrival, colleague) && place is not null ? await OutsideAsync(arrival.Mail, cancel) : [];
        if (outside.Count == 0)
        {
            raw.Review(RawMailReason.StaffAddress, place?.Why == Placement.NamesTicket || place?.Why == Placement.NamesNumber ? place.Detail : "");
            return;
        }

        var sight = (await db.SightOfAsync([colleague!.Id], cancel))[colleague.Id];
        if (!sight.Can(Capability.Work) || !await db.Conversations.VisibleTo(sight).AnyAsync(c => c.Id == place!.ConversationId, cancel))
        {
            raw.Review(RawMailReason.FormerStaff, "");
            return;
        }

        await db.LockAsync<Ticket>(place!.TicketId, cancel);
        if (await db.Messages.AnyAsync(m => m.Kind == MessageKind.Out && m.RawMailId != null && m.MessageId == MessageId.Normal(arrival.Mail.MessageId) && m.MessageId != "", cancel))
        {
            raw.Ignore(RawMailReason.Duplicate);
        }
        else
        {
            var now = clock.GetUtcNow();
            var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Id == place.TicketId, cancel);
            var conversation = await db.Conversations.WithParts.SingleAsync(c => c.Id == place.ConversationId, cancel);
            await db.RecordSentAsync(conversation, arrival.Message(Placement.SentElsewhere, ""), outside, colleague, now, cancel);
            raw.BecomeMessage(ticket.Id);
        }
    }

    /// <summary>Those whom a mail names and who aren't ours.</summary>
    async Task<List<(AddressLine Line, Addressee Who)>> OutsideAsync(ReadMail mail, CancellationToken cancel)
    {
        var named = mail.To.Select(p => (AddressLine.To, p)).Concat(mail.Cc.Select(p => (AddressLine.Cc, p))).Where(n => MailAddress.IsUsable(n.p.Address)).Take(100).ToList();
        var addresses = named.ConvertAll(n => n.p.Address);
        var ours = await db.Mailboxes.Where(m => addresses.Contains(m.Address)).Select(m => m.Address).Concat(db.Staff.Where(s => addresses.Contains(s.Mail)).Select(s => s.Mail)).ToListAsync(cancel);
        return [.. named.Where(n => !ours.Contains(n.p.Address)).Select(n => (n.Item1, new Addressee(n.p.Address, n.p.Name)))];
    }

    async Task PlacePersonsAsync(Arrival arrival, Place? place, CancellationToken cancel)
    {
        if (place is not { IsKnown: true } && Registration.Is(arrival.Mail))
        {
            arrival.Raw.Review(RawMailReason.Registration, "");
            return;
        }

        // Passed on by somebody with no part in it is no answer, whatever numbers stand in it.
        if (place is null || (!place.IsKnown && MailSubject.IsForward(arrival.Mail.Subject)))
        {
            await BeginAsync(arrival, Placement.NewRequest, arrival.Raw.Mailbox.Address, null, arrival.Raw.Mailbox.Department, cancel);
        }
        else if (place.IsKnown || await MayStandUnverifiedAsync(arrival, place, cancel))
        {
            await ReceiveAsync(arrival, place, cancel);
        }
        else
        {
            arrival.Raw.Review(RawMailReason.Stranger, place.Detail);
        }
    }

    /// <summary>A bounce or an absence note stands where the mail stands that it answers; it reopens nothing, and
    /// the ball comes back to us only where a mail of ours couldn't be delivered. By a number alone it must come from somebody with a part (threat A17).</summary>
    async Task PlaceAutomaticAsync(Arrival arrival, Place? place, MailThread thread, CancellationToken cancel)
    {
        if (place is { Why: Placement.AnswersMail } or { IsKnown: true })
        {
            await ReceiveAsync(arrival, place with { IsKnown = true }, cancel);
            if (place.Why == Placement.AnswersMail && arrival.Undeliverable is { } bounce
                && await db.OutgoingMails.Include(m => m.Recipients).SingleOrDefaultAsync(m => m.MessageId == place.Detail, cancel) is { } ours)
            {
                ours.ComeBack(bounce.Recipient);
                // By our seal alone, and only of somebody whom that mail went to: else anybody could silence a customer (threat A17).
                if (bounce.Hard && ours.Recipients.FirstOrDefault(r => r.Address == bounce.Recipient || (bounce.Recipient.Length == 0 && ours.Recipients.Count == 1)) is { } dead)
                {
                    await db.MarkDeadAsync(dead.Address, ours.DepartmentId, arrival.Mail.Findings.FirstOrDefault(f => f.Kind == FindingKind.NotDelivered)?.Title is { Length: > 0 } said ? said : bounce.Status, clock.GetUtcNow(), cancel);
                }
            }
        }
        else if (thread.Ours.Count > 0 && await db.OutgoingMails.AnyAsync(m => m.IsToStaff && thread.Ours.Contains(m.MessageId), cancel))
        {
            arrival.Raw.Ignore(RawMailReason.Automatic); // somebody of ours is absent; nobody has to be told
        }
        else
        {
            arrival.Raw.Review(RawMailReason.Automatic, arrival.Mail.Kind.ToString());
        }
    }

    /// <summary>A stranger with a valid reference or number: beside an open ticket, marked; and not too often (threats A02, A03).</summary>
    async Task<bool> MayStandUnverifiedAsync(Arrival arrival, Place place, CancellationToken cancel)
    {
        var since = clock.GetUtcNow().AddHours(-1);
        return await db.Set<Ticket>().AnyAsync(t => t.Id == place.TicketId && t.Category != Category.Closed, cancel)
            && await db.Messages.CountAsync(m => m.IsUnverified && m.SenderAddress == arrival.Address && m.At > since, cancel) < MostStrangerMails
            && await db.Messages.CountAsync(m => m.IsUnverified && m.TicketId == place.TicketId && m.At > since, cancel) < MostAtOneTicket
            && await db.Messages.CountAsync(m => m.IsUnverified && m.At > since, cancel) < MostOfStrangers;
    }

    async Task ReceiveAsync(Arrival arrival, Place place, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await db.LockAsync<Ticket>(place.TicketId, cancel);
        var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Id == place.TicketId, cancel);
        if (!arrival.IsAutomatic && !ticket.TakesReplyAt(now))
        {
            var department = ticket.Department.IsActive ? ticket.Department : arrival.Raw.Mailbox.Department;
            await BeginAsync(arrival, Placement.FollowsClosed, ticket.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), ticket, department, cancel);
            return;
        }

        var conversation = await db.Conversations.WithParts.SingleAsync(c => c.Id == place.ConversationId, cancel);
        db.Receive(conversation, arrival.Message(place.Why, place.Detail, isUnverified: !place.IsKnown), now);
        arrival.Raw.BecomeMessage(ticket.Id);
        if (!arrival.IsAutomatic && arrival.Verdict.Proof != Proof.Failed)
        {
            await db.ReviveAsync(arrival.Address, now, cancel);
        }
    }

    async Task<Ticket> BeginAsync(Arrival arrival, Placement why, string detail, Ticket? earlier, Department department, CancellationToken cancel, Requester? asks = null)
    {
        var now = clock.GetUtcNow();
        var mail = arrival.Mail;
        var name = mail.From is { Name.Length: > 0 } from ? from.Name : arrival.Address.Length > 0 ? arrival.Address : "Unbekannt";
        var requester = asks ?? new Requester(name, arrival.HasUsableAddress ? arrival.Address : "");
        var isFromThem = asks is not null || arrival.Verdict.Proof != Proof.Failed;
        if (isFromThem)
        {
            await db.ReviveAsync(arrival.Address, now, cancel);
        }

        var conversation = await db.BeginRequestAsync(arrival.Ruling.Department ?? department, arrival.Raw.Mailbox, ChannelUse.Mail, requester, mail.Subject, earlier, now, cancel, isFromThem);
        await FillAsync(arrival, conversation.Ticket, now, cancel);
        var incoming = arrival.Message(why, detail) with { SpokenFor = asks is null ? null : new Addressee(asks.Mail, asks.Name) };
        var message = db.Receive(conversation, why == Placement.ByRule ? incoming with { IsAutomatic = false } : incoming, now);
        if (mail.MayBeAnsweredByPrograms && isFromThem && why is not (Placement.ByHand or Placement.ByRule) && !arrival.Raw.IsOld && !arrival.Ruling.IsQuiet)
        {
            await db.ConfirmAsync(arrival.Raw.Mailbox, conversation, arrival.Address, message, now, cancel);
        }

        Hush(arrival);
        await db.SaveChangesAsync(cancel); // the ticket's id
        arrival.Raw.BecomeMessage(conversation.Ticket.Id);
        return conversation.Ticket;
    }

    /// <summary>What lay there before the first connection is news to nobody (threat R15).</summary>
    void Hush(Arrival arrival)
    {
        if (arrival.Raw.IsOld)
        {
            db.ChangeTracker.Entries<TicketEvent>().Where(e => e.State == EntityState.Added).ToList().ForEach(e => e.Entity.Tell());
        }
    }

    /// <summary>Our own mail, come back by an alias or a forwarded mailbox, perhaps under another Message-ID: it bears our sealed
    /// mark and our address (threat A15). Others may have copied the mark.</summary>
    async Task<bool> IsOwnAsync(ReadMail mail, CancellationToken cancel)
    {
        var marks = new[] { mail.OwnMark, MessageId.Normal(mail.MessageId) }.Where(m => m.Length > 0).ToList();
        var from = mail.From?.Address ?? "";
        var keys = await db.Mailboxes.Where(m => m.Address == from).Select(m => m.Key).ToListAsync(cancel);
        return keys.Count > 0 && marks.Exists(mark => keys.Exists(key => MessageId.IsSealedWith(mark, key)));
    }

    /// <summary>A Message-ID alone proves nothing (threat A11): the same mail is one whose sender, text and files are the same too. What bears
    /// the same Message-ID otherwise is taken in, and said to be alike.</summary>
    async Task<(bool Same, bool Alike)> WasTakenInAsync(Arrival arrival, CancellationToken cancel)
    {
        var (id, mail) = (MessageId.Normal(arrival.Mail.MessageId), arrival.Mail);
        if (id.Length == 0)
        {
            return (false, false);
        }

        var earlier = await db.Messages.Where(m => m.Kind == MessageKind.In && m.MessageId == id).OrderBy(m => m.Id)
            .Select(m => new { m.SenderAddress, m.Text, m.Html, Files = m.Attachments.Select(a => a.FileId).ToList() }).Take(5).ToListAsync(cancel);
        var files = arrival.Files.Select(f => f.File.Id).Order().ToList(); // the same content is the same file
        var same = earlier.Exists(m => m.SenderAddress == arrival.Address && m.Text == mail.Text && m.Html == mail.Html && m.Files.Order().SequenceEqual(files));
        return (same, !same && earlier.Count > 0);
    }
}
