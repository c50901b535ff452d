namespace Tresen.Mail.Rules;

/// <summary>What monitoring calls the state of things, and whether a subject is the all-clear (<em>Entwarnung</em>).</summary>
public static class Recovery
{
    /// <summary>They say that it is over, whatever stands beside them.</summary>
    static readonly HashSet<string> Sure =
    [
        "recovery", "recovered", "resolved", "cleared", "entwarnung", "behoben", "wiederhergestellt", "restored", "gelöst",
    ];

    /// <summary>They say so alone: not beside a word of alarm.</summary>
    static readonly HashSet<string> Likely =
    [
        "ok", "okay", "up", "normal", "online", "erreichbar", "healthy", "green", "grün", "success", "successful", "erfolgreich",
    ];

    static readonly HashSet<string> Alarming =
    [
        "problem", "critical", "crit", "kritisch", "warning", "warn", "warnung", "unknown", "unbekannt", "down", "firing", "alert", "alerting", "alarm", "error", "fehler", "failed", "failure", "fehlgeschlagen",
        "unreachable", "unerreichbar", "offline", "störung", "gestört", "ausfall", "ausgefallen", "triggered", "open", "opened", "flapping", "acknowledgement", "acknowledged", "red", "rot", "yellow", "gelb", "unhealthy",
        "high", "average", "disaster", "emergency", "notfall", "degraded", "major", "minor", "notice",
    ];

    static readonly HashSet<string> Denying = ["not", "nicht", "kein", "keine", "no", "never", "unless", "noch"];

    /// <summary>Of two words.</summary>
    static readonly (string First, string Second)[] Phrases = [("wieder", "da"), ("wieder", "erreichbar"), ("wieder", "online"), ("wieder", "ok"), ("back", "online"), ("back", "up"), ("back", "normal")];

    static readonly string[] Arrows = ["->", "=>", "→", "➜"];

    /// <summary>Whether that word, in small letters, is a state, good or bad.</summary>
    public static bool IsState(string word) => Sure.Contains(word) || Likely.Contains(word) || Alarming.Contains(word) || word is "wieder" or "da";

    /// <summary>Whether the subject says that it is over. In doubt it doesn't: closing what still burns is worse than leaving open what is out.</summary>
    /// <param name="own">Further words or phrases that say so.</param>
    public static bool IsIn(string subject, IEnumerable<string> own)
    {
        var words = AlertKey.WordsIn(subject);
        var sentence = $" {string.Join(' ', words)} ";
        if (own.Select(o => string.Join(' ', AlertKey.WordsIn(o))).Any(o => o.Length > 0 && sentence.Contains($" {o} ", StringComparison.Ordinal)))
        {
            return true;
        }

        if (words.Where((word, i) => IsSure(word, words.ElementAtOrDefault(i + 1)) && (i == 0 || !Denying.Contains(words[i - 1]))).Any())
        {
            return true;
        }

        // From one state to another: where it has come to.
        var arrow = Arrows.Select(a => subject.LastIndexOf(a, StringComparison.Ordinal)).Max();
        var now = arrow < 0 ? words : AlertKey.WordsIn(subject[arrow..]);
        return now.Exists(Likely.Contains) && !now.Exists(Alarming.Contains) && !now.Exists(Denying.Contains);
    }

    static bool IsSure(string word, string? next) => Sure.Contains(word) || Array.Exists(Phrases, p => p.First == word && p.Second == next);
}
