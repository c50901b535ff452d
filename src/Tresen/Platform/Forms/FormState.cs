using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Tresen.Platform.Files;
using Tresen.Platform.Views;

namespace Tresen.Platform.Forms;

/// <summary>What a person typed in this request and what is wrong with it. The field components ask here, so that a form
/// shown again after an error holds every keystroke, readable or not, with the sentence beside its field.</summary>
public sealed class FormState
{
    readonly Dictionary<string, string> theirs = [];

    readonly Dictionary<string, IReadOnlyList<Upload>> uploads = new(StringComparer.OrdinalIgnoreCase);

    ModelStateDictionary state = new();

    /// <summary>What was typed into the field, else <paramref name="value"/>.</summary>
    public string? Typed(string name, string? value) =>
        state.TryGetValue(name, out var entry) && entry.AttemptedValue is { } typed ? typed : value;

    /// <summary>The files that came with this request in the field of that name: a form shown again carries them on.</summary>
    public IReadOnlyList<Upload> Uploads(string name) => uploads.GetValueOrDefault(name) ?? [];

    /// <summary>Remembers them.</summary>
    internal void Take(string name, IReadOnlyList<Upload> came) => uploads[name] = came;

    /// <summary>The sentences beside the field, in the reader's language; empty when it is fine.</summary>
    public IEnumerable<string> Errors(string name) =>
        state.TryGetValue(name, out var entry) ? entry.Errors.Where(e => e.ErrorMessage.Length > 0).Select(e => Words.OfStored(e.ErrorMessage)).Distinct() : [];

    /// <summary>Whether anything is wrong with the field.</summary>
    public bool Fails(string name) => state.TryGetValue(name, out var entry) && entry.Errors.Count > 0;

    /// <summary>What somebody else stored in the field while it was being edited, for a field that both changed.</summary>
    public string? Theirs(string name) => theirs.GetValueOrDefault(name);

    /// <summary>Shows beside the field what somebody else stored in it; see <see cref="FieldMerge"/>.</summary>
    public void ShowTheirs(string name, string text) => theirs[name] = text;

    /// <summary>Whether anything is wrong at all.</summary>
    public bool HasErrors => state.ErrorCount > 0;

    /// <summary>Everything that is wrong, with the field's name (empty: about the form as a whole), in the order of the fields.</summary>
    public IEnumerable<(string Name, string Error)> All => state.Keys.SelectMany(name => Errors(name).Select(error => (name, error)));

    /// <summary>Hands the model state of each action to the request's <see cref="FormState"/>.</summary>
    public sealed class Filter(FormState form) : IActionFilter
    {
        /// <inheritdoc/>
        public void OnActionExecuting(ActionExecutingContext context) => form.state = context.ModelState;

        /// <inheritdoc/>
        public void OnActionExecuted(ActionExecutedContext context)
        {
        }
    }
}
