using MailKit;
using MailKit.Net.Imap;
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
    public static async Task<ConnectionCheck> RunAsync(Mailbox mailbox, Passwords passwords, CancellationToken cancel)
    {
        var lying = 0;
        return new(
            await TryAsync(mailbox.Imap, () => ImapAsync(mailbox, passwords, count => lying = count, cancel)),
            await TryAsync(mailbox.Smtp, () => SmtpAsync(mailbox, passwords, cancel)))
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

    static async Task<string> ImapAsync(Mailbox mailbox, Passwords passwords, Action<int> found, CancellationToken cancel)
    {
        using var client = new ImapClient();
        await client.OpenAsync(mailbox.Imap, passwords, cancel);
        var folder = await client.GetFolderAsync(mailbox.Folder, cancel);
        await folder.OpenAsync(FolderAccess.ReadOnly, cancel);
        found(folder.Count);
        var sentence = folder.Count == 1
            ? Words.Of("Anmeldung an {0} gelungen, im Ordner {1} liegt eine Mail.", mailbox.Imap.Host, mailbox.Folder)
            : Words.Of("Anmeldung an {0} gelungen, im Ordner {1} liegen {2} Mails.", mailbox.Imap.Host, mailbox.Folder, folder.Count);
        await client.DisconnectAsync(quit: true, cancel);
        return sentence;
    }

    static async Task<string> SmtpAsync(Mailbox mailbox, Passwords passwords, CancellationToken cancel)
    {
        using var client = new SmtpClient();
        await client.OpenAsync(mailbox.Smtp, passwords, cancel);
        await client.DisconnectAsync(quit: true, cancel);
        return mailbox.Smtp.User.Length > 0 ? Words.Of("Anmeldung an {0} gelungen.", mailbox.Smtp.Host) : Words.Of("Verbindung zu {0} gelungen (ohne Anmeldung).", mailbox.Smtp.Host);
    }
}
