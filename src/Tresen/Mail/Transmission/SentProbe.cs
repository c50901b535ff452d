using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Post;

namespace Tresen.Mail.Transmission;

/// <summary>Looks for an uncertain mail in the server's folder for sent mails. Many providers put what they accept there by themselves:
/// found, it has arrived; not found says nothing, and a person decides.</summary>
public sealed class SentProbe(TresenDb db, Keyring keys, TimeProvider clock) : IWorker
{
    /// <summary>The kind of job; its subject is the mail's id.</summary>
    public const string JobKind = "probe-sent-mail";

    /// <summary>Soon, and once more for servers that file slowly.</summary>
    static readonly TimeSpan[] Looks = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(30)];

    /// <summary>A server's clock may go wrong by so much. What lies there from before the first try is no proof: a copy of our own of a
    /// mail that was sent before and came back.</summary>
    static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public bool WaitsForOthers => true;

    /// <summary>The jobs that look for that mail; none where its mailbox has no folders.</summary>
    public static IEnumerable<Job> JobsFor(OutgoingMail mail, DateTimeOffset at) =>
        mail is { State: MailState.Uncertain, Mailbox.HasFolders: true } ? Looks.Select(look => new Job(JobKind, mail.Id.ToString(), at + look)) : [];

    /// <inheritdoc/>
    public async Task WorkAsync(string subject, CancellationToken cancel)
    {
        var id = Guid.Parse(subject);
        var mail = await db.OutgoingMails.AsNoTracking().Include(m => m.Mailbox).SingleOrDefaultAsync(m => m.Id == id, cancel);
        if (mail is not { State: MailState.Uncertain, Mailbox.HasFolders: true } || await FolderWithAsync(mail, cancel) is not { } folder)
        {
            return;
        }

        await using var work = await WriteScope.BeginAsync(db, cancel);
        var (found, now) = (await db.OutgoingMails.WithParts.SingleAsync(m => m.Id == id, cancel), clock.GetUtcNow());
        if (found.State == MailState.Uncertain) // nobody has decided meanwhile
        {
            found.ProveArrival($"Angekommen: Die Mail liegt auf dem Server im Ordner „{folder}“.", now);
            if (found is { State: MailState.Waiting, NextTry: { } next })
            {
                db.Add(new Job(PostQueries.SendMail, subject, next));
            }

            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }
    }

    /// <summary>The name of the folder that the mail lies in since it was first tried; null: it doesn't.</summary>
    async Task<string?> FolderWithAsync(OutgoingMail mail, CancellationToken cancel)
    {
        using var client = new ImapClient();
        await client.OpenAsync(mail.Mailbox, mail.Mailbox.Imap, keys, cancel);
        var since = mail.FirstTriedAt - Tolerance;
        string? name = null;
        if (await SentAsync(client, mail.Mailbox, cancel) is { } folder)
        {
            await folder.OpenAsync(FolderAccess.ReadOnly, cancel);
            var hits = await folder.SearchAsync(SearchQuery.HeaderContains("Message-Id", mail.MessageId), cancel);
            var there = hits.Count == 0 ? [] : await folder.FetchAsync(hits, new FetchRequest(MessageSummaryItems.InternalDate), cancel);
            name = there.Any(m => m.InternalDate >= since) ? Trouble.Plain(folder.FullName) : null;
        }

        await client.DisconnectAsync(quit: true, cancel);
        return name;
    }

    /// <summary>The folder as set up, else the one that the server marks as such.</summary>
    static async Task<IMailFolder?> SentAsync(ImapClient client, Mailbox mailbox, CancellationToken cancel)
    {
        if (mailbox.SentFolder.Length == 0)
        {
            return (client.Capabilities & (ImapCapabilities.SpecialUse | ImapCapabilities.XList)) == ImapCapabilities.None ? null : client.GetFolder(SpecialFolder.Sent);
        }

        try
        {
            return await client.GetFolderAsync(mailbox.SentFolder, cancel);
        }
        catch (FolderNotFoundException)
        {
            return null;
        }
    }
}
