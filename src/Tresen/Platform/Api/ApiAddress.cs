using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Tresen.Platform.Identity;

namespace Tresen.Platform.Api;

/// <summary>What programs call. Everything that a page's form changes is changed at the same address behind
/// <see cref="Prefix"/>, by the same action and thus the same rules; the answer is JSON. Reading has ways of its own.</summary>
/// <remarks>Here only a token counts and never a cookie, on pages only a cookie and never a token: so no other site can
/// make a browser call it, and a token that got lost opens no page.</remarks>
public static class ApiAddress
{
    /// <summary>What its addresses begin with.</summary>
    public const string Prefix = "/api/v1";

    /// <summary>Whether a program asks.</summary>
    public static bool IsForProgram(this HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    /// <summary>The key that makes a request that is sent twice count once, as its sender gave it; empty: none.</summary>
    public static string Key(HttpRequest request) => request.IsForProgram() ? request.Headers["Idempotency-Key"].ToString() : "";

    /// <summary>Gives each action that a form is sent to its address for programs.</summary>
    public sealed class Twins : IApplicationModelConvention
    {
        /// <inheritdoc/>
        public void Apply(ApplicationModel application)
        {
            foreach (var action in application.Controllers.SelectMany(c => c.Actions).Where(IsForPrograms))
            {
                foreach (var way in action.Selectors.Where(s => s.EndpointMetadata.OfType<HttpMethodMetadata>().Any(m => m.HttpMethods.Contains("POST"))).ToList())
                {
                    action.Selectors.Add(new SelectorModel(way)
                    {
                        AttributeRouteModel = new AttributeRouteModel(way.AttributeRouteModel!) { Template = Prefix + way.AttributeRouteModel!.Template },
                    });
                }
            }
        }

        static bool IsForPrograms(ActionModel action) =>
            !action.Attributes.Concat(action.Controller.Attributes).Any(a => a is InPersonAttribute)
            && (action.Attributes.OfType<RuleAttribute>().FirstOrDefault() ?? action.Controller.Attributes.OfType<RuleAttribute>().FirstOrDefault()) is not (null or AnyoneAttribute)
            && action.Selectors.Any(s => s.AttributeRouteModel?.Template?.StartsWith('/') == true && !s.AttributeRouteModel.Template.StartsWith("/api/", StringComparison.Ordinal));
    }
}

/// <summary>On what only a person at a browser does: what decides who gets in, and how pages look.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class InPersonAttribute : Attribute;
