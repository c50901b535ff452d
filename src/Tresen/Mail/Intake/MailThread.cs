using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Mail.Reading;
using Tresen.Platform.Data;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Post;
using Tresen.Tickets;

namespace Tresen.Mail.Intake;

/// <summary>Where a mail belongs.</summary>
/// <param name="ConversationId">The dialogue.</param>
/// <param name="TicketId">Its ticket.</param>
/// <param name="Why">By what it was found.</param>
/// <param name="Detail">The number or Message-ID.</param>
/// <param name="IsKnown">Its writer has a part in that dialogue.</param>
public sealed record Place(int ConversationId, int TicketId, Placement Why, string Detail, bool IsKnown);

/// <summary>Finds the dialogue that a mail belongs to: by a Message-ID of ours, which nobody can make up; by the Message-ID of
/// a mail that came in, for its participants; by the dialogue's own address, which nobody can make up either; by a number in the subject
/// (threats A01–A03).</summary>
/// <param name="named">The numbers of the dialogues at whose own addresses it arrived.</param>
/// <param name="isColleague">Its writer is one of us, and that is proven: they have a part in everything that they may see.</param>
public sealed class MailThread(TresenDb db, ReadMail mail, IReadOnlyList<long> named, Verdict verdict, bool isColleague, DateTimeOffset at, ILogger log)
{
    readonly string writer = mail.From?.Address ?? "";

    /// <summary>The sealed Message-IDs of ours that it refers to.</summary>
    public IReadOnlyList<string> Ours { get; private set; } = [];

    /// <summary>Where it belongs; null: nowhere yet.</summary>
    public async Task<Place?> FindAsync(CancellationToken cancel)
    {
        // Nearest first: what it answers, then the thread backwards.
        var ids = mail.InReplyTo.Concat(mail.References.Reverse()).Concat(mail.Enclosed).Select(MessageId.Normal).Where(i => i.Length > 0).Distinct().Take(60).ToList();
        await SortOutAsync(ids, cancel);
        var place = await ByOurMailAsync(cancel) ?? await ByTheirMailAsync(ids, cancel);
        if (place is not null && (place.IsKnown || place.Why == Placement.AnswersMail))
        {
            return place;
        }

        return await ByReplyAddressAsync(cancel) ?? await ByNumberAsync(cancel);
    }

    async Task SortOutAsync(List<string> ids, CancellationToken cancel)
    {
        var mailboxes = await db.Mailboxes.Select(m => new { m.Address, m.Key }).ToListAsync(cancel);
        Ours = [.. ids.Where(id => mailboxes.Exists(m => MessageId.IsSealedWith(id, m.Key)))];
        if (Ours.Count == 0 && ids.Find(id => mailboxes.Exists(m => id.EndsWith("@" + MailAddress.DomainOf(m.Address), StringComparison.Ordinal))) is { } forged)
        {
            log.LogWarning("A mail from {Writer} refers to {MessageId}, which bears our domain and not our seal", writer, forged);
        }
    }

    async Task<Place?> ByOurMailAsync(CancellationToken cancel)
    {
        if (Ours.Count == 0)
        {
            return null;
        }

        var messages = await db.Messages.Where(m => m.Kind == MessageKind.Out && m.ConversationId != null && Ours.Contains(m.MessageId))
            .Select(m => new { m.MessageId, m.ConversationId, m.TicketId }).ToListAsync(cancel);
        if (messages.MinBy(m => Ours.ToList().IndexOf(m.MessageId)) is { } nearest)
        {
            return await PlaceAsync(nearest.ConversationId!.Value, nearest.TicketId, Placement.AnswersMail, nearest.MessageId, cancel);
        }

        // Confirmations are no messages; they name the mail that they confirm.
        var confirmed = await db.OutgoingMails.Where(m => m.IsAutomatic && !m.IsToStaff && Ours.Contains(m.MessageId)).Select(m => m.InReplyTo).Where(i => i != "").ToListAsync(cancel);
        var asked = confirmed.ConvertAll(MessageId.Normal);
        return await db.Messages.Where(m => m.Kind == MessageKind.In && m.ConversationId != null && asked.Contains(m.MessageId)).OrderBy(m => m.Id)
            .Select(m => new { m.ConversationId, m.TicketId }).FirstOrDefaultAsync(cancel) is { } first
            ? await PlaceAsync(first.ConversationId!.Value, first.TicketId, Placement.AnswersMail, Ours[0], cancel)
            : null;
    }

    /// <summary>Message-IDs of others can be made up: they lead only those into a dialogue who have a part in it.</summary>
    async Task<Place?> ByTheirMailAsync(List<string> ids, CancellationToken cancel)
    {
        var found = await db.Messages.Where(m => (m.Kind == MessageKind.In || m.RawMailId != null) && m.ConversationId != null && !m.IsUnverified && ids.Contains(m.MessageId))
            .OrderBy(m => m.Id).Select(m => new { m.MessageId, m.ConversationId, m.TicketId }).Take(10).ToListAsync(cancel);
        foreach (var one in found.OrderBy(m => ids.IndexOf(m.MessageId)).DistinctBy(m => m.ConversationId))
        {
            if (await PlaceAsync(one.ConversationId!.Value, one.TicketId, Placement.SameThread, one.MessageId, cancel) is { IsKnown: true } place)
            {
                return place;
            }
        }

        return null;
    }

    async Task<Place?> ByReplyAddressAsync(CancellationToken cancel) =>
        named.Count > 0 && await db.Conversations.Where(c => named.Contains(c.Number)).OrderByDescending(c => c.Number).Select(c => new { c.Id, c.TicketId, c.Number }).FirstOrDefaultAsync(cancel) is { } ours
            ? await PlaceAsync(ours.Id, ours.TicketId, Placement.ReplyAddress, ours.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), cancel)
            : null;

    async Task<Place?> ByNumberAsync(CancellationToken cancel)
    {
        var numbers = MailSubject.ConversationNumbers(mail.Subject);
        if (numbers.Count > 0 && await db.Conversations.Where(c => numbers.Contains(c.Number)).OrderByDescending(c => c.Number)
            .Select(c => new { c.Id, c.TicketId, c.Number }).FirstOrDefaultAsync(cancel) is { } named)
        {
            return await PlaceAsync(named.Id, named.TicketId, Placement.NamesNumber, named.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), cancel);
        }

        foreach (var number in MailSubject.TicketNumbers(mail.Subject))
        {
            var leading = (await db.Set<Ticket>().LeadingAsync(number, cancel))?.Id;
            var dialogues = await db.Conversations.Where(c => c.TicketId == leading).OrderByDescending(c => c.ChangedAt).Select(c => new { c.Id, c.TicketId }).Take(20).ToListAsync(cancel);
            var places = new List<Place>();
            foreach (var dialogue in dialogues)
            {
                places.Add(await PlaceAsync(dialogue.Id, dialogue.TicketId, Placement.NamesTicket, number.ToString(System.Globalization.CultureInfo.InvariantCulture), cancel));
            }

            if (places.Count > 0)
            {
                return places.Find(p => p.IsKnown) ?? places[^1]; // the dialogue they have a part in, else the first one
            }
        }

        return null;
    }

    async Task<Place> PlaceAsync(int conversation, int ticket, Placement why, string detail, CancellationToken cancel) =>
        new(conversation, ticket, why, detail, await HasPartAsync(conversation, ticket, cancel));

    /// <summary>Who was addressed, who wrote before, who asked, or who speaks for the same customer: as its contact, or from its domain where that is proven.</summary>
    async Task<bool> HasPartAsync(int conversation, int ticket, CancellationToken cancel)
    {
        if (isColleague)
        {
            return true;
        }

        // Whoever it names, it isn't from them.
        if (writer.Length == 0 || verdict.Proof == Proof.Failed)
        {
            return false;
        }

        var today = Zone.DayOf(at);
        var customers = db.Customers.SpokenForBy(writer, today).Select(c => (int?)c.Id);
        if (await db.Conversations.AnyAsync(c => c.Id == conversation && c.Addressees.Any(a => a.Address == writer), cancel)
            || await db.Messages.AnyAsync(m => m.ConversationId == conversation && m.Kind == MessageKind.In && !m.IsUnverified && !m.IsAutomatic && m.SenderAddress == writer, cancel)
            || await db.Set<Ticket>().AnyAsync(t => t.Id == ticket && (t.RequesterMail == writer || (t.CustomerId != null && customers.Contains(t.CustomerId))), cancel))
        {
            return true;
        }

        if (verdict.Proof == Proof.Passed)
        {
            var owners = db.Customers.OwningDomainOf(writer).Select(c => (int?)c.Id);
            if (await db.Set<Ticket>().AnyAsync(t => t.Id == ticket && t.CustomerId != null && owners.Contains(t.CustomerId), cancel))
            {
                return true;
            }
        }

        // Those whom a participant put into Cc, but not all of a crowd (threat A20).
        var lists = await db.Messages.Where(m => m.ConversationId == conversation && !m.IsUnverified && m.Kind != MessageKind.Note && m.Addressees.Any(a => a.Address == writer))
            .OrderByDescending(m => m.At).Take(10).Select(m => m.Addressees.OrderBy(a => a.Id).Select(a => a.Address).ToList()).ToListAsync(cancel);
        return lists.Exists(l => l.Take(MailIntake.MostActive).Contains(writer));
    }
}
