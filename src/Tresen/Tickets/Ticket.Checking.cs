using Tresen.Platform;
using Tresen.Platform.Text;
using Tresen.Staff;
using Tresen.Tickets.Checklists;

namespace Tresen.Tickets;

/// <summary>The ticket's checklist: steps to be ticked. <see cref="Steps"/> must be loaded to change it; how far it is stands in
/// columns, so that closing and lists need not read them.</summary>
public sealed partial class Ticket
{
    readonly List<TicketStep> steps = [];

    /// <summary>In no order; see <see cref="TicketStep.Position"/>.</summary>
    public IReadOnlyList<TicketStep> Steps => steps;

    public int StepCount { get; private set; }

    public int StepsDone { get; private set; }

    /// <summary>Steps that nobody has ticked.</summary>
    public int OpenSteps => StepCount - StepsDone;

    /// <summary>Puts the steps of that list below those that are there.</summary>
    /// <param name="by">Null: the program, for a recurring ticket.</param>
    public void Take(Checklist list, StaffMember? by, DateTimeOffset at)
    {
        MustBeOpenForSteps();
        if (steps.Exists(s => s.List == list.Name && !s.IsDone))
        {
            throw new BrokenRuleException($"Die Checkliste „{list.Name}“ steht schon auf dem Ticket.", "ChecklistId");
        }

        MustHaveRoom(list.Steps.Count, "ChecklistId");
        foreach (var text in list.Steps)
        {
            Put(text, list.Name);
        }

        Record(TicketVerb.ChecklistTaken, by, at, to: Said.Text(list.Name, list.Id));
    }

    /// <summary>Adds a single step.</summary>
    public void AddStep(string? text, StaffMember by, DateTimeOffset at)
    {
        MustBeOpenForSteps();
        var line = PlainText.Line(text ?? "");
        if (line.Length is 0 or > TicketStep.MostLetters)
        {
            throw line.Length == 0 ? new BrokenRuleException("Bitte eintragen, was zu tun ist.", "Text") : new BrokenRuleException($"Bitte höchstens {TicketStep.MostLetters} Zeichen.", "Text");
        }

        MustHaveRoom(1, "Text");
        Put(line, "");
        Record(TicketVerb.StepAdded, by, at, to: Said.Text(line));
    }

    /// <summary>Takes a step off.</summary>
    public void RemoveStep(TicketStep step, StaffMember by, DateTimeOffset at)
    {
        MustBeOpenForSteps();
        steps.Remove(step);
        StepCount--;
        StepsDone -= step.IsDone ? 1 : 0;
        Record(TicketVerb.StepRemoved, by, at, from: Said.Text(step.Text));
    }

    /// <summary>Ticks a step, or takes the tick back. Who ticks what another has ticked meanwhile changes nothing.</summary>
    public void Tick(TicketStep step, bool isDone, StaffMember by, DateTimeOffset at)
    {
        MustBeOpenForSteps();
        if (step.IsDone == isDone)
        {
            return;
        }

        step.Tick(isDone ? by : null, isDone ? at : null);
        StepsDone += isDone ? 1 : -1;
        Record(isDone ? TicketVerb.StepDone : TicketVerb.StepUndone, by, at, to: Said.Text(step.Text));
    }

    void Put(string text, string list)
    {
        steps.Add(new TicketStep(steps.Count == 0 ? 1 : steps.Max(s => s.Position) + 1, text, list));
        StepCount++;
    }

    void MustHaveRoom(int more, string field)
    {
        if (StepCount + more > Checklist.MostSteps)
        {
            throw new BrokenRuleException($"Ein Ticket hat höchstens {Checklist.MostSteps} Schritte.", field);
        }
    }

    void MustBeOpenForSteps()
    {
        if (IsClosed)
        {
            throw new BrokenRuleException("Das Ticket ist abgeschlossen. Seine Checkliste bleibt, wie sie ist.");
        }
    }
}
