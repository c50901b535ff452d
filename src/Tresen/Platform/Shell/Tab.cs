namespace Tresen.Platform.Shell;

/// <summary>One of the tabs of a page; each leads to an address of its own, so that it can be linked and works without script.</summary>
/// <param name="Label">Text, already in the reader's language.</param>
/// <param name="Href">Address of the tab.</param>
/// <param name="Active">Whether it is shown now.</param>
/// <param name="Count">How many things are behind it, where that is known without asking the database.</param>
/// <param name="BadgeHref">Where the count comes from otherwise.</param>
public sealed record Tab(string Label, string Href, bool Active = false, int? Count = null, string? BadgeHref = null);
