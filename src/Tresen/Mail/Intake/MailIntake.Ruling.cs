using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Mail.Rules;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Tickets;

namespace Tresen.Mail.Intake;

/// <summary>What the rules for mails say. They are asked about what begins something new: whoever answers us, or names a ticket that they have
/// a part in, gets there whatever the rules are. By a number alone a stranger doesn't.</summary>
public sealed partial class MailIntake
{
    /// <summary>Asks the rules.</summary>
    async Task<Ruling> RuleAsync(Arrival arrival, Place? place, MailThread thread, CancellationToken cancel)
    {
        var answersUs = thread.Ours.Count > 0 || place is { Why: Placement.AnswersMail } or { IsKnown: true, Why: not Placement.SameThread };
        return answersUs || !await db.MailRules.AnyAsync(r => r.IsActive, cancel) ? Ruling.None : Ruling.Of(await db.MailRules.Where(r => r.IsActive).InOrder.WithParts.ToListAsync(cancel), arrival.Mail, arrival.Raw.Mailbox);
    }

    /// <summary>Does with the mail itself what the rules say.</summary>
    /// <returns>Whether it has found its place so.</returns>
    async Task<bool> PlaceByRuleAsync(Arrival arrival, Place? place, CancellationToken cancel)
    {
        var (raw, ruling) = (arrival.Raw, arrival.Ruling);
        if (ruling.By is not { } rule)
        {
            return false;
        }

        if (rule.Fate is RuleFate.Spam or RuleFate.PutAway)
        {
            if (place is { IsKnown: true })
            {
                return false; // it goes on with what they wrote before
            }

            raw.PutAway(rule.Name, asSpam: rule.Fate == RuleFate.Spam);
            return true;
        }

        if (arrival.Mail.From is null || arrival.IsOurs)
        {
            return false;
        }

        if (arrival.WasTakenIn)
        {
            raw.Ignore(RawMailReason.Duplicate);
            return true;
        }

        if (rule.Fate == RuleFate.Attach)
        {
            return await AttachAsync(arrival, rule, place, cancel);
        }

        if (!arrival.IsAutomatic || place is { IsKnown: true })
        {
            return false; // it becomes a request by itself
        }

        await BeginAsync(arrival, Placement.ByRule, rule.Name, null, raw.Mailbox.Department, cancel);
        return true;
    }

    async Task<bool> AttachAsync(Arrival arrival, MailRule rule, Place? place, CancellationToken cancel)
    {
        var (now, subject) = (clock.GetUtcNow(), arrival.Mail.Subject);
        var key = rule.AlertOf(subject);
        var isRecovery = rule.IsRecovery(subject);
        await db.LockAsync<MailRule>(rule.Id, cancel); // two nodes may read the first two mails of one alarm at once
        for (var tries = 2; key.Length > 0 && tries > 0; tries--) // once more, where its ticket goes into another at this moment
        {
            if (await db.AlertAsync(key, cancel) is { } known && await JoinAsync(arrival, rule, known.Id, key, isRecovery, now, cancel))
            {
                return true;
            }
        }

        if (place is { IsKnown: true })
        {
            return false;
        }

        if (isRecovery)
        {
            arrival.Raw.PutAway(rule.Name, asSpam: false); // there is nothing left to close
            return true;
        }

        var begun = await BeginAsync(arrival, Placement.ByRule, rule.Name, null, arrival.Raw.Mailbox.Department, cancel);
        if (key.Length > 0)
        {
            begun.IsAlert(key);
        }

        return true;
    }

    /// <summary>The mail goes to the ticket that the alarm began, unless somebody has closed it, or taken the alarm out of it, meanwhile.</summary>
    /// <returns>Whether it did.</returns>
    async Task<bool> JoinAsync(Arrival arrival, MailRule rule, int known, string key, bool isRecovery, DateTimeOffset now, CancellationToken cancel)
    {
        await db.LockAsync<Ticket>(known, cancel);
        var ticket = await db.Tickets.WithParts.SingleAsync(t => t.Id == known, cancel);
        if (ticket.IsClosed || await AlertDialogueAsync(known, rule, key, cancel) is not { } dialogue)
        {
            return false;
        }

        var conversation = await db.Conversations.WithParts.SingleAsync(c => c.Id == dialogue, cancel);
        // A subject is soon made up: who isn't the one that raised the alarm gets no part in it by that, and doesn't end it (threat A02).
        var isStranger = arrival.Verdict.Proof == Reading.Proof.Failed || (ticket.RequesterMail != arrival.Address && !conversation.Addressees.Any(a => a.Address == arrival.Address));
        db.Receive(conversation, arrival.Message(Placement.ByRule, rule.Name, isStranger) with { IsAutomatic = false }, now);
        arrival.Raw.BecomeMessage(known);
        if (isRecovery)
        {
            await db.SaveChangesAsync(cancel); // who waits in which dialogue is asked of the database
            await CloseAsync(ticket, rule, key, isStranger, now, cancel);
        }

        return true;
    }

    /// <summary>The dialogue in which that alarm stands on that ticket, else another that a rule put there.</summary>
    async Task<int?> AlertDialogueAsync(int ticket, MailRule rule, string key, CancellationToken cancel)
    {
        var dialogues = await db.Conversations.Where(c => c.TicketId == ticket && c.Messages.Any(m => m.Why == Placement.ByRule)).OrderBy(c => c.Id).Select(c => new { c.Id, c.Subject }).ToListAsync(cancel);
        return (dialogues.Find(d => rule.AlertOf(d.Subject) == key) ?? dialogues.FirstOrDefault())?.Id;
    }

    /// <summary>The all-clear has come. Where a person waits for us, or the ticket's own rules are against it, it stays open and says why.</summary>
    async Task CloseAsync(Ticket ticket, MailRule rule, string key, bool isStranger, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            if (isStranger)
            {
                throw new BrokenRuleException("Sie kommt von einem anderen Absender als die Meldung.");
            }

            if (ticket.AlertKey != key || await db.Tickets.AnyAsync(t => t.MergedIntoId == ticket.Id && t.AlertKey != key, cancel))
            {
                throw new BrokenRuleException("Hier ist mehr zusammengeführt als diese Meldung. Ob alles erledigt ist, bitte selbst entscheiden.");
            }

            var waiting = await db.Conversations.WithUs.Where(c => c.TicketId == ticket.Id).Include(c => c.Ticket).Include(c => c.Addressees).AsSplitQuery().ToListAsync(cancel);
            foreach (var conversation in waiting)
            {
                var answeredAt = await db.Messages.Where(m => m.ConversationId == conversation.Id && m.Kind == MessageKind.Out && !m.IsDraft).MaxAsync(m => (DateTimeOffset?)m.At, cancel) ?? DateTimeOffset.MinValue;
                if (await db.Messages.AnyAsync(m => m.ConversationId == conversation.Id && m.Kind == MessageKind.In && m.Why != Placement.ByRule && !m.IsAutomatic && m.At > answeredAt, cancel))
                {
                    throw new BrokenRuleException("Im Gespräch wartet jemand auf Antwort.");
                }
            }

            var to = await db.ClosingProgressAsync(cancel);
            ticket.CloseAfterRecovery(to, await db.FreeFields.ToListAsync(cancel), now);
            waiting.ForEach(c => c.Settle(Siblings.None, now));
            ticket.Record(TicketVerb.Ruled, null, now, to: Said.Text(rule.Name, rule.Id));
        }
        catch (BrokenRuleException why)
        {
            ticket.Record(TicketVerb.ClosingHeld, null, now, nameof(TicketVerb.ClosingHeld), to: why.Message);
        }
    }

    /// <summary>What the rules set on a ticket that the mail begins.</summary>
    async Task FillAsync(Arrival arrival, Ticket ticket, DateTimeOffset now, CancellationToken cancel)
    {
        if (arrival.Ruling.Assignee is not null && ticket.Department.IsConfidential)
        {
            await db.Entry(ticket.Department).Collection(d => d.Members).Query().Include(m => m.StaffMember).LoadAsync(cancel);
        }

        arrival.Ruling.Fill(ticket, now);
    }
}
