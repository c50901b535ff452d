using Tresen.Platform.Settings;
using Tresen.Platform.Views;
using Tresen.Staff;

namespace Tresen.Post;

/// <summary>The settings of mailboxes.</summary>
public sealed class PostSettings : ISettings
{
    public static readonly SettingArea OfMailboxes = new("mailboxes", "Mailkonten");

    /// <inheritdoc/>
    public static IEnumerable<SettingSheet> Sheets =>
    [
        new SettingSheet<Mailbox>(OfMailboxes).Called(m => m.Name)
            .Kept(m => m.Name, "Name bei uns").Kept(m => m.Address, "E-Mail-Adresse").Kept(m => m.SenderName, "Absendername")
            .KeptByName<Department>(m => m.DepartmentId, "Abteilung", d => d.Name).Kept(m => m.Signature, "Signatur").Kept(m => m.IsActive, "In Gebrauch")
            .Kept(m => m.Imap.Host, "Posteingang: Server").Kept(m => m.Imap.Port, "Posteingang: Port").Kept(m => m.Imap.Encryption, "Posteingang: Verschlüsselung", Of)
            .Kept(m => m.Imap.User, "Posteingang: Benutzername").KeptSecret(m => m.Imap.Secret, "Posteingang: Passwort").Kept(m => m.Imap.ByToken, "Posteingang: Anmeldung über OAuth2")
            .Kept(m => m.Protocol, "Abruf mit", p => p == FetchProtocol.Pop3 ? "POP3" : "IMAP")
            .Kept(m => m.Folder, "Ordner").Kept(m => m.AfterIntake, "Nach der Übernahme", Of).Kept(m => m.DoneFolder, "Verschieben nach").Kept(m => m.TakesOldMail, "Auch ältere Mails übernehmen").Kept(m => m.TakesFrom, "Mails ab dem").Kept(m => m.TrustedServer, "Prüfender Mailserver")
            .Kept(m => m.Smtp.Host, "Postausgang: Server").Kept(m => m.Smtp.Port, "Postausgang: Port").Kept(m => m.Smtp.Encryption, "Postausgang: Verschlüsselung", Of)
            .Kept(m => m.Smtp.User, "Postausgang: Benutzername").KeptSecret(m => m.Smtp.Secret, "Postausgang: Passwort").Kept(m => m.Smtp.ByToken, "Postausgang: Anmeldung über OAuth2")
            .Kept(m => m.OAuth.ConsentAddress, "OAuth2: Adresse für die Zustimmung").Kept(m => m.OAuth.TokenAddress, "OAuth2: Adresse für Tokens").Kept(m => m.OAuth.ClientId, "OAuth2: Client-ID")
            .KeptSecret(m => m.OAuth.Secret, "OAuth2: Client-Geheimnis").Kept(m => m.OAuth.Scope, "OAuth2: Berechtigungen")
            .Kept(m => m.SentFolder, "Kopie in den Ordner").Kept(m => m.HasReplyAddresses, "Antworten an eine eigene Adresse jedes Gesprächs").Kept(m => m.Quotes, "Unter Antworten steht", Of).Kept(m => m.Confirms, "Neue Anfragen automatisch bestätigen").Kept(m => m.Confirmation, "Text der Bestätigung")
            .Not(m => m.Key, m => m.CreatedAt, m => m.ConnectedAt, m => m.UidValidity, m => m.FirstUid, m => m.NewFromUid, m => m.FetchedAt, m => m.NextFetchAt, m => m.FetchFailures, m => m.FetchError,
                m => m.FetchRefusals, m => m.IsFetchingPaused, m => m.FetchingPausedAt, m => m.FetchLeaseUntil,
                m => m.SentAt, m => m.SendError, m => m.IsSendingPaused, m => m.SendingPausedAt,
                m => m.RefreshToken, m => m.AccessToken, m => m.AccessUntil, m => m.TokenLeaseUntil), // renewed by the program, many times a day
    ];

    static string Of(Encryption encryption) => encryption switch
    {
        Encryption.Implicit => "TLS",
        Encryption.StartTls => "STARTTLS",
        _ => Words.Of("keine, nur lokal"),
    };

    static string Of(QuotingHabit habit) => habit switch
    {
        QuotingHabit.None => Words.Of("kein Zitat"),
        QuotingHabit.Whole => Words.Of("der ganze Verlauf"),
        _ => Words.Of("die beantwortete Nachricht"),
    };

    static string Of(AfterIntake after) => after switch
    {
        AfterIntake.Move => Words.Of("Verschieben"),
        AfterIntake.Delete => Words.Of("Löschen"),
        _ => Words.Of("Liegen lassen"),
    };
}
