using Tresen.Platform.Identity;
using Tresen.Platform.Views;

namespace Tresen.Platform.Shell;

/// <summary>Makes a page a tab of a record, beside its route, which must hold the record's key as the kind of record says.
/// Slices to the right add their tabs with it; whoever may not call the route doesn't see the tab.</summary>
/// <param name="label">German.</param>
/// <param name="order">Ascending.</param>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RecordTabAttribute(string label, int order) : Attribute
{
    public string Label => label;

    public int Order => order;

    /// <summary>Address that answers the tab's counter as a fragment, with the record's key as in the route, if it has one.</summary>
    public string? Badge { get; init; }
}

/// <summary>The tabs of a kind of record that this person may open.</summary>
/// <param name="key">How the routes name the record: <c>{number:int}</c>.</param>
public abstract class RecordTabs<TTab>(EndpointDataSource endpoints, IHttpContextAccessor accessor, string key)
    where TTab : RecordTabAttribute
{
    /// <summary>The request that is answered.</summary>
    protected HttpContext Http => accessor.HttpContext!;

    /// <summary>The tabs of that record, the one shown now marked; none is where the page is none of them.</summary>
    protected IReadOnlyList<Tab> Of(string record)
    {
        var me = Http.Features.Get<Me>();
        var tabs =
            from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
            let tab = endpoint.Metadata.GetMetadata<TTab>()
            where tab is not null && endpoint.Metadata.GetMetadata<RuleAttribute>()?.Allows(me) == true
            orderby tab.Order
            select new Tab(Words.Of(tab.Label), In("/" + endpoint.RoutePattern.RawText!.TrimStart('/'))) { BadgeHref = tab.Badge is { } badge ? In(badge) : null };
        var all = tabs.ToList();
        var path = Http.Request.Path.Value ?? "";
        var shown = all.Where(t => path == t.Href || path.StartsWith(t.Href + "/", StringComparison.Ordinal)).MaxBy(t => t.Href.Length);
        return [.. all.Select(t => t with { Active = t == shown })];

        string In(string pattern) => pattern.Replace(key, Uri.EscapeDataString(record), StringComparison.Ordinal);
    }
}
