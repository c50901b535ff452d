using System.Globalization;

namespace Tresen.Staff;

/// <summary>What a department promises to tickets of one urgency, in minutes of its working time; null: nothing.</summary>
/// <param name="ReactionMinutes">Until somebody reacts.</param>
/// <param name="SolutionMinutes">Until it is solved.</param>
public sealed record Promise(int? ReactionMinutes, int? SolutionMinutes)
{
    /// <summary>Nothing is promised.</summary>
    public static readonly Promise None = new(null, null);

    /// <summary>2,000 hours of working time, about a year: more is a typing error.</summary>
    public const int MostMinutes = 2000 * 60;

    /// <summary>How the promises of all urgencies are kept, <c>60-480;-;…</c>.</summary>
    public static string Stored(IReadOnlyList<Promise> byUrgency) =>
        string.Join(';', byUrgency.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.ReactionMinutes}-{p.SolutionMinutes}")));

    /// <summary>What <see cref="Stored"/> says.</summary>
    public static IReadOnlyList<Promise> FromStored(string stored) =>
        stored.Length == 0 ? [] : [.. stored.Split(';').Select(p => p.Split('-')).Select(p => new Promise(Minutes(p[0]), Minutes(p[1])))];

    static int? Minutes(string stored) => stored.Length == 0 ? null : int.Parse(stored, CultureInfo.InvariantCulture);
}

/// <summary>By when something is to be done on a ticket; the names are stored.</summary>
public enum Deadline
{
    /// <summary>The promised reaction.</summary>
    Reaction,

    /// <summary>The promised solution.</summary>
    Solution,

    /// <summary><em>Abschluss bis</em>.</summary>
    Due,
}

/// <summary>Who of a department hears of a deadline; the names are stored.</summary>
public enum Hearers
{
    Lead,

    /// <summary>The lead and the deputies.</summary>
    Deputies,

    Everybody,
}

/// <summary>A step of escalation: so long before or after a deadline that isn't met, somebody is told.</summary>
/// <param name="Of">Which deadline.</param>
/// <param name="Minutes">Of working time after it; negative: before it.</param>
/// <param name="Whom">Who is told.</param>
public sealed record EscalationStep(Deadline Of, int Minutes, Hearers Whom)
{
    /// <summary>200 hours of working time, five weeks.</summary>
    public const int MostMinutes = 200 * 60;

    /// <summary>By which the history refers to it, <c>Solution:-60:Lead</c>.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Of}:{Minutes}:{Whom}");

    /// <summary>The step that <see cref="Key"/> names; null where it names none.</summary>
    public static EscalationStep? Read(string? key) =>
        key?.Split(':') is [var of, var minutes, var whom]
        && Enum.TryParse<Deadline>(of, out var deadline) && int.TryParse(minutes, CultureInfo.InvariantCulture, out var time) && Enum.TryParse<Hearers>(whom, out var hearers)
            ? new EscalationStep(deadline, time, hearers)
            : null;
}
