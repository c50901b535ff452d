using System.Text.RegularExpressions;

namespace Tresen.BrowserTests;

/// <summary>Something that people do at the desk, told in their words. It fails at its end if a page complained meanwhile.</summary>
public abstract partial class Story(Stage stage) : IAsyncLifetime
{
    /// <summary>What every newcomer chooses.</summary>
    protected const string NewcomersPassword = "ganz-geheim-2026";

    readonly List<Person> people = [];
    readonly List<IDisposable> kept = [];

    /// <summary>The program and the browser.</summary>
    protected Stage Stage => stage;

    /// <summary>Somebody sits down at a browser of their own; nobody is signed in yet.</summary>
    protected async Task<Person> Stranger(bool withScript = true, string? at = null)
    {
        var person = await Person.SitDownAsync(await stage.OpenWindowAsync(withScript, address: at), withScript);
        people.Add(person);
        return person;
    }

    /// <summary>It runs until everybody has left. A program that ends while somebody still looks at a page refuses what that page asks for.</summary>
    protected T KeepsRunning<T>(T program) where T : IDisposable
    {
        kept.Add(program);
        return program;
    }

    /// <summary>The administrator of the demo firm, signed in.</summary>
    protected Task<Person> Administrator(bool withScript = true) => Colleague("anna.brandt", withScript);

    /// <summary>Leads Haustechnik, where work waits for her approval.</summary>
    protected Task<Person> Sabine(bool withScript = true) => Colleague("sabine.krueger", withScript);

    /// <summary>An agent of IT-Service.</summary>
    protected Task<Person> Tim(bool withScript = true) => Colleague("tim.rohde", withScript);

    /// <summary>Somebody of the demo firm, signed in.</summary>
    protected async Task<Person> Colleague(string name, bool withScript = true)
    {
        var person = await Person.SitDownAsync(await stage.OpenOfficeAsync($"{name}@nordlicht.example", withScript), withScript);
        people.Add(person);
        return person;
    }

    /// <summary>Somebody whom the administrator hires for this story, signed in with <see cref="NewcomersPassword"/>: whoever ends
    /// sessions or leaves must not be one of those whom other stories know.</summary>
    protected async Task<Person> Newcomer(string name, string? department = null, bool withScript = true)
    {
        var anna = await Administrator(withScript: false);
        await anna.Open("/administration/staff/new");
        await anna.Fill("Name", name);
        await anna.Fill("E-Mail", MailOf(name));
        if (department is not null)
        {
            await anna.Choose(department, "Mitglied");
        }

        await anna.Press("Anlegen und einladen");
        await anna.Sees("/welcome?code=");
        var newcomer = await Stranger(withScript);
        await newcomer.Open(Invitation().Match(await anna.Page.InnerTextAsync("main")).Value);
        await newcomer.Fill("Neues Passwort", NewcomersPassword);
        await newcomer.Press("Passwort speichern");
        await newcomer.SignIn(MailOf(name), NewcomersPassword);
        return newcomer;
    }

    /// <summary>The address of somebody of the demo firm; their name needs no umlauts.</summary>
    protected static string MailOf(string name) => $"{name.Replace(' ', '.').ToLowerInvariant()}@nordlicht.example";

    /// <summary>Writes a telephone call down as a ticket, with what a call needs at least.</summary>
    /// <returns>Its number.</returns>
    protected static async Task<int> TakeCall(Person person, string subject, string customer = "Bäckerei Sonnig", string department = "IT-Service", string? planned = null)
    {
        await person.Open("/tickets/new");
        await person.Find("Kunde", customer[..6], customer);
        await person.Fill("Anfrage von", "Heike Sonnig");
        await person.Fill("Betreff", subject);
        await person.Choose("Abteilung", department);
        await person.Fill("Geplante Dauer", planned ?? "");
        await person.Press("Anlegen");
        await person.Hears("ist angelegt");
        return person.TicketNumber;
    }

    /// <summary>Takes a customer in, with what else is known about them.</summary>
    /// <returns>Their number.</returns>
    protected static async Task<string> TakeIn(Person person, string name, params (string Label, string Text)[] known)
    {
        await person.Open("/customers/new");
        await person.Fill("Name", name);
        foreach (var (label, text) in known)
        {
            await person.Fill(label, text);
        }

        await person.Press("Anlegen");
        await person.Hears($"{name} hat die Nummer");
        return person.Where.Split('/', '?')[2];
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        foreach (var (person, number) in people.Select((p, i) => (p, i + 1)))
        {
            if (failed)
            {
                await person.Page.ScreenshotAsync(new() { Path = Screens.PathOf($"failed/{TestContext.Current.TestMethod?.MethodName}-{number}"), FullPage = true });
            }

            await person.Page.Context.CloseAsync();
        }

        kept.ForEach(program => program.Dispose());
        people.SelectMany(p => p.Complaints).ShouldBeEmpty("the browser complained");
    }

    [GeneratedRegex(@"/welcome\?code=\S+")]
    private static partial Regex Invitation();
}
