using System.Globalization;
using Tresen.Platform.Identity;
using Tresen.Platform.Shell;

namespace Tresen.Platform.Web;

/// <summary>Fills what stands around every page: who is signed in, the menu that they may see, theme and language.</summary>
public sealed class FrameFiller(RequestDelegate next, EndpointDataSource endpoints)
{
    IReadOnlyList<(MenuAttribute Entry, string Href, RuleAttribute? Rule)>? menu;
    IReadOnlyList<(string Href, RuleAttribute? Rule)>? onTop;
    MenuEntry? bell;
    HashSet<string>? pages;

    /// <summary>Fills the frame of pages; files have none.</summary>
    public Task InvokeAsync(HttpContext http, Frame frame)
    {
        var me = http.Features.Get<Me>();
        menu ??= [.. Collect()];
        bell ??= Bell();
        frame.Menu = [.. menu
            .Where(m => m.Rule is not null && m.Rule.Allows(me))
            .Select(m => new MenuEntry(m.Entry.Group, m.Entry.Label, m.Href, m.Entry.Icon, m.Entry.Order, m.Entry.Badge) { Counts = m.Entry.Counts })];
        frame.Bell = me is null ? null : me.MayOnlyRead ? bell! with { SeenHref = null } : bell; // who only looks reads nothing away
        onTop ??= [.. endpoints.Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<OnEveryPageAttribute>() is not null)
            .Select(e => ("/" + e.RoutePattern.RawText!.TrimStart('/'), e.Metadata.GetMetadata<RuleAttribute>()))];
        frame.OnTop = me is null ? [] : [.. onTop.Where(o => o.Rule?.Allows(me) == true).Select(o => o.Href)];
        frame.IsWatched = me?.Watcher is not null;
        frame.UserName = me?.Name;
        frame.Path = http.Request.Path;
        frame.Return = HttpMethods.IsGet(http.Request.Method) ? frame.Path : Return(frame.Path, http.GetEndpoint() as RouteEndpoint);
        frame.Theme = http.Request.Cookies["theme"] is "light" or "dark" ? http.Request.Cookies["theme"]! : "system";
        frame.Language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        frame.Nonce = SafeHeaders.Nonce(http);
        if (HttpMethods.IsGet(http.Request.Method) && !Path.HasExtension(http.Request.Path) && !http.Request.Headers.ContainsKey("HX-Target"))
        {
            frame.Flash = Flash.Take(http);
        }

        return next(http);
    }

    /// <summary>The page to make one (<c>…/new</c>) where the address makes something, else the address itself, else the next above that
    /// is a page.</summary>
    string Return(string path, RouteEndpoint? endpoint)
    {
        pages ??= [.. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>() is { } methods && methods.HttpMethods.Contains(HttpMethods.Get))
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/'))];
        var (parts, pattern) = (path.Split('/', StringSplitOptions.RemoveEmptyEntries), (endpoint?.RoutePattern.RawText ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries));
        if (parts.Length != pattern.Length)
        {
            return "/";
        }

        if (pages.Contains($"/{string.Join('/', pattern)}/new"))
        {
            return path.TrimEnd('/') + "/new";
        }

        for (var length = parts.Length; length > 0; length--)
        {
            if (pages.Contains("/" + string.Join('/', pattern.Take(length))))
            {
                return "/" + string.Join('/', parts.Take(length));
            }
        }

        return "/";
    }

    MenuEntry? Bell() => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Select(e => e.Metadata.GetMetadata<BellAttribute>() is { } at ? new MenuEntry("", at.Label, "/" + e.RoutePattern.RawText!.TrimStart('/'), "bell", BadgeHref: at.Badge, SeenHref: at.Seen) : null)
        .FirstOrDefault(e => e is not null);

    IEnumerable<(MenuAttribute, string, RuleAttribute?)> Collect() =>
        from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
        from entry in endpoint.Metadata.OfType<MenuAttribute>()
        select (entry, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), endpoint.Metadata.GetMetadata<RuleAttribute>());
}

/// <summary>Puts a page into the menu, beside its route. Whoever may not call the route doesn't see the entry.</summary>
/// <param name="group">The old module's menu: <c>Verkauf</c>, <c>Stammdaten</c>, <c>Team</c>, <c>Administration</c>.</param>
/// <param name="label">German.</param>
/// <param name="icon">Name from Platform/Shell/icons.txt.</param>
/// <param name="order">Ascending over the whole menu.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MenuAttribute(string group, string label, string icon, int order) : Attribute
{
    public string Group => group;

    public string Label => label;

    public string Icon => icon;

    public int Order => order;

    /// <summary>Address that answers the entry's counter as a fragment, if it has one.</summary>
    public string? Badge { get; init; }

    /// <summary>German: what that number counts, where the label doesn't tell.</summary>
    public string? Counts { get; init; }
}
