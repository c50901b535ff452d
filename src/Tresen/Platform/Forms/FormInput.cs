using Microsoft.AspNetCore.Components;
using Tresen.Platform.Views;

namespace Tresen.Platform.Forms;

/// <summary>What all form components share: a name, a visible label, the value as typed, the error beside it.</summary>
public abstract class FormInput : Part
{
    /// <summary>What was typed and what is wrong with it.</summary>
    [Inject] protected FormState Form { get; set; } = default!;

    /// <summary>Name of the field in the form that is posted.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>The label, always visible, already in the reader's language.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>The value before anything was typed, formatted for the reader.</summary>
    [Parameter] public string? Value { get; set; }

    /// <summary>A sentence below the field that helps to fill it in.</summary>
    [Parameter] public string? Hint { get; set; }

    /// <summary>Marked as required. The server says so again when it is missing.</summary>
    [Parameter] public bool Required { get; set; }

    /// <summary>Where two forms of a page have a field of the same name, one needs an id of its own.</summary>
    [Parameter] public string? DomId { get; set; }

    /// <summary>Shown and not editable; not posted.</summary>
    [Parameter] public bool Disabled { get; set; }

    /// <summary>The label is for screen readers alone: fields in the lines of a table, under a column's head.</summary>
    [Parameter] public bool LabelHidden { get; set; }

    /// <summary>The cursor stands here when the page opens.</summary>
    [Parameter] public bool Autofocus { get; set; }

    /// <summary>Further attributes of the input itself: <c>data-key</c>, <c>hx-…</c>, <c>form</c>.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    /// <summary>The id of the input.</summary>
    protected string ElementId => DomId ?? IdOf(Name);

    /// <summary>What the input shows.</summary>
    protected string? Shown => Form.Typed(Name, Value);

    /// <summary>For <c>aria-invalid</c>.</summary>
    protected string? Invalid => Form.Fails(Name) ? "true" : null;

    /// <summary>For <c>aria-describedby</c>: the error first, then the hint.</summary>
    protected string? DescribedBy => (Form.Fails(Name), Hint) switch
    {
        (true, null) => ElementId + "-fehler",
        (true, _) => $"{ElementId}-fehler {ElementId}-hinweis",
        (false, null) => null,
        _ => ElementId + "-hinweis",
    };

    /// <summary>The id of the field with this name, for links that lead to it.</summary>
    public static string IdOf(string name) => "f-" + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
