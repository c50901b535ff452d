using System.Globalization;
using Tresen.Platform.Views;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Notifications;

/// <summary>A notification as a mail. It names ticket and subject and says what happened, and nothing of what was written: mails
/// are forwarded and lie on phones.</summary>
static class StaffLetter
{
    /// <summary>Writes it in its reader's language.</summary>
    /// <param name="address">Where the program is reached, <c>https://tresen.firma.example</c>; null: without a link.</param>
    public static OutgoingMail Write(Mailbox mailbox, StaffMember to, Ticket ticket, News news, StaffMember? actor, StaffMember? absent, string? address, DateTimeOffset at) =>
        InLanguageOf(to, () =>
        {
            var sentences = NewsWords.Of(news, actor?.Name).ToList();
            var lines = new List<string>();
            if (absent is not null)
            {
                lines.Add(Words.Of("In Vertretung für {0}:", absent.Name));
            }

            lines.AddRange(sentences);
            lines.Add("");
            lines.Add(Words.Of("Ticket {0}: {1}", ticket.Number, ticket.Subject));
            if (address is { Length: > 0 })
            {
                lines.Add($"{address}/tickets/{ticket.Number}");
            }

            lines.Add("");
            lines.Add(Words.Of("Diese Mail kommt von Tresen. Antworten darauf liest niemand; abbestellen lässt sie sich unter „Mein Konto“."));
            return OutgoingMail.ToStaff(mailbox, mailbox.NewMessageId(), new Addressee(to.Mail, to.Name), Clean($"[{ticket.Number}] {sentences[0]} {ticket.Subject}"), string.Join('\n', lines), "", [], at);
        });

    /// <summary>Writes something in the language that its reader chose.</summary>
    public static T InLanguageOf<T>(StaffMember reader, Func<T> write)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(reader.Language == "en" ? "en-GB" : "de-DE");
        try
        {
            return write();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    /// <summary>A subject may come from outside: as a header it is one line of printable text.</summary>
    static string Clean(string subject)
    {
        var line = string.Concat(subject.Select(c => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? ' ' : c));
        return line.Length > 200 ? line[..199] + "…" : line;
    }
}
