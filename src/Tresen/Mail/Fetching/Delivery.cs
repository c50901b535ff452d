using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Text;
using Tresen.Platform.Views;
using Tresen.Post;

namespace Tresen.Mail.Fetching;

/// <summary><c>tresen mail deliver</c>: takes a mail that a mail server hands over on standard input. It says yes only once the mail
/// is stored; else the mail server keeps it and comes again.</summary>
public sealed class Delivery(TresenDb db, Shelf shelf)
{
    /// <summary>Taken: it is Tresen's now.</summary>
    public const int Taken = 0;

    /// <summary>Not now: keep it and try again (<c>EX_TEMPFAIL</c> of sysexits.h, which mail servers know).</summary>
    public const int TryAgain = 75;

    /// <summary>Below all counts of servers, which begin at 1.</summary>
    const long NoServer = -1;

    /// <summary>Stores the mail for the mailbox with that address.</summary>
    /// <param name="refused">Is told why not, in a sentence that the mail server writes into its log.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> TakeAsync(string address, Stream mail, TextWriter refused, CancellationToken cancel)
    {
        try
        {
            var normal = MailAddress.Normal(address);
            var own = ReplyAddress.Read(normal)?.Mailbox; // an answer at a dialogue's own address
            if (await db.Mailboxes.AsNoTracking().Where(m => m.Address == normal || m.Address == own).OrderBy(m => m.Address == normal ? 0 : 1).FirstOrDefaultAsync(cancel) is not { } mailbox)
            {
                await refused.WriteLineAsync(Words.Of("Es gibt kein Mailkonto {0}. Bitte unter Administration > Mailkonten anlegen; die Mail bleibt solange beim Mailserver.", address));
                return TryAgain;
            }

            await shelf.StoreAsync(mailbox, new(NoServer, BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & long.MaxValue), mail, null, null, cancel, isTold: true);
            return Taken;
        }
        catch (Exception e)
        {
            await refused.WriteLineAsync(Words.Of("Tresen konnte die Mail nicht speichern: {0}", Trouble.Plain(e.GetBaseException().Message)));
            return TryAgain;
        }
    }
}
