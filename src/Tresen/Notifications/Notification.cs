using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Notifications;

/// <summary>Somebody of ours is told what happened to a ticket (<em>Benachrichtigung</em>). It holds no text: what it says is
/// made for its reader, as long as they may see the ticket.</summary>
public sealed class Notification
{
    /// <summary>Kept so long once read …</summary>
    public static readonly TimeSpan KeptRead = TimeSpan.FromDays(90);

    /// <summary>… and so long at all.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    Notification()
    {
    }

    /// <summary>Tells somebody.</summary>
    /// <param name="absent">Whom they stand in for, if it isn't their own (<em>für …</em>).</param>
    public Notification(StaffMember recipient, Ticket ticket, News news, StaffMember? actor, StaffMember? absent, DateTimeOffset at) =>
        (RecipientId, TicketId, News, Unmailed, ActorId, ForId, At) = (recipient.Id, ticket.Id, news, news, actor?.Id, absent?.Id, at);

    public int Id { get; private set; }

    public int RecipientId { get; private set; }

    public StaffMember Recipient { get; private set; } = null!;

    public int TicketId { get; private set; }

    public Ticket Ticket { get; private set; } = null!;

    public News News { get; private set; }

    /// <summary>What of it a mail has still to say, to those who want mails.</summary>
    public News Unmailed { get; private set; }

    /// <summary>Who did it; null: nobody of ours.</summary>
    public int? ActorId { get; private set; }

    public StaffMember? Actor { get; private set; }

    /// <summary>The absent colleague whom it would have been for.</summary>
    public int? ForId { get; private set; }

    public StaffMember? For { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>When its recipient took note.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>The same person did more in the same minute. Of granting and declining the last word counts.</summary>
    public void Join(News more)
    {
        var over = (more & (News.ApprovalGranted | News.ApprovalDeclined)) == News.None ? News.None : News.ApprovalGranted | News.ApprovalDeclined;
        (News, Unmailed) = ((News & ~over) | more, (Unmailed & ~over) | more);
    }

    /// <summary>Its mail is on its way, or none is wanted.</summary>
    public void Mailed() => Unmailed = News.None;
}
