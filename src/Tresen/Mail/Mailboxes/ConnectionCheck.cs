using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;
using Tresen.Platform.Views;
using Tresen.Post;

namespace Tresen.Mail.Mailboxes;

/// <summary>What came of trying both servers of a mailbox (<em>Verbindung prüfen</em>): a plain sentence each.</summary>
/// <param name="Imap">About fetching; null when no server is set up.</param>
/// <param name="Smtp">About sending; null when no server is set up.</param>
public sealed record ConnectionCheck(ConnectionCheck.Verdict? Imap, ConnectionCheck.Verdict? Smtp)
{
    /// <summary>How many mails lie in the folder that is fetched.</summary>
    public int Lying { get; private set; }

    /// <summary>How it went with one server.</summary>
    public sealed record Verdict(bool IsFine, string Sentence);

    /// <summary>Connects to both servers and signs in; sends nothing and changes nothing.</summary>
    public static async Task<ConnectionCheck> RunAsync(Mailbox mailbox, Keyring keys, CancellationToken cancel)
    {
        var lying = 0;
        return new(
            await TryAsync(mailbox.Imap, () => mailbox.Protocol == FetchProtocol.Pop3 ? Pop3Async(mailbox, keys, count => lying = count, cancel) : ImapAsync(mailbox, keys, count => lying = count, cancel)),
            await TryAsync(mailbox.Smtp, () => SmtpAsync(mailbox, keys, cancel)))
        {
            Lying = lying,
        };
    }

    static async Task<Verdict?> TryAsync(MailServer server, Func<Task<string>> attempt)
    {
        if (!server.IsSetUp)
        {
            return null;
        }

        try
        {
            return new Verdict(true, await attempt());
        }
        catch (Exception e)
        {
            return new Verdict(false, Trouble.With(server, e));
        }
    }

    static async Task<string> ImapAsync(Mailbox mailbox, Keyring keys, Action<int> found, CancellationToken cancel)
    {
        using var client = new ImapClient();
        await client.OpenAsync(mailbox, mailbox.Imap, keys, cancel);
        var folder = await client.GetFolderAsync(mailbox.Folder, cancel);
        await folder.OpenAsync(FolderAccess.ReadOnly, cancel);
        found(folder.Count);
        var sentence = folder.Count == 1
            ? Words.Of("Anmeldung an {0} gelungen, im Ordner {1} liegt eine Mail.", mailbox.Imap.Host, mailbox.Folder)
            : Words.Of("Anmeldung an {0} gelungen, im Ordner {1} liegen {2} Mails.", mailbox.Imap.Host, mailbox.Folder, folder.Count);
        await client.DisconnectAsync(quit: true, cancel);
        return sentence;
    }

    static async Task<string> Pop3Async(Mailbox mailbox, Keyring keys, Action<int> found, CancellationToken cancel)
    {
        using var client = new Pop3Client();
        await client.OpenAsync(mailbox, mailbox.Imap, keys, cancel);
        found(client.Count);
        try
        {
            await client.GetMessageUidsAsync(cancel);
        }
        catch (NotSupportedException)
        {
            throw new Trouble.NoUidlException();
        }

        var sentence = client.Count == 1 ? Words.Of("Anmeldung an {0} gelungen, dort liegt eine Mail.", mailbox.Imap.Host) : Words.Of("Anmeldung an {0} gelungen, dort liegen {1} Mails.", mailbox.Imap.Host, client.Count);
        await client.DisconnectAsync(quit: true, cancel);
        return sentence;
    }

    static async Task<string> SmtpAsync(Mailbox mailbox, Keyring keys, CancellationToken cancel)
    {
        using var client = new SmtpClient();
        await client.OpenAsync(mailbox, mailbox.Smtp, keys, cancel);
        await client.DisconnectAsync(quit: true, cancel);
        return mailbox.Smtp.User.Length > 0 ? Words.Of("Anmeldung an {0} gelungen.", mailbox.Smtp.Host) : Words.Of("Verbindung zu {0} gelungen (ohne Anmeldung).", mailbox.Smtp.Host);
    }
}
