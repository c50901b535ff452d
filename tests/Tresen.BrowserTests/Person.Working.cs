using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tresen.BrowserTests;

/// <summary>What people do with lists, records found by typing, folded parts and files.</summary>
public sealed partial class Person
{
    /// <summary>Finds a record by typing a part of it and picks it by its name. Without script the name alone is sent.</summary>
    public async Task Find(string label, string typed, string name)
    {
        if (!withScript)
        {
            await Fill(label, name);
            return;
        }

        // Whoever types before the page's scripts have come sees no list, and types again.
        var option = Page.GetByRole(AriaRole.Option).Filter(new() { HasText = name, Visible = true }).First;
        for (var tries = 3; ; tries--)
        {
            await Labelled(label).FillAsync("");
            await Labelled(label).FillAsync(typed);
            try
            {
                await option.ClickAsync(new() { Timeout = tries > 1 ? 7_000 : 20_000 });
                return;
            }
            catch (TimeoutException) when (tries > 1)
            {
            }
        }
    }

    /// <summary>Types where the cursor stands, as fast as people do.</summary>
    public Task Types(string text) => Page.Keyboard.TypeAsync(text, new() { Delay = 60 });

    /// <summary>Strikes a key, <c>Control+Enter</c> too.</summary>
    public Task Strikes(string key) => Page.Keyboard.PressAsync(key);

    /// <summary>Waits until the cursor stands in that field.</summary>
    public Task HasCursorIn(string label) => Assertions.Expect(Labelled(label)).ToBeFocusedAsync(new() { Timeout = 20_000 });

    /// <summary>Goes to that tab; the menu may have an entry of the same name.</summary>
    public Task FollowTab(string tab) => Page.Locator("main").GetByRole(AriaRole.Link, new() { NameRegex = Exactly(tab) }).First.ClickAsync();

    /// <summary>Unfolds what is folded under that heading, if it isn't open already.</summary>
    public async Task Unfold(string heading)
    {
        var summary = Page.Locator("summary", new() { HasTextRegex = Ending(heading) }).Or(Page.Locator($"summary[aria-label='{heading}']")).Filter(Visible).First;
        if (!await summary.EvaluateAsync<bool>("s => s.parentElement.open"))
        {
            await summary.ClickAsync();
        }
    }

    /// <summary>Attaches a file that is too big to be handed over.</summary>
    public Task Attach(string label, string path) => Labelled(label).SetInputFilesAsync(path);

    /// <summary>What stands in formatted text, as text.</summary>
    public Task<string> Written(string label) => withScript ? Labelled(label).InnerTextAsync() : Labelled(label).InputValueAsync();

    /// <summary>Waits until formatted text holds this.</summary>
    public Task SeesWritten(string label, string text) => withScript
        ? Assertions.Expect(Labelled(label)).ToContainTextAsync(text, new() { Timeout = 20_000 })
        : Assertions.Expect(Labelled(label)).ToHaveValueAsync(new Regex(Regex.Escape(text)), new() { Timeout = 20_000 });

    /// <summary>Goes to the left with the arrow key, looking where the cursor stands, until that many letters of the formatted text are before it.</summary>
    public async Task PutsCursorAt(int letters)
    {
        // The editor draws what was typed in the next frame and then puts the cursor where it belongs: faster than people see.
        const string Cursor = "() => new Promise(see => requestAnimationFrame(() => setTimeout(() => see(document.querySelector('trix-editor').editor.getSelectedRange()[1]))))";
        for (var tries = 0; await Page.EvaluateAsync<int>(Cursor) != letters; tries++)
        {
            tries.ShouldBeLessThan(1000, "the cursor doesn't come to the left");
            await Page.Keyboard.PressAsync("ArrowLeft");
        }
    }

    /// <summary>Looks at a page again and again until the text is to be read there.</summary>
    public async Task Awaits(string path, string text)
    {
        for (var tries = 0; tries < 150; tries++)
        {
            await Open(path);
            if (await Page.GetByText(text).Filter(Visible).CountAsync() > 0)
            {
                return;
            }

            await Task.Delay(500);
        }

        throw new InvalidOperationException($"„{text}“ never came to stand on {path}.");
    }

    /// <summary>The same for the row in which that other text is to be read.</summary>
    public async Task AwaitsInRow(string path, string row, string text)
    {
        for (var tries = 0; tries < 150; tries++)
        {
            await Open(path);
            if (await RowsWith(row).Filter(new() { HasText = text }).CountAsync() > 0)
            {
                return;
            }

            await Task.Delay(500);
        }

        throw new InvalidOperationException($"„{text}“ never came to stand beside „{row}“ on {path}.");
    }

    /// <summary>Ticks the box of the row in which that is to be read.</summary>
    public Task TickRow(string text) => RowWith(text).GetByRole(AriaRole.Checkbox).CheckAsync();

    /// <summary>Presses what has that name in the row in which that text is to be read.</summary>
    public Task PressInRow(string text, string button)
    {
        var row = RowWith(text);
        return row.GetByRole(AriaRole.Button, new() { NameRegex = Beginning(button) }).Or(row.GetByRole(AriaRole.Link, new() { NameRegex = Beginning(button) })).First.ClickAsync();
    }

    /// <summary>Presses the button of the form that the field with that label stands in.</summary>
    public Task PressBeside(string label, string button) =>
        Labelled(label).Locator("xpath=ancestor::form[1]").GetByRole(AriaRole.Button, new() { NameRegex = Exactly(button) }).ClickAsync();

    /// <summary>Waits until a row holds both texts.</summary>
    public Task SeesInRow(string text, string more) => Assertions.Expect(RowsWith(text).Filter(new() { HasText = more }).First).ToBeVisibleAsync(Patience);

    /// <summary>Waits for the sentence that says that something was done.</summary>
    public Task Hears(string sentence) => Assertions.Expect(Page.Locator("#flash")).ToContainTextAsync(sentence, new() { Timeout = 20_000 });

    /// <summary>Waits to be told that a mail goes out, or waits because the mailbox can't send: whether it can depends on whose
    /// story is told at the same time.</summary>
    public Task HearsOfTheMail() => Assertions.Expect(Page.Locator("#flash")).ToContainTextAsync(new Regex("Wird gesendet an|Die Mail wartet im Postausgang"), new() { Timeout = 20_000 });

    /// <summary>Waits for the sentence beside that field that says what is wrong with it.</summary>
    public Task Reads(string label, string sentence) =>
        Assertions.Expect(Labelled(label)).ToHaveAccessibleDescriptionAsync(new Regex(Regex.Escape(sentence)), new() { Timeout = 20_000 });

    /// <summary>Presses a link or button that gives a file.</summary>
    /// <returns>The file's name and content.</returns>
    public async Task<(string Name, byte[] Content)> Download(string link)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() =>
            Page.GetByRole(AriaRole.Link, new() { NameRegex = Beginning(link) }).Or(Page.GetByRole(AriaRole.Button, new() { NameRegex = Beginning(link) })).Filter(Visible).First.ClickAsync());
        return (download.SuggestedFilename, await File.ReadAllBytesAsync(await download.PathAsync()));
    }

    /// <summary>Waits until the address is this one, or begins with it where it ends in <c>*</c>.</summary>
    public Task ArrivesAt(string path) => Page.WaitForURLAsync(url => path.EndsWith('*')
        ? new Uri(url).PathAndQuery.StartsWith(path[..^1], StringComparison.Ordinal)
        : new Uri(url).PathAndQuery == path);

    ILocator RowWith(string text) => RowsWith(text).First;

    ILocator RowsWith(string text) => Page.GetByRole(AriaRole.Row).Filter(new() { HasText = text, Visible = true });

    static Regex Ending(string name) => new($@"{Literally(name)}\s*(\d+\+?)?\s*$");

    static Regex Beginning(string name) => new($@"^\s*{Literally(name)}");
}
