using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Api;
using Tresen.Platform.Forms;

namespace Tresen.Platform.Web;

/// <summary>What all controllers say alike: try a rule, tell a person it is done.</summary>
public abstract class TresenController : ControllerBase
{
    /// <summary>Does it and says whether the rules allowed it; a broken rule's sentence goes beside its field.</summary>
    protected bool Try(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (BrokenRuleException broken)
        {
            ModelState.AddModelError(broken.Field ?? "", broken.ForReader);
            return false;
        }
    }

    /// <summary>Merges what others stored since this form was opened (its <c>&lt;Was Of="stored" /&gt;</c> says what it showed)
    /// into the fields that its sender left alone. False when both changed a field: answer 409 with the same page, on which
    /// both values stand. Call it before asking whether the model state is valid.</summary>
    /// <param name="mine">The form as typed.</param>
    /// <param name="stored">The same form filled from what is stored now, read under the row's lock.</param>
    /// <param name="show">How a stored value reads to people where the form holds an id; null or empty: as typed.</param>
    protected async Task<bool> MergeAsync<TForm>(TForm mine, TForm stored, Func<string, object?, string>? show = null)
        where TForm : class, new()
    {
        if (Request.IsForProgram())
        {
            LeaveAlone(mine, stored);
        }

        if (!Request.Form.Keys.Any(k => k.StartsWith(FieldMerge.Was + ".", StringComparison.Ordinal)))
        {
            return true; // not opened by our page: nothing to compare with
        }

        var was = new TForm();
        await TryUpdateModelAsync(was, FieldMerge.Was);
        foreach (var key in ModelState.Keys.Where(k => k.StartsWith(FieldMerge.Was + ".", StringComparison.Ordinal)).ToList())
        {
            ModelState.Remove(key);
        }

        return FieldMerge.Into(mine, was, stored, ModelState, HttpContext.RequestServices.GetRequiredService<FormState>(), show);
    }

    /// <summary>A program sends only what is to be different: all else stays as it is stored. A record stands for its text and its id.</summary>
    void LeaveAlone<TForm>(TForm mine, TForm stored)
    {
        var sent = Request.Form.Keys.Select(k => k.Split('[', '.')[0]).Select(Stem).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var field in typeof(TForm).GetProperties().Where(p => p is { CanRead: true, CanWrite: true } && !sent.Contains(Stem(p.Name))))
        {
            field.SetValue(mine, field.GetValue(stored));
            ModelState.Remove(field.Name);
        }

        static string Stem(string name) => name.EndsWith("Id", StringComparison.OrdinalIgnoreCase) ? name[..^2]
            : name.EndsWith("Name", StringComparison.OrdinalIgnoreCase) && name.Length > 4 ? name[..^4]
            : name.EndsWith("Format", StringComparison.OrdinalIgnoreCase) ? name[..^6] : name;
    }

    /// <summary>Goes on to a page of ours, with a sentence on top of it.</summary>
    protected IResult Done(string path, string? sentence = null) => Done(path, sentence is null ? null : new Flash(Views.Words.Of(sentence), []));

    /// <summary>Goes on to a page of ours, with a sentence on top of it that offers ways on.</summary>
    protected IResult Done(string path, Flash? flash)
    {
        flash?.Leave(HttpContext);
        IsDone(path);
        return Request.IsForProgram() ? ApiAnswers.Done(HttpContext, path) : Results.LocalRedirect(path);
    }

    /// <summary>Goes on to a page of ours, with a sentence on top of it that has values in it.</summary>
    protected IResult Done(string path, Sentence sentence) => Done(path, sentence.ForReader);

    /// <summary>For an action that ends with a page instead of a way on: it counts as done, and sending its form
    /// again leads there.</summary>
    protected void IsDone(string path) => HttpContext.Items[typeof(Submission)] = path;

    /// <summary>The page doesn't exist, or not for this person: both look the same.</summary>
    protected static new IResult NotFound() => Shell.Refusal.Of(404);
}
