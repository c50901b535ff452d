using Tresen.Platform.Files;
using Tresen.Platform.Text;
using Tresen.Post;
using Tresen.Tickets;

namespace Tresen.Conversations;

/// <summary>What comes in from outside: by mail, by the web form, by the portal.</summary>
public sealed partial class Conversation
{
    /// <summary>Takes a message in. It is unique on its raw mail, so that taking the same in again fails harmlessly; look first
    /// with <c>db.Messages.OfRawMail</c>. Call it through <c>db.Receive</c>, which also sees to a reply after closing.</summary>
    internal Message Receive(Incoming incoming, DateTimeOffset at)
    {
        var message = Message.Received(this, incoming, at);
        messages.Add(message);
        var (address, name) = incoming.SpokenFor is { } asks ? (asks.Address, asks.Name) : (incoming.SenderAddress, incoming.SenderName);
        if (addressees.Count == 0 && address.Length > 0)
        {
            addressees.Add(new ConversationAddressee(AddressLine.To, MailAddress.Normal(address), name));
        }

        ChangedAt = at;
        Ticket.Record(TicketVerb.MessageIn, null, at, conversation: Number);
        // An out-of-office note is no answer: whoever had to act still has to. What came back is ours to see to, but reopens nothing.
        if (!incoming.IsAutomatic || (incoming.IsUndeliverable && !Ticket.IsClosed))
        {
            Hear(at);
        }

        return message;
    }

    void Hear(DateTimeOffset at)
    {
        if (Ball != Here)
        {
            (Ball, BallSince) = (Here, at);
        }

        if (Ticket.IsClosed)
        {
            Ticket.HearAfterClosing(at);
        }
        else
        {
            Ticket.Heard(at, Here);
        }
    }
}

/// <summary>A message from outside, as its door read it.</summary>
/// <param name="SenderName">As given.</param>
/// <param name="SenderAddress">As given; empty where there is none (web form without a mail address).</param>
/// <param name="Subject">As given.</param>
/// <param name="Text">The whole of it as plain text.</param>
/// <param name="Reply">What is new in it, without quotes and signature, plain.</param>
/// <param name="Html">Sanitised HTML; empty where it came as plain text.</param>
public sealed record Incoming(string SenderName, string SenderAddress, string Subject, string Text, string Reply, string Html)
{
    /// <summary>Whom a dialogue that begins with it goes to, where that isn't its sender: one of us passed it on.</summary>
    public Addressee? SpokenFor { get; init; }

    /// <summary>When its sender says to have sent it.</summary>
    public DateTimeOffset? SentAt { get; init; }

    public string MessageId { get; init; } = "";

    public string InReplyTo { get; init; } = "";

    /// <summary>The Message-IDs before it in its thread, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The raw mail that it was read from; no other message comes from the same.</summary>
    public int? RawMailId { get; init; }

    /// <summary>Whom it names as addressees, ourselves included.</summary>
    public IReadOnlyList<Addressee> To { get; init; } = [];

    public IReadOnlyList<Addressee> Cc { get; init; } = [];

    /// <summary><em>Unbestätigter Absender</em>: nothing shows that it is from whom it says.</summary>
    public bool IsUnverified { get; init; }

    /// <summary>Written by a program: an out-of-office note, a bounce.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>What we wrote came back: by the seal of our own Message-ID, so that nobody can make it up.</summary>
    public bool IsUndeliverable { get; init; }

    /// <summary>Why it stands where it stands.</summary>
    public Placement Why { get; init; }

    /// <summary>What exactly it was placed by: the number, the Message-ID.</summary>
    public string WhyDetail { get; init; } = "";

    public IReadOnlyList<IncomingFile> Files { get; init; } = [];

    /// <summary>What it holds besides text and files.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>A file that came with a message; its stored content is held from then on.</summary>
public sealed record IncomingFile(StoredFile File, string Name, string ContentType, bool IsInline = false, string ContentId = "");

/// <summary>Why a message stands in its dialogue; the numbers are stored, the words are the views'.</summary>
public enum Placement
{
    /// <summary>Written here.</summary>
    None,

    /// <summary>Nothing known fitted: a new request.</summary>
    NewRequest,

    /// <summary>It answers a mail of ours by its sealed Message-ID.</summary>
    AnswersMail,

    /// <summary>It names the dialogue's number.</summary>
    NamesNumber,

    /// <summary>It names the ticket's number.</summary>
    NamesTicket,

    /// <summary>It belongs to a mail that came in before.</summary>
    SameThread,

    /// <summary>Typed into the public form.</summary>
    WebForm,

    /// <summary>Somebody put it here.</summary>
    ByHand,

    /// <summary>It answers a ticket that is closed for good: a new one that follows it.</summary>
    FollowsClosed,

    /// <summary>One of us sent it from their own mail program, with us in copy.</summary>
    SentElsewhere,

    /// <summary>A rule for mails put it here, or began the ticket.</summary>
    ByRule,

    /// <summary>Made of a part of another message.</summary>
    SplitOff,

    /// <summary>It came to the dialogue's own address.</summary>
    ReplyAddress,
}
