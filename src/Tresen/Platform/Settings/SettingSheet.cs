using System.Linq.Expressions;
using Tresen.Platform.Data;

namespace Tresen.Platform.Settings;

/// <summary>Says beside an entity's mapping what of it is a setting. Whatever changes it, the change is kept. Found by scan.</summary>
public interface ISettings
{
    /// <summary>The sheets of the slice's entities.</summary>
    static abstract IEnumerable<SettingSheet> Sheets { get; }
}

/// <summary>A property of an entity that is a setting.</summary>
/// <param name="Path">Its name in the code, <c>Name</c> or <c>Imap.Host</c>; by it the history refers to it.</param>
/// <param name="Title">What the screen calls it, German.</param>
/// <param name="Area">Where it is set.</param>
/// <param name="IsSecret">Of whose value nothing is kept.</param>
/// <param name="Words">How a value reads; null: as values of its type do.</param>
/// <param name="Named">What the record that it points to is called; null: it points to none.</param>
public sealed record SettingField(string Path, string Title, SettingArea Area, bool IsSecret, Func<object, string>? Words, Func<TresenDb, object, string?>? Named);

/// <summary>What of an entity is a setting, and how it reads.</summary>
public abstract class SettingSheet(Type entity, SettingArea area)
{
    readonly List<SettingField> fields = [];
    readonly HashSet<string> apart = [];

    /// <summary>The entity; by its name the history refers to it.</summary>
    public Type Entity => entity;

    /// <summary>Where it is set.</summary>
    public SettingArea Area => area;

    /// <summary>In the order of the page.</summary>
    public IReadOnlyList<SettingField> Fields => fields;

    /// <summary>Properties that are no settings: what the program notes there itself.</summary>
    public IReadOnlySet<string> Apart => apart;

    /// <summary>What a row is called; null: there is one.</summary>
    internal Func<object, string>? NameOf { get; private protected set; }

    /// <summary>What the one row is called, German; empty: its area says all.</summary>
    internal string OnlyTitle { get; private protected set; } = "";

    /// <summary>Of a row that belongs to another: whose it is, by type and key; null: it stands for itself.</summary>
    internal Func<object, (Type Entity, object? Key)>? OwnerOf { get; private protected set; }

    /// <summary>What such a row is among the other's fields, German.</summary>
    internal string PartTitle { get; private protected set; } = "";

    /// <summary>How such a row reads.</summary>
    internal Func<TresenDb, object, string>? PartWords { get; private protected set; }

    private protected void Add(SettingField field) => fields.Add(field);

    private protected void SetApart(LambdaExpression property) => apart.Add(PathOf(property));

    private protected static string PathOf(LambdaExpression property)
    {
        var names = new Stack<string>();
        for (var at = property.Body is UnaryExpression { Operand: var inner } ? inner : property.Body; at is MemberExpression member; at = member.Expression!)
        {
            names.Push(member.Member.Name);
        }

        return string.Join('.', names);
    }
}

/// <summary>The sheet of that entity.</summary>
public sealed class SettingSheet<T>(SettingArea area) : SettingSheet(typeof(T), area)
    where T : class
{
    /// <summary>There is one row.</summary>
    /// <param name="title">What it is called, German, where its area doesn't say all.</param>
    public SettingSheet<T> KeptOnce(string title)
    {
        OnlyTitle = title;
        return this;
    }

    /// <summary>What a row is called. Without it there is one row.</summary>
    public SettingSheet<T> Called(Func<T, string> name)
    {
        NameOf = row => name((T)row);
        return this;
    }

    /// <summary>Rows that belong to a row of another entity and read as a field of it.</summary>
    /// <param name="owner">Whose it is, by type and key.</param>
    /// <param name="title">What the field is called, German.</param>
    /// <param name="words">How a row reads.</param>
    public SettingSheet<T> KeptAsPart(Func<T, (Type Entity, object? Key)> owner, string title, Func<TresenDb, T, string> words)
    {
        OwnerOf = row => owner((T)row);
        (PartTitle, PartWords) = (title, (db, row) => words(db, (T)row));
        return this;
    }

    /// <summary>A field whose changes are kept.</summary>
    /// <param name="property">Which.</param>
    /// <param name="title">What the screen calls it, German.</param>
    /// <param name="words">How a value reads; null: as values of its type do.</param>
    /// <param name="area">Where it is set, if not where the others are.</param>
    public SettingSheet<T> Kept<TValue>(Expression<Func<T, TValue>> property, string title, Func<TValue, string>? words = null, SettingArea? area = null)
    {
        Add(new SettingField(PathOf(property), title, area ?? Area, IsSecret: false, words is null ? null : value => words((TValue)value), Named: null));
        return this;
    }

    /// <summary>A field that points to another record, which is kept by its name at that time.</summary>
    public SettingSheet<T> KeptByName<TOther>(Expression<Func<T, object?>> property, string title, Func<TOther, string> name)
        where TOther : class
    {
        Add(new SettingField(PathOf(property), title, Area, IsSecret: false, Words: null, (db, key) => db.Set<TOther>().Find(key) is { } other ? name(other) : null));
        return this;
    }

    /// <summary>A secret: that it was changed is kept, and nothing of its value.</summary>
    public SettingSheet<T> KeptSecret(Expression<Func<T, object?>> property, string title)
    {
        Add(new SettingField(PathOf(property), title, Area, IsSecret: true, Words: null, Named: null));
        return this;
    }

    /// <summary>No settings.</summary>
    public SettingSheet<T> Not(params Expression<Func<T, object?>>[] properties)
    {
        foreach (var property in properties)
        {
            SetApart(property);
        }

        return this;
    }
}

/// <summary>All sheets of the house.</summary>
public static class SettingSheets
{
    /// <summary>By the entity.</summary>
    public static readonly IReadOnlyDictionary<Type, SettingSheet> All =
        (from type in typeof(SettingSheets).Assembly.GetTypes()
         where type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ISettings))
         from sheet in (IEnumerable<SettingSheet>)type.GetProperty(nameof(ISettings.Sheets))!.GetValue(null)!
         select sheet).ToDictionary(s => s.Entity);

    /// <summary>By the name that the history calls the entity.</summary>
    public static readonly IReadOnlyDictionary<string, SettingSheet> ByName = All.Values.ToDictionary(s => s.Entity.Name);

    /// <summary>All areas, as readers' lists have them.</summary>
    public static IEnumerable<SettingArea> Areas => All.Values.Select(s => s.Area).Concat(All.Values.SelectMany(s => s.Fields).Select(f => f.Area)).Distinct();
}
