using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Mono.Cecil;
using Tresen.Platform.Web;

namespace Tresen.Tests;

/// <summary>How the house is laid out, asked of the compiled program. Changing the architecture means changing
/// <see cref="Order"/>, with a decision record.</summary>
public sealed class ArchitectureTests(TresenApp app) : IClassFixture<TresenApp>
{
    /// <summary>The slices; each uses only those to its left.</summary>
    static readonly string[] Order =
    [
        "Platform", "Staff", "Post", "Articles", "Customers", "Devices", "Tickets", "Templates", "Conversations", "Schedule", "TimeTracking", "Billing",
        "Merging", "Mail", "Notifications", "Search", "Reports", "Import", "Portal", "Admin", "Workbench", "Privacy", "Api", "Demo", Root,
    ];

    const string Root = "(root)";

    static readonly string[] SayNothing = ["Service", "Manager", "Helper", "Util", "Utils", "Handler", "Repository", "Dto", "Impl", "Base", "Common"];

    static readonly string[] Databases = ["Npgsql", "Microsoft.Data.Sqlite"];

    static readonly ModuleDefinition Program = AssemblyDefinition.ReadAssembly(typeof(Tresen.TresenServer).Assembly.Location).MainModule;

    static readonly IReadOnlyList<(TypeDefinition Type, IReadOnlyList<Use> Uses)> Types =
        [.. Program.Types.Where(t => t.Namespace.StartsWith("Tresen", StringComparison.Ordinal)).Select(t => (t, (IReadOnlyList<Use>)[.. CompiledCode.UsesOf(t)]))];

    [Fact]
    public void A_slice_uses_only_slices_to_its_left()
    {
        var arrows =
            from type in Types
            from use in type.Uses
            let target = CompiledCode.Outermost(use.Type)
            where target.Namespace.StartsWith("Tresen", StringComparison.Ordinal)
            let to = SliceOf(target)
            where Array.IndexOf(Order, to) > Array.IndexOf(Order, SliceOf(type.Type))
            select $"{SliceOf(type.Type)} → {to}: {type.Type.FullName} uses {target.FullName} in {use.Where}";
        ShouldBeNone(arrows, "Arrows to the right");
    }

    [Fact]
    public void Every_slice_has_its_place_in_the_order() =>
        ShouldBeNone(Types.Select(t => SliceOf(t.Type)).Where(s => !Order.Contains(s)), "Slices that the order doesn't know");

    [Fact]
    public void Another_slices_forms_controllers_and_mappings_are_its_own_affair()
    {
        var arrows =
            from type in Types
            from use in type.Uses
            let target = CompiledCode.Outermost(use.Type)
            where target.Namespace.StartsWith("Tresen.", StringComparison.Ordinal) && SliceOf(target) is not ("Platform" or Root) && SliceOf(target) != SliceOf(type.Type)
                && SliceOf(type.Type) != Root
            where target.Name.EndsWith("Form", StringComparison.Ordinal) || target.Name.EndsWith("Controller", StringComparison.Ordinal) || target.Name.EndsWith("Mapping", StringComparison.Ordinal)
            select $"{type.Type.FullName} uses {target.FullName} in {use.Where}";
        ShouldBeNone(arrows, "Uses of another slice's insides");
    }

    [Fact]
    public void Names_end_in_something_that_says_something() =>
        ShouldBeNone(Types.Select(t => t.Type.Name.Split('`')[0]).Where(n => SayNothing.Any(s => n.EndsWith(s, StringComparison.Ordinal))), "Names that say nothing");

    [Fact]
    public void Controllers_are_called_so_and_nothing_else_is()
    {
        var wrong = typeof(TresenServer).Assembly.GetTypes()
            .Where(t => t.IsClass && t.Name.EndsWith("Controller", StringComparison.Ordinal) != t.IsAssignableTo(typeof(ControllerBase)));
        ShouldBeNone(wrong.Select(t => t.FullName!), "Controllers by name or by nature alone");
        ShouldBeNone(typeof(TresenServer).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ControllerBase)) && !t.IsAssignableTo(typeof(TresenController))).Select(t => t.FullName!),
            $"Controllers that aren't a {nameof(TresenController)}");
    }

    [Fact]
    public async Task Entities_know_neither_the_database_nor_the_web()
    {
        var entities = await app.Db(db => Task.FromResult(db.Model.GetEntityTypes().Select(e => e.ClrType.FullName).ToHashSet()));
        var wrong =
            from type in Program.GetTypes().Where(t => entities.Contains(t.FullName.Replace('/', '+')) && t.Name != "SignIn")
            from use in CompiledCode.UsesOf(type, nested: n => n.Name.StartsWith('<'))
            where use.Type.Namespace.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || use.Type.Namespace.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            where use.Type.Name != "IdentityUser`1" // a person's sign-in is one
            select $"{type.FullName} uses {use.Type.FullName} in {use.Where}";
        ShouldBeNone(wrong, "Entities that know too much");
    }

    [Fact]
    public void Only_the_host_reads_the_clock_on_the_wall()
    {
        var wrong =
            from type in Types
            where SliceOf(type.Type) != Root
            from use in type.Uses
            where use.Type.FullName is "System.DateTime" or "System.DateTimeOffset" && use.Member is "get_Now" or "get_UtcNow" or "get_Today"
            select $"{type.Type.FullName} calls {use.Type.Name}.{use.Member![4..]} in {use.Where}: times are passed in, or come from the TimeProvider";
        ShouldBeNone(wrong, "Readers of the clock");
    }

    [Fact]
    public void Only_Platform_and_Search_know_which_database_it_is()
    {
        var wrong =
            from type in Types
            where SliceOf(type.Type) is not ("Platform" or "Search" or Root)
            from use in type.Uses
            where use.Member == "IsPostgres" || Databases.Any(d => use.Type.Namespace.StartsWith(d, StringComparison.Ordinal))
            select $"{type.Type.FullName} uses {use.Type.FullName}.{use.Member} in {use.Where}";
        ShouldBeNone(wrong, "Those who know which database it is");
    }

    [Fact]
    public async Task Every_table_has_its_name_on_purpose()
    {
        var wrong = await app.Db(db => Task.FromResult(db.GetService<IDesignTimeModel>().Model.GetEntityTypes()
            .Where(e => !e.IsOwned() && ((IConventionEntityType)e).GetTableNameConfigurationSource() != ConfigurationSource.Explicit && e.ClrType.Namespace!.StartsWith("Tresen", StringComparison.Ordinal))
            .Select(e => e.Name).ToList()));
        ShouldBeNone(wrong, "Entities without ToTable");
    }

    /// <summary>The folder below <c>src/Tresen</c>.</summary>
    static string SliceOf(TypeReference type)
    {
        var parts = CompiledCode.Outermost(type).Namespace.Split('.');
        return parts.Length > 1 ? parts[1] : Root;
    }

    static void ShouldBeNone(IEnumerable<string> found, string what)
    {
        var all = found.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{what}:\n  {string.Join("\n  ", all)}");
    }
}
