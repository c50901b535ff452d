using System.Text.RegularExpressions;
using MimeKit;

namespace Tresen.Mail.Reading;

/// <summary>Tells people from programs (RFC 3834 and what programs really do).</summary>
static class MailSorts
{
    static readonly Regex AnswersByItself = new(@"^\s*((re|aw)\s?:\s*)?(automati(sche|c|sk)\s(antwort|reply|response|svar)|auto(matische)?\s?-?\s?(reply|antwort|response)|abwesenheit|abwesend|out\sof\s(the\s)?office|ich\sbin\s(nicht\sim\sb|abwesend|im\surlaub)|away\sfrom|on\s(vacation|leave)|urlaubs?(meldung|nachricht|notiz|:)|vacation|réponse\sautomatique|respuesta\sautomática|risposta\sautomatica|automatisch\santwoord|afwezig|auto:|read:|gelesen:|lesebestätigung|empfangsbestätigung)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    static readonly Regex SaysUndelivered = new(@"undeliver|unzustellbar|nicht\szugestellt|delivery\s(status|failure|failed|has\sfailed|report|problem|error|unsuccessful)|mail\sdelivery|mail\ssystem\serror|delivery\snotification|returned\smail|returned\sto\ssender|failure\snotice|nondeliverable|non-deliver|could\snot\s(be\s)?deliver|not\sdelivered|mail\serror|message\sstatus\s-\sundeliverable|delivery\sfailure|zustell(fehler|problem|ung\sfehlgeschlagen)|mail\scould\snot|warning:\s(could\snot\ssend|message)|rejected\smail|address\snot\sfound|delay(ed)?\s(notification|mail)|failed\smail|mail\sfailure|unable\sto\sdeliver|配信|送信",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    static readonly Regex IsMailSystem = new(@"^(mailer[-_.]?daemon|mail[-_.]?daemon|postmaster|mdaemon|double-bounce|bounce[s]?[-+=.@]|mail[-_. ]?(delivery|system|er)|mrelay|smtp-?gateway)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    static readonly Regex IsNobody = new(@"^(no|do[-_.]?not|kein[e]?)[-_.]?(reply|antwort|answer)|^noreply|^mailer-daemon|^postmaster@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    static readonly Regex NoticeKind = new(@"notificationType\\?""\s*:\s*\\?""(Bounce|Complaint|Delivery)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>What kind of writer is behind it.</summary>
    public static MailKind KindOf(MimeMessage message, ReadMail head, MailBody body)
    {
        var report = (message.Body?.ContentType.Parameters["report-type"] ?? "").ToLowerInvariant();
        if (report == "feedback-report" || Has(body, "message", "feedback-report") || message.Headers.Contains("X-HmXmrOriginalRecipient")
            || (Has(body, "message", "rfc822") && head.Subject.StartsWith("complaint about message", StringComparison.OrdinalIgnoreCase)))
        {
            return MailKind.Complaint;
        }

        if (report == "disposition-notification" || Has(body, "message", "disposition-notification"))
        {
            return MailKind.AutoReply;
        }

        if (body.Files.OfType<MessageDeliveryStatus>().FirstOrDefault() is { } status)
        {
            return BounceReport.SaysArrived(status) ? MailKind.AutoReply : MailKind.Bounce;
        }

        if (report == "delivery-status" || IsBounce(message, head) || ReturnsMail(head, body))
        {
            return MailKind.Bounce;
        }

        if (OfNotice(head, body) is { } notice)
        {
            return notice;
        }

        var submitted = Word(message, "Auto-Submitted");
        if (submitted == "auto-replied" || IsAnswer(message) || AnswersByItself.IsMatch(head.Subject))
        {
            return MailKind.AutoReply;
        }

        return submitted is "" or "no" && !IsToMany(message) ? MailKind.Person : MailKind.Bulk;
    }

    /// <summary>Whether nothing in the header speaks against an automatic answer.</summary>
    public static bool MayBeAnswered(MimeMessage message, ReadMail head) =>
        !message.Headers.Contains("X-Auto-Response-Suppress") && !message.Headers.Contains("X-Loop")
        && !IsFromNobody(message) && head.From is { } from && !IsNobody.IsMatch(from.Address);

    static bool IsBounce(MimeMessage message, ReadMail head)
    {
        var speaksAsSystem = IsMailSystem.IsMatch(head.From?.Address ?? message.Headers[HeaderId.From]?.Trim(' ', '"', '<') ?? "") || (head.From is null && IsFromNobody(message));
        return message.Headers.Contains("X-Failed-Recipients")
            || (speaksAsSystem && (SaysUndelivered.IsMatch(head.Subject) || message.Headers[HeaderId.References] is null && !AnswersByItself.IsMatch(head.Subject)))
            || (IsFromNobody(message) && SaysUndelivered.IsMatch(head.Subject));
    }

    /// <summary>A program that doesn't want to be answered brings a mail back and says so in its first lines alone.</summary>
    static bool ReturnsMail(ReadMail head, MailBody body) =>
        head.From is { } from && IsNobody.IsMatch(from.Address) && Has(body, "message", "rfc822") && SaysUndelivered.IsMatch(body.Text.Length > 500 ? body.Text[..500] : body.Text);

    /// <summary>What Amazon's mail service tells programs, as JSON.</summary>
    static MailKind? OfNotice(ReadMail head, MailBody body) =>
        head.From?.Address.EndsWith("amazonaws.com", StringComparison.Ordinal) != true || NoticeKind.Match(body.Text) is not { Success: true } notice ? null
        : notice.Groups[1].Value switch
        {
            "Bounce" => MailKind.Bounce,
            "Complaint" => MailKind.Complaint,
            _ => MailKind.AutoReply,
        };

    static bool IsFromNobody(MimeMessage message) => message.Headers["Return-Path"]?.Trim() is "<>" or "<MAILER-DAEMON>";

    static bool IsAnswer(MimeMessage message) =>
        Word(message, "X-Autoreply") is not ("" or "no") || Word(message, "X-Autorespond") is not ("" or "no") || Word(message, "X-Auto-Reply-From").Length > 0
        || message.Headers.Contains("X-Mail-Autoreply") || Word(message, "Precedence") == "auto_reply" || Word(message, "X-Precedence") == "auto_reply" || message.Headers.Contains("X-Autogenerated");

    static bool IsToMany(MimeMessage message) =>
        Word(message, "Precedence") is "bulk" or "list" or "junk" || message.Headers.Contains(HeaderId.ListId) || message.Headers.Contains(HeaderId.ListUnsubscribe) || message.Headers.Contains(HeaderId.ListPost);

    static string Word(MimeMessage message, string header) =>
        MailText.Line(message.Headers[header] ?? "").Split(';', ' ')[0].ToLowerInvariant();

    static bool Has(MailBody body, string type, string subtype) => body.Files.Any(f => f.ContentType.IsMimeType(type, subtype));
}
