using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Tresen.Platform.Identity;

namespace Tresen.Tests.Walking;

/// <summary>A route and a method of the program: one way in.</summary>
/// <param name="Pattern">Its address, <c>/tickets/{number}/details</c>, without constraints.</param>
/// <param name="Method"><c>GET</c>, <c>POST</c> …</param>
/// <param name="Rule">Who may.</param>
/// <param name="Place">Controller and action.</param>
sealed partial record Door(string Pattern, string Method, RuleAttribute? Rule, string Place)
{
    /// <summary>Whether going through it changes nothing.</summary>
    public bool IsSafe => Method is "GET" or "HEAD";

    /// <summary>The names of its parameters, each with the address up to and including it.</summary>
    public IEnumerable<(string Name, string UpTo)> Parameters => Parameter().Matches(Pattern).Select(m => (m.Groups[1].Value, Pattern[..(m.Index + m.Length)]));

    /// <summary>All of the program's, from its own route table.</summary>
    public static IReadOnlyList<Door> All(TresenApp app) =>
    [
        .. from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && endpoint.RoutePattern.RawText?.Contains(":file", StringComparison.Ordinal) != true
           let pattern = Parameter().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "{$1}")
           where !(pattern.StartsWith("/api/", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true) // the page's own action
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]
           let action = endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()
           orderby pattern, method
           select new Door(pattern, method, endpoint.Metadata.GetMetadata<RuleAttribute>(), action is null ? "TresenServer" : $"{action.ControllerTypeInfo.Name}.{action.ActionName}"),
    ];

    public override string ToString() => $"{Method} {Pattern}";

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^{}]*\}")]
    private static partial Regex Parameter();
}
