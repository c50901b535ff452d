using Microsoft.AspNetCore.WebUtilities;
using Tresen.Workbench.Views;

namespace Tresen.Workbench.Overview;

/// <summary>What the address of a list says: the view it began with, filter, order and, where they aren't those of the view,
/// the columns. Every link of the page is another one of these.</summary>
public sealed record ListAddress(string View, TicketFilter Filter, TicketOrder Order, string? Columns)
{
    /// <summary>The view that an address without one shows.</summary>
    public static readonly ListAddress Dran = Read(null, []);

    /// <summary>The part of the address behind the question mark.</summary>
    public string Query => string.Join('&', ((string?[])[
        View.Length > 0 ? "view=" + View : null,
        Filter.Query,
        Order.Query == TicketOrder.Urgent.Query ? null : "sort=" + Order.Query,
        Columns is null ? null : "cols=" + Columns]).OfType<string>());

    public string Href => "/tickets?" + Query;

    /// <summary>Reads an address. A view alone stands for what it shows; no view and no filter is <em>Dran</em>.</summary>
    /// <param name="query">As it came, with or without the question mark.</param>
    /// <param name="saved">The saved views that this person may use.</param>
    public static ListAddress Read(string? query, IReadOnlyList<SavedView> saved)
    {
        var asked = QueryHelpers.ParseQuery(query);
        var (view, sort, columns) = (asked.GetValueOrDefault("view").ToString(), asked.GetValueOrDefault("sort").ToString(), asked.GetValueOrDefault("cols").ToString());
        var hasFilter = TicketFilter.IsIn(query);
        var shown = BuiltInView.All.FirstOrDefault(v => v.Key == view) is { } builtIn ? builtIn.Query
            : saved.FirstOrDefault(v => v.Id.ToString() == view)?.Query;
        if (shown is null)
        {
            (view, shown) = hasFilter ? ("", "") : (BuiltInView.Dran.Key, BuiltInView.Dran.Query);
        }

        var ofView = QueryHelpers.ParseQuery(shown);
        return new ListAddress(
            view,
            TicketFilter.Read(hasFilter ? query : shown),
            TicketOrder.Read(sort.Length > 0 || hasFilter ? sort : ofView.GetValueOrDefault("sort").ToString()),
            columns.Length > 0 ? TicketColumn.Keys(TicketColumn.Of(columns)) : hasFilter || !ofView.TryGetValue("cols", out var kept) ? null : kept.ToString());
    }

    /// <summary>The same list with another filter.</summary>
    public string HrefWith(TicketFilter filter) => (this with { Filter = filter }).Href;

    /// <summary>All open tickets in the same order and columns, of no view.</summary>
    public string HrefOfAllOpen => (this with { View = "", Filter = TicketFilter.Open }).Href;

    /// <summary>The same list ordered by that column; once more, the other way round.</summary>
    public string HrefSortedBy(string key) => (this with { Order = TicketOrder.Read(Order.Key == key && !Order.IsDescending ? "-" + key : key) }).Href;

    /// <summary>The page behind a row, or before it.</summary>
    public string HrefFrom(TicketRow row, bool backwards) => $"{Href}&{(backwards ? "before" : "after")}={row.Cursor}";

    /// <summary>The ticket, which knows from which place of which list it was opened.</summary>
    public string HrefTo(TicketRow row) => $"/tickets/{row.Number}?list={Uri.EscapeDataString($"{Query}&after={row.Cursor}")}";

    /// <summary>The list as a file or for the printer.</summary>
    public string HrefOfExport(string format) => $"/tickets/export?format={format}&{Query}";
}
