namespace Tresen.BrowserTests;

/// <summary>Something that people do at the desk, told in their words. It fails at its end if a page complained meanwhile.</summary>
public abstract class Story(Stage stage) : IAsyncLifetime
{
    readonly List<Person> people = [];

    /// <summary>The program and the browser.</summary>
    protected Stage Stage => stage;

    /// <summary>Somebody sits down at a browser of their own; nobody is signed in yet.</summary>
    protected async Task<Person> Stranger(bool withScript = true)
    {
        var person = await Person.SitDownAsync(await stage.OpenWindowAsync(withScript), withScript);
        people.Add(person);
        return person;
    }

    /// <summary>The administrator of the demo firm, signed in.</summary>
    protected async Task<Person> Administrator(bool withScript = true)
    {
        var person = await Stranger(withScript);
        await person.SignIn(stage.Tresen.Mail, stage.Tresen.Password);
        return person;
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

        people.SelectMany(p => p.Complaints).ShouldBeEmpty("the browser complained");
    }
}
