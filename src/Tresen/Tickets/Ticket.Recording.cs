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
}

/// <summary>The history: who, when, what, from, to. Append-only, read by people.</summary>
public sealed partial class Ticket
{
    readonly List<TicketEvent> events = [];

    public IReadOnlyList<TicketEvent> Events => events;

    /// <summary>Writes into the history. Slices to the right tell what they did through here.</summary>
    public void Record(TicketVerb verb, StaffMember? by, DateTimeOffset at, string field = "", string? from = null, string? to = null, bool isText = false)
    {
        events.Add(new TicketEvent(verb, by, at, field, from, to, isText, Version));
        ChangedAt = at;
    }
}

/// <summary>One line of a ticket's history.</summary>
public sealed class TicketEvent
{
    TicketEvent()
    {
    }

    internal TicketEvent(TicketVerb verb, StaffMember? by, DateTimeOffset at, string field, string? from, string? to, bool isText, int version)
    {
        (Verb, By, ById, At, Field, Version) = (verb, by, by?.Id == 0 ? null : by?.Id, at, field, version);
        if (isText)
        {
            (FromText, ToText) = (ChangedText.Of(from), ChangedText.Of(to));
        }
        else
        {
            (From, To) = (Short(from), Short(to));
        }
    }

    public int Id { get; private set; }

    public int TicketId { get; private set; }

    public TicketVerb Verb { get; private set; }

    /// <summary>Who did it; null: the system, or somebody outside.</summary>
    public int? ById { get; private set; }

    public StaffMember? By { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The version of the ticket's fields that stood after it.</summary>
    public int Version { get; private set; }

    /// <summary>The field's name in the code, for changes.</summary>
    public string Field { get; private set; } = "";

    public string? From { get; private set; }

    public string? To { get; private set; }

    /// <summary>Whether those whom it concerns were told.</summary>
    public bool IsTold { get; private set; }

    /// <summary>Free text before, which can be erased.</summary>
    public ChangedText? FromText { get; private set; }

    /// <summary>Free text after, which can be erased.</summary>
    public ChangedText? ToText { get; private set; }

    /// <summary>Those whom it concerns were told.</summary>
    public void Tell() => IsTold = true;

    static string? Short(string? value) => value is { Length: > 300 } ? value[..299] + "…" : value;
}

/// <summary>Free text that was changed lives in a row of its own that can be erased; the history refers to it by a salted
/// hash, so that what the history says still verifies afterwards.</summary>
public sealed class ChangedText
{
    ChangedText()
    {
    }

    public int Id { get; private set; }

    /// <summary>The text; null once erased.</summary>
    public string? Text { get; private set; }

    /// <summary>SHA-256 over salt and text, hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    public string Salt { get; private set; } = "";

    internal static ChangedText? Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var salt = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        return new ChangedText
        {
            Text = text,
            Salt = salt,
            Hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(salt + text))),
        };
    }
}
