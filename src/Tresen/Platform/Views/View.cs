using Microsoft.AspNetCore.Components;

namespace Tresen.Platform.Views;

/// <summary>A Razor component that turns one model into HTML and nothing else.</summary>
/// <remarks>The same component nests in a page, <c>&lt;TicketStatus Model="ticket" /&gt;</c>, and ends a controller
/// action, <c>return TicketStatus.Of(ticket);</c>.</remarks>
public abstract class View<TView, TModel> : ComponentBase
    where TView : View<TView, TModel>
{
    /// <summary>What the view shows.</summary>
    [Parameter, EditorRequired] public TModel Model { get; set; } = default!;

    /// <summary>The view as a response; <paramref name="status"/> 409 and 422 are swapped in by htmx like 200.</summary>
    public static IResult Of(TModel model, int status = StatusCodes.Status200OK) => new PageResult<TView>(model, status);

    /// <summary>The German text in the reader's language; see <see cref="Words"/>.</summary>
    protected static string T(string german) => Words.Of(german);

    /// <summary>The German text with <c>{0}</c>, <c>{1}</c> … filled in, in the reader's language and formats.</summary>
    protected static string T(string german, params object?[] values) => Words.Of(german, values);
}
