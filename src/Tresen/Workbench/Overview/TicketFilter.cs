using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Tresen.Tickets;

namespace Tresen.Workbench.Overview;

/// <summary>What somebody asked to see: values by <see cref="Criterion"/>, read from an address and written into one.</summary>
public sealed record TicketFilter
{
    const int MostValues = 50;

    /// <summary>Everything that is open.</summary>
    public static readonly TicketFilter Open = new();

    TicketFilter()
    {
    }

    ImmutableDictionary<string, ImmutableArray<string>> Values { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Whether nothing is asked for but open tickets.</summary>
    public bool IsEmpty => Values.IsEmpty;

    /// <summary>Whether names of lists decide what fits.</summary>
    public bool LooksIntoLists => Values.Keys.Any(k => k == "progress" || k.StartsWith(Criteria.Column, StringComparison.Ordinal));

    /// <summary>Each value that is asked for, in the order of the criteria.</summary>
    public IEnumerable<(Criterion Criterion, string Value)> Asked =>
        from criterion in Criteria.All
        from value in this[criterion.Key]
        select (criterion, value);

    /// <summary>The values asked for of that criterion.</summary>
    public IReadOnlyList<string> this[string key] => Values.TryGetValue(key, out var values) ? values : [];

    /// <summary>Reads an address; what isn't a criterion or none of its values is left out.</summary>
    public static TicketFilter Read(string? query)
    {
        var filter = Open;
        foreach (var (key, values) in QueryHelpers.ParseQuery(query))
        {
            filter = filter.With(key, values);
        }

        return filter;
    }

    /// <summary>Whether the address says anything about what to show, even that it is everything.</summary>
    public static bool IsIn(string? query) => QueryHelpers.ParseQuery(query).Keys.Any(k => Criteria.Find(k) is not null);

    /// <summary>With this value too, or instead where there can be only one.</summary>
    public TicketFilter With(string key, string value) => Criteria.Find(key) is { } criterion
        ? With(key, criterion.Many ? StringValues.Concat(this[key].ToArray(), value) : new StringValues(value))
        : this;

    /// <summary>Without this value.</summary>
    public TicketFilter Without(string key, string value) => With(key, this[key].Where(v => v != value).ToArray());

    /// <summary>Without any value of this criterion.</summary>
    public TicketFilter Without(string key) => this with { Values = Values.Remove(key) };

    /// <summary>With the value if it wasn't asked for, without it if it was.</summary>
    public TicketFilter Toggled(string key, string value) => Has(key, value) ? Without(key, value) : With(key, value);

    /// <summary>Whether the value is asked for.</summary>
    public bool Has(string key, string value) => this[key].Contains(value);

    /// <summary>The filter as it stands in an address; never nothing, because an address without a filter is the view Dran.</summary>
    public string Query => IsEmpty
        ? Criteria.State + "=open"
        : string.Join('&', Asked.Select(a => $"{a.Criterion.Key}={Uri.EscapeDataString(a.Value)}"));

    /// <summary>Those of the tickets that are asked for. Closed ones only where a status or the state says so.</summary>
    public IQueryable<Ticket> Apply(IQueryable<Ticket> tickets, Asking asking)
    {
        if (this[Criteria.State].Count == 0 && !SaysAboutClosed(asking))
        {
            tickets = tickets.Open;
        }

        foreach (var criterion in Criteria.All.Where(c => Values.ContainsKey(c.Key)))
        {
            tickets = tickets.Where(criterion.Fits(this[criterion.Key], asking));
        }

        return tickets;
    }

    bool SaysAboutClosed(Asking asking) => Has("replied", "1")
        || this["progress"].Any(id => asking.Progresses.Any(p => p.Category == Category.Closed && p.Id.ToString() == id))
        || this[Criteria.Column + "closed"].Count > 0;

    TicketFilter With(string key, StringValues typed)
    {
        if (Criteria.Find(key) is not { } criterion)
        {
            return this;
        }

        var values = typed.Select(v => v is null ? null : criterion.Reads(v)).OfType<string>().Distinct().Take(criterion.Many ? MostValues : 1).ToImmutableArray();
        return this with { Values = values.IsEmpty ? Values.Remove(key) : Values.SetItem(key, values) };
    }
}
