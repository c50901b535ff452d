using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;

namespace Tresen.Tests.Security;

/// <summary>What an address names can't be replaced by a field of the form.</summary>
public sealed class RouteParameterTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public void D05_what_the_address_names_is_taken_from_the_address_alone()
    {
        var actions = app.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<ControllerActionDescriptor>().ToList();
        var named = actions.SelectMany(a => a.Parameters.Select(p => (Action: a, Parameter: p)))
            .Where(x => x.Action.AttributeRouteInfo!.Template!.Contains("{" + x.Parameter.Name, StringComparison.OrdinalIgnoreCase))
            .ToList();

        named.Count.ShouldBeGreaterThan(50);
        named.Where(x => x.Parameter.BindingInfo?.BindingSource != BindingSource.Path)
            .Select(x => $"{x.Action.AttributeRouteInfo!.Template} {x.Parameter.Name}").ShouldBeEmpty();
    }
}
