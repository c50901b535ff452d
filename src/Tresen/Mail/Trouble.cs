using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;
using MailKit.Security;
using Tresen.Post;

namespace Tresen.Mail;

/// <summary>What went wrong with a mail server, as a German sentence that says what to look at.</summary>
public static class Trouble
{
    /// <summary>The sentence for what was thrown while talking to that server.</summary>
    public static string With(MailServer server, Exception e) => e switch
    {
        LostPasswordException => "Das gespeicherte Passwort ist nicht mehr lesbar. Bitte neu eingeben.",
        TokenException token => token.Message,
        AuthenticationException refused when server.ByToken => $"{server.Host} hat die Anmeldung mit OAuth2 abgelehnt{Said(refused.InnerException?.Message ?? refused.Message)}",
        AuthenticationException refused => $"{server.Host} hat Benutzername oder Passwort abgelehnt{Said(refused.InnerException?.Message ?? refused.Message)}",
        SslHandshakeException => $"Das Zertifikat von {server.Host} ist nicht vertrauenswürdig oder passt nicht zum Namen, oder der Server spricht auf Port {server.Port} kein TLS. Es wurde nichts übertragen.",
        NotSupportedException when server.Encryption == Encryption.StartTls => $"{server.Host} bietet auf Port {server.Port} kein STARTTLS an. Es wurde nichts übertragen.",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => $"Den Server {server.Host} gibt es nicht. Bitte den Namen prüfen.",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"{server.Host} nimmt auf Port {server.Port} keine Verbindung an. Bitte Port und Verschlüsselung prüfen.",
        SocketException or TimeoutException => $"{server.Host} ist auf Port {server.Port} nicht erreichbar.",
        OperationCanceledException => $"{server.Host} hat nicht rechtzeitig geantwortet.",
        SmtpCommandException command => $"{server.Host} antwortete: {(int)command.StatusCode}{Said(command.Message)}",
        Pop3CommandException command => $"{server.Host} antwortete mit einem Fehler{Said(command.StatusText ?? command.Message)}",
        NoUidlException => $"{server.Host} kann nicht sagen, welche Mails es schon gab (UIDL). So ließe sich nicht vermeiden, dass Mails doppelt kommen. Bitte IMAP verwenden oder die Mails weiterleiten lassen.",
        ImapCommandException command => $"{server.Host} antwortete mit einem Fehler{Said(command.ResponseText ?? command.Message)}",
        FolderNotFoundException folder => $"Den Ordner „{Plain(folder.FolderName)}“ gibt es in diesem Konto nicht.",
        IOException or ProtocolException or ServiceNotConnectedException => $"{server.Host} hat die Verbindung abgebrochen.",
        NotSupportedException when server.ByToken => $"{server.Host} bietet keine Anmeldung mit OAuth2 an (XOAUTH2).",
        NotSupportedException => $"{server.Host} bietet keine Anmeldung mit Benutzername und Passwort an.",
        _ => $"Mit {server.Host} ging etwas schief{Said(e.Message)}",
    };

    /// <summary>The sentence for a sign-in that is refused for now: nothing is wrong with the password.</summary>
    public static string ForNow(MailServer server, Exception e) => $"{server.Host} nimmt die Anmeldung gerade nicht an{Said(e.InnerException?.Message ?? e.Message)}";

    /// <summary>What a server said, in one line and not too long, without its control characters.</summary>
    public static string Plain(string said)
    {
        var plain = new string([.. said.ReplaceLineEndings(" ").Where(c => !char.IsControl(c))]).Trim();
        return plain.Length > 200 ? plain[..199] + "…" : plain;
    }

    /// <summary>A POP3 server that gives its mails no names of their own.</summary>
    internal sealed class NoUidlException : Exception;

    static string Said(string text) => Plain(text) is { Length: > 0 } plain ? $": {plain}" : ".";
}
