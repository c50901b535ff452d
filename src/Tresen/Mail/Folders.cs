using MailKit;
using MailKit.Net.Imap;

namespace Tresen.Mail;

/// <summary>Folders of a mailbox on its server.</summary>
static class Folders
{
    /// <summary>The folder of that name; created where it is missing.</summary>
    public static async Task<IMailFolder> FolderAsync(this ImapClient client, string name, CancellationToken cancel)
    {
        try
        {
            return await client.GetFolderAsync(name, cancel);
        }
        catch (FolderNotFoundException)
        {
            var root = client.GetFolder(client.PersonalNamespaces[0]);
            return await root.CreateAsync(name, isMessageFolder: true, cancel) ?? throw new FolderNotFoundException(name);
        }
    }
}
