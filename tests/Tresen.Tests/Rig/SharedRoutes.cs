using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.DependencyInjection;

namespace Tresen.Tests.Rig;

/// <summary>What the program's attributes say of its routes is read once a run: it is the dearest part of a start, and the same for every one.</summary>
static class SharedRoutes
{
    static readonly Lock Gate = new();
    static IReadOnlyList<ControllerActionDescriptor>? read;

    public static void AddSharedRoutes(this IServiceCollection services)
    {
        var own = services.Single(s => s.ServiceType == typeof(IActionDescriptorProvider) && s.ImplementationType is { Name: "ControllerActionDescriptorProvider" });
        services.Remove(own);
        services.AddTransient<IActionDescriptorProvider>(s => new Provider(() => (IActionDescriptorProvider)ActivatorUtilities.CreateInstance(s, own.ImplementationType!)));
    }

    sealed class Provider(Func<IActionDescriptorProvider> own) : IActionDescriptorProvider
    {
        public int Order => -1000;

        public void OnProvidersExecuting(ActionDescriptorProviderContext context)
        {
            foreach (var action in Read())
            {
                context.Results.Add(Copy(action));
            }
        }

        public void OnProvidersExecuted(ActionDescriptorProviderContext context)
        {
        }

        IReadOnlyList<ControllerActionDescriptor> Read()
        {
            lock (Gate)
            {
                if (read is null)
                {
                    var context = new ActionDescriptorProviderContext();
                    var provider = own();
                    provider.OnProvidersExecuting(context);
                    provider.OnProvidersExecuted(context);
                    read = [.. context.Results.Cast<ControllerActionDescriptor>()];
                }

                return read;
            }
        }

        /// <summary>A copy: the framework keeps with each what it made of it with one start's services.</summary>
        static ControllerActionDescriptor Copy(ControllerActionDescriptor of) => new()
        {
            ActionConstraints = of.ActionConstraints,
            ActionName = of.ActionName,
            AttributeRouteInfo = of.AttributeRouteInfo,
            BoundProperties = of.BoundProperties,
            ControllerName = of.ControllerName,
            ControllerTypeInfo = of.ControllerTypeInfo,
            DisplayName = of.DisplayName,
            EndpointMetadata = [.. of.EndpointMetadata],
            FilterDescriptors = [.. of.FilterDescriptors],
            MethodInfo = of.MethodInfo,
            Parameters = of.Parameters,
            Properties = new Dictionary<object, object?>(of.Properties),
            RouteValues = new Dictionary<string, string?>(of.RouteValues, StringComparer.OrdinalIgnoreCase),
        };
    }
}
