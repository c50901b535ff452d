using Tresen.Platform.Views;
using Tresen.Staff;

namespace Tresen.Tickets.Promising;

/// <summary>How deadlines and steps of escalation read.</summary>
public static class PromiseWords
{
    /// <summary>A deadline.</summary>
    public static string Of(Deadline deadline) => deadline switch
    {
        Deadline.Reaction => Words.Of("zugesagte Reaktion"),
        Deadline.Solution => Words.Of("zugesagte Lösung"),
        _ => Words.Of("Abschluss bis"),
    };

    /// <summary>Who hears.</summary>
    public static string Of(Hearers hearers) => hearers switch
    {
        Hearers.Lead => Words.Of("Leitung"),
        Hearers.Deputies => Words.Of("Leitung und Vertretung"),
        _ => Words.Of("die ganze Abteilung"),
    };

    /// <summary>When a step comes.</summary>
    public static string When(EscalationStep step) => step.Minutes switch
    {
        < 0 => Words.Of("{0} vorher", Show.Hours(-step.Minutes)),
        0 => Words.Of("sobald die Frist vorbei ist"),
        _ => Words.Of("{0} danach", Show.Hours(step.Minutes)),
    };

    /// <summary>What a line of the history says that told of a deadline.</summary>
    public static string Of(TicketEvent entry) =>
        entry.Verb == TicketVerb.Escalated && EscalationStep.Read(entry.Field) is { } step ? Words.Of("Eskalation an {0}: {1} {2}", Of(step.Whom), Of(step.Of), At(entry))
        : Words.Of("erinnert: {0} {1}", Enum.TryParse<Deadline>(entry.Field, out var deadline) ? Of(deadline) : entry.Field, At(entry));

    static string At(TicketEvent entry) => History.HistoryWords.Value(entry.Field, entry.To ?? "");
}
