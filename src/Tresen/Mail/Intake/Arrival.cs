using Tresen.Conversations;
using Tresen.Mail.Reading;
using Tresen.Mail.Rules;
using Tresen.Platform.Text;
using Tresen.Post;

namespace Tresen.Mail.Intake;

/// <summary>A mail that is being taken in: its raw row, what it says, and its files, already stored.</summary>
/// <param name="Raw">Loaded with mailbox, department and company.</param>
public sealed record Arrival(RawMail Raw, ReadMail Mail, IReadOnlyList<IncomingFile> Files)
{
    /// <summary>Whether it is from whom it says, as the mail server says that its mailbox trusts.</summary>
    public Verdict Verdict { get; } = Verdict.Of(Mail, Raw.Mailbox.TrustedServer);

    /// <summary>The numbers of the dialogues at whose own addresses it arrived.</summary>
    public IReadOnlyList<long> Dialogues { get; init; } = [];

    /// <summary>It says to come from one of our own addresses.</summary>
    public bool IsOurs { get; init; }

    /// <summary>The very same mail was taken in before, by another of our mailboxes.</summary>
    public bool WasTakenIn { get; init; }

    /// <summary>Another mail has its Message-ID.</summary>
    public bool IsPerhapsTwice { get; init; }

    /// <summary>What the rules for mails say about it.</summary>
    public Ruling Ruling { get; init; } = Ruling.None;

    /// <summary>Who wrote it.</summary>
    public string Address => Mail.From?.Address ?? "";

    /// <summary>Written by a program as an answer to something: no word of a person's.</summary>
    public bool IsAutomatic => Mail.Kind is MailKind.AutoReply or MailKind.Bounce or MailKind.Complaint;

    /// <summary>What a bounce says that won't be tried again; null for everything else.</summary>
    public Bounce? Undeliverable => Mail is { Kind: MailKind.Bounce, Bounce: { IsFinal: true } bounce } ? bounce : null;

    /// <summary>The message that it becomes at that place.</summary>
    public Incoming Message(Placement why, string detail, bool isUnverified = false) =>
        new(Mail.From?.Name ?? "", Address, Mail.Subject, Text, Mail.Limit is null ? Mail.Reply : Text, Mail.Html)
        {
            SentAt = Mail.Date is { Year: > 1990 and < 2100 } date ? date : null,
            MessageId = Mail.MessageId,
            InReplyTo = Mail.InReplyTo is [var first, ..] ? first : "",
            References = Mail is { References: [], InReplyTo: [var only] } ? [only] : Mail.References, // as RFC 5322, 3.6.4 has it
            RawMailId = Raw.Id,
            To = [.. Mail.To.Select(p => new Addressee(p.Address, p.Name))],
            Cc = [.. Mail.Cc.Select(p => new Addressee(p.Address, p.Name))],
            IsUnverified = isUnverified || Verdict.Proof == Proof.Failed,
            IsAutomatic = IsAutomatic,
            IsUndeliverable = why == Placement.AnswersMail && Undeliverable is not null,
            Why = why,
            WhyDetail = detail,
            Files = Files,
            Findings = [.. Mail.Findings, .. Suspicions.Of(Mail, Verdict, IsPerhapsTwice)],
        };

    string Text => Mail.Limit is null ? Mail.Text : "Diese Mail konnte nicht ganz gelesen werden. Was ankam, liegt als Original.eml bei.";

    /// <summary>Whether a person can be answered there at all.</summary>
    public bool HasUsableAddress => MailAddress.IsUsable(Address);
}
