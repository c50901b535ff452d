using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Settings;
using Tresen.Platform.Views;

namespace Tresen.Staff.Changes;

/// <summary>What one person changed of one row within a minute.</summary>
/// <param name="By">Who; null: the program, or somebody at its command line.</param>
/// <param name="Area">Where it is set, in the reader's language.</param>
/// <param name="Name">What the row is called; empty: the area says all.</param>
public sealed record ChangeEntry(DateTimeOffset At, string? By, string Area, string Name, IReadOnlyList<ChangeLine> Lines);

/// <summary>A field that was changed; of the whole row no field.</summary>
/// <param name="From">What stood there; null: nothing, or it was erased.</param>
/// <param name="To">What stands there.</param>
public sealed record ChangeLine(SettingVerb Verb, string Field, string? From, string? To, bool IsSecret, bool HadFrom, bool HasTo)
{
    /// <summary>Longer texts are folded.</summary>
    public const int MostShown = 120;

    /// <summary>Whether it is folded.</summary>
    public bool IsLong => From?.Length > MostShown || To?.Length > MostShown;
}

/// <summary>Reading the history of settings as people read it.</summary>
static class ChangeEntries
{
    extension(TresenDb db)
    {
        /// <summary>The newest of those, and before which place the older ones are (null: there are none).</summary>
        public async Task<(IReadOnlyList<ChangeEntry> Entries, int? Older)> ChangeEntriesAsync(ChangesFilter filter, int lines, CancellationToken cancel)
        {
            var found = await filter.Apply(db.SettingChanges.AsNoTracking()).OrderByDescending(c => c.Position).Take(lines + 1).ToListAsync(cancel);
            int? older = found.Count > lines ? found[lines - 1].Position : null;
            found = [.. found.Take(lines).Reverse()];
            var ids = found.Select(c => c.ById).OfType<int>().Distinct().ToList();
            var people = await db.Staff.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
            var groups = new List<List<SettingChange>>();
            foreach (var change in found)
            {
                if (groups.FindLast(g => (g[0].ById, g[0].Subject, g[0].Row) == (change.ById, change.Subject, change.Row)) is { } open && change.At - open[0].At <= TimeSpan.FromMinutes(1))
                {
                    open.Add(change);
                }
                else
                {
                    groups.Add([change]);
                }
            }

            var entries = new List<ChangeEntry>();
            foreach (var group in groups)
            {
                var first = group[0];
                entries.Add(new ChangeEntry(
                    first.At,
                    first.ById is { } by ? people.GetValueOrDefault(by) : null,
                    Words.Of(SettingSheets.Areas.FirstOrDefault(a => a.Key == first.Area)?.Title ?? first.Area),
                    await NameAsync(db, first, cancel),
                    [.. group.Select(c => LineOf(db, c))]));
            }

            return ([.. Enumerable.Reverse(entries)], older);
        }
    }

    static async Task<string> NameAsync(TresenDb db, SettingChange change, CancellationToken cancel)
    {
        if (!SettingSheets.ByName.TryGetValue(change.Subject, out var sheet))
        {
            return change.Subject;
        }

        if (sheet.NameOf is not { } name)
        {
            return sheet.OnlyTitle.Length > 0 ? Words.Of(sheet.OnlyTitle) : "";
        }

        var type = db.Model.FindEntityType(sheet.Entity)!.FindPrimaryKey()!.Properties[0].ClrType;
        if (await db.FindAsync(sheet.Entity, [Convert.ChangeType(change.Row, type, CultureInfo.InvariantCulture)], cancel) is { } row)
        {
            return name(row);
        }

        var (subject, key) = (change.Subject, change.Row);
        var last = await db.SettingChanges.AsNoTracking().Where(c => c.Subject == subject && c.Row == key && c.Verb != SettingVerb.Changed && c.Field == "").OrderByDescending(c => c.Position).FirstOrDefaultAsync(cancel);
        return last?.FromText?.Text ?? last?.ToText?.Text ?? "";
    }

    static ChangeLine LineOf(TresenDb db, SettingChange change)
    {
        var (hadFrom, hasTo) = (change.From is not null || change.FromTextHash is not null, change.To is not null || change.ToTextHash is not null);
        var (from, to) = (change.From ?? change.FromText?.Text, change.To ?? change.ToText?.Text);
        var entity = SettingSheets.ByName.TryGetValue(change.Subject, out var sheet) ? db.Model.FindEntityType(sheet.Entity) : null;
        if (sheet?.Fields.FirstOrDefault(f => f.Path == change.Field) is not { } field)
        {
            var part = SettingSheets.ByName.GetValueOrDefault(change.Field)?.PartTitle;
            return new ChangeLine(change.Verb, part is null ? change.Field : Words.Of(part), from, to, IsSecret: false, hadFrom, hasTo);
        }

        var property = field.Path.Split('.') is [var complex, var name] ? entity!.FindComplexProperty(complex)!.ComplexType.FindProperty(name)! : entity!.FindProperty(field.Path)!;
        string? Shown(string? kept) => kept is null || field.IsSecret || field.Named is not null ? kept : SettingValue.Shown(property, field, kept);
        return new ChangeLine(change.Verb, Words.Of(field.Title), Shown(from), Shown(to), field.IsSecret, hadFrom, hasTo);
    }
}
