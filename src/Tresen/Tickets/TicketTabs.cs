using Tresen.Platform.Identity;
using Tresen.Platform.Shell;
using Tresen.Platform.Views;

namespace Tresen.Tickets;

/// <summary>Makes a page a tab of the ticket, beside its route, which must hold the ticket's number as <c>{number:int}</c>.
/// Slices to the right add their tabs with it; whoever may not call the route doesn't see the tab.</summary>
/// <param name="label">German.</param>
/// <param name="order">Ascending: Ticket-Nachrichten 10, Details 20, Dateien 30, Zeiten 40, Material 50, Aktionen 60, Verlauf 70.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TicketTabAttribute(string label, int order) : Attribute
{
    public string Label => label;

    public int Order => order;

    /// <summary>Address that answers the tab's counter as a fragment, with <c>{number:int}</c>, if it has one.</summary>
    public string? Badge { get; init; }
}

/// <summary>The tabs of a ticket that this person may open.</summary>
public sealed class TicketTabs(EndpointDataSource endpoints, IHttpContextAccessor accessor)
{
    /// <summary>The list that the ticket was opened from and its place in it, as it stands in an address; null without one.</summary>
    string? List => accessor.HttpContext!.Request.Query["list"].ToString() is { Length: > 0 and <= 4000 } list ? list : null;

    /// <summary>Back to that list, else to the overview.</summary>
    public string BackHref => List is { } list ? "/tickets?" + string.Join('&', list.Split('&').Where(p => !p.StartsWith("after=", StringComparison.Ordinal))) : "/tickets";

    /// <summary>On to the next ticket of that list.</summary>
    public string? NextHref => List is { } list ? "/tickets/next?" + list : null;

    /// <summary>The tabs of the ticket with that number, the one shown now marked.</summary>
    public IReadOnlyList<Tab> Of(int number)
    {
        var http = accessor.HttpContext!;
        var me = http.Features.Get<Me>();
        var tabs =
            from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
            let tab = endpoint.Metadata.GetMetadata<TicketTabAttribute>()
            where tab is not null && endpoint.Metadata.GetMetadata<RuleAttribute>()?.Allows(me) == true
            orderby tab.Order
            select new Tab(Words.Of(tab.Label), In("/" + endpoint.RoutePattern.RawText!.TrimStart('/'))) { BadgeHref = tab.Badge is { } badge ? In(badge) : null };
        var all = tabs.ToList();
        var path = http.Request.Path.Value ?? "";
        var shown = all.Where(t => path == t.Href || path.StartsWith(t.Href + "/", StringComparison.Ordinal)).MaxBy(t => t.Href.Length)
            ?? all.FirstOrDefault(); // pages of its dialogues have addresses of their own
        var from = List is { } list ? "?list=" + Uri.EscapeDataString(list) : "";
        return [.. all.Select(t => t with { Active = t == shown, Href = t.Href + from })];

        string In(string pattern) => pattern.Replace("{number:int}", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
