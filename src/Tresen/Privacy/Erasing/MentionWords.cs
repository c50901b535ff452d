using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Import;
using Tresen.Mail;
using Tresen.Platform.Views;
using Tresen.Post;
using Tresen.Search;
using Tresen.Staff.Audit;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Privacy.Erasing;

/// <summary>Where somebody is named, for people.</summary>
static class MentionWords
{
    /// <summary>Texts of the history.</summary>
    public static string History => Words.Of("Verlauf der Tickets");

    /// <summary>What that table is to people.</summary>
    public static string Of(Type row) => row switch
    {
        _ when row == typeof(SearchText) => Words.Of("Stichwörter der Suche"),
        _ when row == typeof(OutgoingMail) || row == typeof(OutgoingRecipient) || row == typeof(OutgoingAttachment) => Words.Of("Gesendete Mails"),
        _ when row == typeof(RawMail) => Words.Of("Eingegangene Mails"),
        _ when row == typeof(Contact) || row == typeof(CustomerContact) || row == typeof(Site) || row == typeof(CustomerFile) => Words.Of("Kundendaten"),
        _ when row == typeof(AuditEntry) => Words.Of("Protokoll"),
        _ when row.Namespace == typeof(Conversation).Namespace => Words.Of("Nachrichten und Gespräche"),
        _ when row.Namespace == typeof(Ticket).Namespace => Words.Of("Tickets"),
        _ when row.Namespace == typeof(Device).Namespace => Words.Of("Geräte"),
        _ when row.Namespace!.StartsWith(typeof(TimeEntry).Namespace!, StringComparison.Ordinal) => Words.Of("Buchungen"),
        _ when row.Namespace == typeof(ImportRow).Namespace => Words.Of("Berichte von Importen"),
        _ => Words.Of("Sonstige Texte"),
    };
}
