using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Tresen.BrowserTests;

/// <summary>Looking at a page as a whole: can everybody use it, does it fit a phone, what does it look like.</summary>
public sealed partial class Person
{
    // What sticks out to the right, unless it lies in something that scrolls by itself.
    const string Overhang = """
        () => {
          const room = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= room) return [];
          const scrolls = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
            if (/(auto|scroll|hidden|clip)/.test(getComputedStyle(p).overflowX)) return true; return false; };
          const out = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > room + 1 && !scrolls(e));
          return [`${document.documentElement.scrollWidth} of ${room} px`,
            ...out.slice(0, 8).map(e => `<${e.tagName.toLowerCase()} class="${e.getAttribute('class') ?? ''}"> ends at ${Math.round(e.getBoundingClientRect().right)}`)];
        }
        """;

    /// <summary>Looks at the page wide and narrow, light and dark: nothing serious or critical for people who see or hear or move
    /// otherwise, nothing that scrolls sideways on a phone. Leaves four pictures in artifacts/screens.</summary>
    /// <param name="name">What the page is called among the pictures.</param>
    public async Task Inspect(string name)
    {
        var findings = new List<string>();
        foreach (var (scheme, colours) in new[] { (ColorScheme.Light, "light"), (ColorScheme.Dark, "dark") })
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            foreach (var (size, width) in new[] { (Screens.Narrow, "narrow"), (Screens.Wide, "wide") })
            {
                await Page.SetViewportSizeAsync(size.Width, size.Height);
                await Page.ScreenshotAsync(new() { Path = Screens.PathOf($"{name}-{width}-{colours}"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
                if (width == "narrow")
                {
                    findings.AddRange((await Page.EvaluateAsync<string[]>(Overhang)).Select(f => $"scrolls sideways at {size.Width} px: {f}"));
                }

                // What can be seen too little differs by colours, what can be pressed by width: each once.
                if (withScript && (width, colours) is ("narrow", "dark") or ("wide", "light"))
                {
                    findings.AddRange((await BarriersAsync()).Select(f => $"{width} {colours}: {f}"));
                }
            }
        }

        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Null });
        findings.Distinct().ShouldBeEmpty($"{name} ({Where})");
    }

    /// <summary>Fails for anything serious or critical that axe finds on the page.</summary>
    public async Task FindsNoBarrier() => (await BarriersAsync()).ShouldBeEmpty(Where);

    /// <summary>Fails if the page scrolls sideways on a phone.</summary>
    public async Task FitsAPhone()
    {
        await Page.SetViewportSizeAsync(Screens.Narrow.Width, Screens.Narrow.Height);
        (await Page.EvaluateAsync<string[]>(Overhang)).ShouldBeEmpty(Where);
        await Page.SetViewportSizeAsync(Screens.Wide.Width, Screens.Wide.Height);
    }

    async Task<IReadOnlyList<string>> BarriersAsync()
    {
        // Frames hold mails of others, without script: nothing of ours to be found there.
        var result = await Page.RunAxe(new AxeRunOptions { Iframes = false });
        return [.. result.Violations
            .Where(v => v.Impact is "serious" or "critical")
            .SelectMany(v => v.Nodes.Select(n => $"{v.Impact} {v.Id} ({v.Help}): {n.Target} {Short(n.Html)}"))];
    }

    static string Short(string html) => html.Length > 200 ? html[..200] + "…" : html;
}
