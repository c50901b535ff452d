using System.Globalization;
using MimeKit;
using MimeKit.Cryptography;
using Tresen.Platform.Text;

namespace Tresen.Mail.Reading;

/// <summary>What a mail server says about where a mail comes from, in an <c>Authentication-Results</c> of its header (RFC 8601). Anybody
/// can write one: what it is worth is said by <see cref="Verdict.Of"/>.</summary>
/// <param name="Server">Who says so, in lower case; empty where it doesn't name itself, as Microsoft 365 doesn't.</param>
/// <param name="Dmarc">The result of DMARC, in lower case: <c>pass</c>, <c>fail</c>, <c>none</c> …; empty: none is given, or several that differ.</param>
/// <param name="Domain">The domain that DMARC looked at.</param>
public sealed record AuthenticationClaim(string Server, string Dmarc, string Domain)
{
    /// <summary>Stands for whoever wrote what can't be understood: else the one below it, perhaps the sender's own, would count.</summary>
    internal const string Unreadable = "?";

    const int MostClaims = 20;

    const int MostLetters = 8000;

    /// <summary>All of them, the topmost first: whoever passes a mail on puts theirs above what was there.</summary>
    internal static IReadOnlyList<AuthenticationClaim> In(HeaderList headers) =>
        [.. headers.Where(h => h.Id == HeaderId.AuthenticationResults).Take(MostClaims).Select(Of)];

    static AuthenticationClaim Of(Header header)
    {
        if (header.RawValue.Length > MostLetters || !AuthenticationResults.TryParse(header.RawValue, out var said))
        {
            return new(Unreadable, "", "");
        }

        var found = said.Results.Where(r => string.Equals(r.Method, "dmarc", StringComparison.OrdinalIgnoreCase)).ToList();
        var domain = found is [var only] ? only.Properties.FirstOrDefault(p => Is(p.PropertyType, "header") && Is(p.Property, "from"))?.Value ?? "" : "";
        return new(Lower(said.AuthenticationServiceIdentifier), found is [var one] ? Lower(one.Result) : "", Lower(domain.Split('@')[^1]));
    }

    static bool Is(string? given, string wanted) => string.Equals(given, wanted, StringComparison.OrdinalIgnoreCase);

    static string Lower(string? text) => (text ?? "").Trim().ToLowerInvariant();
}

/// <summary>Whether a mail is from whom it says.</summary>
public enum Proof
{
    /// <summary>Nobody we trust has said anything about it.</summary>
    Unknown,

    /// <summary>The domain's owner stands for it (DMARC).</summary>
    Passed,

    /// <summary>It is not from the domain that it names.</summary>
    Failed,
}

/// <summary>What the mail server that we trust says about the sender of a mail.</summary>
public sealed record Verdict(Proof Proof, string Domain)
{
    /// <summary>The name in the settings for a server that doesn't name itself.</summary>
    public const string Nameless = "-";

    /// <summary>Nothing is known.</summary>
    public static readonly Verdict Unknown = new(Proof.Unknown, "");

    /// <summary>What the topmost claim of that server says, and no other (threat A09): those below may be the sender's own, and so may all
    /// of other servers. It counts only for the very domain that the mail names as its sender's.</summary>
    /// <param name="trusted">The name of the server (authserv-id) that takes our mail in and says so on every mail;
    /// <see cref="Nameless"/>: it gives no name. Empty: none is trusted.</param>
    public static Verdict Of(ReadMail mail, string trusted)
    {
        var server = trusted.Trim().ToLowerInvariant();
        if (server.Length == 0 || mail.From is null || mail.Problems.Contains("several-from"))
        {
            return Unknown;
        }

        server = server == Nameless ? "" : server;
        var said = mail.Claims.FirstOrDefault(c => c.Server == server || c.Server == AuthenticationClaim.Unreadable);
        var domain = Ascii(MailAddress.DomainOf(mail.From.Address));
        return said is null || domain.Length == 0 || Ascii(said.Domain) != domain ? Unknown : said.Dmarc switch
        {
            "pass" => new(Proof.Passed, domain),
            "fail" => new(Proof.Failed, domain),
            _ => Unknown,
        };
    }

    static string Ascii(string domain)
    {
        try
        {
            return new IdnMapping().GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }
}
