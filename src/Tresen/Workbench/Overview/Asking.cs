using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Search;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Workbench.Overview;

/// <summary>Who asks for a list, when, and the short lists (departments, people, statuses …) that its filters and cells name:
/// read once for a page, so that no row has to join them.</summary>
public sealed class Asking
{
    readonly Dictionary<string, IReadOnlyList<Named>> lists = [];
    readonly Dictionary<string, Dictionary<int, Named>> byId = [];

    Asking(TresenDb db, Me me, DateTimeOffset now) => (Me, Now, Texts) = (me, now, db.Set<SearchText>());

    public Me Me { get; }

    public DateTimeOffset Now { get; }

    /// <summary>Descriptions and remarks, folded for search.</summary>
    public IQueryable<SearchText> Texts { get; }

    public DateOnly Today => Zone.DayOf(Now);

    /// <summary>The last day of this week, a Sunday.</summary>
    public DateOnly Sunday => Today.AddDays((7 - (int)Today.DayOfWeek) % 7);

    public IReadOnlyList<Named> Departments => lists[nameof(Departments)];

    public IReadOnlyList<Named> Staff => lists[nameof(Staff)];

    public IReadOnlyList<Named> Progresses => lists[nameof(Progresses)];

    public IReadOnlyList<Named> Kinds => lists[nameof(Kinds)];

    public IReadOnlyList<Named> Areas => lists[nameof(Areas)];

    public IReadOnlyList<Named> Channels => lists[nameof(Channels)];

    public IReadOnlyList<Named> Tags => lists[nameof(Tags)];

    /// <summary>Fields that the administrator has added, by their place.</summary>
    public IReadOnlyDictionary<int, Named> FreeFields { get; private set; } = new Dictionary<int, Named>();

    /// <summary>Those who are away today and for whom the reader stands in.</summary>
    public IReadOnlySet<int> StandsInFor { get; private set; } = new HashSet<int>();

    /// <summary>Whom the reader does this ticket's work for, being their deputy; empty for nobody.</summary>
    public string InsteadOf(TicketRow row) => row.AssigneeId is { } id && StandsInFor.Contains(id) ? NameOf(nameof(Staff), id) : "";

    /// <summary>For counting: with the lists only where the filter looks into them.</summary>
    public static Task<Asking> ForAsync(TicketFilter filter, TresenDb db, Me me, DateTimeOffset now, CancellationToken cancel) =>
        filter.LooksIntoLists ? ReadAsync(db, me, now, cancel) : Task.FromResult(new Asking(db, me, now));

    /// <summary>Reads the lists.</summary>
    public static async Task<Asking> ReadAsync(TresenDb db, Me me, DateTimeOffset now, CancellationToken cancel)
    {
        var asking = new Asking(db, me, now);
        var hidden = me.Hidden;
        asking.Add(nameof(Departments), await db.Departments.OrderBy(d => d.SortKey)
            .Select(d => new Named(d.Id, d.Name, "", d.IsActive && !hidden.Contains(d.Id), Category.New)).ToListAsync(cancel));
        asking.Add(nameof(Staff), await db.Staff.OrderBy(s => s.SortKey).Select(s => new Named(s.Id, s.Name, "", s.IsActive, Category.New)).ToListAsync(cancel));
        asking.Add(nameof(Progresses), await db.Progresses.OrderBy(p => p.Position).ThenBy(p => p.Id)
            .Select(p => new Named(p.Id, p.Name, p.English, p.IsActive, p.Category)).ToListAsync(cancel));
        asking.Add(nameof(Kinds), await EntriesAsync(db.Kinds, cancel));
        asking.Add(nameof(Areas), await EntriesAsync(db.Areas, cancel));
        asking.Add(nameof(Channels), await EntriesAsync(db.Channels, cancel));
        var visible = db.Tickets.VisibleTo(me); // a tag that only hidden tickets have tells of them
        asking.Add(nameof(Tags), await db.Tags.Where(tag => db.Set<TicketTag>().Any(x => x.TagId == tag.Id && visible.Any(t => t.Id == x.TicketId)))
            .OrderBy(t => t.Position).ThenBy(t => t.Name).Select(t => new Named(t.Id, t.Name, t.English, t.IsActive, Category.New) { Color = t.Color }).ToListAsync(cancel));
        var (id, today) = (me.Id, asking.Today);
        asking.StandsInFor = (await db.Absences.Where(a => a.DeputyId == id && a.From <= today && a.To >= today).Select(a => a.StaffMemberId).ToListAsync(cancel)).ToHashSet();
        asking.FreeFields = await db.FreeFields.Where(f => f.IsActive).OrderBy(f => f.Position).ToDictionaryAsync(f => f.Slot, f => new Named(f.Id, f.Name, f.English, f.IsActive, Category.New) { Kind = f.Kind }, cancel);
        return asking;
    }

    /// <summary>Names of customers and devices that the filter asks for, by criterion and value.</summary>
    public Dictionary<(string Key, string Value), string> Names { get; } = [];

    /// <summary>Reads the names of the customer and the device that the filter asks for.</summary>
    public async Task NameAsync(TresenDb db, TicketFilter filter, CancellationToken cancel)
    {
        if (filter["customer"] is [var number])
        {
            Names[("customer", number)] = await db.Customers.Numbered(number).Select(c => c.Name).FirstOrDefaultAsync(cancel) ?? number;
        }

        if (filter["device"] is [var device] && int.Parse(device) is var id)
        {
            Names[("device", device)] = await db.Devices.Where(d => d.Id == id).Select(d => d.Name).FirstOrDefaultAsync(cancel) ?? device;
        }
    }

    /// <summary>The name behind an id of one of the lists; empty for none.</summary>
    public string NameOf(string list, int? id) => id is { } known && byId[list].TryGetValue(known, out var entry) ? entry.Title : "";

    /// <summary>The colour of the entry with that id; grey for none.</summary>
    public Platform.Shell.Tone ToneOf(string list, int? id) => id is { } known && byId[list].TryGetValue(known, out var entry) ? EntryLabel.ToneOf(entry.Color) : Platform.Shell.Tone.Grey;

    /// <summary>The ids of the entries whose name contains the text.</summary>
    public IReadOnlyList<int> Containing(string list, string text)
    {
        var key = SortKey.ForSearch(text);
        return [.. lists[list].Where(e => SortKey.ForSearch(e.Title).Contains(key, StringComparison.Ordinal)).Select(e => e.Id)];
    }

    static Task<List<Named>> EntriesAsync(IQueryable<ColouredEntry> entries, CancellationToken cancel) =>
        entries.OrderBy(e => e.Position).ThenBy(e => e.Id).Select(e => new Named(e.Id, e.Name, e.English, e.IsActive, Category.New) { Color = e.Color }).ToListAsync(cancel);

    void Add(string list, List<Named> entries)
    {
        lists[list] = entries;
        byId[list] = entries.ToDictionary(e => e.Id);
    }
}

/// <summary>An entry of a short list.</summary>
public sealed record Named(int Id, string Name, string English, bool IsActive, Category Category)
{
    /// <summary>One of the palette's colour names.</summary>
    public string Color { get; init; } = "grey";

    /// <summary>Of a free field: what it takes.</summary>
    public FreeFieldKind Kind { get; init; }

    /// <summary>The name in the reader's language.</summary>
    public string Title => English.Length > 0 && System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? English : Name;
}
