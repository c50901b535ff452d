using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Text;

namespace Tresen.Platform.Data;

/// <summary>One page of a list.</summary>
/// <param name="Rows">What it shows.</param>
/// <param name="Before">Cursor of the page before, if there is one.</param>
/// <param name="After">Cursor of the page after, if there is one.</param>
/// <param name="Count">How many there are on all pages.</param>
public sealed record SortedPage<TRow>(IReadOnlyList<TRow> Rows, int? Before, int? After, int Count);

/// <summary>Paging by cursor: rides the index on sort key and id, and no row is skipped or shown twice when others come or go.</summary>
public static class SortedPages
{
    const int Size = 50;

    /// <summary>The rows after or before the row with that id, else the first ones.</summary>
    public static async Task<SortedPage<TRow>> PageAsync<TEntity, TRow>(this IQueryable<TEntity> all, TresenDb db, int? after, int? before, Expression<Func<TEntity, TRow>> show, Func<TRow, int> idOf, CancellationToken cancel)
        where TEntity : class, ISorted
    {
        var count = await all.CountAsync(cancel);
        var mark = after ?? before;
        var cursor = mark is null ? null : await db.Set<TEntity>().Where(e => e.Id == mark).Select(e => new { e.Id, e.SortKey }).FirstOrDefaultAsync(cancel);
        var backwards = cursor is not null && after is null;
        if (cursor is not null)
        {
            var (id, key) = (cursor.Id, cursor.SortKey);
#pragma warning disable CA1309 // becomes SQL; the columns compare byte by byte on both databases
            all = backwards
                ? all.Where(e => string.Compare(e.SortKey, key) < 0 || (e.SortKey == key && e.Id < id))
                : all.Where(e => string.Compare(e.SortKey, key) > 0 || (e.SortKey == key && e.Id > id));
        }

        var ordered = backwards ? all.OrderByDescending(e => e.SortKey).ThenByDescending(e => e.Id) : all.OrderBy(e => e.SortKey).ThenBy(e => e.Id);
        var rows = await ordered.Take(Size + 1).Select(show).ToListAsync(cancel);
        var goesOn = rows.Count > Size;
        rows = rows[..Math.Min(rows.Count, Size)];
        if (backwards)
        {
            rows.Reverse();
        }

        var (hasBefore, hasAfter) = backwards ? (goesOn, true) : (cursor is not null, goesOn);
        return new(rows, hasBefore && rows.Count > 0 ? idOf(rows[0]) : null, hasAfter && rows.Count > 0 ? idOf(rows[^1]) : null, count);
    }
}
