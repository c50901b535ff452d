using Tresen.Platform.Identity;
using Tresen.Platform.Shell;
using Tresen.Platform.Views;

namespace Tresen.Customers;

/// <summary>Makes a page a tab of the customer's record, beside its route, which must hold the customer's number as
/// <c>{number}</c>. Slices to the right add their tabs with it; whoever may not call the route doesn't see the tab.</summary>
/// <param name="label">German.</param>
/// <param name="order">Ascending: Details 10, Ansprechpartner 20, Standorte 30, Geräte 40, Service 50, Zeitkonto 60, Dateien 70.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CustomerTabAttribute(string label, int order) : Attribute
{
    public string Label => label;

    public int Order => order;

    /// <summary>Address that answers the tab's counter as a fragment, with <c>{number}</c>, if it has one.</summary>
    public string? Badge { get; init; }
}

/// <summary>The tabs of a customer's record that this person may open.</summary>
public sealed class CustomerTabs(EndpointDataSource endpoints, IHttpContextAccessor accessor)
{
    /// <summary>The tabs of the customer with that number, the one shown now marked.</summary>
    public IReadOnlyList<Tab> Of(string number)
    {
        var http = accessor.HttpContext!;
        var me = http.Features.Get<Me>();
        var tabs =
            from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
            let tab = endpoint.Metadata.GetMetadata<CustomerTabAttribute>()
            where tab is not null && endpoint.Metadata.GetMetadata<RuleAttribute>()?.Allows(me) == true
            orderby tab.Order
            select new Tab(Words.Of(tab.Label), In("/" + endpoint.RoutePattern.RawText!.TrimStart('/'))) { BadgeHref = tab.Badge is { } badge ? In(badge) : null };
        var all = tabs.ToList();
        var path = http.Request.Path.Value ?? "";
        var shown = all.Where(t => path == t.Href || path.StartsWith(t.Href + "/", StringComparison.Ordinal)).MaxBy(t => t.Href.Length);
        return [.. all.Select(t => t with { Active = t == shown })];

        string In(string pattern) => pattern.Replace("{number}", Uri.EscapeDataString(number), StringComparison.Ordinal);
    }
}
