using Tresen.Platform;
using Tresen.Platform.Files;
using Tresen.Platform.Text;
using Tresen.Post;
using Tresen.Staff;

namespace Tresen.Conversations;

/// <summary>What a mail takes along of the one it answers or passes on; the numbers are stored.</summary>
public enum Quoting
{
    None,

    /// <summary>The answered mail stands below, quoted.</summary>
    Answer,

    /// <summary>The mail is passed on to somebody else.</summary>
    Forward,

    /// <summary>All of the dialogue stands below that each of the recipients has seen.</summary>
    Whole,
}

/// <summary>A mail of ours while it is written: shared, edited by whoever sees it, frozen when it leaves.</summary>
public sealed partial class Message
{
    /// <summary>Not sent yet.</summary>
    public bool IsDraft { get; private set; }

    /// <summary>The message that it answers or passes on.</summary>
    public int? AnswersId { get; private set; }

    public Message? Answers { get; private set; }

    public Quoting Quoting { get; private set; }

    /// <summary>What was written as cleaned HTML, without what is quoted.</summary>
    public string Body { get; private set; } = "";

    internal static Message Begun(Conversation conversation, StaffMember by, DateTimeOffset at, Message? answers, Quoting quoting)
    {
        if (answers is { Kind: MessageKind.Note } or { IsDraft: true })
        {
            throw new BrokenRuleException("Interne Notizen und Entwürfe verlassen das Haus nicht.");
        }

        return new Message
        {
            Ticket = conversation.Ticket,
            TicketId = conversation.TicketId,
            Conversation = conversation,
            Kind = MessageKind.Out,
            IsDraft = true,
            Author = by,
            AuthorId = by.Id,
            At = at,
            Answers = answers,
            AnswersId = answers?.Id,
            Quoting = answers is null ? Quoting.None : quoting,
        };
    }

    /// <summary>Writes the draft anew. Addresses are kept as typed; whether they can be written to is asked when it leaves.</summary>
    /// <param name="body">Cleaned HTML.</param>
    /// <param name="quotes">Whether the answered mail stands below …</param>
    /// <param name="history">… or, where it is given, what was said in the dialogue so far, newest first.</param>
    public void Write(IEnumerable<Addressee> to, IEnumerable<Addressee> cc, IEnumerable<Addressee> bcc, string subject, string body, bool quotes, StaffMember by, DateTimeOffset at, IReadOnlyList<SeenMessage>? history = null)
    {
        MustBeDraft();
        HeaderText.MustBeClean(subject, nameof(Subject));
        addressees.Clear();
        foreach (var (line, all) in new[] { (AddressLine.To, to), (AddressLine.Cc, cc), (AddressLine.Bcc, bcc) })
        {
            addressees.AddRange(all.Select(a => new MessageAddressee(line, a)));
        }

        Subject = Cut(subject.Trim(), 300);
        Quoting = Quoting == Quoting.Forward || Answers is null ? Quoting : !quotes ? Quoting.None : history is null ? Quoting.Answer : Quoting.Whole;
        (Body, Reply) = (body, RichText.ToPlain(body));
        var quoted = Quoting == Quoting.Whole ? Quotation.OfAll(history!, [.. addressees.Select(a => a.Address)]) : Quotation.Of(Answers, Quoting);
        Text = quoted.Text.Length > 0 ? $"{Reply}\n\n{quoted.Text}" : Reply;
        Html = body + quoted.Html;
        (Author, AuthorId, At) = (by, by.Id, at);
    }

    /// <summary>A file goes with it, whose content it holds from now on.</summary>
    /// <param name="file">The stored file.</param>
    /// <param name="name">What its readers see.</param>
    /// <param name="contentType">As its writer's browser said.</param>
    /// <param name="contentId">By which the text names it, where it is a picture within it.</param>
    public void Attach(StoredFile file, string name, string contentType, string contentId = "")
    {
        MustBeDraft();
        attachments.Add(new Attachment(file, name, contentType, contentId.Length > 0, contentId));
    }

    /// <summary>A file doesn't go with it after all; the caller releases its content.</summary>
    public void Detach(Attachment attachment)
    {
        MustBeDraft();
        attachments.Remove(attachment);
    }

    internal void Leave(OutgoingMail mail, StaffMember by, DateTimeOffset at)
    {
        MustBeDraft();
        (IsDraft, OutgoingMailId, MessageId, WrittenId, InReplyTo, References) = (false, mail.Id, mail.MessageId, mail.MessageId, mail.InReplyTo, mail.References);
        (Author, AuthorId, At, SentAt) = (by, by.Id, at, mail.SendAt ?? at);
        (SenderName, SenderAddress) = (mail.FromName, mail.FromAddress);
        addressees.Clear();
        addressees.AddRange(mail.Recipients.Select(r => new MessageAddressee(r.Line, new Addressee(r.Address, r.Name))));
    }

    internal void ComeBack(DateTimeOffset at) =>
        (IsDraft, OutgoingMailId, MessageId, WrittenId, InReplyTo, References, SentAt, At) = (true, null, "", "", "", "", null, at);

    void MustBeDraft()
    {
        if (!IsDraft)
        {
            throw new BrokenRuleException("Diese Nachricht ist schon gesendet.");
        }
    }
}
