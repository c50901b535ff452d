namespace Tresen.Platform.Shell;

/// <summary>One entry of the sidebar, registered by the slice it leads to.</summary>
/// <param name="Group">German name of the group, as in the old module: Verkauf, Stammdaten, Team, Administration.</param>
/// <param name="Label">German text of the entry.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Icon">A name from <c>icons.txt</c>.</param>
/// <param name="Order">Place within its group.</param>
/// <param name="BadgeHref">Answers with a bare number, or nothing; fetched by htmx, off the page's path.</param>
/// <param name="SeenHref">Told the <c>page</c> that somebody looks at while the badge shows a number; answers with the number that is left.</param>
public sealed record MenuEntry(string Group, string Label, string Href, string Icon, int Order = 0, string? BadgeHref = null, string? SeenHref = null)
{
    /// <summary>German: what the number counts.</summary>
    public string? Counts { get; init; }
}

/// <summary>What surrounds every page in this request: who looks, where, in which colours, and what there is to go to.
/// Filled by middleware, read by <see cref="Shell"/> and <see cref="PlainPage"/>.</summary>
public sealed class Frame
{
    static readonly string[] Groups = ["Verkauf", "Stammdaten", "Team", "Administration"];

    /// <summary>The entries this person may see, in any order.</summary>
    public IReadOnlyList<MenuEntry> Menu { get; set; } = [];

    /// <summary>Who is signed in; <c>null</c> before that.</summary>
    public string? UserName { get; set; }

    /// <summary>An administrator looks as this person (<em>Ansicht als …</em>).</summary>
    public bool IsWatched { get; set; }

    /// <summary>Addresses of the fragments that stand on top of every page.</summary>
    public IReadOnlyList<string> OnTop { get; set; } = [];

    /// <summary>The path of the request, for the current menu entry.</summary>
    public string Path { get; set; } = "/";

    /// <summary>Where this page can be opened again, or the nearest to it: a form that was refused is shown at the address it was
    /// sent to, which often answers nothing else.</summary>
    public string Return { get; set; } = "/";

    /// <summary><c>light</c>, <c>dark</c> or <c>system</c>, from the cookie <c>theme</c>.</summary>
    public string Theme { get; set; } = "system";

    /// <summary><c>de</c> or <c>en</c>.</summary>
    public string Language { get; set; } = "de";

    /// <summary>What the request before has to say, once: “Ticket 10417 ist abgeschlossen.”</summary>
    public Web.Flash? Flash { get; set; }

    /// <summary>The style nonce of the response's Content-Security-Policy; the rich text editor needs it.</summary>
    public string? Nonce { get; set; }

    /// <summary>The bell in the top bar with its counter; none while notifications don't exist for this person.</summary>
    public MenuEntry? Bell { get; set; }

    /// <summary>The menu by group, in the order of the old module; unknown groups come last.</summary>
    public IEnumerable<IGrouping<string, MenuEntry>> Grouped =>
        Menu.OrderBy(e => Array.IndexOf(Groups, e.Group) is var i and >= 0 ? i : Groups.Length)
            .ThenBy(e => e.Order).ThenBy(e => e.Label, StringComparer.CurrentCulture)
            .GroupBy(e => e.Group);

    /// <summary>The one entry that the path belongs to: the longest that it starts with.</summary>
    public MenuEntry? Current =>
        Menu.Where(e => Path == e.Href || Path.StartsWith(e.Href.TrimEnd('/') + "/", StringComparison.Ordinal))
            .MaxBy(e => e.Href.Length);
}
