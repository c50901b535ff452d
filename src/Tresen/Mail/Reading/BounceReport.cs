using System.Text.RegularExpressions;
using MimeKit;

namespace Tresen.Mail.Reading;

/// <summary>Reads whom a mail didn't reach, and why: from the report for programs (RFC 3464), else from what servers write
/// for people.</summary>
static class BounceReport
{
    static readonly Regex Address = new(@"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9.-]{1,200}[a-z0-9]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    static readonly Regex Enhanced = new(@"\b([245]\.\d{1,2}\.\d{1,3})\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    static readonly Regex Basic = new(@"\b([45])(\d\d)[ -]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    static readonly Regex NobodyThere = new(@"(user|recipient|mailbox|account|address|addressee|e-?mail|name)[^\n]{0,60}(unknown|not\s?(found|exist|known|valid|listed|here|a\svalid)|n't\s(exist|have|a)|does\snot\sexist|invalid|no\slonger)|(unknown|invalid|no\ssuch|nonexist\w*|non-existent|bad)[^\n]{0,20}(user|recipient|mailbox|account|address|person|destination|domain|host|local\spart|here)|no\smailbox\shere|user\sunknown|host\s(unknown|or\sdomain\sname\snot\sfound|not\sfound)|nxdomain|domain\s(not\sfound|does\snot\sexist)|null\s?mx|no\s(valid\s)?mx\b|mail\sexchanger|(not|n't)\saccept(ing)?\s(mail|network\smessages)|lookup\sfailure:?\shost|illegal\shost|no\svalid\srecipients?|not\srecogni[sz]ed|[a-z0-9-]\.[a-z]{2,10}\sdoes\snot\sexist|domain\smay\snot\sexist|unrouteable|unbekannt|リストにありません|existiert\snicht|nicht\s(bekannt|gefunden|vorhanden)|has\smoved|address\s(rejected|not\sfound)|not\sa\s(known|valid)\suser|could(\snot|n't)\sbe\sfound",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Goes before what the number says: it is well tomorrow, or lies with us.</summary>
    static readonly Regex MayPass = new(@"quota|(mailbox|postfach)\s(is\s|ist\s)?(full|voll)|(disk|storage)\sspace|black-?list(ed)?\s(by|on|in|at|due)|blocklist|blocked|exceeded|rate\slimit|too\smany|after\sMAIL\sFROM",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Refused once the letter was read or about to be: the address had been accepted.</summary>
    static readonly Regex RefusedLater = new(@"in\sreply\sto\s(end\sof\s)?DATA|after\send\sof\sdata|>>>\s*DATA\s*\n\s*<<<\s*5|SMTP\scommand\s+DATA\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>True whenever it is said.</summary>
    static readonly Regex Certain = new(@"does(n.t|\snot)\shave\san?\s[\w.-]+\saccount|host\s(unknown|not\sfound)|domain\snot\sfound|[a-z0-9-]\.[a-z]{2,10}\sdoes\snot\sexist", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    static readonly Regex OtherTrouble = new(@"quota|mailbox\s(is\s)?full|over\s?quota|voll\b|insufficient|exceed|too\s(large|big|many)|size\slimit|spam|blocked|black-?list(ed)?\s(by|on|in|at|due)|blocklist|policy|reputation|spf|dkim|dmarc|virus|greylist|timed?\s?out|timeout|temporar|try\sagain|deferred|loop|too\smany\shops|relay|content\srejected|denied|refused|authenticat",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    static readonly Regex Returned = new(@"\n(Received:|[ -]*Below this line is a copy|[ -]*(Returned|Original|Unsent) message\b|[ -]*This is a copy of the message|Message headers follow)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>What the bounce says about the first recipient that it names.</summary>
    public static Bounce Of(MimeMessage message, MailBody body)
    {
        var text = body.Text.Length > 30_000 ? body.Text[..30_000] : body.Text;
        var groups = body.Files.OfType<MessageDeliveryStatus>().SelectMany(Groups).ToList();
        var failed = groups.Find(g => g["Action"]?.Trim().StartsWith("fail", StringComparison.OrdinalIgnoreCase) == true && Recipient(g).Length > 0) ?? groups.Find(g => Recipient(g).Length > 0);
        if (failed is not null)
        {
            var (recipient, said) = (Recipient(failed), failed["Diagnostic-Code"] ?? "");
            var status = Status(failed["Status"] ?? "", said);
            var isFinal = failed["Action"]?.Trim().StartsWith("delay", StringComparison.OrdinalIgnoreCase) != true;
            var told = Told(text, recipient);
            return new Bounce(recipient, status, isFinal && !MayPass.IsMatch(told) && IsHard(status, said.Length > 0 ? said : told, About(text))) { IsFinal = isFinal };
        }

        var about = About(text);
        var addresses = Address.Matches(message.Headers["X-Failed-Recipients"] ?? about).Select(m => m.Value.ToLowerInvariant().Trim('.', '-', '=')).ToList();
        var ours = message.To.Mailboxes.Select(m => m.Address.ToLowerInvariant()).Append(message.From.Mailboxes.FirstOrDefault()?.Address.ToLowerInvariant() ?? "").ToHashSet();
        var plain = Status("", about);
        var named = addresses.Find(a => !ours.Contains(a) && !a.StartsWith("postmaster@", StringComparison.Ordinal) && !a.StartsWith("mailer-daemon@", StringComparison.Ordinal)) ?? "";
        return new Bounce(named, plain, IsHard(plain, Told(text, named), about) || IsHard(plain, about, about));
    }

    /// <summary>A report that says it arrived, or was passed on.</summary>
    public static bool SaysArrived(MessageDeliveryStatus status)
    {
        var actions = Groups(status).Select(g => g["Action"]?.Trim().ToLowerInvariant() ?? "").Where(a => a.Length > 0).ToList();
        return actions.Count > 0 && actions.TrueForAll(a => a.StartsWith("deliver", StringComparison.Ordinal) || a.StartsWith("relay", StringComparison.Ordinal) || a.StartsWith("expand", StringComparison.Ordinal));
    }

    /// <summary>The Message-IDs of the mails that come back in it, by which it is known whose they were.</summary>
    public static IReadOnlyList<string> Enclosed(MimeMessage message, MailBody body)
    {
        var ids = new List<string>();
        foreach (var file in body.Files)
        {
            switch (file)
            {
                case MessagePart { Message: { } returned }:
                    ids.AddRange(MailReader.Ids(returned.Headers[HeaderId.MessageId]));
                    break;
                case TextPart text when text.ContentType.IsMimeType("text", "rfc822-headers"):
                    ids.AddRange(Quoted(MailText.Of(text, new HashSet<string>())));
                    break;
                case MessageDeliveryStatus status:
                    ids.AddRange(Groups(status).SelectMany(g => MailReader.Ids(g["X-Original-Message-ID"] ?? g["Original-Message-ID"])));
                    break;
                case MessageDispositionNotification { Fields: { } fields }:
                    ids.AddRange(MailReader.Ids(fields["Original-Message-ID"]));
                    break;
            }
        }

        return [.. ids.Concat(Quoted(body.Text)).Concat(MailReader.Ids(message.Headers[HeaderId.InReplyTo])).Distinct().Take(20)];
    }

    static IEnumerable<string> Quoted(string text) =>
        text.Split('\n').Take(2000).Select(l => l.TrimStart('>', ' ', '\t')).Where(l => l.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)).SelectMany(l => MailReader.Ids(l[11..]));

    /// <summary>What the report says, recipient by recipient.</summary>
    internal static IEnumerable<HeaderList> Groups(MessageDeliveryStatus status)
    {
        try
        {
            return [.. status.StatusGroups];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    /// <summary>Whom that part of a report is about; empty where it doesn't say.</summary>
    internal static string Recipient(HeaderList group)
    {
        var given = group["Final-Recipient"] ?? group["Original-Recipient"] ?? group["X-Actual-Recipient"] ?? "";
        return Address.Match(given[(given.IndexOf(';', StringComparison.Ordinal) + 1)..]).Value.ToLowerInvariant();
    }

    static string Status(string given, string said)
    {
        var (own, told) = (Enhanced.Match(given).Value, Enhanced.Match(said).Value);
        return own.Length > 0 && (!own.EndsWith(".0.0", StringComparison.Ordinal) || told.Length == 0) ? own
            : told.Length > 0 ? told
            : Basic.Match(said) is { Success: true } basic ? basic.Groups[1].Value + ".0.0" : "";
    }

    /// <summary>Only what says that nobody is there counts as the address' fault: a full mailbox or a refused text may be
    /// well tomorrow.</summary>
    static bool IsHard(string status, string said, string about)
    {
        if (status.StartsWith('4'))
        {
            return false;
        }

        var isAddress = status is "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10";
        var isSender = status is "5.1.7" or "5.1.8";
        var isLater = RefusedLater.IsMatch(said) || RefusedLater.IsMatch(about);
        return !isSender && !MayPass.IsMatch(said)
            && (isAddress || (NobodyThere.IsMatch(said) && !OtherTrouble.IsMatch(said) && (!isLater || Certain.IsMatch(said))));
    }

    /// <summary>What is told to people about that recipient; the whole where the address isn't in it.</summary>
    static string Told(string text, string recipient)
    {
        var about = About(text);
        var at = recipient.Length == 0 ? -1 : about.LastIndexOf(recipient, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return about;
        }

        var end = about.IndexOf("\n\n", at, StringComparison.Ordinal);
        var told = end < 0 ? about[at..] : about[at..end];
        var next = Address.Matches(told).FirstOrDefault(m => !m.Value.Equals(recipient, StringComparison.OrdinalIgnoreCase));
        return next is null ? told : told[..next.Index];
    }

    /// <summary>What the server says itself, before the mail that it returns.</summary>
    static string About(string text) => Returned.Match(text) is { Success: true, Index: > 0 } end ? text[..end.Index] : text;
}
