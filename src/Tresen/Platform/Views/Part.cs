using Microsoft.AspNetCore.Components;

namespace Tresen.Platform.Views;

/// <summary>A component with parameters of its own, as opposed to a <see cref="View{TView,TModel}"/>, which shows one
/// model and may end a controller action. It knows the words and otherwise only what it is given.</summary>
public abstract class Part : ComponentBase
{
    /// <summary>The German text in the reader's language; see <see cref="Words"/>.</summary>
    protected static string T(string german) => Words.Of(german);

    /// <summary>The German text with <c>{0}</c>, <c>{1}</c> … filled in, in the reader's language and formats.</summary>
    protected static string T(string german, params object?[] values) => Words.Of(german, values);
}
