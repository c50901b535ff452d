using Microsoft.AspNetCore.Mvc;

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
            ModelState.AddModelError(broken.Field ?? "", broken.Message);
            return false;
        }
    }

    /// <summary>Goes on to a page of ours, with a sentence on top of it.</summary>
    protected IResult Done(string path, string? sentence = null)
    {
        if (sentence is not null)
        {
            Flash.Leave(HttpContext, sentence);
        }

        HttpContext.Items[typeof(Submission)] = path;
        return Results.LocalRedirect(path);
    }

    /// <summary>The page doesn't exist, or not for this person: both look the same.</summary>
    protected static new IResult NotFound() => Shell.Refusal.Of(404);
}
