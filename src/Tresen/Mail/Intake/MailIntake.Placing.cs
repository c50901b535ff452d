using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Mail.Reading;
using Tresen.Platform.Data;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Mail.Intake;

/// <summary>Deciding where a mail goes, in the order of the questions asked.</summary>
public sealed partial class MailIntake
{
    /// <summary>So many unverified messages an hour one address may put beside others' tickets; then a person looks first.</summary>
    const int MostStrangerMails = 3;

    async Task PlaceAsync(Arrival arrival, CancellationToken cancel)
    {
        var (raw, mail) = (arrival.Raw, arrival.Mail);
        if (mail.Limit is { } limit)
        {
            raw.Review(RawMailReason.Unreadable, limit);
            return;
        }

        if (await IsOwnAsync(mail, cancel))
        {
            raw.Ignore(RawMailReason.OwnMail);
            return;
        }

        var thread = new MailThread(db, mail, clock.GetUtcNow(), log);
        var place = await thread.FindAsync(cancel);
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
        else if (await IsOurAddressAsync(arrival.Address, cancel))
        {
            raw.Review(RawMailReason.StaffAddress, "");
        }
        else if (await WasTakenInAsync(mail, cancel))
        {
            raw.Ignore(RawMailReason.Duplicate); // the same mail to two of our mailboxes
        }
        else
        {
            await PlacePersonsAsync(arrival, place, cancel);
        }
    }

    async Task PlacePersonsAsync(Arrival arrival, Place? place, CancellationToken cancel)
    {
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
            && await db.Messages.CountAsync(m => m.IsUnverified && m.SenderAddress == arrival.Address && m.At > since, cancel) < MostStrangerMails;
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
    }

    async Task<Ticket> BeginAsync(Arrival arrival, Placement why, string detail, Ticket? earlier, Department department, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var mail = arrival.Mail;
        var name = mail.From is { Name.Length: > 0 } from ? from.Name : arrival.Address.Length > 0 ? arrival.Address : "Unbekannt";
        var requester = new Requester(name, arrival.HasUsableAddress ? arrival.Address : "");
        var conversation = await db.BeginRequestAsync(arrival.Ruling.Department ?? department, arrival.Raw.Mailbox, ChannelUse.Mail, requester, mail.Subject, earlier, now, cancel);
        await FillAsync(arrival, conversation.Ticket, now, cancel);
        var incoming = arrival.Message(why, detail);
        var message = db.Receive(conversation, why == Placement.ByRule ? incoming with { IsAutomatic = false } : incoming, now);
        if (mail.MayBeAnsweredByPrograms && why is not (Placement.ByHand or Placement.ByRule) && !arrival.Raw.IsOld && !arrival.Ruling.IsQuiet)
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

    /// <summary>Who says to be one of ours is asked about: an answer by mail isn't taken for ours (threat A04).</summary>
    async Task<bool> IsOurAddressAsync(string address, CancellationToken cancel) =>
        await db.Staff.AnyAsync(s => s.Mail == address, cancel) || await db.Mailboxes.AnyAsync(m => m.Address == address, cancel);

    /// <summary>A Message-ID alone proves nothing (threat A11): sender and text must be the same too.</summary>
    async Task<bool> WasTakenInAsync(ReadMail mail, CancellationToken cancel)
    {
        var (id, from) = (MessageId.Normal(mail.MessageId), mail.From!.Address);
        return id.Length > 0
            && (await db.Messages.Where(m => m.Kind == MessageKind.In && m.MessageId == id && m.SenderAddress == from).OrderBy(m => m.Id).Select(m => m.Text).Take(5).ToListAsync(cancel)).Contains(mail.Text);
    }
}
