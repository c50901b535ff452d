using Microsoft.AspNetCore.Mvc.Filters;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;

namespace Tresen.Mail.PublicForm;

/// <summary>Stands at the public door: what costs nothing is looked at first, and files are stored only for whoever is let in, so
/// that nothing of a refused request is kept. Goes before <see cref="Platform.Web.OneWork"/>, because storing is work of its own.</summary>
public sealed class Doorkeeper(TresenDb db, Queue queue, FileCabinet cabinet) : IAsyncActionFilter
{
    /// <inheritdoc/>
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var (http, cancel) = (context.HttpContext, context.HttpContext.RequestAborted);
        if (context.ActionArguments.Values.OfType<RequestForm>().SingleOrDefault() is { IsFromProgram: false } form && await db.BehindPublicDoorAsync(cancel) is not null)
        {
            foreach (var (field, sentence) in form.Complaints())
            {
                context.ModelState.AddModelError(field, sentence);
            }

            if (context.ModelState.IsValid)
            {
                form.IsTurnedAway = !queue.Admits(KnownDevice.Network(http));
                form.Stored = form.IsTurnedAway ? [] : await StoreAsync(form.Files, cancel);
            }

            if (form.Files.Length > 0 && (form.IsTurnedAway || !context.ModelState.IsValid))
            {
                context.ModelState.AddModelError(nameof(form.Files), "Bitte die Dateien noch einmal auswählen: Gespeichert werden sie erst mit der fertigen Anfrage.");
            }
        }

        await next();
    }

    async Task<IReadOnlyList<Upload>> StoreAsync(IFormFile[] files, CancellationToken cancel)
    {
        var stored = new List<Upload>();
        foreach (var file in files.Where(f => f.Length > 0))
        {
            stored.Add(await Upload.StoreAsync(file, cabinet, cancel));
        }

        return stored;
    }
}
