using Microsoft.Playwright;
using Tresen.Tests.Rig;

namespace Tresen.BrowserTests;

/// <summary>The two screens that every page must fit, and where pictures of it go.</summary>
static class Screens
{
    public static ViewportSize Wide => new() { Width = 1440, Height = 900 };

    public static ViewportSize Narrow => new() { Width = 390, Height = 844 };

    /// <summary>The picture's path; its folder exists.</summary>
    public static string PathOf(string name)
    {
        var path = Path.Combine(TresenProcess.Repository, "artifacts/screens", name + ".png");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
