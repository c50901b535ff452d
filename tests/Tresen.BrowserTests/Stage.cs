using Microsoft.Playwright;
using Tresen.Tests.Rig;

[assembly: AssemblyFixture(typeof(Tresen.BrowserTests.Stage))]

namespace Tresen.BrowserTests;

/// <summary>The published program with its demo data, and a real Chromium in front of it: one of each for the whole run.</summary>
public sealed class Stage : IAsyncDisposable
{
    static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    readonly SemaphoreSlim lane = new(1);
    TresenProcess? tresen;
    IPlaywright? playwright;
    IBrowser? chromium;

    /// <summary>The program; it runs once somebody has entered.</summary>
    public TresenProcess Tresen => tresen ?? throw new InvalidOperationException("Nobody has entered yet.");

    /// <summary>A fresh browser window at the desk: no cookies, German, in Berlin.</summary>
    internal async Task<IBrowserContext> OpenWindowAsync(bool withScript)
    {
        await lane.WaitAsync();
        try
        {
            tresen ??= await TresenProcess.DemoAsync();
            chromium ??= await LaunchAsync();
        }
        finally
        {
            lane.Release();
        }

        return await chromium.NewContextAsync(new()
        {
            BaseURL = tresen.Address,
            Locale = "de-DE",
            TimezoneId = "Europe/Berlin",
            ViewportSize = Screens.Wide,
            JavaScriptEnabled = withScript,
        });
    }

    async Task<IBrowser> LaunchAsync()
    {
        var program = FindChromium();
        Assert.SkipUnless(program is not null, "Chromium is not installed: apt-get install chromium, or name it in CHROMIUM_PATH");
        playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Headless = true, Args = Flags });
    }

    static string? FindChromium()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } given)
        {
            return given;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin");
        string[] names = ["chromium", "chromium-browser", "google-chrome"];
        return folders.SelectMany(f => names.Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists);
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }

        playwright?.Dispose();
        tresen?.Dispose();
    }
}
