using System.Collections.Concurrent;
using Microsoft.Playwright;
using Tresen.Tests.Rig;

[assembly: AssemblyFixture(typeof(Tresen.BrowserTests.Stage))]

namespace Tresen.BrowserTests;

/// <summary>The published program with its demo data, and a real Chromium in front of it: one of each for the whole run.</summary>
public sealed class Stage : IAsyncDisposable
{
    static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    readonly SemaphoreSlim lane = new(1);
    readonly ConcurrentDictionary<string, Lazy<Task<string>>> keys = new();
    TresenProcess? tresen;
    IPlaywright? playwright;
    IBrowser? chromium;

    /// <summary>The program; it runs once somebody has entered.</summary>
    public TresenProcess Tresen => tresen ?? throw new InvalidOperationException("Nobody has entered yet.");

    /// <summary>A window of somebody of the demo firm. They sign in once in a run; that they can is told by other stories.</summary>
    internal async Task<IBrowserContext> OpenOfficeAsync(string mail, bool withScript) =>
        await OpenWindowAsync(withScript, await keys.GetOrAdd(mail, m => new Lazy<Task<string>>(() => SignInAsync(m))).Value);

    async Task<string> SignInAsync(string mail)
    {
        await using var window = await OpenWindowAsync(withScript: false);
        var person = await Person.SitDownAsync(window, withScript: false);
        await person.SignIn(mail, Tresen.Password);
        return await window.StorageStateAsync();
    }

    /// <summary>A browser window at the desk, German, in Berlin; without cookies, unless it is opened with some; before
    /// the demo, unless another address is told.</summary>
    internal async Task<IBrowserContext> OpenWindowAsync(bool withScript, string? cookies = null, string? address = null)
    {
        await lane.WaitAsync();
        try
        {
            tresen ??= await TresenProcess.DemoAsync(null, ("Tresen__Mail__FetchEverySeconds", "1"));
            chromium ??= await LaunchAsync();
        }
        finally
        {
            lane.Release();
        }

        return await chromium.NewContextAsync(new()
        {
            BaseURL = address ?? tresen.Address,
            Locale = "de-DE",
            TimezoneId = "Europe/Berlin",
            ViewportSize = Screens.Wide,
            JavaScriptEnabled = withScript,
            StorageState = cookies,
        });
    }

    async Task<IBrowser> LaunchAsync()
    {
        var program = FindChromium();
        Assert.SkipUnless(program is not null, "Chromium is not installed: apt-get install chromium, or name it in CHROMIUM_PATH");
        playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Headless = true, Args = Flags });
    }

    /// <summary>Chromium without its own windows and bars where there is one: the same engine opens a page in half the time.</summary>
    static string? FindChromium()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } given)
        {
            return given;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin");
        string[] names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];
        return names.SelectMany(n => folders.Select(f => Path.Combine(f, n))).FirstOrDefault(File.Exists);
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
