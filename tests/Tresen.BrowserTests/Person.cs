using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tresen.BrowserTests;

/// <summary>Somebody at a browser of their own, who sees labels, buttons and texts, not elements.</summary>
public sealed partial class Person
{
    readonly bool withScript;
    readonly ILocator? part;

    Person(IPage page, bool withScript, ILocator? part = null)
    {
        Page = page;
        this.withScript = withScript;
        this.part = part;
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
        const int Minute = 60_000; // a program that has just started, beside others that do
        await Button("Anmelden").ClickAsync(new() { Timeout = Minute });
        try
        {
            await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal), new() { Timeout = Minute });
        }
        catch (TimeoutException timeout)
        {
            // Nobody else tells: whoever signs in for a later story has no picture taken.
            throw new InvalidOperationException($"{mail} stands at {Where} ({string.Join(", ", Complaints)}): {await Page.Locator("body").InnerTextAsync()}", timeout);
        }
    }

    /// <summary>The same person, whose fields are looked for in the group with that name alone.</summary>
    public Person In(string group) => new(Page, withScript, Page.GetByRole(AriaRole.Group, new() { NameRegex = Exactly(group) }));

    /// <summary>The same person, whose fields are looked for below that heading alone.</summary>
    public Person Below(string heading) =>
        new(Page, withScript, Page.Locator("section").Filter(new() { Has = Page.GetByRole(AriaRole.Heading, new() { NameRegex = Exactly(heading) }) }));

    /// <summary>Opens an address.</summary>
    public Task Open(string path) => Page.GotoAsync(path);

    /// <summary>Types into the field with that label, instead of what stood there.</summary>
    public Task Fill(string label, string text) => Labelled(label).FillAsync(text);

    /// <summary>Picks the first of the choices in the field with that label that begins like this.</summary>
    public async Task Choose(string label, string option)
    {
        var field = Labelled(label);
        var text = await field.Locator("option", new() { HasTextRegex = Beginning(option) }).First.TextContentAsync();
        await field.SelectOptionAsync(new SelectOptionValue { Label = text!.Trim() });
    }

    /// <summary>Ticks a box or picks a radio button.</summary>
    public async Task Tick(string label)
    {
        var box = Labelled(label).Or(Page.GetByRole(AriaRole.Radio, new() { NameRegex = Beginning(label) })).First;
        var liesBelow = await box.EvaluateAsync<bool>("b => getComputedStyle(b).opacity === '0'"); // what is drawn in its place is pressed
        await box.CheckAsync(new() { Force = liesBelow });
    }

    /// <summary>Takes the tick off a box.</summary>
    public Task Untick(string label) => Labelled(label).UncheckAsync();

    /// <summary>Attaches a file.</summary>
    public Task Attach(string label, string fileName, byte[] content, string type = "application/octet-stream") =>
        Labelled(label).SetInputFilesAsync(new FilePayload { Name = fileName, MimeType = type, Buffer = content });

    /// <summary>Presses the button, or what looks like one, with that name.</summary>
    public Task Press(string button) => Button(button).ClickAsync();

    ILocator Button(string name) =>
        Page.GetByRole(AriaRole.Button, new() { NameRegex = Exactly(name) }).Or(Page.GetByRole(AriaRole.Link, new() { NameRegex = Exactly(name) })).Filter(Visible).First;

    /// <summary>Follows the link, tab or menu entry with that name.</summary>
    public Task Follow(string link) =>
        Page.GetByRole(AriaRole.Link, new() { NameRegex = Exactly(link) }).Or(Page.GetByRole(AriaRole.Tab, new() { NameRegex = Exactly(link) })).Filter(Visible).First.ClickAsync();

    /// <summary>Waits until the text is to be read on the page.</summary>
    public Task Sees(string text) => Assertions.Expect(Page.GetByText(text).Filter(Visible).First).ToBeVisibleAsync(Patience);

    /// <summary>Waits until the text is nowhere to be read.</summary>
    public Task DoesNotSee(string text) => Assertions.Expect(Page.GetByText(text).Filter(Visible)).ToHaveCountAsync(0, new() { Timeout = 20_000 });

    /// <summary>Waits until the field with that label shows this.</summary>
    public Task SeesIn(string label, string text) => Assertions.Expect(Labelled(label)).ToHaveValueAsync(text, new() { Timeout = 20_000 });

    /// <summary>Waits until the choice in the field with that label is this.</summary>
    public Task SeesChosen(string label, string option) => Assertions.Expect(Labelled(label).Locator("option:checked")).ToHaveTextAsync(Beginning(option), new() { Timeout = 20_000 });

    /// <summary>The number of the ticket in front of them.</summary>
    public int TicketNumber => int.Parse(Where.Split('/', '?', '#')[2], CultureInfo.InvariantCulture);

    /// <summary>Where they are: path and query.</summary>
    public string Where => new Uri(Page.Url).PathAndQuery;

    static LocatorFilterOptions Visible => new() { Visible = true };

    static LocatorAssertionsToBeVisibleOptions Patience => new() { Timeout = 20_000 };

    // A label may carry the mark of a required field behind its text.
    ILocator Labelled(string label)
    {
        var name = new Regex($@"^\s*{Literally(label)}\s*(\*.*)?$");
        return (part?.GetByLabel(name) ?? Page.GetByLabel(name)).Filter(Visible).First;
    }

    // Behind it may stand how many there are: Service 3.
    static Regex Exactly(string name) => new($@"^\s*{Literally(name)}\s*(\d+\+?)?\s*$");

    // A slash would end the expression where Playwright writes it into its selectors.
    static string Literally(string name) => Regex.Escape(name).Replace("/", @"\/", StringComparison.Ordinal);
}
