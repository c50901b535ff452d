namespace Tresen.Tests;

/// <summary>The repository that the tests were built from, for those that read its files.</summary>
static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>A file or folder of it.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>The program's source files of that kind, by their path inside of <c>src/Tresen</c>.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string kind)
    {
        var root = Path("src", "Tresen");
        return from file in Directory.EnumerateFiles(root, "*" + kind, SearchOption.AllDirectories)
            let path = System.IO.Path.GetRelativePath(root, file).Replace('\\', '/')
            where !path.StartsWith("bin/", StringComparison.Ordinal) && !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("node_modules/", StringComparison.Ordinal)
            select (path, File.ReadAllText(file));
    }

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Tresen.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
