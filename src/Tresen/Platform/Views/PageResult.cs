using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Tresen.Platform.Api;

namespace Tresen.Platform.Views;

/// <summary>A page as the answer to whoever asks: people get the page, programs what it says, as JSON.</summary>
public sealed class PageResult<TView>(object? model, int status) : IResult, IStatusCodeHttpResult
    where TView : IComponent
{
    /// <inheritdoc/>
    public int? StatusCode => status;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext http) => http.Request.IsForProgram()
        ? ApiAnswers.InsteadOfPage(http, status).ExecuteAsync(http)
        : new RazorComponentResult<TView>(new Dictionary<string, object?> { ["Model"] = model }) { StatusCode = status, PreventStreamingRendering = true }.ExecuteAsync(http);
}
