using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Tickets;

namespace Tresen.Workbench.Overview;

/// <summary>Tickets in a list: filtered, in an order, a page at a time or all of them.</summary>
public sealed class TicketListing(TresenDb db, Asking asking, TicketFilter filter, TicketOrder order)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>Counters are exact up to here.</summary>
    public const int MostCounted = 999;

    /// <summary>The tickets that may be seen and fit.</summary>
    public IQueryable<Ticket> Tickets => filter.Apply(db.Tickets.VisibleTo(asking.Me), asking);

    /// <summary>The page behind a place, or before it; the first one without.</summary>
    public async Task<TicketPage> PageAsync(Cursor? from, bool backwards, IReadOnlyList<TicketColumn> columns, CancellationToken cancel)
    {
        var tickets = from is null ? Tickets : from.Beyond(Tickets, backwards);
        var found = await order.Order(tickets, backwards).Select(Placed).Take(PageSize + 1).ToListAsync(cancel);
        var rows = found.Take(PageSize).Select(Row).ToList();
        if (backwards)
        {
            rows.Reverse();
        }

        await AddPartsAsync(rows, columns, db.Tickets.Where(InRows(rows)), cancel);
        var more = found.Count > PageSize;
        return new TicketPage(rows, HasPrevious: backwards ? more : from is not null, HasNext: backwards || more);
    }

    /// <summary>The first few, for short lists.</summary>
    public async Task<IReadOnlyList<TicketRow>> FirstAsync(int most, CancellationToken cancel) =>
        [.. (await order.Order(Tickets).Select(Placed).Take(most).ToListAsync(cancel)).Select(Row)];

    /// <summary>Every row, for exports.</summary>
    public async Task<IReadOnlyList<TicketRow>> AllAsync(IReadOnlyList<TicketColumn> columns, CancellationToken cancel)
    {
        var rows = await order.Order(Tickets).Select(TicketRow.Of).ToListAsync(cancel);
        await AddPartsAsync(rows, columns, Tickets, cancel);
        return rows;
    }

    /// <summary>The first ticket behind a place, with its own place.</summary>
    public async Task<TicketRow?> NextAsync(Cursor from, CancellationToken cancel) =>
        await order.Order(from.Beyond(Tickets, false)).Select(Placed).FirstOrDefaultAsync(cancel) is { } next ? Row(next) : null;

    /// <summary>How many there are, but not more than one above <see cref="MostCounted"/>.</summary>
    public Task<int> CountAsync(CancellationToken cancel) => Tickets.OrderBy(t => 1).Take(MostCounted + 1).CountAsync(cancel);

    TicketRow Row(PlacedRow placed)
    {
        placed.Row.Cursor = Cursor.Write(order, placed.Values);
        return placed.Row;
    }

    /// <summary>A row together with what the order's terms say of it.</summary>
    Expression<Func<Ticket, PlacedRow>> Placed
    {
        get
        {
            var ticket = Expression.Parameter(typeof(Ticket), "t");
            return Expression.Lambda<Func<Ticket, PlacedRow>>(
                Expression.MemberInit(
                    Expression.New(typeof(PlacedRow)),
                    Expression.Bind(Member(nameof(PlacedRow.Row)), TicketRow.Of.On(ticket)),
                    Expression.Bind(Member(nameof(PlacedRow.Values)), Expression.NewArrayInit(typeof(object), order.Terms.Select(term => term.Value(ticket))))),
                ticket);

            static MemberInfo Member(string name) => typeof(PlacedRow).GetProperty(name)!;
        }
    }

    static Expression<Func<Ticket, bool>> InRows(List<TicketRow> rows)
    {
        var ids = rows.Select(r => r.Id).ToList();
        return t => ids.Contains(t.Id);
    }

    static async Task AddPartsAsync(List<TicketRow> rows, IReadOnlyList<TicketColumn> columns, IQueryable<Ticket> tickets, CancellationToken cancel)
    {
        if (rows.Count > 0 && columns.Any(c => c.Key == "tags"))
        {
            var tags = await tickets.SelectMany(t => t.Tags).OrderBy(t => t.Tag.Name).Select(t => new { t.TicketId, t.Tag }).AsNoTracking().ToListAsync(cancel);
            var byTicket = tags.ToLookup(t => t.TicketId, t => t.Tag);
            foreach (var row in rows)
            {
                row.Tags = [.. byTicket[row.Id].Select(t => t.Title)];
                row.TagTones = [.. byTicket[row.Id].Select(t => EntryLabel.ToneOf(t.Color))];
            }
        }

        if (rows.Count > 0 && columns.Any(c => c.Key == "device"))
        {
            var devices = await tickets.SelectMany(t => t.Devices).OrderBy(d => d.DeviceId).Select(d => new { d.TicketId, d.Device.Name }).ToListAsync(cancel);
            var byTicket = devices.ToLookup(d => d.TicketId, d => d.Name);
            foreach (var row in rows)
            {
                row.Devices = [.. byTicket[row.Id]];
            }
        }

        if (rows.Count > 0 && columns.Any(c => c.Slot is not null))
        {
            var values = await tickets.SelectMany(t => t.FreeValues).Select(v => new { v.TicketId, v.FreeField.Slot, v.FreeField.Kind, v.Value }).ToListAsync(cancel);
            var byTicket = values.ToLookup(v => v.TicketId);
            foreach (var row in rows)
            {
                row.FreeTexts = byTicket[row.Id].ToDictionary(v => v.Slot, v => FreeField.Shown(v.Kind, v.Value));
            }
        }
    }

    sealed class PlacedRow
    {
        public TicketRow Row { get; set; } = null!;

        public object[] Values { get; set; } = [];
    }
}

/// <summary>A page of a list.</summary>
public sealed record TicketPage(IReadOnlyList<TicketRow> Rows, bool HasPrevious, bool HasNext);
