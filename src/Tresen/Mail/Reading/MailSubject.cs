using System.Text.RegularExpressions;

namespace Tresen.Mail.Reading;

/// <summary>A subject without what programs put before it, and the numbers it names.</summary>
public static class MailSubject
{
    static readonly Regex Forward = new(@"^\s*(fw|fwd|wg|tr|vb|rv|enc|i|doorst|weitergeleitet)\s?(\[\d+\])?\s?[:：]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    static readonly Regex TicketNumber = new(@"\bTicket\s+#?(\d{4,9})\b|\[#(\d{4,9})\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    static readonly Regex ConversationNumber = new(@"(Nr\.\s?|#)(20\d{10,14})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    static readonly Regex Ours = new(@"\s*\[Ticket\s\d{4,9}(\s·\sNr\.\s?\d{12,16})?\]\s*|\s*\bTicket\s#20\d{10,14}\b:?\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Without the numbers that our mails put behind it.</summary>
    public static string WithoutNumbers(string subject) => Ours.Replace(subject, " ").Trim();

    /// <summary>Whether the outermost prefix says that it is passed on: that is no answer.</summary>
    public static bool IsForward(string subject) => Forward.IsMatch(subject);

    /// <summary>The ticket's short numbers in it: <c>Ticket 10417</c>, <c>[#10417]</c>.</summary>
    public static IReadOnlyList<int> TicketNumbers(string subject) =>
        [.. TicketNumber.Matches(subject).Select(m => int.Parse(m.Groups[1].Success ? m.Groups[1].ValueSpan : m.Groups[2].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)).Distinct().Take(3)];

    /// <summary>The conversations' numbers in it: <c>Nr. 202611230417</c>, and <c>Ticket #202611230417</c> of the old module.</summary>
    public static IReadOnlyList<long> ConversationNumbers(string subject) => [.. ConversationNumber.Matches(subject).Select(m => long.Parse(m.Groups[2].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)).Distinct().Take(3)];
}
