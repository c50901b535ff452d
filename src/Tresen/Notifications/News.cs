using Tresen.Platform.Views;

namespace Tresen.Notifications;

/// <summary>What somebody is told of a ticket; several at once where one person did several things. Stored as bits, the most
/// important first.</summary>
[Flags]
public enum News
{
    None = 0,
    Emergency = 1 << 0,
    ApprovalAsked = 1 << 1,
    Assigned = 1 << 2,
    Mentioned = 1 << 3,
    ReplyAfterClosing = 1 << 4,
    MessageIn = 1 << 5,
    ForwardedToUs = 1 << 6,
    ApprovalDeclined = 1 << 7,
    ApprovalGranted = 1 << 8,
    CameBack = 1 << 9,
    GivenBack = 1 << 10,
    Involved = 1 << 11,
    Noted = 1 << 12,
    MessageOut = 1 << 13,
    Forwarded = 1 << 14,
    TakenBack = 1 << 15,
    Reopened = 1 << 16,
    Closed = 1 << 17,
    ConversationAssigned = 1 << 18,
    Called = 1 << 19,
    Escalated = 1 << 20,
    Reminded = 1 << 21,
    EmergencyCalled = 1 << 22,
    Accepted = 1 << 23,
    MailRejected = 1 << 24,
    MailPartlyRejected = 1 << 25,
    MailUncertain = 1 << 26,
    MailDelayed = 1 << 27,
    MailOvertaken = 1 << 28,
}

/// <summary>How news read, in the reader's language.</summary>
static class NewsWords
{
    /// <summary>A sentence for each.</summary>
    /// <param name="actor">Who did it; null: nobody of ours.</param>
    public static IEnumerable<string> Of(News news, string? actor) => Enum.GetValues<News>().Where(n => n != News.None && news.HasFlag(n)).Select(n => One(n, actor));

    /// <summary>The icon of the most important.</summary>
    public static string Icon(News news) => Enum.GetValues<News>().First(n => n != News.None && news.HasFlag(n)) switch
    {
        News.Emergency or News.EmergencyCalled => "flame",
        News.ApprovalAsked or News.ApprovalGranted or News.ApprovalDeclined => "shield-check",
        News.Assigned or News.Accepted or News.Involved or News.ConversationAssigned => "user-check",
        News.MessageIn or News.ReplyAfterClosing => "mail",
        News.Called => "phone-call",
        News.MailRejected or News.MailPartlyRejected or News.MailUncertain or News.MailDelayed or News.MailOvertaken => "mail-question",
        News.MessageOut => "corner-up-left",
        News.Forwarded or News.ForwardedToUs or News.TakenBack or News.GivenBack => "arrow-forward-up",
        News.CameBack => "calendar-due",
        News.Reminded or News.Escalated => "alarm",
        News.Closed => "circle-check",
        News.Reopened => "rotate",
        _ => "note",
    };

    static string One(News news, string? actor) => (news, actor) switch
    {
        (News.Emergency, _) => Words.Of("Ein Notfall ist eingegangen."),
        (News.ApprovalAsked, _) => Words.Of("Eine Freigabe wartet auf Ihre Entscheidung."),
        (News.Assigned, null) => Words.Of("Das Ticket wurde Ihnen zugewiesen."),
        (News.Assigned, _) => Words.Of("{0} hat Ihnen das Ticket zugewiesen.", actor),
        (News.Mentioned, _) => Words.Of("{0} hat Sie in einer Notiz genannt.", actor),
        (News.ReplyAfterClosing, _) => Words.Of("Nach dem Abschluss kam eine Antwort."),
        (News.MessageIn, _) => Words.Of("Eine neue Nachricht ist da."),
        (News.ForwardedToUs, _) => Words.Of("{0} hat Ihrer Abteilung ein Gespräch weitergeleitet.", actor),
        (News.ApprovalDeclined, _) => Words.Of("{0} hat die Freigabe abgelehnt.", actor),
        (News.ApprovalGranted, _) => Words.Of("{0} hat die Freigabe erteilt.", actor),
        (News.CameBack, _) => Words.Of("Die Wiedervorlage ist fällig."),
        (News.GivenBack, _) => Words.Of("Ein weitergeleitetes Gespräch ist zurück."),
        (News.Involved, _) => Words.Of("{0} hat Sie beteiligt.", actor ?? "Tresen"),
        (News.Noted, _) => Words.Of("{0} hat eine interne Notiz geschrieben.", actor ?? "Tresen"),
        (News.MessageOut, _) => Words.Of("{0} hat dem Kunden geschrieben.", actor ?? "Tresen"),
        (News.Forwarded, _) => Words.Of("{0} hat ein Gespräch an eine andere Abteilung weitergeleitet.", actor ?? "Tresen"),
        (News.TakenBack, _) => Words.Of("{0} hat ein weitergeleitetes Gespräch zurückgeholt.", actor ?? "Tresen"),
        (News.Reopened, null) => Words.Of("Das Ticket ist wieder offen."),
        (News.Reopened, _) => Words.Of("{0} hat das Ticket wieder geöffnet.", actor),
        (News.ConversationAssigned, _) => Words.Of("{0} hat Ihnen ein Gespräch zugewiesen.", actor ?? "Tresen"),
        (News.Called, _) => Words.Of("Der Kunde hat angerufen, {0} hat es notiert.", actor ?? "Tresen"),
        (News.Reminded, _) => Words.Of("Eine Frist dieses Tickets ist nah."),
        (News.Escalated, _) => Words.Of("Eskalation: Eine Frist dieses Tickets ist nah oder überschritten."),
        (News.EmergencyCalled, _) => Words.Of("Diesen Notfall hat noch niemand übernommen. Bitte kümmern Sie sich darum."),
        (News.Accepted, _) => Words.Of("{0} hat den Notfall übernommen.", actor ?? "Tresen"),
        (News.MailRejected, _) => Words.Of("Eine Mail zu diesem Ticket wurde abgelehnt."),
        (News.MailPartlyRejected, _) => Words.Of("Eine Mail zu diesem Ticket kam nicht bei allen Empfängern an."),
        (News.MailUncertain, _) => Words.Of("Ob eine Mail zu diesem Ticket ankam, ist ungewiss. Bitte entscheiden Sie im Postausgang."),
        (News.MailDelayed, _) => Words.Of("Eine Mail zu diesem Ticket nimmt der Server seit 15 Minuten nicht an. Es wird weiter versucht."),
        (News.MailOvertaken, _) => Words.Of("Eine Mail, die später hinausgehen sollte, ist wieder ein Entwurf: Vorher kam eine neue Nachricht."),
        (News.Closed, _) => Words.Of("{0} hat das Ticket abgeschlossen.", actor ?? "Tresen"),
        _ => throw new ArgumentOutOfRangeException(nameof(news), news, "No sentence for this."),
    };
}
