using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>What happened to a ticket; the numbers are stored.</summary>
public enum TicketVerb
{
    Created,
    Changed,
    Assigned,
    Progressed,
    Closed,
    Reopened,
    Involved,
    Excused,
    ApprovalAsked,
    ApprovalGranted,
    ApprovalDeclined,
    CostsApproved,
    ConversationStarted,
    Forwarded,
    TakenBack,
    MessageIn,
    MessageOut,
    Noted,
    Booked,
    BookingReversed,
    FileAdded,
    FileRemoved,
    MaterialAdded,
    MaterialRemoved,
    Billed,
    Unbilled,
    CameBack,
    GivenBack,
    SendingStopped,
    RepliedAfterClosing,
    ReplySettled,
    MaterialChanged,
    ConversationAssigned,
    ConfirmationWithheld,
    Called,
    Reminded,
    Escalated,
    Accepted,
    EmergencyCalled,
    Held,
    Unheld,
    Erased,
    Linked,
    Unlinked,
    ChecklistTaken,
    StepAdded,
    StepRemoved,
    StepDone,
    StepUndone,
    Recurred,
    MailTroubled,

    /// <summary>A rule for mails had a part in it.</summary>
    Ruled,

    /// <summary>The all-clear came, and the ticket couldn't be closed.</summary>
    ClosingHeld,

    MessageMoved,
    ConversationMoved,
    SplitOff,
    Merged,
    MoveUndone,
}

/// <summary>The history: who, when, what, from, to. Append-only, read by people. Each line carries a seal over itself and the
/// line before, so that a line changed, left out or put in afterwards shows.</summary>
public sealed partial class Ticket
{
    readonly List<TicketEvent> events = [];

    public IReadOnlyList<TicketEvent> Events => events;

    /// <summary>How many lines the history has …</summary>
    public int HistoryLength { get; private set; }

    /// <summary>… and the seal of the last of them, kept here so that the next can join without reading any.</summary>
    public string HistorySeal { get; private set; } = "";

    /// <summary>Whether the history is whole and says what it said when it was written, erased texts aside. <see cref="Events"/> must be loaded.</summary>
    public bool HistoryHolds
    {
        get
        {
            var chain = new HistoryChain(Number);
            return events.OrderBy(e => e.Position).All(chain.Takes) && chain.EndsWith(HistoryLength, HistorySeal);
        }
    }

    /// <summary>Writes into the history. Slices to the right tell what they did through here.</summary>
    /// <param name="conversation">The number of the dialogue that it is about, if it is about one.</param>
    public void Record(TicketVerb verb, StaffMember? by, DateTimeOffset at, string field = "", Said from = default, Said to = default, long? conversation = null)
    {
        var entry = new TicketEvent(verb, by, at, field, from, to, conversation, Version);
        entry.Join(Number, ++HistoryLength, HistorySeal);
        HistorySeal = entry.Seal;
        events.Add(entry);
        ChangedAt = at;
    }
}
