using System.Reflection;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Platform.Files;

namespace Tresen.Tests.Walking;

/// <summary>What people and machines send that no form expects.</summary>
static class Nonsense
{
    /// <summary>Ways that end what the walk walks with: its session, its language; and the public form, which refuses a second try.</summary>
    public static readonly string[] LeftAlone = ["/sign-out", "/appearance", "/account", "/request", "/first-run", "/welcome", "/sign-in"];

    /// <summary>Into every field of a form at once, one after the other.</summary>
    public static readonly string[] Everywhere =
    [
        "Wort\0", // no database keeps a NUL
        "x" + string.Concat(Enumerable.Repeat("😀", 50_000)), // what is cut to an even length is cut through an emoji
        "Unsinn", "9999999999999999999", "2147483647", "-1", "99999", "31.02.2026", "",
    ];

    /// <summary>Into one field, where all others are as they were.</summary>
    public static readonly string[] Alone =
        ["Wort\0 davor und danach", "31.02.2026", "x" + string.Concat(Enumerable.Repeat("😀", 70)), "999999999999", new string('ö', 100_000), "-1", "24.11.2026 8:00", "Unsinn", "99999", "1", "<b>&amp;\"'", "{0} {1", "%00", "🧑‍🚒 \u202Ertl"];

    /// <summary>Into addresses, as they are sent: half a letter, years that don't exist, and the like.</summary>
    public static readonly string[] InAddresses = ["%00", "%F0%9F%98%80x%C3%28", "Unsinn", "9999999999999999999", "2147483647", "-1", "9999-12-31"];

    /// <summary>Sentences of the framework that no reader should see.</summary>
    public static readonly string[] Foreign = ["The value", "The field", "is not valid", "is required", "must be", "Exception", "supplied value", "Bad Request", "traceId"];

    /// <summary>The names of all fields that the action takes, lists and parts of parts too.</summary>
    public static IReadOnlyList<string> Fields(TresenApp app, Door door) =>
    [
        .. from action in app.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<ControllerActionDescriptor>()
           where $"{action.ControllerTypeInfo.Name}.{action.ActionName}" == door.Place
           from parameter in action.Parameters
           where parameter.ParameterType != typeof(CancellationToken) && !door.Parameters.Any(p => p.Name == parameter.Name)
           where parameter.BindingInfo?.BindingSource is not { } source || source == BindingSource.Form || source == BindingSource.Query || source == BindingSource.ModelBinding
           from name in Names(parameter.ParameterType, parameter.Name)
           select name,
    ];

    static IEnumerable<string> Names(Type type, string name)
    {
        var item = type.IsArray ? type.GetElementType() : type.IsGenericType && type != typeof(string) && Nullable.GetUnderlyingType(type) is null ? type.GetGenericArguments()[0] : null;
        return type == typeof(Upload[]) || type.IsInterface && item is null ? []
            : item is not null ? IsForm(item) ? Parts(item).Select(p => $"{name}[0].{p}") : [name]
            : IsForm(type) ? Parts(type)
            : [name];
    }

    static IEnumerable<string> Parts(Type form) =>
        form.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod?.IsPublic == true).SelectMany(p => Names(p.PropertyType, p.Name));

    static bool IsForm(Type type) => type.IsClass && type != typeof(string) && type.Namespace?.StartsWith("Tresen", StringComparison.Ordinal) == true;

    /// <summary>The page's forms that change something, as they stand, with what isn't filled in but must be.</summary>
    public static IEnumerable<(string Action, IReadOnlyList<Input> Fields)> Forms(Answer page) =>
        from form in page.Document.Forms
        where string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase)
        let action = form.GetAttribute("action") ?? page.Path
        where !LeftAlone.Any(l => action.StartsWith(l, StringComparison.Ordinal))
        select (action, (IReadOnlyList<Input>)[.. form.Elements.Select(Of).OfType<Input>()]);

    static Input? Of(IElement element) => element switch
    {
        IHtmlInputElement { Name: null or "" or "once" } => null,
        IHtmlInputElement { Name: { } name } when name.StartsWith("was.", StringComparison.Ordinal) => null,
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => null,
        IHtmlInputElement { IsDisabled: false, Name: { } name, Type: not ("submit" or "button" or "file") } input => new Input(
            name,
            input.Value is { Length: > 0 } value ? value : input.HasAttribute("aria-required") ? Plausible(name) : "",
            input.Type is "hidden" ? Kind.Hidden : input.Type is "checkbox" or "radio" ? Kind.Choice : input.Type is "password" ? Kind.Password : Kind.Text),
        IHtmlTextAreaElement { Name: { Length: > 0 } name } area => new Input(name, area.Value is { Length: > 0 } value ? value : "Text", Kind.Text),
        IHtmlSelectElement { Name: { Length: > 0 } name } select => new Input(name, select.Value is { Length: > 0 } value ? value : select.HasAttribute("aria-required") ? select.Options.Select(o => o.Value).LastOrDefault() ?? "" : "", Kind.Choice),
        _ => null,
    };

    static string Plausible(string name) =>
        name.Contains("Mail", StringComparison.Ordinal) || name is "To" or "Address" ? "jemand@nirgendwo.example"
        : name.Contains("Day", StringComparison.Ordinal) || name.EndsWith("On", StringComparison.Ordinal) ? "24.11.2026"
        : name is "From" ? "8:00"
        : "1";

    /// <summary>What an address may ask for: the action's own words and those that many pages read.</summary>
    public static IReadOnlyList<string> Questions(TresenApp app, Door door) =>
        [.. Fields(app, door).Concat(["q", "text", "list", "before", "after", "page", "due", "from", "to", "sort", "customer", "ticket"]).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>A value short enough to be read in a list of what broke.</summary>
    public static string Shown(string nonsense) =>
        nonsense.Length > 30 ? $"{nonsense[..3]}… ({nonsense.Length} characters)" : nonsense.Replace("\0", "\\0", StringComparison.Ordinal);

    public enum Kind
    {
        Text,
        Password,
        Choice,
        Hidden,
    }

    /// <summary>A field of a form with what stands in it.</summary>
    public sealed record Input(string Name, string Value, Kind Kind);
}
