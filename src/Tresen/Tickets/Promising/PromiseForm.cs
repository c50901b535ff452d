using Microsoft.AspNetCore.Mvc.ModelBinding;
using Tresen.Platform.Time;
using Tresen.Staff;

namespace Tresen.Tickets.Promising;

/// <summary>What a department promises, as typed; the numbers are those of <see cref="Priority"/>.</summary>
public sealed class PromiseForm
{
    public Duration? Reaction0 { get; set; }

    public Duration? Solution0 { get; set; }

    public Duration? Reaction1 { get; set; }

    public Duration? Solution1 { get; set; }

    public Duration? Reaction2 { get; set; }

    public Duration? Solution2 { get; set; }

    public Duration? Reaction3 { get; set; }

    public Duration? Solution3 { get; set; }

    /// <summary>By the level of urgency.</summary>
    public IReadOnlyList<Promise> Promises =>
    [
        new(Reaction0?.Minutes, Solution0?.Minutes), new(Reaction1?.Minutes, Solution1?.Minutes),
        new(Reaction2?.Minutes, Solution2?.Minutes), new(Reaction3?.Minutes, Solution3?.Minutes),
    ];

    /// <summary>The form for a department as stored.</summary>
    public static PromiseForm Of(Department department)
    {
        return new()
        {
            Reaction0 = Typed(department.PromiseFor(0).ReactionMinutes),
            Solution0 = Typed(department.PromiseFor(0).SolutionMinutes),
            Reaction1 = Typed(department.PromiseFor(1).ReactionMinutes),
            Solution1 = Typed(department.PromiseFor(1).SolutionMinutes),
            Reaction2 = Typed(department.PromiseFor(2).ReactionMinutes),
            Solution2 = Typed(department.PromiseFor(2).SolutionMinutes),
            Reaction3 = Typed(department.PromiseFor(3).ReactionMinutes),
            Solution3 = Typed(department.PromiseFor(3).SolutionMinutes),
        };

        static Duration? Typed(int? minutes) => minutes is { } m ? new Duration(m) : null;
    }
}

/// <summary>A step of escalation as typed.</summary>
public sealed class StepForm
{
    public Deadline Of { get; set; }

    public Duration? After { get; set; }

    /// <summary>Before the deadline instead of after it.</summary>
    public bool IsBefore { get; set; }

    public Hearers Whom { get; set; }

    /// <summary>The step; null, with a sentence, where it can't be read.</summary>
    public EscalationStep? Read(ModelStateDictionary state)
    {
        if (!Enum.IsDefined(Of) || !Enum.IsDefined(Whom))
        {
            state.AddModelError(nameof(Of), "Bitte auswählen.");
        }

        return state.IsValid ? new EscalationStep(Of, Math.Min(After?.Minutes ?? 0, EscalationStep.MostMinutes + 1) * (IsBefore ? -1 : 1), Whom) : null;
    }
}

/// <summary>How long before a deadline whoever is responsible is reminded, as typed.</summary>
public sealed class ReminderForm
{
    /// <summary>Working days; empty: not.</summary>
    public int? RemindDays { get; set; }

    /// <summary>Empty: not.</summary>
    public Duration? RemindBefore { get; set; }

    /// <summary>The form for a company as stored.</summary>
    public static ReminderForm Of(Company company) => new()
    {
        RemindDays = company.RemindDays == 0 ? null : company.RemindDays,
        RemindBefore = company.RemindMinutes == 0 ? null : new Duration(company.RemindMinutes),
    };
}
