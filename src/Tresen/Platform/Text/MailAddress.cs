using MimeKit;

namespace Tresen.Platform.Text;

/// <summary>Mail addresses as they are kept and compared.</summary>
public static class MailAddress
{
    /// <summary>Trimmed and in lower case: addresses are compared so, whatever RFC 5321 allows before the @.</summary>
    public static string Normal(string? typed) => (typed ?? "").Trim().ToLowerInvariant();

    /// <summary>Whether mail can be sent there: one plain address, no control characters, no quoting (threat C02).</summary>
    public static bool IsUsable(string? typed)
    {
        var address = Normal(typed);
        return address.Length is > 2 and <= 254
            && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '"' or '<' or '>' or ',' or ';' or '\\' or '(' or ')')
            && MailboxAddress.TryParse(address, out var parsed) && parsed.Address == address
            && address.LastIndexOf('@') is > 0 and var at && at == address.IndexOf('@', StringComparison.Ordinal) && at < address.Length - 1
            && address[(at + 1)..].Contains('.', StringComparison.Ordinal);
    }

    /// <summary>The part after the @.</summary>
    public static string DomainOf(string address) => Normal(address)[(address.LastIndexOf('@') + 1)..];
}
