using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tresen.BrowserTests;

/// <summary>Somebody at a browser of their own, who sees labels, buttons and texts, not elements.</summary>
public sealed partial class Person
{
    readonly bool withScript;

    Person(IPage page, bool withScript)
    {
        Page = page;
        this.withScript = withScript;
    }

    /// <summary>The page in front of them, for what the words below don't say.</summary>
    public IPage Page { get; }

    internal static async Task<Person> SitDownAsync(IBrowserContext window, bool withScript)
    {
        window.SetDefaultTimeout(20_000);
        var person = new Person(await window.NewPageAsync(), withScript);
        await person.ListenAsync();
        return person;
    }

    /// <summary>Signs in and arrives at home.</summary>
    public async Task SignIn(string mail, string password)
    {
        await Open("/sign-in");
        await Fill("E-Mail", mail);
        await Fill("Passwort", password);
        await Press("Anmelden");
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Opens an address.</summary>
    public Task Open(string path) => Page.GotoAsync(path);

    /// <summary>Types into the field with that label, instead of what stood there.</summary>
    public Task Fill(string label, string text) => Labelled(label).FillAsync(text);

    /// <summary>Picks one of the choices in the field with that label.</summary>
    public Task Choose(string label, string option) => Labelled(label).SelectOptionAsync(new SelectOptionValue { Label = option });

    /// <summary>Ticks a box or picks a radio button.</summary>
    public Task Tick(string label) => Labelled(label).CheckAsync();

    /// <summary>Attaches a file.</summary>
    public Task Attach(string label, string fileName, byte[] content, string type = "application/octet-stream") =>
        Labelled(label).SetInputFilesAsync(new FilePayload { Name = fileName, MimeType = type, Buffer = content });

    /// <summary>Presses the button, or what looks like one, with that name.</summary>
    public Task Press(string button) =>
        Page.GetByRole(AriaRole.Button, new() { NameRegex = Exactly(button) }).Or(Page.GetByRole(AriaRole.Link, new() { NameRegex = Exactly(button) })).Filter(Visible).First.ClickAsync();

    /// <summary>Follows the link, tab or menu entry with that name.</summary>
    public Task Follow(string link) =>
        Page.GetByRole(AriaRole.Link, new() { NameRegex = Exactly(link) }).Or(Page.GetByRole(AriaRole.Tab, new() { NameRegex = Exactly(link) })).Filter(Visible).First.ClickAsync();

    /// <summary>Waits until the text is to be read on the page.</summary>
    public Task Sees(string text) => Assertions.Expect(Page.GetByText(text).Filter(Visible).First).ToBeVisibleAsync(Patience);

    /// <summary>Waits until the text is nowhere to be read.</summary>
    public Task DoesNotSee(string text) => Assertions.Expect(Page.GetByText(text).Filter(Visible)).ToHaveCountAsync(0, new() { Timeout = 20_000 });

    /// <summary>Waits until the field with that label shows this.</summary>
    public Task SeesIn(string label, string text) => Assertions.Expect(Labelled(label)).ToHaveValueAsync(text, new() { Timeout = 20_000 });

    /// <summary>Where they are: path and query.</summary>
    public string Where => new Uri(Page.Url).PathAndQuery;

    static LocatorFilterOptions Visible => new() { Visible = true };

    static LocatorAssertionsToBeVisibleOptions Patience => new() { Timeout = 20_000 };

    // A label may carry the mark of a required field behind its text.
    ILocator Labelled(string label) => Page.GetByLabel(new Regex($@"^\s*{Regex.Escape(label)}\s*(\*.*)?$")).Filter(Visible).First;

    static Regex Exactly(string name) => new($@"^\s*{Regex.Escape(name)}\s*$");
}
