using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tresen.Conversations;

/// <summary>What a mail holds besides its text; the numbers are stored, the words are the views'.</summary>
public enum FindingKind
{
    /// <summary>Signed by whoever sent it, and that was verified against the system's trust.</summary>
    SignatureValid,

    /// <summary>Signed and verified, but by somebody else than its sender.</summary>
    SignatureOfAnother,

    /// <summary>Signed; by whom nobody can say.</summary>
    SignatureUnchecked,

    /// <summary>What was signed isn't what is there.</summary>
    SignatureBroken,

    /// <summary>Only its addressee's program can read it; nothing is ever decrypted here.</summary>
    Encrypted,

    /// <summary>An appointment.</summary>
    Invitation,

    /// <summary>An appointment that is off.</summary>
    Cancellation,

    /// <summary>Somebody says whether they will come to an appointment.</summary>
    InvitationAnswer,

    /// <summary>A mail of ours didn't arrive.</summary>
    NotDelivered,

    /// <summary>A mail of ours isn't there yet.</summary>
    Delayed,

    /// <summary>A mail of ours arrived.</summary>
    Delivered,

    /// <summary>A mail of ours was opened.</summary>
    Displayed,

    /// <summary>A mail of ours was called spam.</summary>
    Complaint,

    /// <summary>Another mail that lies in it.</summary>
    Enclosed,

    /// <summary>The mail server that we trust says that it is from the domain that it names.</summary>
    SenderProven,

    /// <summary>The mail server that we trust says that it is not from the domain that it names.</summary>
    SenderRefuted,

    /// <summary>Its writer wants answers at another address.</summary>
    AnswersElsewhere,

    /// <summary>The name that it gives is another address (the title) than the one it comes from; without a title: the address itself has letters that look like ours.</summary>
    NameMisleads,

    /// <summary>It bears the Message-ID of an earlier mail, and says something else.</summary>
    PerhapsTwice,
}

/// <summary>Something that a mail holds besides its text: a signature, an appointment, a report, another mail. All of it is text.</summary>
public sealed record Finding(FindingKind Kind)
{
    /// <summary>Whom it is about: who signed, invited or wrote; whom a mail didn't reach.</summary>
    public string Who { get; init; } = "";

    /// <summary>What it is called: the subject; what the server says.</summary>
    public string Title { get; init; } = "";

    /// <summary>What it says.</summary>
    public string Text { get; init; } = "";

    public string Place { get; init; } = "";

    /// <summary>When an appointment begins, or a mail was written.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>When it ends; for whole days the end of the last.</summary>
    public DateTimeOffset? Until { get; init; }

    public bool IsAllDay { get; init; }

    /// <summary>It takes place more than once.</summary>
    public bool IsRepeated { get; init; }

    static readonly JsonSerializerOptions Format = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>As they are stored with the message; empty for none.</summary>
    internal static string Pack(IReadOnlyList<Finding> findings) => findings.Count == 0 ? "" : JsonSerializer.Serialize(findings, Format);

    /// <summary>As they were stored.</summary>
    public static IReadOnlyList<Finding> Unpack(string stored) => stored.Length == 0 ? [] : JsonSerializer.Deserialize<List<Finding>>(stored, Format) ?? [];
}
