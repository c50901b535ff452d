using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Metadata;
using Tresen.Customers;
using Tresen.Platform.Identity;
using Tresen.Staff;

namespace Tresen.Tests;

/// <summary><c>docs/datenschutz.md</c> lists everything stored that can say something about a person.</summary>
public sealed partial class PrivacyTests(TresenApp app) : IClassFixture<TresenApp>
{
    [Fact]
    public async Task Everything_stored_that_may_be_about_people_is_listed()
    {
        var listed = Listed();
        var missing = (await StoredAsync()).Where(s => !listed.Contains(s)).GroupBy(s => s.Split('.')[0]).Select(g => $"{g.Key}: {string.Join(", ", g.Select(s => s.Split('.')[1]))}").ToList();
        Assert.True(missing.Count == 0, "docs/datenschutz.md doesn't say why, for whom and how long this is kept:\n  " + string.Join("\n  ", missing));
    }

    [Fact]
    public async Task Nothing_is_listed_that_is_no_longer_stored()
    {
        var stored = await StoredAsync();
        Listed().Where(l => !stored.Contains(l)).ShouldBeEmpty();
    }

    /// <summary>Texts, bytes, whatever points to a person, and what is said beside such a pointer: when, how long, of what kind.</summary>
    Task<SortedSet<string>> StoredAsync() => app.Db(db => Task.FromResult(new SortedSet<string>(
        from entity in db.Model.GetEntityTypes()
        where !entity.ClrType.Namespace!.StartsWith("Microsoft", StringComparison.Ordinal)
        from property in entity.GetProperties()
        where property.ClrType == typeof(string) || property.ClrType == typeof(byte[]) || PointsToPerson(property) || (IsAboutPerson(entity) && Says(property))
        select $"{Name(entity)}.{property.Name}", StringComparer.Ordinal)));

    static string Name(IReadOnlyEntityType entity) => entity.IsOwned() ? entity.FindOwnership()!.PrincipalEntityType.ClrType.Name + entity.FindOwnership()!.PrincipalToDependent!.Name : entity.ClrType.Name;

    static bool IsAboutPerson(IReadOnlyEntityType entity) => entity.GetProperties().Any(PointsToPerson);

    /// <summary>Keys, and the counters that notice who saves at the same time, say nothing.</summary>
    static bool Says(IReadOnlyProperty property) => !property.IsKey() && !property.IsForeignKey() && !property.IsConcurrencyToken;

    static bool PointsToPerson(IReadOnlyProperty property) => property.GetContainingForeignKeys().Any(k => k.PrincipalEntityType.ClrType is var to
        && (to == typeof(StaffMember) || to == typeof(Contact) || to == typeof(SignIn)));

    /// <summary>The table's first two columns: an entity, and its properties.</summary>
    static SortedSet<string> Listed() => new(
        from Match row in Row().Matches(File.ReadAllText(Repository.Path("docs", "datenschutz.md")))
        from property in row.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        select $"{row.Groups[1].Value}.{property}", StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(\w+)` \| ([\w, ]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
