using Tresen.Platform.Text;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Conversations;

/// <summary>What a message is; the numbers are stored.</summary>
public enum MessageKind
{
    /// <summary>From outside.</summary>
    In,

    /// <summary>From us to people outside, or about to be.</summary>
    Out,

    /// <summary>For ourselves alone. Never leaves the house.</summary>
    Note,
}

/// <summary>One message of a ticket: a mail in or out, a form that was sent, an internal note, a call that was written down.</summary>
/// <remarks>Told in chapters: Drafting, Moving.</remarks>
public sealed partial class Message
{
    readonly List<MessageAddressee> addressees = [];
    readonly List<Attachment> attachments = [];

    Message()
    {
    }

    public int Id { get; private set; }

    public int TicketId { get; private set; }

    public Ticket Ticket { get; private set; } = null!;

    /// <summary>Null for a note on the ticket itself.</summary>
    public int? ConversationId { get; private set; }

    public Conversation? Conversation { get; private set; }

    public MessageKind Kind { get; private set; }

    /// <summary>Who of ours wrote it; null: somebody outside.</summary>
    public int? AuthorId { get; private set; }

    public StaffMember? Author { get; private set; }

    /// <summary>Who wrote it, as given; on a note: who called.</summary>
    public string SenderName { get; private set; } = "";

    public string SenderAddress { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>Where it stands in the order of things: when it arrived, was written, was sent.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>When it was sent; for what came in: as its sender says.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>All of it as plain text, quotes included.</summary>
    public string Text { get; private set; } = "";

    /// <summary>All of it as cleaned HTML; empty where it came as plain text.</summary>
    public string Html { get; private set; } = "";

    /// <summary>What is new in it, as plain text: without quotes and signature.</summary>
    public string Reply { get; private set; } = "";

    /// <summary>What it holds besides its text, as <see cref="Finding"/> packs it.</summary>
    public string Findings { get; private set; } = "";

    /// <summary>As it is compared; empty: no mail.</summary>
    public string MessageId { get; private set; } = "";

    /// <summary>The same as its writer wrote it: what answers it says this.</summary>
    public string WrittenId { get; private set; } = "";

    /// <summary>The Message-ID that it answers, as written; empty: none.</summary>
    public string InReplyTo { get; private set; } = "";

    /// <summary>The Message-IDs before it in its thread, as written, oldest first, separated by a space.</summary>
    public string References { get; private set; } = "";

    /// <summary>The mail it went out as.</summary>
    public Guid? OutgoingMailId { get; private set; }

    /// <summary>The raw mail it was read from; unique.</summary>
    public int? RawMailId { get; private set; }

    /// <summary><em>Unbestätigter Absender</em>.</summary>
    public bool IsUnverified { get; private set; }

    /// <summary>Written by a program.</summary>
    public bool IsAutomatic { get; private set; }

    /// <summary>Why it stands here.</summary>
    public Placement Why { get; private set; }

    public string WhyDetail { get; private set; } = "";

    /// <summary>What it said was erased.</summary>
    public bool IsErased { get; private set; }

    /// <summary>The original is kept for the law alone: whoever wrote it, or got it, was erased.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>A note that was written in a confidential department stays there, even when its dialogue moves on.</summary>
    public int? KeptInId { get; private set; }

    public IReadOnlyList<MessageAddressee> Addressees => addressees;

    public IReadOnlyList<Attachment> Attachments => attachments;

    /// <summary>The thread up to and with it, oldest first: what an answer to it refers to.</summary>
    public IEnumerable<string> Thread => References.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(WrittenId).Where(id => id.Length > 0);

    /// <summary>Those it goes to in that line.</summary>
    public IEnumerable<Addressee> To(AddressLine line) => addressees.Where(a => a.Line == line).Select(a => new Addressee(a.Address, a.Name));

    /// <summary>A note on the ticket itself (<paramref name="conversation"/> null) or in one of its dialogues; to be added.</summary>
    /// <param name="html">Cleaned HTML.</param>
    public static Message Note(Ticket ticket, Conversation? conversation, string html, StaffMember by, DateTimeOffset at)
    {
        var text = RichText.ToPlain(html);
        if (text.Length == 0)
        {
            throw new Platform.BrokenRuleException("Bitte einen Text schreiben.", "Note");
        }

        ticket.Record(TicketVerb.Noted, by, at, conversation: conversation?.Number);
        return ForOurselves(ticket, conversation, html, text, by, at);
    }

    /// <summary>What somebody said on the telephone about a ticket that is there, written down by who took the call; to be added through
    /// <c>db.TakeCall</c>, which also sees to a call after closing. The ball comes to us.</summary>
    /// <param name="caller">Name and number, as given.</param>
    /// <param name="html">Cleaned HTML.</param>
    internal static Message Call(Ticket ticket, string caller, string html, StaffMember by, DateTimeOffset at)
    {
        var text = RichText.ToPlain(html);
        if (text.Length == 0)
        {
            throw new Platform.BrokenRuleException("Bitte kurz schreiben, was am Telefon gesagt wurde.", "Description");
        }

        if (ticket.IsClosed)
        {
            ticket.HearAfterClosing(at);
        }
        else
        {
            ticket.Heard(at);
        }

        ticket.Record(TicketVerb.Called, by, at);
        ticket.React(at);
        var call = ForOurselves(ticket, null, html, text, by, at);
        call.SenderName = Cut(PlainText.Line(caller), 200);
        return call;
    }

    static Message ForOurselves(Ticket ticket, Conversation? conversation, string html, string text, StaffMember by, DateTimeOffset at) =>
        new()
        {
            Ticket = ticket,
            TicketId = ticket.Id,
            Conversation = conversation,
            Kind = MessageKind.Note,
            Author = by,
            AuthorId = by.Id,
            At = at,
            Text = text,
            Html = html,
            Reply = text,
            KeptInId = conversation?.Department.IsConfidential == true ? conversation.DepartmentId : null,
        };

    /// <summary>Sent by one of us from elsewhere.</summary>
    internal static Message RecordedAs(Conversation conversation, Incoming sent, StaffMember by, DateTimeOffset at)
    {
        var message = Received(conversation, sent, at);
        (message.Kind, message.Author, message.AuthorId, message.SentAt) = (MessageKind.Out, by, by.Id, sent.SentAt ?? at);
        return message;
    }

    internal static Message Received(Conversation conversation, Incoming incoming, DateTimeOffset at)
    {
        var message = new Message
        {
            Ticket = conversation.Ticket,
            TicketId = conversation.TicketId,
            Conversation = conversation,
            Kind = MessageKind.In,
            SenderName = Cut(incoming.SenderName, 200),
            SenderAddress = Cut(MailAddress.Normal(incoming.SenderAddress), 300),
            Subject = Cut(incoming.Subject, 1000),
            At = at,
            SentAt = incoming.SentAt,
            Text = incoming.Text,
            Html = incoming.Html,
            Reply = incoming.Reply.Length > 0 ? incoming.Reply : incoming.Text,
            MessageId = Cut(Post.MessageId.Normal(incoming.MessageId), 300),
            WrittenId = Cut(Post.MessageId.Written(incoming.MessageId), 300),
            InReplyTo = Cut(Post.MessageId.Written(incoming.InReplyTo), 300),
            References = Post.MessageId.Chain(incoming.References),
            RawMailId = incoming.RawMailId,
            IsUnverified = incoming.IsUnverified,
            IsAutomatic = incoming.IsAutomatic,
            Why = incoming.Why,
            WhyDetail = Cut(incoming.WhyDetail, 300),
            Findings = Finding.Pack(incoming.Findings),
        };
        message.addressees.AddRange(incoming.To.Take(200).Select(a => new MessageAddressee(AddressLine.To, a)));
        message.addressees.AddRange(incoming.Cc.Take(200).Select(a => new MessageAddressee(AddressLine.Cc, a)));
        message.attachments.AddRange(incoming.Files.Select(f => new Attachment(f.File, f.Name, f.ContentType, f.IsInline, f.ContentId)));
        return message;
    }

    /// <summary>What was written is gone for good, with the names of those it went to; the files must be released by the caller. That there was a message stays.</summary>
    /// <param name="pseudonym">By which whoever wrote it is known from now on, where nobody of ours did.</param>
    public void Erase(string pseudonym)
    {
        (Subject, Text, Html, Reply, Body, Findings) = ("", "", "", "", "", "");
        (MessageId, WrittenId, InReplyTo, References, WhyDetail) = ("", "", "", "", "");
        (SenderName, SenderAddress) = (AuthorId is null || SenderName.Length > 0 ? pseudonym : "", "");
        IsErased = true;
        addressees.Clear();
        attachments.Clear();
    }

    /// <summary>It is a letter that the law wants kept, from or to a person who was erased: its original is shown no more.</summary>
    /// <param name="pseudonym">By which its writer is known from now on; null: it was somebody else.</param>
    public void Seal(string? pseudonym)
    {
        IsSealed = true;
        if (pseudonym is not null)
        {
            (SenderName, SenderAddress) = (pseudonym, "");
        }
    }

    static string Cut(string text, int most) => text.Length > most ? text[..(most - 1)] + "…" : text;
}

/// <summary>Somebody a message is addressed to, as given.</summary>
public sealed class MessageAddressee
{
    MessageAddressee()
    {
    }

    internal MessageAddressee(AddressLine line, Addressee addressee) =>
        (Line, Address, Name) = (line, Cut(MailAddress.Normal(addressee.Address)), Cut(addressee.Name.Trim()));

    public int Id { get; private set; }

    public int MessageId { get; private set; }

    public AddressLine Line { get; private set; }

    public string Address { get; private set; } = "";

    public string Name { get; private set; } = "";

    static string Cut(string text) => text.Length > 300 ? text[..300] : text;
}
