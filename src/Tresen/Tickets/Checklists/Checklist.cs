using Tresen.Platform;
using Tresen.Platform.Text;

namespace Tresen.Tickets.Checklists;

/// <summary>Steps that are always the same, under a name (<em>Checkliste</em>): put onto a ticket with one click, where they are
/// then the ticket's own.</summary>
public sealed class Checklist
{
    /// <summary>No list has more steps, and no ticket.</summary>
    public const int MostSteps = 60;

    Checklist()
    {
    }

    public Checklist(string name, IEnumerable<string> steps) => Describe(name, steps, isActive: true);

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public string SortKey { get; private set; } = "";

    /// <summary>One line a step.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Whether it is offered.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>The steps in their order.</summary>
    public IReadOnlyList<string> Steps => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The steps of a text that has one a line.</summary>
    public static IReadOnlyList<string> StepsIn(string? text) => [.. PlainText.Lines(text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Changes it; what stands on tickets already stays as it is.</summary>
    /// <exception cref="BrokenRuleException">There is no step, there are too many, or one is too long.</exception>
    public void Describe(string name, IEnumerable<string> steps, bool isActive)
    {
        var all = steps.Select(PlainText.Line).Where(s => s.Length > 0).ToList();
        if (all.Count == 0)
        {
            throw new BrokenRuleException("Bitte mindestens einen Schritt eintragen, jeden in einer eigenen Zeile.", "Steps");
        }

        if (all.Count > MostSteps)
        {
            throw new BrokenRuleException($"Bitte höchstens {MostSteps} Schritte. Lange Listen lassen sich teilen.", "Steps");
        }

        if (all.Find(s => s.Length > TicketStep.MostLetters) is { } tooLong)
        {
            throw new BrokenRuleException($"Dieser Schritt ist zu lang, bitte kürzen: {tooLong[..40]} …", "Steps");
        }

        (Name, SortKey, Text, IsActive) = (PlainText.Line(name), Platform.Text.SortKey.Of(name), string.Join('\n', all), isActive);
    }
}
