using System.ComponentModel.DataAnnotations;
using Tresen.Post;

namespace Tresen.Mail.Mailboxes;

/// <summary>From when on mails are taken in.</summary>
public enum IntakeStart
{
    /// <summary>From the first connection on; what lies there stays there.</summary>
    Now,

    /// <summary>From an earlier day on.</summary>
    Earlier,
}

/// <summary>A mailbox as an administrator types it. An empty password keeps the stored one.</summary>
public sealed class MailboxForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    [Required(ErrorMessage = "Bitte eingeben, wie das Konto bei uns heißt.")]
    [StringLength(100, ErrorMessage = TooLong)]
    public string? Name { get; set; }

    [Required(ErrorMessage = "Bitte eine E-Mail-Adresse wie service@firma.example eingeben.")]
    [StringLength(250, ErrorMessage = TooLong)]
    public string? Address { get; set; }

    [StringLength(150, ErrorMessage = TooLong)]
    public string? SenderName { get; set; }

    [Required(ErrorMessage = "Bitte die Abteilung wählen, bei der neue Anfragen ankommen.")]
    public int? DepartmentId { get; set; }

    [StringLength(4000, ErrorMessage = TooLong)]
    public string? Signature { get; set; }

    public bool IsActive { get; set; } = true;

    [StringLength(250, ErrorMessage = TooLong)]
    public string? ImapHost { get; set; }

    /// <summary>What the server speaks that mails are fetched from.</summary>
    public FetchProtocol Protocol { get; set; }

    public int? ImapPort { get; set; } = 993;

    public Encryption ImapEncryption { get; set; }

    [StringLength(250, ErrorMessage = TooLong)]
    public string? ImapUser { get; set; }

    [StringLength(500, ErrorMessage = TooLong)]
    public string? ImapPassword { get; set; }

    /// <summary>Signed in with a token instead of a password.</summary>
    public bool ImapByToken { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? Folder { get; set; } = "INBOX";

    public AfterIntake AfterIntake { get; set; }

    /// <summary><em>Ich weiß, dass die Mails dann nur noch in Tresen liegen.</em></summary>
    public bool DeletesKnowingly { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? DoneFolder { get; set; } = "Tresen";

    /// <summary>Which mails are taken in; null: nobody has said yet, and it is asked where some lie there.</summary>
    public IntakeStart? Starts { get; set; }

    /// <summary>The first day, where older mails are taken in too; null: all.</summary>
    public DateOnly? TakesFrom { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? TrustedServer { get; set; }

    [StringLength(250, ErrorMessage = TooLong)]
    public string? SmtpHost { get; set; }

    public int? SmtpPort { get; set; } = 587;

    public Encryption SmtpEncryption { get; set; } = Encryption.StartTls;

    [StringLength(250, ErrorMessage = TooLong)]
    public string? SmtpUser { get; set; }

    [StringLength(500, ErrorMessage = TooLong)]
    public string? SmtpPassword { get; set; }

    public bool SmtpByToken { get; set; }

    [StringLength(200, ErrorMessage = TooLong)]
    public string? SentFolder { get; set; }

    public bool HasReplyAddresses { get; set; }

    [StringLength(300, ErrorMessage = TooLong)]
    public string? ConsentAddress { get; set; }

    [StringLength(300, ErrorMessage = TooLong)]
    public string? TokenAddress { get; set; }

    [StringLength(300, ErrorMessage = TooLong)]
    public string? ClientId { get; set; }

    [StringLength(500, ErrorMessage = TooLong)]
    public string? ClientSecret { get; set; }

    [StringLength(300, ErrorMessage = TooLong)]
    public string? Scope { get; set; }

    [StringLength(8000, ErrorMessage = TooLong)]
    public string? RefreshToken { get; set; }

    /// <summary>What stands quoted below answers.</summary>
    public QuotingHabit Quotes { get; set; }

    public bool Confirms { get; set; }

    [StringLength(4000, ErrorMessage = TooLong)]
    public string? Confirmation { get; set; } = Mailbox.StandardConfirmation;

    /// <summary>The passwords as they were typed, locked away, while the form is shown again because it was refused.</summary>
    [StringLength(4000, ErrorMessage = TooLong)]
    public string? ImapHeld { get; set; }

    [StringLength(4000, ErrorMessage = TooLong)]
    public string? SmtpHeld { get; set; }

    [StringLength(4000, ErrorMessage = TooLong)]
    public string? ClientSecretHeld { get; set; }

    [StringLength(32000, ErrorMessage = TooLong)]
    public string? RefreshTokenHeld { get; set; }

    /// <summary>Kept although a server can't be reached or refuses (<em>Trotzdem speichern</em>).</summary>
    public bool Anyway { get; set; }

    /// <summary>Whether something of what is typed about tokens (OAuth2) isn't what is known of that client.</summary>
    public bool AsksForTokensElsewhereThan(OAuthClient known) =>
        !string.IsNullOrEmpty(ClientSecret) || !string.IsNullOrEmpty(RefreshToken)
        || IsNew(ConsentAddress, known.ConsentAddress) || IsNew(TokenAddress, known.TokenAddress) || IsNew(ClientId, known.ClientId) || IsNew(Scope, known.Scope);

    static bool IsNew(string? typed, string known) => typed?.Trim() is { Length: > 0 } it && it != known;

    /// <summary>The form for a mailbox as it stands.</summary>
    public static MailboxForm Of(Mailbox m) => new()
    {
        Name = m.Name,
        Address = m.Address,
        SenderName = m.SenderName,
        DepartmentId = m.DepartmentId,
        Signature = m.Signature,
        IsActive = m.IsActive,
        ImapHost = m.Imap.Host,
        Protocol = m.Protocol,
        ImapPort = m.Imap.IsSetUp ? m.Imap.Port : 993,
        ImapEncryption = m.Imap.Encryption,
        ImapUser = m.Imap.User,
        ImapByToken = m.Imap.ByToken,
        Folder = m.Folder,
        AfterIntake = m.AfterIntake,
        DeletesKnowingly = m.AfterIntake == AfterIntake.Delete,
        DoneFolder = m.DoneFolder,
        Starts = m.TakesOldMail ? IntakeStart.Earlier : m.Imap.IsSetUp ? IntakeStart.Now : null,
        TakesFrom = m.TakesFrom,
        TrustedServer = m.TrustedServer,
        SmtpHost = m.Smtp.Host,
        SmtpPort = m.Smtp.IsSetUp ? m.Smtp.Port : 587,
        SmtpEncryption = m.Smtp.IsSetUp ? m.Smtp.Encryption : Encryption.StartTls,
        SmtpUser = m.Smtp.User,
        SmtpByToken = m.Smtp.ByToken,
        ConsentAddress = m.OAuth.ConsentAddress,
        TokenAddress = m.OAuth.TokenAddress,
        ClientId = m.OAuth.ClientId,
        Scope = m.OAuth.Scope,
        SentFolder = m.SentFolder,
        HasReplyAddresses = m.HasReplyAddresses,
        Quotes = m.Quotes,
        Confirms = m.Confirms,
        Confirmation = m.Confirmation,
    };
}
