using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing.Template;

namespace Tresen.Platform.Web;

/// <summary>A parameter that the address names comes from the address alone. Left to itself MVC asks the form first, and a
/// form field of the same name would change what is acted on (threat D05).</summary>
public sealed class RouteParameters : IActionModelConvention
{
    /// <inheritdoc/>
    public void Apply(ActionModel action)
    {
        var names = action.Selectors
            .Select(s => s.AttributeRouteModel?.Template)
            .OfType<string>()
            .SelectMany(t => TemplateParser.Parse(t.TrimStart('/')).Parameters.Select(p => p.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in action.Parameters.Where(p => names.Contains(p.Name) && p.BindingInfo?.BindingSource is null))
        {
            parameter.BindingInfo ??= new BindingInfo();
            parameter.BindingInfo.BindingSource = BindingSource.Path;
        }
    }
}
