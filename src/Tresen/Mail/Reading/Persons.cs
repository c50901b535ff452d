using System.Text.RegularExpressions;
using MimeKit;
using Tresen.Platform.Text;

namespace Tresen.Mail.Reading;

/// <summary>Who stands in a header, however crooked it is.</summary>
static class Persons
{
    /// <summary>More are left out whatever the limit says.</summary>
    const int Most = 20_000;

    static readonly Regex Address = new(@"[^\s<>"",;:()\[\]\\]+@[^\s<>"",;:()\[\]\\]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Everybody in the list, groups resolved; where MimeKit finds nobody, what looks like an address.</summary>
    public static IReadOnlyList<Person> In(InternetAddressList list, string? raw)
    {
        var found = list.Mailboxes.Take(Most).Select(m => Of(m.Address, m.Name)).OfType<Person>().DistinctBy(p => p.Address).ToList();
        return found.Count > 0 || raw is null ? found : [.. Address.Matches(raw.Length > 100_000 ? raw[..100_000] : raw).Select(m => Of(m.Value, "")).OfType<Person>().DistinctBy(p => p.Address)];
    }

    /// <summary>One writer, always the same for the same mail: the first that mail could go to (threat A07).</summary>
    public static Person? Writer(IReadOnlyList<Person> from, ISet<string> problems)
    {
        if (from.Count > 1)
        {
            problems.Add("several-from");
        }

        if (from.Count == 0)
        {
            problems.Add("no-from");
        }

        return from.FirstOrDefault(p => MailAddress.IsUsable(p.Address)) ?? (from.Count > 0 ? from[0] : null);
    }

    static Person? Of(string? address, string? name)
    {
        var plain = MailText.Line(address ?? "").Replace(" ", "", StringComparison.Ordinal).Trim('<', '>', '.').ToLowerInvariant();
        if (plain.Length is 0 or > 254 || !plain.Contains('@', StringComparison.Ordinal))
        {
            return null;
        }

        var shown = MailText.Line(name ?? "");
        return new Person(plain, shown.Length > 150 ? shown[..149] + "…" : shown);
    }
}
