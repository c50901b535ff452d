using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Tresen.Platform.Data;
using Tresen.Platform.Jobs;
using Tresen.Tests.Rig;

namespace Tresen.Tests;

/// <summary>The whole program on a real database of its own, with <see cref="World"/> in it and a clock that the test moves.
/// Which database it is says TRESEN_TEST_DATABASE (sqlite, postgres); the suite is run once on each.</summary>
public sealed class TresenApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    readonly TestDatabase database;

    public TresenApp()
        : this(TestDatabase.WithWorld())
    {
    }

    internal TresenApp(TestDatabase database) => this.database = database;

    /// <summary>The program on an empty database: nobody works here yet.</summary>
    public static TresenApp Empty() => new(TestDatabase.Empty());

    /// <summary>Tuesday, 24 November 2026, 9:00 in Berlin, until the test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(World.Morning);

    /// <summary>Further settings, to be made before the first request: <c>Tresen:Address</c>.</summary>
    public IDictionary<string, string> Set { get; } = new Dictionary<string, string>();

    /// <summary>What leads a command to the same database: <c>verify --Tresen:Data=…</c>.</summary>
    public IEnumerable<string> Arguments => database.Settings.Select(s => $"--{s.Key}={s.Value}");

    /// <summary>The folder with what lies beside the database.</summary>
    public string DataFolder => database.Settings.Single(s => s.Key == "Tresen:Data").Value;

    /// <summary>Further services, to be added before the first request: something that listens.</summary>
    public Action<IServiceCollection>? Add { get; set; }

    /// <summary>Passwords take as long to check as in the real thing. Else they are checked quickly: everybody signs in all the time.</summary>
    public bool ChecksPasswordsSlowly { get; init; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in database.Settings.Concat(Set.Select(s => (s.Key, s.Value))))
        {
            builder.UseSetting(key, value);
        }

        builder.UseSetting("Tresen:Workers", "false");
        builder.UseEnvironment("Production");
        builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
        builder.ConfigureServices(services => services.Configure<PasswordHasherOptions>(o => o.IterationCount = ChecksPasswordsSlowly ? o.IterationCount : 1000));
        if (Add is null) // whoever adds something may add to what is read
        {
            builder.ConfigureServices(services => services.AddSharedRoutes());
        }

        builder.ConfigureServices(services => Add?.Invoke(services));
    }

    /// <summary>A browser without a sign-in.</summary>
    public Browser Stranger() => new(this);

    /// <summary>A browser in which that inhabitant of the world is signed in.</summary>
    public async Task<Browser> As(Inhabitant person)
    {
        var browser = new Browser(this);
        var answer = await browser.Send("/sign-in", ("Mail", person.Mail), ("Password", World.Password));
        answer.Status.ShouldBe(302, $"{person.Name} could not sign in: {answer.Text}");
        return browser;
    }

    /// <summary>Reads the database directly, for what no page shows.</summary>
    public async Task<T> Db<T>(Func<TresenDb, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TresenDb>());
    }

    /// <summary>Does the work that is due now: sending, notifying, coming back.</summary>
    public Task RunJobs() => Services.GetRequiredService<JobRunner>().RunDueAsync(TestContext.Current.CancellationToken);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The database outlives it: others go on with it, and whoever made it drops it.</summary>
    public bool LeavesDatabase { get; init; }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (!LeavesDatabase)
        {
            database.Drop();
        }

        GC.SuppressFinalize(this);
    }
}
