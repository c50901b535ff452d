using System.Text.RegularExpressions;

namespace Tresen.Mail.Reading;

/// <summary>Mails by which services ask whether an address is its owner's: with what they say somebody else could register as us (threat A18,
/// the <em>ticket trick</em>).</summary>
public static class Registration
{
    const RegexOptions Safe = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    static readonly Regex Sender = new(@"^(no|do.?not|never|nicht|keine?)[._+-]?(reply|answer|antwort(en)?)|^(bounces?|accounts?|account[._-]security|security|verification|verify|notifications?|notify|feedback|auth|login|signup|welcome|confirm(ation)?)([._+-].*)?@", Safe);

    static readonly Regex Subject = new(@"\b(verify|confirm|activate|validate)\b.{0,40}\b(e-?mail|address|account|sign-?up|registration|identity)\b|\b(verification|confirmation|security|login|one[- ]time|sign-?in|access)\b.{0,15}\b(code|link|pin|passcode)\b"
        + @"|\b(bestätige\w*|verifizier\w*|aktivier\w*)\b.{0,60}\b(e-?mail\w*|adresse|konto|account|registrierung|anmeldung|zugang)\b|\b(e-?mail\w*|adresse|konto\w*|registrierung|anmeldung)\b.{0,40}\b(bestätigen|verifizieren|aktivieren)\b"
        + @"|\b(bestätigungs|sicherheits|verifizierungs|anmelde|aktivierungs|einmal)-?(code|link|pin|passwort)\b|\bcode\b.{0,20}\b\d{4,8}\b|\b\d{4,8}\b.{0,30}\bcode\b|\b(reset|zurücksetzen)\b.{0,40}\b(password|passworts?|kennworts?)\b|\b(password|passwort|kennwort)\b.{0,40}\b(reset|zurücksetzen)\b|\bpassword reset\b"
        + @"|\bjoin\b.{0,60}\b(workspace|team|organi[sz]ation)\b|\bmagic link\b", Safe);

    /// <summary>Whether it looks like one: a program's address, and a subject that asks for a confirmation or holds a code.</summary>
    public static bool Is(ReadMail mail) => mail.From is { } from && Sender.IsMatch(from.Address) && Subject.IsMatch(mail.Subject.Length > 500 ? mail.Subject[..500] : mail.Subject);
}
