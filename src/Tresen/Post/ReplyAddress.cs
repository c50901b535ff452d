using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tresen.Platform.Text;

namespace Tresen.Post;

/// <summary>The address at which the answers of one dialogue arrive (<em>Antwortadresse</em>): <c>service+number.seal@domain</c>, a subaddress
/// (RFC 5233) of the mailbox. By it an answer is found whose program drops the headers and the subject. The seal is an HMAC under the mailbox's own
/// key: nobody can make up one for another number.</summary>
public static partial class ReplyAddress
{
    /// <summary>So many letters may stand before the @ (RFC 5321, 4.5.3.1.1).</summary>
    const int MostLetters = 64;

    /// <summary>The one of that dialogue; null where the mailbox' address leaves no room for it.</summary>
    /// <param name="mailbox">The mailbox' address, in lower case.</param>
    public static string? Of(string mailbox, long number, string key)
    {
        var at = mailbox.LastIndexOf('@');
        var local = $"{mailbox[..at]}+{number.ToString(CultureInfo.InvariantCulture)}.{MessageId.Seal(string.Create(CultureInfo.InvariantCulture, $"reply {number} {mailbox}"), key)}";
        return local.Length <= MostLetters && !mailbox[..at].Contains('+', StringComparison.Ordinal) ? local + mailbox[at..] : null;
    }

    /// <summary>What such an address says: the mailbox' address, and the dialogue's number, whose seal must still be checked; null for any other.</summary>
    public static (string Mailbox, long Number)? Read(string address) =>
        Pattern().Match(MailAddress.Normal(address)) is { Success: true } match && long.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (match.Groups["local"].Value + match.Groups["domain"].Value, number)
            : null;

    /// <summary>Whether that address was made with that key.</summary>
    public static bool IsSealedWith(string address, string key) =>
        Read(address) is { } said && Of(said.Mailbox, said.Number, key) is { } genuine
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(genuine), Encoding.UTF8.GetBytes(MailAddress.Normal(address)));

    [GeneratedRegex(@"^(?<local>[^@+]+)\+(?<number>[0-9]{9,18})\.[a-z2-7]{16}(?<domain>@[^@]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
