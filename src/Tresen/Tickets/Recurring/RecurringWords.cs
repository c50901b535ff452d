using Tresen.Platform.Views;

namespace Tresen.Tickets.Recurring;

/// <summary>How a rhythm reads.</summary>
public static class RecurringWords
{
    /// <summary>The unit as a choice: „Monate“.</summary>
    public static string Of(RhythmUnit unit) => unit switch
    {
        RhythmUnit.Day => Words.Of("Tage"),
        RhythmUnit.Week => Words.Of("Wochen"),
        RhythmUnit.Month => Words.Of("Monate"),
        _ => Words.Of("Jahre"),
    };

    /// <summary>„alle 3 Monate“.</summary>
    public static string Of(Rhythm rhythm) => (rhythm.Every, rhythm.Unit) switch
    {
        (1, RhythmUnit.Day) => Words.Of("jeden Tag"),
        (1, RhythmUnit.Week) => Words.Of("jede Woche"),
        (1, RhythmUnit.Month) => Words.Of("jeden Monat"),
        (1, _) => Words.Of("jedes Jahr"),
        (var every, RhythmUnit.Day) => Words.Of("alle {0} Tage", every),
        (var every, RhythmUnit.Week) => Words.Of("alle {0} Wochen", every),
        (var every, RhythmUnit.Month) => Words.Of("alle {0} Monate", every),
        var (every, _) => Words.Of("alle {0} Jahre", every),
    };
}
