using Tresen.Platform.Views;
using Tresen.Tickets;

namespace Tresen.Mail.Rules;

/// <summary>How rules read.</summary>
public static class RuleWords
{
    /// <summary>What becomes of a mail.</summary>
    public static string Of(RuleFate fate) => fate switch
    {
        RuleFate.Take => Words.Of("Als Anfrage annehmen, auch von einem Programm"),
        RuleFate.Attach => Words.Of("An offenes Ticket mit gleichem Schlüssel anhängen"),
        RuleFate.PutAway => Words.Of("Nur ablegen"),
        RuleFate.Spam => Words.Of("Als Spam ablegen"),
        _ => Words.Of("Wie sonst auch"),
    };

    /// <summary>What a condition looks at.</summary>
    public static string Of(MailPart part) => part switch
    {
        MailPart.Sender => Words.Of("Absender (Adresse oder Name)"),
        MailPart.Domain => Words.Of("Domain des Absenders"),
        MailPart.Body => Words.Of("Text der Mail"),
        MailPart.Header => Words.Of("Kopfzeile"),
        MailPart.Attachment => Words.Of("Anhang (Name oder Art)"),
        _ => Words.Of("Betreff"),
    };

    /// <summary>How it compares.</summary>
    public static string Of(Comparison comparison) => comparison switch
    {
        Comparison.Is => Words.Of("ist genau"),
        Comparison.Begins => Words.Of("beginnt mit"),
        Comparison.Ends => Words.Of("endet mit"),
        Comparison.Lacks => Words.Of("enthält keines von"),
        Comparison.IsThere => Words.Of("ist vorhanden"),
        Comparison.IsMissing => Words.Of("fehlt"),
        _ => Words.Of("enthält"),
    };

    /// <summary>A condition in one line.</summary>
    public static string Of(RuleCondition condition)
    {
        var texts = string.Join(Words.Of(" oder "), condition.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(t => Words.Of("„{0}“", t)));
        return $"{Of(condition.Part)} {condition.Header}".Trim() + $" {Of(condition.Comparison)} {texts}".TrimEnd();
    }

    /// <summary>What a rule does, one thing each.</summary>
    public static IEnumerable<string> DoneBy(MailRule rule)
    {
        if (rule.Fate != RuleFate.Usual)
        {
            yield return Of(rule.Fate);
        }

        foreach (var (title, value) in new[]
        {
            (Words.Of("Abteilung"), rule.Department?.Name), (Words.Of("Zuständig"), rule.Assignee?.Name), (Words.Of("Bereich"), rule.Area?.Title), (Words.Of("Art"), rule.Kind?.Title),
            (Words.Of("Priorität"), rule.Priority is { } priority ? TicketWords.Of(priority) : null), (Words.Of("Tag"), rule.Tag?.Title), (Words.Of("Kunde"), rule.Customer?.Name),
        })
        {
            if (value is not null)
            {
                yield return $"{title}: {value}";
            }
        }

        if (rule.ClosesOnRecovery)
        {
            yield return Words.Of("Bei Entwarnung schließen");
        }

        if (rule.IsQuiet)
        {
            yield return Words.Of("Keine Eingangsbestätigung");
        }

        if (rule.IsLast)
        {
            yield return Words.Of("Danach keine weiteren Regeln");
        }
    }
}
