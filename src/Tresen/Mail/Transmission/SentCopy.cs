using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Jobs;
using Tresen.Post;

namespace Tresen.Mail.Transmission;

/// <summary>Puts a copy of a sent mail into the server's folder for sent mails, unless one lies there already.</summary>
public sealed class SentCopy(TresenDb db, FileCabinet cabinet, Keyring keys) : IWorker
{
    /// <summary>The kind of job; its subject is the mail's id.</summary>
    public const string JobKind = "file-sent-mail";

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public bool WaitsForOthers => true;

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var id = Guid.Parse(subject);
        var mail = await db.OutgoingMails.AsNoTracking().Include(m => m.Mailbox).SingleAsync(m => m.Id == id, cancel);
        var mailbox = mail.Mailbox;
        if (mail.BytesFileId is not { } file || !mailbox.HasFolders || mailbox.SentFolder.Length == 0)
        {
            return;
        }

        using var client = new ImapClient();
        await client.OpenAsync(mailbox, mailbox.Imap, keys, cancel);
        var folder = await client.FolderAsync(mailbox.SentFolder, cancel);
        await folder.OpenAsync(FolderAccess.ReadWrite, cancel);
        if ((await folder.SearchAsync(SearchQuery.HeaderContains("Message-Id", mail.MessageId), cancel)).Count == 0)
        {
            using var message = await MimeMessage.LoadAsync(await cabinet.OpenAsync(file, cancel), cancel);
            await folder.AppendAsync(new AppendRequest(message, MessageFlags.Seen, mail.CreatedAt), cancel);
        }

        await client.DisconnectAsync(quit: true, cancel);
    }
}
