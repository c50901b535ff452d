using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Forms;
using Tresen.Platform.Identity;
using Tresen.Platform.Settings;
using Tresen.Platform.Time;
using Tresen.Platform.Web;

namespace Tresen.Staff.Changes;

/// <summary><em>Administration &gt; Änderungen</em>: who changed which setting, and what stood there before.</summary>
[Needs(Capability.Administration)]
public sealed class ChangesController(TresenDb db) : TresenController
{
    const int PageSize = 60;

    const int PartSize = 20;

    [HttpGet("/administration/changes")]
    [Menu("Administration", "Änderungen", "history", 89)]
    public async Task<IResult> List([FromQuery] ChangesFilter filter, CancellationToken cancel)
    {
        var (entries, older) = await db.ChangeEntriesAsync(filter, PageSize, cancel);
        var all = db.SettingChanges;
        var people = await db.Staff.Where(s => all.Any(c => c.ById == s.Id)).OrderBy(s => s.SortKey).Select(s => new Choice(s.Id.ToString(), s.Name, null)).ToListAsync(cancel);
        return ChangesPage.Of(new(filter, entries, people, older));
    }

    /// <summary>The newest for the foot of a page.</summary>
    [HttpGet("/administration/changes/part")]
    public async Task<IResult> Part([FromQuery] ChangesFilter filter, CancellationToken cancel)
    {
        var (entries, older) = await db.ChangeEntriesAsync(filter, PartSize, cancel);
        return ChangesPart.Of(new(filter, entries, older is not null));
    }
}

/// <summary>Which changes are shown; in the address bar.</summary>
public sealed class ChangesFilter
{
    /// <summary>The <see cref="SettingArea.Key"/>.</summary>
    public string? Area { get; set; }

    public int? By { get; set; }

    public DateOnly? Day { get; set; }

    /// <summary>Of one row alone: the entity's name …</summary>
    public string? Of { get; set; }

    /// <summary>… and the key.</summary>
    public string? Row { get; set; }

    /// <summary>Those before that place in the history.</summary>
    public int? Before { get; set; }

    /// <summary>The address that shows these, from that place on.</summary>
    public string Address(int? before = null) => "/administration/changes?" + string.Join('&', new[]
    {
        Pair("area", Area), Pair("by", By?.ToString(System.Globalization.CultureInfo.InvariantCulture)), Pair("day", Platform.Views.Show.Typed(Day)), Pair("of", Of), Pair("row", Row),
        Pair("before", before?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    }.OfType<string>());

    /// <summary>Those of them.</summary>
    internal IQueryable<SettingChange> Apply(IQueryable<SettingChange> changes)
    {
        var (area, by, of, row, before) = (Area, By, Of, Row, Before);
        changes = changes.Where(c => (area == null || c.Area == area) && (by == null || c.ById == by) && (of == null || c.Subject == of) && (row == null || c.Row == row) && (before == null || c.Position < before));
        if (Day is { Year: > 1 and < 9999 } day)
        {
            var (from, to) = (Zone.StartOf(day), Zone.EndOf(day));
            changes = changes.Where(c => c.At >= from && c.At < to);
        }

        return changes;
    }

    static string? Pair(string name, string? value) => string.IsNullOrEmpty(value) ? null : $"{name}={Uri.EscapeDataString(value)}";
}
