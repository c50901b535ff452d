using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;

namespace Tresen.Platform.Settings;

/// <summary>Keeps every change of a setting, whoever makes it: looks at what is about to be saved and writes the lines behind it in the same transaction,
/// when new rows have got their keys.</summary>
public static class SettingHistory
{
    /// <summary>Stands for a secret.</summary>
    internal const string Hidden = "•";

    extension(TresenDb db)
    {
        /// <summary>Every line there is.</summary>
        public DbSet<SettingChange> SettingChanges => db.Set<SettingChange>();

        /// <summary>Keeps a change that no entity was loaded for.</summary>
        /// <param name="row">The row's key.</param>
        public async Task RecordSettingAsync<T>(string row, Expression<Func<T, object?>> property, string? from, string? to, CancellationToken cancel)
            where T : class
        {
            var sheet = SettingSheets.All[typeof(T)];
            var body = (MemberExpression)(property.Body is UnaryExpression unary ? unary.Operand : property.Body);
            var field = sheet.Fields.Single(f => f.Path == body.Member.Name);
            if (from != to)
            {
                await db.AppendAsync([new Line(SettingVerb.Changed, field.Area, typeof(T), () => row, field.Path, from, () => to, IsText: false)], cancel);
            }
        }

        internal async Task AppendAsync(IReadOnlyList<Line> lines, CancellationToken cancel)
        {
            await db.LockAsync<SettingChain>(1, cancel);
            db.Append(lines, await db.Set<SettingChain>().SingleAsync(cancel));
        }

        internal void Append(IReadOnlyList<Line> lines, SettingChain chain)
        {
            var (by, now) = (db.Actor, db.Now);
            foreach (var line in lines)
            {
                var change = new SettingChange(line.Verb, by, now, line.Area.Key, line.Subject.Name, line.Row(), line.Field, line.From, line.To(), line.IsText);
                chain.Take(change);
                db.Add(change);
            }
        }

        /// <summary>Who is asking, or who looks as them; null: nobody signed in.</summary>
        internal int? Actor => db.Services?.GetService<IHttpContextAccessor>()?.HttpContext?.Features.Get<Me>() is { } me ? me.Watcher?.Id ?? me.Id : null;

        /// <summary>The changes of settings that the next save makes. Changes must have been detected. What begins with the program (its lists, a
        /// demonstration) was nobody's change.</summary>
        internal IReadOnlyList<Line> ChangedSettings()
        {
            var lines = new List<Line>();
            var (tracker, actor) = (db.ChangeTracker, db.Actor);
            var detects = tracker.AutoDetectChangesEnabled;
            tracker.AutoDetectChangesEnabled = false;
            try
            {
                foreach (var entry in tracker.Entries().Where(e => e.State is EntityState.Modified or EntityState.Deleted || (e.State == EntityState.Added && actor is not null)).ToList())
                {
                    if (SettingSheets.All.TryGetValue(entry.Metadata.ClrType, out var sheet))
                    {
                        lines.AddRange(sheet.OwnerOf is null ? LinesOf(db, entry, sheet) : PartLine(db, entry, sheet));
                    }
                }
            }
            finally
            {
                tracker.AutoDetectChangesEnabled = detects;
            }

            return WithoutReplacedAlike(lines);
        }
    }

    /// <summary>Without parts that are removed and put there again alike, as forms replace whole tables of lines.</summary>
    static List<Line> WithoutReplacedAlike(List<Line> lines)
    {
        foreach (var gone in lines.Where(l => l.Part is { IsGone: true }).ToList())
        {
            if (lines.Find(l => l.Part == gone.Part! with { IsGone = false }) is { } same)
            {
                lines.Remove(gone);
                lines.Remove(same);
            }
        }

        return lines;
    }

    static IEnumerable<Line> PartLine(TresenDb db, EntityEntry entry, SettingSheet sheet)
    {
        var before = entry.State == EntityState.Added ? null : sheet.PartWords!(db, entry.State == EntityState.Modified ? entry.OriginalValues.ToObject() : entry.Entity);
        var after = entry.State == EntityState.Deleted ? null : sheet.PartWords!(db, entry.Entity);
        if (before == after)
        {
            return [];
        }

        var (owner, key) = sheet.OwnerOf!(entry.Entity);
        var name = entry.Metadata.ClrType.Name;
        return
        [
            new Line(SettingVerb.Changed, sheet.Area, owner, () => KeyText(entry.State == EntityState.Detached ? key : sheet.OwnerOf(entry.Entity).Key), name, before, () => after, IsText: true)
            {
                Part = entry.State == EntityState.Modified ? null : new Part(name, KeyText(key), before ?? after, IsGone: after is null),
            },
        ];
    }

    static IEnumerable<Line> LinesOf(TresenDb db, EntityEntry entry, SettingSheet sheet)
    {
        var (subject, gone) = (entry.Metadata.ClrType, entry.State == EntityState.Deleted ? RowOf(entry, sheet) : null);
        string Row() => gone ?? RowOf(entry, sheet);
        if (entry.State != EntityState.Modified && sheet.NameOf is { } name)
        {
            yield return entry.State == EntityState.Added
                ? new Line(SettingVerb.Added, sheet.Area, subject, Row, "", null, () => name(entry.Entity), IsText: true)
                : new Line(SettingVerb.Removed, sheet.Area, subject, Row, "", name(entry.Entity), () => null, IsText: true);
        }

        if (entry.State == EntityState.Added && sheet.NameOf is not null)
        {
            yield break; // what it began with is what the first change says stood there before
        }

        var begun = entry.State == EntityState.Added ? db.Entry(Activator.CreateInstance(subject, nonPublic: true)!) : null;
        foreach (var field in sheet.Fields)
        {
            var property = PropertyOf(entry, field.Path);
            var from = SettingValue.Kept(property.Metadata, begun is null ? property.OriginalValue : PropertyOf(begun, field.Path).CurrentValue);
            var to = entry.State == EntityState.Deleted ? null : SettingValue.Kept(property.Metadata, property.CurrentValue);
            if (from == to)
            {
                continue;
            }

            var (before, after) = field switch
            {
                { IsSecret: true } => (from is null ? null : Hidden, to is null ? null : Hidden),
                { Named: { } named } => (from is null ? null : named(db, property.OriginalValue!) ?? from, to is null ? null : named(db, property.CurrentValue!) ?? to),
                _ => (from, to),
            };
            yield return new Line(entry.State == EntityState.Deleted ? SettingVerb.Removed : SettingVerb.Changed, field.Area, subject, Row, field.Path, before, () => after, !field.IsSecret && (field.Named is not null || SettingValue.IsText(property.Metadata)));
        }
    }

    static string RowOf(EntityEntry entry, SettingSheet sheet) => sheet.NameOf is null ? "" : KeyText(entry.Property(entry.Metadata.FindPrimaryKey()!.Properties[0]).CurrentValue);

    static string KeyText(object? key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? "";

    static PropertyEntry PropertyOf(EntityEntry entry, string path) =>
        path.Split('.') is [var complex, var name] ? entry.ComplexProperty(complex).Property(name) : entry.Property(path);

    /// <summary>A line that is to be written when its row has its key.</summary>
    internal sealed record Line(SettingVerb Verb, SettingArea Area, Type Subject, Func<string> Row, string Field, string? From, Func<string?> To, bool IsText)
    {
        /// <summary>The part that came or went, if it is about one.</summary>
        public Part? Part { get; init; }
    }

    /// <summary>A part of a row that came or went.</summary>
    internal sealed record Part(string Name, string Owner, string? Words, bool IsGone);
}
