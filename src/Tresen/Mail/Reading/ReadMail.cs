using System.Text.Json.Serialization;

namespace Tresen.Mail.Reading;

/// <summary>What kind of writer is behind a mail.</summary>
public enum MailKind
{
    Person,

    /// <summary>A program answered: absent, received, read.</summary>
    AutoReply,

    /// <summary>A server says that a mail didn't arrive, or not yet.</summary>
    Bounce,

    /// <summary>Written to many, or by a program without being asked.</summary>
    Bulk,

    /// <summary>Somebody called a mail of ours spam (ARF).</summary>
    Complaint,
}

/// <summary>A raw mail as <see cref="MailReader"/> understands it: clean text, safe HTML, nothing that could break what comes
/// after it.</summary>
public sealed record ReadMail
{
    /// <summary>The one writer; null where none can be told.</summary>
    public Person? From { get; init; }

    public IReadOnlyList<Person> To { get; init; } = [];

    public IReadOnlyList<Person> Cc { get; init; } = [];

    /// <summary>Where answers shall go; never who wrote (threat A06).</summary>
    public IReadOnlyList<Person> ReplyTo { get; init; } = [];

    public string Subject { get; init; } = "";

    /// <summary>Without brackets; empty where there is none.</summary>
    public string MessageId { get; init; } = "";

    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    public IReadOnlyList<string> References { get; init; } = [];

    public DateTimeOffset? Date { get; init; }

    /// <summary>The whole body as text.</summary>
    public string Text { get; init; } = "";

    /// <summary>What the writer wrote now: without quotes and signature.</summary>
    public string Reply { get; init; } = "";

    /// <summary>The body as HTML, cleaned; empty where the mail has none. Images of the mail stand as <c>cid:</c>.</summary>
    public string Html { get; init; } = "";

    public IReadOnlyList<ReadAttachment> Attachments { get; init; } = [];

    public MailKind Kind { get; init; }

    /// <summary>What the server says, for bounces.</summary>
    public Bounce? Bounce { get; init; }

    /// <summary>What it holds besides its text: signatures, appointments, reports, other mails.</summary>
    public IReadOnlyList<Conversations.Finding> Findings { get; init; } = [];

    /// <summary>What is odd about the mail, as short stable words: <c>no-from</c>, <c>unknown-charset</c>.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The limit it breaks, as in <see cref="Problems"/>: a person must look at the raw mail. Null: none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Limit { get; init; }

    /// <summary>Whether a program of ours may answer it: never automatic mail, lists, or who asks not to (RFC 3834, threat A14).</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool MayBeAnsweredByPrograms { get; init; }

    /// <summary>What mail servers say in its header about where it comes from, the topmost first.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<AuthenticationClaim> Claims { get; init; } = [];

    /// <summary>The Message-ID in our own header, by which our mail is known when it comes back; empty: none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string OwnMark { get; init; } = "";

    /// <summary>The header's lines as they came, decoded, the first few hundred; nothing in them is to be trusted.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Message-IDs of the mails that a bounce or a complaint carries with it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Enclosed { get; init; } = [];
}

/// <summary>Somebody in a mail's header.</summary>
/// <param name="Address">In lower case.</param>
/// <param name="Name">As given, without control characters; perhaps empty.</param>
public sealed record Person(string Address, string Name);

/// <summary>Whom a mail didn't reach, and why.</summary>
/// <param name="Recipient">The address; empty where the server doesn't say.</param>
/// <param name="Status">As in RFC 3463, <c>5.1.1</c>; empty where unknown.</param>
/// <param name="Hard">The address itself is wrong; trying again is no use.</param>
public sealed record Bounce(string Recipient, string Status, bool Hard)
{
    /// <summary>It won't be tried again; else it is only late.</summary>
    [JsonIgnore]
    public bool IsFinal { get; init; } = true;
}
