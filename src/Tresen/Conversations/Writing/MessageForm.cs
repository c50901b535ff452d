using System.ComponentModel.DataAnnotations;
using Tresen.Post;

namespace Tresen.Conversations.Writing;

/// <summary>A mail as typed.</summary>
public sealed class MessageForm
{
    public int? MailboxId { get; set; }

    [StringLength(5000, ErrorMessage = "Das sind zu viele Empfänger. Bitte kürzen.")]
    public string? To { get; set; }

    [StringLength(5000, ErrorMessage = "Das sind zu viele Empfänger. Bitte kürzen.")]
    public string? Cc { get; set; }

    [StringLength(5000, ErrorMessage = "Das sind zu viele Empfänger. Bitte kürzen.")]
    public string? Bcc { get; set; }

    [StringLength(200, ErrorMessage = "Bitte einen Betreff mit höchstens 200 Zeichen.")]
    public string? Subject { get; set; }

    [StringLength(1_000_000, ErrorMessage = "Dieser Text ist zu lang. Bitte kürzen oder als Datei anhängen.")]
    public string? Body { get; set; }

    public string? BodyFormat { get; set; }

    /// <summary>Whether the answered mail, or the dialogue so far, stands below; null: as the mailbox says.</summary>
    public bool? Quotes { get; set; }

    /// <summary>It may go to somebody who has no part in the dialogue and wrote into it nevertheless (threat A02).</summary>
    public bool ToStrangers { get; set; }

    /// <summary>The draft's files that stay.</summary>
    public int[] Keep { get; set; } = [];

    /// <summary>The draft as stored.</summary>
    public static MessageForm Of(Message draft, int? mailboxId) => new()
    {
        MailboxId = mailboxId,
        To = Addressees.Write(draft.To(AddressLine.To)),
        Cc = Addressees.Write(draft.To(AddressLine.Cc)),
        Bcc = Addressees.Write(draft.To(AddressLine.Bcc)),
        Subject = draft.Subject,
        Body = BodyPictures.Shown(draft.Body, draft.Id, draft.Attachments),
        BodyFormat = "html",
        Quotes = draft.Quoting is Quoting.Answer or Quoting.Whole,
        Keep = [.. draft.Attachments.Where(a => !a.IsInline).Select(a => a.Id)],
    };
}

/// <summary>What is to be done with a mail that was typed.</summary>
public sealed class WritingOrder
{
    /// <summary>The time of day at which a mail leaves for which only a day was said.</summary>
    public static readonly TimeOnly Morning = new(8, 0);

    /// <summary><c>save</c>, <c>send</c>, <c>later</c> or <c>template</c>.</summary>
    public string? Do { get; set; }

    /// <summary>The day on which it is to be sent …</summary>
    public DateOnly? LaterOn { get; set; }

    /// <summary>… and the time; both empty: at once.</summary>
    public TimeOnly? LaterAt { get; set; }

    /// <summary>Whether it is to be sent, now or later.</summary>
    public bool Sends => Do is "send" or "later";

    /// <summary>The template to be inserted.</summary>
    public int? TemplateId { get; set; }

    /// <summary>The message that is answered or passed on.</summary>
    public int? AnswersId { get; set; }

    /// <summary>It is passed on to somebody else.</summary>
    public bool Forwards { get; set; }

    /// <summary>The passed on message's files that go along.</summary>
    public int[] Take { get; set; } = [];

    /// <summary>Whose ticket it was when the page was opened (threat C06).</summary>
    public string? Seen { get; set; }
}
