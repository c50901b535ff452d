using Tresen.Platform;
using Tresen.Post;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>What becomes of a reply to a ticket that is closed: it never reopens silently. For some days it stands under the
/// closed ticket (<em>Antwort nach Abschluss</em>) until somebody decides; later it becomes a new ticket that follows this one.</summary>
public sealed partial class Ticket
{
    /// <summary>Since when a reply waits for somebody to say whether it is settled or takes the work up again.</summary>
    public DateTimeOffset? ReplyAfterClosingAt { get; private set; }

    /// <summary><em>Folge von</em>: the closed ticket that this one goes on from.</summary>
    public int? FollowsId { get; private set; }

    public Ticket? Follows { get; private set; }

    /// <summary>What was billable, time and material, has been billed: nothing may change the work any more.</summary>
    public bool IsBilled => BilledAmount.Cents > 0 && UnbilledAmount.Cents == 0;

    /// <summary>Whom we write to about it: who asked, else the contact, else the customer's own address; null where none of them has
    /// one. Customer and contact must be loaded.</summary>
    public Addressee? Correspondent() =>
        RequesterMail.Length > 0 ? new(RequesterMail, RequesterName)
        : Contact is { Mail.Length: > 0 } contact ? new(contact.Mail, contact.Name)
        : Customer is { Mail.Length: > 0 } customer ? new(customer.Mail, customer.Name)
        : null;

    /// <summary>Whether a reply of that instant still belongs here. Otherwise it becomes a new ticket (<see cref="Follow"/>).</summary>
    public bool TakesReplyAt(DateTimeOffset at) =>
        !IsClosed || (!IsBilled && at <= ClosedAt!.Value.AddDays(Department.ReplyDays));

    /// <summary>A reply came although the work is done.</summary>
    public void HearAfterClosing(DateTimeOffset at)
    {
        if (!TakesReplyAt(at))
        {
            throw new BrokenRuleException("Das Ticket ist schon zu lange abgeschlossen. Bitte ein neues anlegen, das daran anschließt.");
        }

        HeardAt = at;
        if (ReplyAfterClosingAt is null)
        {
            ReplyAfterClosingAt = at;
            Record(TicketVerb.RepliedAfterClosing, null, at);
        }
    }

    /// <summary>Somebody looked: a thank-you, nothing to do.</summary>
    public void SettleReply(StaffMember by, DateTimeOffset at)
    {
        if (ReplyAfterClosingAt is null)
        {
            throw new BrokenRuleException("Hier wartet keine Antwort mehr.");
        }

        ReplyAfterClosingAt = null;
        Record(TicketVerb.ReplySettled, by, at);
    }

    /// <summary>The reply takes the work up again; <paramref name="by"/> is null when nobody looked for a working day.</summary>
    public void ReopenForReply(Progress to, StaffMember? by, DateTimeOffset at)
    {
        if (ReplyAfterClosingAt is null)
        {
            throw new BrokenRuleException("Hier wartet keine Antwort mehr.");
        }

        Reopen(to, "", by, at);
    }

    /// <summary>This new ticket goes on from a closed one.</summary>
    public void Follow(Ticket earlier) => (Follows, FollowsId) = (earlier, earlier.Id == 0 ? null : earlier.Id);
}
