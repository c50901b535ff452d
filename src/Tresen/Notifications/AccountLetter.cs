using Tresen.Platform.Views;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Staff.SigningIn;

namespace Tresen.Notifications;

/// <summary>A mail to one of us about how they get in.</summary>
static class AccountLetter
{
    /// <summary>Writes it in its reader's language.</summary>
    /// <param name="link">Where a new password is chosen; null for all other news.</param>
    public static OutgoingMail Write(Mailbox mailbox, StaffMember to, AccountNews news, string? link, DateTimeOffset at) => StaffLetter.InLanguageOf(to, () =>
    {
        var (subject, lines) = news switch
        {
            AccountNews.Link => (Words.Of("Neues Passwort für Tresen"), (string[])[
                Words.Of("für Ihr Konto wurde ein neues Passwort verlangt. Wenn Sie das waren, wählen Sie es hier:"),
                "", link!, "",
                Words.Of("Der Link gilt bis {0} und nur einmal. Wenn Sie es nicht waren, ist nichts zu tun: Ihr Passwort gilt weiter.", Show.Instant(at + Invitation.Lifetime))]),
            AccountNews.PasswordChanged => (Words.Of("Ihr Passwort wurde geändert"), Changed(Words.Of("für Ihr Konto gilt jetzt ein neues Passwort. An allen anderen Geräten ist eine neue Anmeldung nötig."))),
            AccountNews.SecondFactorOn => (Words.Of("Zweiter Faktor eingeschaltet"), Changed(Words.Of("zum Anmelden gehört jetzt außer dem Passwort ein Code aus der App, die Sie eben eingerichtet haben."))),
            AccountNews.SecondFactorOff => (Words.Of("Zweiter Faktor ausgeschaltet"), Changed(Words.Of("zum Anmelden genügt jetzt wieder das Passwort."))),
            AccountNews.PasskeyAdded => (Words.Of("Passkey angelegt"), Changed(Words.Of("an Ihrem Konto kann man sich jetzt auch mit dem Passkey anmelden, der eben angelegt wurde."))),
            AccountNews.PasskeyRemoved => (Words.Of("Passkey entfernt"), Changed(Words.Of("an Ihrem Konto wurde ein Passkey entfernt."))),
            _ => (Words.Of("Zweiter Faktor zurückgesetzt"), Changed(Words.Of("die Administration hat Ihren zweiten Faktor zurückgesetzt. Zum Anmelden genügt das Passwort, bis Sie wieder einen einrichten."))),
        };
        string[] all = [Words.Of("Guten Tag {0},", to.Name), "", .. lines, "", Words.Of("Diese Mail kommt von Tresen. Antworten darauf liest niemand.")];
        return OutgoingMail.ToStaff(mailbox, mailbox.NewMessageId(), new Addressee(to.Mail, to.Name), subject, string.Join('\n', all), "", [], at);
    });

    static string[] Changed(string what) => [what, "", Words.Of("Wenn Sie das nicht waren, sprechen Sie bitte sofort mit der Administration.")];
}
