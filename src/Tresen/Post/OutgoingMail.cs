using Tresen.Platform;
using Tresen.Platform.Files;
using Tresen.Platform.Text;

namespace Tresen.Post;

/// <summary>A mail of ours, written down in the same save as its reason, with its Message-ID fixed from the start.</summary>
/// <remarks>Told in chapters: Transmitting.</remarks>
public sealed partial class OutgoingMail
{
    /// <summary>The most addressees a mail has.</summary>
    public const int MostRecipients = 100;

    readonly List<OutgoingRecipient> recipients = [];
    readonly List<OutgoingAttachment> attachments = [];

    OutgoingMail()
    {
    }

    /// <summary>Made by us, so that the job that sends it can name it in the same save.</summary>
    public Guid Id { get; private set; }

    public int MailboxId { get; private set; }

    public Mailbox Mailbox { get; private set; } = null!;

    /// <summary>Whose mail it is: who may see the department's work may see it in the outbox.</summary>
    public int DepartmentId { get; private set; }

    /// <summary>Goes to staff of ours and is nobody else's business.</summary>
    public bool IsToStaff { get; private set; }

    /// <summary>Without brackets; see <see cref="Post.MessageId"/>.</summary>
    public string MessageId { get; private set; } = "";

    public string FromName { get; private set; } = "";

    public string FromAddress { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>What was written, as plain text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The same as HTML.</summary>
    public string Html { get; private set; } = "";

    /// <summary>The company's particulars (<em>Pflichtangaben</em>) as they stood when it was written; empty on mails to staff.</summary>
    public string Particulars { get; private set; } = "";

    /// <summary>The Message-ID that it answers, as its writer wrote it, without brackets; empty: none.</summary>
    public string InReplyTo { get; private set; } = "";

    /// <summary>Where answers are to go; empty: to the sender.</summary>
    public string ReplyTo { get; private set; } = "";

    /// <summary>The Message-IDs of the dialogue so far, oldest first, separated by a space.</summary>
    public string References { get; private set; } = "";

    /// <summary>By which Outlook puts it into its dialogue (<see cref="Post.ThreadIndex"/>); empty: none.</summary>
    public string ThreadIndex { get; private set; } = "";

    /// <summary>Written by the program: other programs are asked not to answer it.</summary>
    public bool IsAutomatic { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>What it said was erased.</summary>
    public bool IsErased { get; private set; }

    /// <summary>Its bytes are shown to nobody but administrators.</summary>
    public bool IsSealed { get; private set; }

    public IReadOnlyList<OutgoingRecipient> Recipients => recipients;

    public IReadOnlyList<OutgoingAttachment> Attachments => attachments;

    /// <summary>A mail to people outside. The particulars of the mailbox' company are appended and can't be taken out.</summary>
    /// <param name="mailbox">Loaded with department and company.</param>
    /// <param name="messageId">From <see cref="Post.Mailbox.NewMessageId"/>.</param>
    /// <param name="html">Cleaned HTML; empty: made from the text.</param>
    /// <param name="attachments">Their files must be held by the caller's own attachment rows or by <see cref="StoredFile.Hold"/>.</param>
    /// <param name="inReplyTo">The Message-ID that it answers, or null.</param>
    /// <param name="references">The Message-IDs of the dialogue so far, oldest first.</param>
    public static OutgoingMail Compose(
        Mailbox mailbox,
        string messageId,
        IEnumerable<Addressee> to,
        IEnumerable<Addressee> cc,
        IEnumerable<Addressee> bcc,
        string subject,
        string text,
        string html,
        IEnumerable<OutgoingAttachment> attachments,
        string? inReplyTo,
        IEnumerable<string> references,
        DateTimeOffset at,
        bool isAutomatic = false)
    {
        var mail = Begin(mailbox, messageId, subject, text, html, at, isAutomatic);
        mail.Particulars = mailbox.Department.Company.Particulars;
        mail.Address(to, cc, bcc);
        mail.attachments.AddRange(attachments);
        mail.InReplyTo = Post.MessageId.Written(inReplyTo) is var answered && Post.MessageId.IsSendable(answered) ? answered : "";
        mail.References = Post.MessageId.Chain(references.Append(mail.InReplyTo));
        return mail;
    }

    /// <summary>It belongs to the dialogue with that number, where answers are to arrive if the mailbox wants it so.</summary>
    public void TakeAnswersFor(Mailbox mailbox, long number) => ReplyTo = mailbox.HasReplyAddresses ? ReplyAddress.Of(mailbox.Address, number, mailbox.Key) ?? "" : "";

    /// <summary>A mail to somebody of ours about what happened; without particulars, never answered by programs.</summary>
    public static OutgoingMail ToStaff(Mailbox mailbox, string messageId, Addressee to, string subject, string text, string html, IEnumerable<string> references, DateTimeOffset at)
    {
        var mail = Begin(mailbox, messageId, subject, text, html, at, isAutomatic: true);
        mail.IsToStaff = true;
        mail.Address([to], [], []);
        mail.References = Post.MessageId.Chain(references);
        return mail;
    }

    static OutgoingMail Begin(Mailbox mailbox, string messageId, string subject, string text, string html, DateTimeOffset at, bool isAutomatic)
    {
        if (!mailbox.IsActive)
        {
            throw new BrokenRuleException($"Das Mailkonto {mailbox.Address} ist abgeschaltet. Bitte ein anderes wählen.", "MailboxId");
        }

        if (string.IsNullOrWhiteSpace(subject))
        {
            throw new BrokenRuleException("Bitte einen Betreff eingeben.", nameof(Subject));
        }

        HeaderText.MustBeClean(subject, nameof(Subject));
        return new OutgoingMail
        {
            Id = Guid.CreateVersion7(at),
            Mailbox = mailbox,
            MailboxId = mailbox.Id,
            DepartmentId = mailbox.DepartmentId,
            MessageId = Post.MessageId.Normal(messageId),
            FromName = mailbox.SenderName,
            FromAddress = mailbox.Address,
            Subject = subject.Trim(),
            Text = text,
            Html = html.Length > 0 ? html : RichText.FromPlain(text),
            CreatedAt = at,
            IsAutomatic = isAutomatic,
        };
    }

    /// <summary>Outlook is to put it into its dialogue by that value of <see cref="Post.ThreadIndex"/>.</summary>
    public void StandInThread(string index) => ThreadIndex = index;

    /// <summary>The mail is another department's than its mailbox'.</summary>
    public void BelongTo(int departmentId) => DepartmentId = departmentId;

    /// <summary>What it said and whom it went to are gone for good; that it was sent, and when, stays. The caller releases its bytes.</summary>
    /// <returns>The file that held its bytes.</returns>
    public int? Erase()
    {
        if (State is MailState.Waiting or MailState.Sending)
        {
            throw new BrokenRuleException("Eine Mail, die noch hinausgeht, wird nicht gelöscht.");
        }

        var bytes = BytesFileId;
        (Subject, Text, Html, Particulars, InReplyTo, References, ThreadIndex, LastError, Proof, BytesFileId) = ("(gelöscht)", "", "", "", "", "", "", "", "", null);
        IsErased = true;
        recipients.Clear();
        attachments.Clear();
        return bytes;
    }

    /// <summary>What went out stays because the law asks for it, and is shown to nobody but administrators: one whom it went to was erased.</summary>
    public void Seal() => IsSealed = true;

    void Address(IEnumerable<Addressee> to, IEnumerable<Addressee> cc, IEnumerable<Addressee> bcc)
    {
        foreach (var (line, addressees) in new[] { (AddressLine.To, to), (AddressLine.Cc, cc), (AddressLine.Bcc, bcc) })
        {
            foreach (var addressee in addressees)
            {
                Add(line, addressee);
            }
        }

        if (recipients.Count == 0)
        {
            throw new BrokenRuleException("Bitte eingeben, an wen die Mail gehen soll.", "To");
        }

        if (recipients.Count > MostRecipients)
        {
            throw new BrokenRuleException($"Eine Mail kann an höchstens {MostRecipients} Adressen gehen.", "To");
        }
    }

    void Add(AddressLine line, Addressee addressee)
    {
        if (!MailAddress.IsUsable(addressee.Address))
        {
            throw new BrokenRuleException($"„{addressee.Address}“ ist keine E-Mail-Adresse, an die geschrieben werden kann. Bitte wie name@firma.example eingeben.", line.ToString());
        }

        HeaderText.MustBeClean(addressee.Name, line.ToString());
        var address = MailAddress.Normal(addressee.Address);
        if (!recipients.Exists(r => r.Address == address))
        {
            recipients.Add(new OutgoingRecipient(line, address, addressee.Name.Trim()));
        }
    }
}

/// <summary>Whom a mail goes to.</summary>
/// <param name="Address">One plain address.</param>
/// <param name="Name">As it stands before the address.</param>
public sealed record Addressee(string Address, string Name = "");

/// <summary>The line of the header that names somebody.</summary>
public enum AddressLine
{
    To,
    Cc,
    Bcc,
}

/// <summary>A file that goes with a mail.</summary>
public sealed class OutgoingAttachment
{
    OutgoingAttachment()
    {
    }

    /// <summary>That stored file under that name.</summary>
    /// <param name="fileId">The stored file.</param>
    /// <param name="name">What the recipient sees.</param>
    /// <param name="contentType">As its writer's browser said.</param>
    /// <param name="contentId">By which the HTML names it, where it is a picture within the text.</param>
    public OutgoingAttachment(int fileId, string name, string contentType, string contentId = "") =>
        (FileId, Name, ContentType, ContentId) = (fileId, Upload.Harmless(name), contentType, contentId);

    public int Id { get; private set; }

    public Guid OutgoingMailId { get; private set; }

    public int FileId { get; private set; }

    public string Name { get; private set; } = "";

    public string ContentType { get; private set; } = "";

    /// <summary>By which the HTML names it; empty: it isn't within the text.</summary>
    public string ContentId { get; private set; } = "";
}
