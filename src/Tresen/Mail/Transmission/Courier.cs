using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using Tresen.Post;

namespace Tresen.Mail.Transmission;

/// <summary>Hands mails to the server, one after the other over one line, and notes what the server says to each recipient and whether
/// the text itself was begun, for from then on nobody can know.</summary>
/// <param name="patience">How long an answer of the server is waited for.</param>
sealed class Courier(TimeSpan patience) : SmtpClient, ITransferProgress
{
    /// <summary>RFC 5321 wants ten minutes of patience for the answer after the text.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    OutgoingMail mail = null!;

    /// <summary>Whether the server asked for the text of the last mail and it was begun.</summary>
    public bool HasBegunText { get; private set; }

    /// <summary>This mail is next.</summary>
    public void Take(OutgoingMail next) => (mail, HasBegunText) = (next, false);

    /// <summary>Hands it over to those that are outstanding. Throws what went wrong for all of them.</summary>
    public async Task HandOverAsync(MimeMessage message, CancellationToken cancel)
    {
        Timeout = (int)patience.TotalMilliseconds;
        var sender = new MailboxAddress("", mail.FromAddress);
        await SendAsync(message, sender, mail.Outstanding.Select(r => new MailboxAddress("", r.Address)).ToList(), cancel, this);
    }

    /// <inheritdoc/>
    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        mail.Outstanding.First(r => r.Address == mailbox.Address).Welcome();

    /// <inheritdoc/>
    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        var recipient = mail.Outstanding.First(r => r.Address == mailbox.Address);
        var sentence = $"{(int)response.StatusCode} {Trouble.Plain(response.Response)}";
        if ((int)response.StatusCode >= 500)
        {
            recipient.Reject(sentence);
        }
        else
        {
            recipient.PutOff(sentence);
        }
    }

    /// <inheritdoc/>
    protected override void OnNoRecipientsAccepted(MimeMessage message) => throw new NobodyAcceptedException();

    void ITransferProgress.Report(long bytesTransferred, long totalSize) => HasBegunText = true;

    void ITransferProgress.Report(long bytesTransferred) => HasBegunText = true;
}

/// <summary>The server took none of the recipients; what it said stands at each.</summary>
sealed class NobodyAcceptedException : Exception;
