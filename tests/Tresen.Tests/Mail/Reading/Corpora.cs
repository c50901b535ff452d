using System.Text.Json;

namespace Tresen.Tests.Mail.Reading;

/// <summary>Real mails that others collected, where TRESEN_MAIL_CORPORA leads to.</summary>
static class Corpora
{
    /// <summary>The folder; the test is skipped where nobody said where it is, and fails where it isn't there.</summary>
    public static string Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable("TRESEN_MAIL_CORPORA");
        Assert.SkipWhen(string.IsNullOrEmpty(root), "TRESEN_MAIL_CORPORA doesn't lead to a collection of mails.");
        var folder = Path.GetFullPath(Path.Combine(root!, name));
        Directory.Exists(folder).ShouldBeTrue($"TRESEN_MAIL_CORPORA is set, and there is no folder {folder}.");
        return folder;
    }

    /// <summary>The lines of a file of cases.</summary>
    public static IReadOnlyList<JsonElement> Cases(string folder, string file = "cases.jsonl") =>
        [.. File.ReadLines(Path.Combine(folder, file)).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<JsonElement>(l))];

    /// <summary>Writes a measure into the test's output.</summary>
    public static void Say(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);
}
