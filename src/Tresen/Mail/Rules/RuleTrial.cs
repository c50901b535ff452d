using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Mail.Limits;
using Tresen.Mail.Reading;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Tickets;

namespace Tresen.Mail.Rules;

/// <summary>Which mails of the last days a rule would have hit. The mails are read from their bytes, which takes its time: no more than
/// the newest <see cref="Most"/>, and no longer than <see cref="Patience"/>.</summary>
/// <param name="Came">How many mails there are that this person may see.</param>
/// <param name="Looked">How many of them, the newest, were looked at.</param>
public sealed record RuleTrial(int Came, int Looked, IReadOnlyList<RuleTrial.Hit> Hits)
{
    /// <summary>So far back it looks.</summary>
    public const int Days = 30;

    /// <summary>So many mails are read.</summary>
    public const int Most = 300;

    /// <summary>So many hits are shown.</summary>
    public const int MostShown = 50;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>A mail that the rule hits.</summary>
    /// <param name="Ticket">The number of the ticket that it led to, where this person may see it.</param>
    /// <param name="IsAnswer">It answered us: no rule would have been asked.</param>
    /// <param name="Key">What the alert is about, where the rule puts alerts together.</param>
    /// <param name="IsRecovery">The rule would have taken it for the all-clear.</param>
    public sealed record Hit(int Id, DateTimeOffset At, string From, string Subject, RawMailState State, int? Ticket, bool IsAnswer, string? Key, bool IsRecovery);

    /// <summary>Asks the rule about them.</summary>
    public static async Task<RuleTrial> RunAsync(TresenDb db, FileCabinet cabinet, MailRule rule, Me me, TimeProvider clock, CancellationToken cancel)
    {
        var since = clock.GetUtcNow().AddDays(-Days);
        var lying = db.RawMails.VisibleTo(me).Where(m => m.ReceivedAt > since && m.State != RawMailState.Sealed && m.State != RawMailState.Erased && m.Reason != RawMailReason.TooOld);
        var mails = await lying.AsNoTracking().Include(m => m.Mailbox).OrderByDescending(m => m.Id).Take(Most).ToListAsync(cancel);
        var limits = (await db.MailLimitsAsync(cancel)).Reading;
        var (begun, looked, hits) = (clock.GetTimestamp(), 0, new List<(RawMail Raw, ReadMail Read)>());
        foreach (var mail in mails.TakeWhile(_ => clock.GetElapsedTime(begun) < Patience))
        {
            looked++;
            using var bytes = await cabinet.OpenAsync(mail.FileId, cancel, limits.Bytes);
            var read = MailReader.Read(bytes, limits);
            if (rule.Matches(read, mail.Mailbox))
            {
                hits.Add((mail, read with { Attachments = [] })); // not held until the page is shown
            }
        }

        var (ids, tickets) = (hits.ConvertAll(h => h.Raw.Id), hits.Select(h => h.Raw.TicketId).OfType<int>().ToList());
        var numbers = await db.Tickets.VisibleTo(me).Where(t => tickets.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Number, cancel);
        var why = (await db.Messages.Where(m => m.RawMailId != null && ids.Contains(m.RawMailId.Value)).Select(m => new { m.RawMailId, m.Why, m.IsUnverified }).ToListAsync(cancel)).ToLookup(m => m.RawMailId!.Value);
        return new RuleTrial(await lying.CountAsync(cancel), looked, [.. hits.Select(h => new Hit(
            h.Raw.Id, h.Raw.ReceivedAt, h.Raw.From, h.Raw.Subject, h.Raw.State, h.Raw.TicketId is { } ticket && numbers.TryGetValue(ticket, out var number) ? number : null,
            why[h.Raw.Id].Any(m => m.Why == Placement.AnswersMail || (m.Why is Placement.NamesNumber or Placement.NamesTicket or Placement.ReplyAddress && !m.IsUnverified)), // by a number alone a stranger's is none, as in MailIntake
            rule.Fate == RuleFate.Attach ? AlertKey.Of(h.Read.Subject) : null, rule.IsRecovery(h.Read.Subject)))]);
    }
}
