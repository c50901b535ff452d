using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Tickets;
using Tresen.Tickets.Lists;
using Tresen.Workbench.Overview;

namespace Tresen.Workbench.Views;

/// <summary>The saved views that ask for an entry of a list.</summary>
public sealed class ViewListUse : IListUse
{
    /// <inheritdoc/>
    public async Task<int> CountAsync(TresenDb db, ListEntry entry, CancellationToken cancel) => (await AskingAsync(db, entry, cancel)).Count;

    /// <inheritdoc/>
    public async Task<bool> ReplaceAsync(TresenDb db, ListEntry from, ListEntry? to, DateTimeOffset at, CancellationToken cancel)
    {
        var asking = await AskingAsync(db, from, cancel);
        foreach (var view in asking)
        {
            var (address, key) = (ListAddress.Read(view.Query, []), Key(from)!);
            var filter = address.Filter.Without(key, from.Id.ToString());
            view.ShowInstead((address with { View = "", Filter = to is null || filter.Has(key, to.Id.ToString()) ? filter : filter.With(key, to.Id.ToString()) }).Query);
        }

        return asking.Count > 0;
    }

    static async Task<List<SavedView>> AskingAsync(TresenDb db, ListEntry entry, CancellationToken cancel) => Key(entry) is { } key
        ? [.. (await db.SavedViews.ToListAsync(cancel)).Where(v => ListAddress.Read(v.Query, []).Filter.Has(key, entry.Id.ToString()))]
        : [];

    /// <summary>By which name an address asks for entries of that list.</summary>
    static string? Key(ListEntry entry) => entry switch
    {
        Progress => "progress",
        Kind => "kind",
        Area => "area",
        Channel => "channel",
        Tag => "tag",
        _ => null,
    };
}
